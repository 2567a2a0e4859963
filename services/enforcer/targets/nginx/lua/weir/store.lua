-- The rules that nginx holds, for all its workers: writing them. Only one worker does (link.lua); all read
-- (lookup.lua).
--
-- Keys of the dictionaries, which are made by ../../key.ts and told apart by length and first byte:
--   an address               its 4 or 16 bytes in network order
--   a prefix                 its length as one byte, then the masked address (5 or 17 bytes)
--   what else there is       \254, the letter of its kind, then 16 bytes of a digest (18 bytes)
--   what is let through      \255, then the key of any of these
-- Values: remediation letter, three digits of HTTP status, decision id: "b403f2k9d0x7m1". To throttle, further the ms
-- from one request to the next and how many may come at once: "t429f2k9d0x7m1 500 10".
local filter = require 'weir.filter'
local state = require 'weir.state'
local throttle = require 'weir.throttle'

local byte, char, find, format = string.byte, string.char, string.find, string.format
local gsub, lower, sub, concat = string.gsub, string.lower, string.sub, table.concat
local dictionaries = state.dictionaries

local M = {}

local FLUSH_STEP = 1000
local EXHAUSTED_SECONDS = 1

local PUT = '^%+ (%a) (%x+) (%d+) (%d%d%d) (%a) ([%w_-]+)( ?%d* ?%d*)\n'
local REMOVE = '^%- (%a) (%x+)\n'
-- What this code can enforce, by remediation letter, and the letter case of the kinds that it comes with.
local ENFORCED = { a = '^%u', b = '^%l', t = throttle.is_possible() and '^%l' or nil }

local BYTES = {}
for value = 0, 255 do
  BYTES[format('%02x', value)] = char(value)
  BYTES[format('%02X', value)] = char(value)
end

