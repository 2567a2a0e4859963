-- The question that each request asks: is there a rule against this client? Read-only, for every worker.
local state = require 'weir.state'

local dictionaries = state.dictionaries
local byte, char, sub = string.byte, string.char, string.sub
local sort = table.sort

local M = {}

local MAPPED = ('\0'):rep(10) .. '\255\255'
local LET_THROUGH = '\255'

local LENGTH = {}
for bits = 0, 128 do
  LENGTH[bits] = char(bits)
end
local ZEROS = {}
for count = 0, 16 do
  ZEROS[count] = ('\0'):rep(count)
end

local function prefix_key(address, bits)
  local whole = (bits - bits % 8) / 8
  local rest = bits - whole * 8
  if rest == 0 then
    return LENGTH[bits] .. sub(address, 1, whole) .. ZEROS[#address - whole]
  end
  local last = byte(address, whole + 1)
  last = last - last % 2 ^ (8 - rest)
  return LENGTH[bits] .. sub(address, 1, whole) .. char(last) .. ZEROS[#address - whole - 1]
end

-- What this worker knows about the state of the dictionaries, per address length: which prefix lengths are in use,
-- longest first, and whether anybody is let through.
local known_version = -1
local active
local families

local function learn(version)
  local found = {
    [4] = { refused = {}, let_through = {}, address = false, any = false },
    [16] = { refused = {}, let_through = {}, address = false, any = false },
  }
  for name in pairs(state.probes(version % 2)) do
    local kind, family, bits = name:match('^(%a)([46])/(%d+)$')
    local lengths = found[family == '4' and 4 or 16]
    if kind == 'p' then
      lengths.refused[#lengths.refused + 1] = tonumber(bits)
    elseif kind == 'P' then
      lengths.let_through[#lengths.let_through + 1] = tonumber(bits)
      lengths.any = true
    elseif kind == 'I' then
      lengths.address = true
      lengths.any = true
    end
  end
  for _, lengths in pairs(found) do
    sort(lengths.refused, function(a, b) return a > b end)
    sort(lengths.let_through, function(a, b) return a > b end)
  end
  active, families, known_version = dictionaries[version % 2], found, version
end

local function is_let_through(address, lengths)
  if lengths.address and active:get(LET_THROUGH .. address) then
    return true
  end
  for i = 1, #lengths.let_through do
    if active:get(LET_THROUGH .. prefix_key(address, lengths.let_through[i])) then
      return true
    end
  end
  return false
end

local function find_refusal(address, lengths)
  local value = active:get(address)
  if value then
    return value
  end
  for i = 1, #lengths.refused do
    value = active:get(prefix_key(address, lengths.refused[i]))
    if value then
      return value
    end
  end
  return nil
end

-- The value of the rule that refuses the client with this $binary_remote_addr, or nil. Clients of a unix socket
-- have no address and are let through.
function M.find(address)
  if #address == 16 then
    -- A socket that takes both families shows IPv4 clients as ::ffff:a.b.c.d, and a header may hold such a form.
    if sub(address, 1, 12) == MAPPED then
      address = sub(address, 13)
    end
  elseif #address ~= 4 then
    return nil
  end
  while true do
    local version = state.version()
    if version ~= known_version then
      learn(version)
    end
    local lengths = families[#address]
    local value = find_refusal(address, lengths)
    if value then
      if lengths.any and is_let_through(address, lengths) then
        return nil
      end
      return value
    end
    -- Nothing found counts only when the dictionary was the active one all the time: since the flip to the other
    -- one it may have been emptied for the next reset.
    if state.version() == version then
      return nil
    end
  end
end

return M
