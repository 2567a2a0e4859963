-- Weir in nginx: refuses the requests of clients that the enforcer has named. ../../snippets.ts writes the
-- configuration that calls these functions.
local filter = require 'weir.filter'
local hits = require 'weir.hits'
local link = require 'weir.link'
local lookup = require 'weir.lookup'
local page = require 'weir.page'
local preload = require 'weir.preload'
local state = require 'weir.state'
local throttle = require 'weir.throttle'

local M = {}

local settings

local function new_boot()
  local source = io.open('/dev/urandom', 'rb')
  local bytes = source and source:read(8) or ''
  if source then
    source:close()
  end
  if #bytes < 8 then
    bytes = ('%d %d'):format(ngx.now() * 1000, ngx.worker.pid())
  end
  return (ngx.md5(bytes):sub(1, 16))
end

local function live()
  if state.is_alive() then
    return
  end
  local empty = state.begin(new_boot())
  if empty then
    filter.clear(0)
    filter.publish(0)
  end
  ngx.update_time()
  local started = ngx.now()
  local stored, failed = preload.run(settings.state, empty)
  ngx.update_time()
  if stored then
    ngx.log(ngx.NOTICE, ('weir: %d rules from the snapshot in %.0f ms, %d without room'):format(
      stored, (ngx.now() - started) * 1000, failed))
  end
  collectgarbage()
end

-- For init_by_lua: `socket` and `state` are the paths of the enforcer's socket and directory, `pages` are those of
-- page.lua. Runs in the master,
-- before a connection is accepted, at the start and at each reload. Never keeps nginx from starting.
function M.init(options)
  settings = options
  page.init(options.pages)
  local ok, reason = pcall(live)
  if not ok then
    ngx.log(ngx.ERR, 'weir: no rules from the snapshot: ', reason)
  end
end

-- For init_worker_by_lua.
function M.init_worker()
  hits.start()
  if ngx.worker.id() == 0 then
    link.start(settings.socket)
  end
end

local THROTTLE = ('t'):byte()
local complained = 0

-- For server_rewrite_by_lua, which also catches locations that only `return`. access_by_lua works too, where
-- lua-nginx-module is older than 0.10.22, but not for those locations. `page_name` is one of the pages, if any.
function M.check(page_name)
  -- The client itself was checked before nginx redirected its request, or included another one.
  if ngx.req.is_internal() then
    return
  end
  local ok, value, address = pcall(lookup.find, ngx.var.binary_remote_addr)
  if ok and not value then
    return
  end
  if ok then
    local wait = value:byte() == THROTTLE and throttle.wait(value, address)
    return wait ~= nil and page.refuse(value, wait or nil, page_name) or nil
  end
  -- A defect here must not take the site down. Said once a second.
  if ngx.now() - complained >= 1 then
    complained = ngx.now()
    ngx.log(ngx.ERR, 'weir: a request could not be checked: ', value)
  end
end

return M
