-- What a refused client gets: a small page with the decision's id, by which the operator finds out why. A site may have
-- a page and a status of its own.
local hits = require 'weir.hits'

local M = {}

local DEFAULT_STATUS = 403
-- nginx's own: the connection is closed without an answer.
local CLOSE = 444
local PLACE_OF_ID = '{{id}}'
local PAGE_BYTES_MAX = 65536

local PAGE = table.concat {
  '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Request refused</title></head>\n',
  '<body>\n<h1>Request refused</h1>\n<p>This address sent requests that look like an attack.</p>\n',
  '<p>Reference: {{id}}</p>\n</body>\n</html>\n',
}

-- By name, "default" for those without one: parts of the page, between which the id stands, and the status.
local pages = {}

local function split(text)
  local parts, from = {}, 1
  while true do
    local first, last = text:find(PLACE_OF_ID, from, true)
    parts[#parts + 1] = text:sub(from, (first or 0) - 1)
    if not first then
      return parts
    end
    from = last + 1
  end
end

local function read(path)
  local file, reason = io.open(path, 'rb')
  local text = file and file:read(PAGE_BYTES_MAX + 1) or ''
  if file then
    file:close()
  end
  if file and #text <= PAGE_BYTES_MAX then
    return text
  end
  ngx.log(ngx.ERR, 'weir: no page from ', path, ': ', reason or 'it is larger than 64 KB')
  return PAGE
end

-- `given` is a table of tables with `file`, a path, and `status`; both may be missing. Reads the files, once.
function M.init(given)
  pages = { default = { parts = split(PAGE) } }
  for name, page in pairs(given or {}) do
    pages[name] = { parts = split(page.file and read(page.file) or PAGE), status = page.status }
  end
end

-- `value` is a value of the dictionaries, see store.lua. `wait` is after how many seconds the client may come again, if
-- it may. `name` is that of the page, if any.
function M.refuse(value, wait, name)
  local id = value:match('^....([%w_-]*)')
  local page = pages[name] or pages.default
  -- The refused marker: the access log carries it.
  ngx.var.weir_decision = id
  hits.count(id)
  local status = not wait and page.status or tonumber(value:sub(2, 4)) or DEFAULT_STATUS
  if status == CLOSE then
    return ngx.exit(CLOSE)
  end
  local body = table.concat(page.parts, id)
  ngx.status = status
  ngx.header['Content-Type'] = 'text/html; charset=utf-8'
  ngx.header['Content-Length'] = #body
  ngx.header['Cache-Control'] = 'no-store'
  ngx.header['Weir-Decision'] = id
  ngx.header['Retry-After'] = wait
  ngx.print(body)
  -- Not ngx.exit(status), which would bring the site's error_page into it.
  return ngx.exit(ngx.HTTP_OK)
end

return M