local function unhex(hex)
  if #hex == 8 then
    return BYTES[sub(hex, 1, 2)] .. BYTES[sub(hex, 3, 4)] .. BYTES[sub(hex, 5, 6)] .. BYTES[sub(hex, 7, 8)]
  end
  local parts = {}
  for at = 1, #hex, 2 do
    parts[#parts + 1] = BYTES[sub(hex, at, at + 1)]
  end
  return #parts * 2 == #hex and concat(parts) or nil
end

local function digest_probe(kind, key, at)
  local letter = find(kind, '^[hulng]$') or find(kind, '^[HULNG]$')
  local digested = #key == at + 17 and byte(key, at) == 254 and sub(key, at + 1, at + 1) == lower(kind)
  return letter and digested and kind or nil
end

-- The name of the look-up that finds keys of this kind: "p4/24" or "g", or '' when it is always made. nil when the
-- key and its kind do not belong together or this code does not know the kind.
local function probe_of(kind, key)
  local length = #key
  if kind == 'i' then
    return (length == 4 or length == 16) and '' or nil
  elseif kind == 'p' then
    return length == 5 and 'p4/' .. byte(key, 1) or length == 17 and 'p6/' .. byte(key, 1) or nil
  elseif find(kind, '^%l') then
    return digest_probe(kind, key, 1)
  elseif byte(key, 1) ~= 255 then
    return nil
  elseif kind == 'I' then
    return length == 5 and 'I4/32' or length == 17 and 'I6/128' or nil
  elseif kind == 'P' then
    return length == 6 and 'P4/' .. byte(key, 2) or length == 18 and 'P6/' .. byte(key, 2) or nil
  end
  return digest_probe(kind, key, 2)
end

local exhausted_until = { [0] = 0, [1] = 0 }

-- safe_set, because plain set makes room by silently dropping live rules.
local function put(which, key, value, ttl_ms)
  local dictionary = dictionaries[which]
  local ok, reason = dictionary:safe_set(key, value, ttl_ms / 1000)
  if ok then
    return true
  end
  -- Expired rules may fill the memory. Looking for them walks the whole dictionary, so not for each rule.
  if reason ~= 'no memory' or ngx.now() < exhausted_until[which] then
    return false
  end
  if dictionary:flush_expired(FLUSH_STEP) == 0 then
    exhausted_until[which] = ngx.now() + EXHAUSTED_SECONDS
  end
  return (dictionary:safe_set(key, value, ttl_ms / 1000))
end

-- One line that puts a rule. Returns whether it is in force as far as it still has to be, and for those that need
-- one the name of the look-up.
local function apply_put(which, now, add, kind, hex, expires_ms, status, remediation, id, rate)
  local case = ENFORCED[remediation]
  if (remediation == 't') ~= (find(rate, '^ [1-9]%d* [1-9]%d*$') ~= nil) then
    return false
  end
  local key = case and find(kind, case) and unhex(hex)
  local probe = key and probe_of(kind, key)
  if not probe then
    return false
  end
  local ttl_ms = expires_ms - now
  -- Less than a millisecond would become 0, which means for ever.
  if ttl_ms < 1 then
    dictionaries[which]:delete(key)
    return true
  end
  add(key)
  return put(which, key, remediation .. status .. id .. rate, ttl_ms), probe ~= '' and probe or nil
end

local function apply_remove(which, kind, hex)
  local key = unhex(hex)
  if not (key and probe_of(kind, key)) then
    return false
  end
  dictionaries[which]:delete(key)
  return true
end

local function apply_line(lines, at, which, now, add, probes)
  local _, last, kind, hex, expires, status, remediation, id, rate = find(lines, PUT, at)
  if last then
    local expires_ms = tonumber(expires)
    local ok, probe = apply_put(which, now, add, kind, hex, expires_ms, status, remediation, id, rate)
    if probe and (probes.until_ms[probe] or 0) < expires_ms then
      probes.renamed = probes.renamed or not probes.until_ms[probe]
      probes.until_ms[probe] = expires_ms
      probes.changed = true
    end
    return ok, last
  end
  _, last, kind, hex = find(lines, REMOVE, at)
  if last then
    return apply_remove(which, kind, hex), last
  end
  return false, find(lines, '\n', at, true) or #lines
end

-- Applies lines to a dictionary; requests heed them once the filter is published. Returns how many are in force, how many are not, and the numbers of those
-- (from 1, joined by commas).
function M.apply(lines, which)
  ngx.update_time()
  local now = ngx.now() * 1000
  local probes = { until_ms = state.probes(which), renamed = false, changed = false }
  local add = filter.adder(which)
  local at, number, failed = 1, 0, {}
  while at <= #lines do
    number = number + 1
    local ok, last = apply_line(lines, at, which, now, add, probes)
    if not ok then
      failed[#failed + 1] = number
    end
    at = last + 1
  end
  if probes.changed then
    state.save_probes(which, probes.until_ms, probes.renamed)
  end
  return number - #failed, #failed, concat(failed, ',')
end

-- A full reset fills the idle dictionary while the active one goes on refusing. It is emptied here and not when
-- it went idle: a request may have been looking into it at that very moment.
function M.begin_fill()
  local idle = 1 - state.active()
  dictionaries[idle]:flush_all()
  state.mark(idle)
  filter.clear(idle)
  state.save_probes(idle, {}, false)
  exhausted_until[idle] = 0
  return idle
end

-- Gives memory of the emptied dictionary back, in steps that keep a worker only briefly. True when all is free.
function M.free_step(idle)
  return dictionaries[idle]:flush_expired(FLUSH_STEP) < FLUSH_STEP
end

function M.end_fill(idle, session, revision, failed)
  filter.publish(idle)
  state.activate(idle)
  state.set_position(session, revision, failed)
end

-- All keys of a dictionary, which is locked meanwhile: some 20 ms for 100,000.
function M.keys(which)
  return dictionaries[which]:get_keys(0)
end

local KEY_BYTES_MAX = 19
local hex_of = {}
for value = 0, 255 do
  hex_of[char(value)] = format('%02x', value)
end

-- What a dictionary has under these keys, from one to another: a line for each that is there. Keys and values that were
-- not put here are told so that they can't be taken for others.
function M.list(which, keys, from, to)
  ngx.update_time()
  local now, lines = ngx.now(), {}
  local dictionary = dictionaries[which]
  for i = from, to do
    local key = keys[i]
    local value = not state.is_marker(key) and dictionary:get(key)
    local left = value and dictionary:ttl(key)
    if left then
      local ours = type(value) == 'string'
        and (find(value, '^%l%d%d%d[%w_-]+$') or find(value, '^%l%d%d%d[%w_-]+ %d+ %d+$'))
      -- 0 is for ever.
      local until_ms = left == 0 and 1e16 or (now + left) * 1000
      local hex = gsub(sub(key, 1, KEY_BYTES_MAX + 1), '.', hex_of)
      lines[#lines + 1] = format('E %s %.0f %s\n', hex, until_ms, ours and value or '-')
    end
  end
  return lines
end

function M.free_space(which)
  return dictionaries[which]:free_space()
end

return M
