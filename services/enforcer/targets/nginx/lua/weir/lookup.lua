-- The question that each request asks: is there a rule against this client? Read-only, for every worker.
--
-- The looks that are needed are put together as the source of a function, without a loop and without a look too many:
-- LuaJIT compiles such a function as a whole, while a loop in it would leave everything to the interpreter, where
-- each look costs several times as much.
local filter = require 'weir.filter'
local state = require 'weir.state'

local dictionaries = state.dictionaries
local byte, char, find, format, sub = string.byte, string.char, string.find, string.format, string.sub
local concat, sort = table.concat, table.sort
local lshift = require('bit').lshift
local md5, var = ngx.md5_bin, ngx.var

local M = {}

local MAPPED = ('\0'):rep(10) .. '\255\255'
-- As in ../../key.ts: what is longer is told apart by its beginning, which is all that a log has of it.
local AGENT_BYTES_MAX = 256
local PATH_BYTES_MAX = 512
-- Functions that are kept, for sets of looks that come again.
local FUNCTIONS_MAX = 64

local function agent()
  return (sub(var.http_user_agent or '', 1, AGENT_BYTES_MAX))
end

-- As the client wrote it, without the query.
local function path()
  local uri = var.request_uri
  local query = find(uri, '?', 1, true)
  return (sub(uri, 1, query and query <= PATH_BYTES_MAX and query - 1 or PATH_BYTES_MAX))
end

local function masked(address, at, bits)
  local last = byte(address, at)
  return (char(last - last % 2 ^ bits))
end

-- What the functions are made of. A look has a hash for the filter, a key, and what has to be done before.
local DIGESTS = {
  h = [[md5((var.host or '') .. '\0' .. address)]],
  u = [[md5(agent() .. '\0' .. address)]],
  l = [[md5((var.host or '') .. '\0' .. path())]],
  n = [[md5(path())]],
  g = [[md5(agent())]],
}
local DIGEST_ORDER = { 'h', 'u', 'l', 'n', 'g' }
local WORD_NAMES = { 'a', 'b', 'c', 'd' }

