-- Reads the snapshot that the enforcer keeps (../../snapshot.ts) into the active dictionary before nginx accepts
-- its first connection, so that a restart of nginx lifts no ban, not even while the enforcer is down.
local filter = require 'weir.filter'
local state = require 'weir.state'
local store = require 'weir.store'

local M = {}

local BLOCK_BYTES = 65536

local function applied(lines, result)
  local stored, failed = store.apply(lines, state.active())
  result.stored = result.stored + stored
  result.failed = result.failed + failed
end

local function read_header(file, pattern)
  return (file:read('*l') or ''):match(pattern)
end

-- The base: a header, a line for each rule, and "end" last.
local function read_base(file, result)
  local complete = false
  while not complete do
    -- A block of bytes and the rest of its last line.
    local block, rest = file:read(BLOCK_BYTES, '*l')
    if not block then
      break
    end
    local lines = rest and block .. rest .. '\n' or block
    local last = lines:find('end\n', -4, true)
    complete = last ~= nil and (last == 1 or lines:byte(last - 1) == 10)
    applied(complete and lines:sub(1, last - 1) or lines, result)
  end
  return complete
end

-- The journal: for each revision its lines, then "= <revision>". What comes after the last line that is complete
-- was being written when the enforcer or the machine went down: it was never sent, or comes again.
local function read_journal(file, result)
  local rest = ''
  while true do
    local block = file:read(BLOCK_BYTES)
    if not block then
      return
    end
    local lines = rest .. block
    local cut = lines:find('\n[^\n]*$') or 0
    rest = lines:sub(cut + 1)
    local from = 1
    while from <= cut do
      local first, last, revision = lines:find('= (%d+)\n', from)
      if not first or last > cut then
        applied(lines:sub(from, cut), result)
        break
      end
      applied(lines:sub(from, first - 1), result)
      result.revision = tonumber(revision)
      from = last + 1
    end
  end
end

-- `exact` says that nothing else is in the dictionary. Returns how many rules are in force and how many found no
-- room or were not understood; nil when there is no snapshot.
function M.run(directory, exact)
  local base = io.open(directory .. '/rules', 'rb')
  if not base then
    return nil
  end
  local session, revision, number = read_header(base, '^weir%-rules 1 (%w+) (%d+) (%d+)$')
  if not session then
    base:close()
    return nil
  end
  local result = { stored = 0, failed = 0, revision = tonumber(revision) }
  local complete = read_base(base, result)
  base:close()
  local journal = io.open(directory .. '/journal.' .. number, 'rb')
  if journal then
    if read_header(journal, '^weir%-journal 1 (%w+)$') == session then
      read_journal(journal, result)
    end
    journal:close()
  end
  filter.publish(state.active())
  -- Without a position the enforcer sends everything.
  if exact and complete and result.failed == 0 then
    state.set_position(session, result.revision, 0)
  end
  return result.stored, result.failed
end

return M
