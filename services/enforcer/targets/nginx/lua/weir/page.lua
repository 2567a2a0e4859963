-- What a refused client gets: a small page with the decision's id, by which the operator finds out why.
local hits = require 'weir.hits'

local M = {}

local DEFAULT_STATUS = 403
-- nginx's own: the connection is closed without an answer.
local CLOSE = 444

local PAGE = table.concat {
  '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8"><title>Request refused</title></head>\n',
  '<body>\n<h1>Request refused</h1>\n<p>This address sent requests that look like an attack.</p>\n',
  '<p>Reference: %s</p>\n</body>\n</html>\n',
}

-- `value` is a value of the dictionaries, see store.lua. `wait` is after how many seconds the client may come again, if
-- it may.
function M.refuse(value, wait)
  local id = value:match('^....([%w_-]*)')
  -- The refused marker: the access log carries it.
  ngx.var.weir_decision = id
  hits.count(id)
  local status = tonumber(value:sub(2, 4)) or DEFAULT_STATUS
  if status == CLOSE then
    return ngx.exit(CLOSE)
  end
  local body = PAGE:format(id)
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