local function prefix_key(bits, bytes)
  local whole = (bits - bits % 8) / 8
  local parts = { format([['\%d']], bits), format('sub(address, 1, %d)', whole) }
  if bits % 8 > 0 then
    parts[#parts + 1] = format('masked(address, %d, %d)', whole + 1, 8 - bits % 8)
  end
  parts[#parts + 1] = format([['%s']], ([[\0]]):rep(bytes - whole - (bits % 8 > 0 and 1 or 0)))
  return concat(parts, ' .. ')
end

local function prefix_hash(bits, bytes)
  local words = {}
  for i = 1, bytes / 4 do
    local rest = bits - 32 * (i - 1)
    words[i] = rest >= 32 and WORD_NAMES[i] or rest <= 0 and '0'
      or format('band(%s, %d)', WORD_NAMES[i], lshift(-1, 32 - rest))
  end
  return format('hash%d(%s, %d)', bytes, concat(words, ', '), bits)
end

-- The looks for those kinds that `uses` (name -> anything) has, the most specific first.
local function looks_of(uses, family, let_through)
  local bytes = family == '4' and 4 or 16
  local found, lengths = {}, {}
  if not let_through or uses['I' .. family .. '/' .. bytes * 8] then
    found[1] = { before = '', hash = prefix_hash(bytes * 8, bytes), key = 'address' }
  end
  for name in pairs(uses) do
    local bits = name:match((let_through and '^P' or '^p') .. family .. '/(%d+)$')
    lengths[#lengths + 1] = tonumber(bits)
  end
  sort(lengths, function(a, b) return a > b end)
  for _, bits in ipairs(lengths) do
    found[#found + 1] = { before = '', hash = prefix_hash(bits, bytes), key = prefix_key(bits, bytes) }
  end
  for _, kind in ipairs(DIGEST_ORDER) do
    if uses[let_through and kind:upper() or kind] then
      found[#found + 1] = {
        before = format('  digest = %s\n', DIGESTS[kind]),
        hash = 'word(digest, 1)',
        key = format([['\254%s' .. digest]], kind),
      }
    end
  end
  return found
end

local functions, functions_kept = {}, 0

local function compiled(source)
  local known = functions[source]
  if known then
    return known
  end
  if functions_kept >= FUNCTIONS_MAX then
    functions, functions_kept = {}, 0
  end
  local made = assert(loadstring(source, '=weir.looks'))(filter, md5, sub, masked, var, agent, path)
  functions[source], functions_kept = made, functions_kept + 1
  return made
end

local HEAD = [[
local filter, md5, sub, masked, var, agent, path = ...
local may_hold, word, hash4, hash16 = filter.may_hold, filter.word, filter.hash4, filter.hash16
local band, byte = require('bit').band, string.byte
local BLOCK = ('b'):byte()
return function(active, address, words)
  local digest
]]
local WORDS = {
  ['4'] = '  local a = word(address, 1)\n',
  ['6'] = '  local a, b, c, d = word(address, 1), word(address, 5), word(address, 9), word(address, 13)\n',
}
local LOOK = [[
  if may_hold(words, %s) then
    looked = true
    value = active:get(%s)
    if value then
      if byte(value) == BLOCK then return value end
      weaker = weaker or value
    end
  end
]]

-- A function that returns the value of the rule that refuses: one that blocks, else the most specific one that throttles.
-- Or nil, and whether it has looked into the dictionary.
local function refusal_of(uses, family)
  local parts = { HEAD, WORDS[family], '  local value, weaker, looked\n' }
  for _, look in ipairs(looks_of(uses, family, false)) do
    parts[#parts + 1] = look.before .. format(LOOK, look.hash, look.key)
  end
  return compiled(concat(parts) .. '  return weaker, looked\nend')
end

-- A function that tells whether a rule lets the client through; nil when there are no such rules.
local function permission_of(uses, family)
  local looks = looks_of(uses, family, true)
  if #looks == 0 then
    return nil
  end
  local parts = { HEAD }
  for _, look in ipairs(looks) do
    parts[#parts + 1] = look.before .. format([[  if active:get('\255' .. %s) then return true end
]], look.key)
  end
  return compiled(concat(parts) .. '  return false\nend')
end

-- What this worker knows about the state of the dictionaries: what has to be looked up, by length of the address.
local known_version = -1
local active
local refusal4, refusal16, permission4, permission16

local words = filter.new()

local function learn(version)
  local which = version % 2
  local uses = state.probes(which)
  refusal4, refusal16 = refusal_of(uses, '4'), refusal_of(uses, '6')
  permission4, permission16 = permission_of(uses, '4'), permission_of(uses, '6')
  filter.load(words, which)
  active, known_version = dictionaries[which], version
end

-- The value of the rule that refuses or throttles the client with this $binary_remote_addr, and the address in its
-- shortest form; or nil. Clients of a unix socket have no address and are let through.
function M.find(address)
  local length = #address
  if length == 16 then
    -- A socket that takes both families shows IPv4 clients as ::ffff:a.b.c.d, and a header may hold such a form.
    if sub(address, 1, 12) == MAPPED then
      address, length = sub(address, 13), 4
    end
  elseif length ~= 4 then
    return nil
  end
  local version = state.version()
  if version ~= known_version then
    learn(version)
  end
  local refusal, permission = refusal4, permission4
  if length == 16 then
    refusal, permission = refusal16, permission16
  end
  local value, looked = refusal(active, address, words)
  if value then
    if permission and permission(active, address) then
      return nil
    end
    return value, address
  end
  -- Nothing found in the dictionary counts only when it was the active one all the time: since the flip to the other
  -- one it may have been emptied for the next reset.
  if looked and state.version() ~= version then
    return M.find(address)
  end
  return nil
end

return M
