-- What is known about the two dictionaries of rules: which one is active, what has to be looked up in it, how far
-- it is, and who may write.
--
-- A pair of dictionaries is a life, named by a boot id. Reloads keep the dictionaries and so the life, unless
-- their size was changed: then the new workers have a new life while the old workers go on with theirs, and both
-- share weir_meta. Therefore each entry there has the boot id in its name.
local floor, format, gmatch, concat = math.floor, string.format, string.gmatch, table.concat

local meta = ngx.shared.weir_meta
local dictionaries = { [0] = ngx.shared.weir_a, [1] = ngx.shared.weir_b }

local M = { dictionaries = dictionaries }

-- Lies in each dictionary and names its life. No rule has a key of this length.
local MARKER = 'weir:boot'
local LOCK_SECONDS = 2
local LOCK_TRIES = 30

local NAMES = {
  'state', 'probes0', 'probes1', 'filter0', 'filter1', 'filtered0', 'filtered1', 'session', 'revision', 'failed',
}
local boot
local name = {}

local function live_as(id)
  boot = id
  for _, each in ipairs(NAMES) do
    name[each] = each .. ':' .. id
  end
end

live_as(meta:get('boot') or 'none')

function M.boot()
  return boot
end

-- One number, so that a request learns in one look whether anything changed: twice a version, which grows with
-- each change of what has to be looked up, plus the active dictionary.
function M.version()
  return meta:get(name.state) or 0
end

function M.active()
  return M.version() % 2
end

-- The first version is the time in us: when other code has emptied weir_meta, workers still know an older one, and must not
-- take the next for the same.
function M.activate(which)
  local version = meta:get(name.state) or ngx.now() * 1000000
  meta:safe_set(name.state, (floor(version / 2) + 1) * 2 + which)
end

function M.is_marker(key)
  return key == MARKER
end

-- Whether the rules of this life are still there.
function M.is_alive()
  return meta:get(name.state) ~= nil and dictionaries[M.active()]:get(MARKER) == boot
end

-- Begins a life with what is in the dictionaries, which is nothing as a rule. Returns whether that is so.
function M.begin(id)
  local empty = dictionaries[0]:get(MARKER) == nil
  local earlier = meta:get('earlier')
  for _, each in ipairs(earlier and NAMES or {}) do
    meta:delete(each .. ':' .. earlier)
  end
  meta:safe_set('earlier', boot)
  live_as(id)
  M.activate(0)
  M.mark(0)
  M.mark(1)
  meta:safe_set('boot', boot)
  return empty
end

function M.mark(which)
  dictionaries[which]:safe_set(MARKER, boot)
end

-- From where the enforcer can go on: session, revision, and how many rules found no room.
function M.position()
  return meta:get(name.session) or '-', meta:get(name.revision) or 0, meta:get(name.failed) or 0
end

-- Nothing can be resumed from here.
function M.forget_position()
  meta:delete(name.session)
end

function M.set_position(session, revision, failed)
  -- A crash in between leaves a session with revision 0, from which nothing is resumed.
  meta:safe_set(name.revision, 0)
  meta:safe_set(name.session, session)
  meta:safe_set(name.failed, failed)
  meta:safe_set(name.revision, revision)
end

-- After a delta: nginx is at `revision`, and `failed` more rules found no room.
function M.advance(revision, failed)
  meta:incr(name.failed, failed, 0)
  meta:safe_set(name.revision, revision)
end

-- The look-ups that are needed besides that of the address: name -> Unix ms until which. Workers read the names.
function M.probes(which)
  local probes = {}
  for probe, until_ms in gmatch(meta:get(name['probes' .. which]) or '', '(%S+)=(%d+)') do
    probes[probe] = tonumber(until_ms)
  end
  return probes
end

-- `renamed` says that there are other names than before, which is what the workers have to learn.
function M.save_probes(which, probes, renamed)
  local parts = {}
  for probe, until_ms in pairs(probes) do
    parts[#parts + 1] = format('%s=%.0f', probe, until_ms)
  end
  meta:safe_set(name['probes' .. which], concat(parts, ' '))
  if renamed and M.active() == which then
    M.activate(which)
  end
end

-- The filter of the keys in a dictionary, as filter.lua has it; nil when there is none.
function M.filter(which)
  return meta:get(name['filter' .. which])
end

-- Another number for each filter that was published.
function M.filter_version(which)
  return meta:get(name['filtered' .. which]) or 0
end

-- Returns its number. Without room there is none, and every look is made.
function M.publish_filter(which, bytes)
  if not meta:safe_set(name['filter' .. which], bytes) then
    meta:delete(name['filter' .. which])
  end
  local version = meta:incr(name['filtered' .. which], 1, 0)
  if M.active() == which then
    M.activate(which)
  end
  return version
end

-- Forgets look-ups whose last rule has expired, so that they cost requests nothing any more.
function M.prune()
  local which, now = M.active(), ngx.now() * 1000
  local probes, renamed = M.probes(which), false
  for probe, until_ms in pairs(probes) do
    if until_ms < now then
      probes[probe] = nil
      renamed = true
    end
  end
  if renamed then
    M.save_probes(which, probes, true)
  end
end

-- Counts what people should know of, from the start of nginx on.
function M.count(what)
  meta:incr('count:' .. what, 1, 0)
end

function M.counted(what)
  return meta:get('count:' .. what) or 0
end

-- The number of the worker that may write. Taken when the new worker starts and not when the configuration is
-- read: nginx may read a configuration and then go on with the old one.
function M.generation()
  return meta:get('generation')
end

function M.take_over()
  return meta:incr('generation', 1, 0)
end

-- The fence. During a reload the worker 0 of the old and of the new configuration both run: only the one whose
-- generation is the latest may write, and never while the other is in the middle of a frame.
-- Returns false when this worker is not the one; otherwise true and what `action` returns.
function M.guarded(generation, action, ...)
  local pid = ngx.worker.pid()
  local locked
  for _ = 1, LOCK_TRIES do
    locked = meta:safe_add('lock', pid, LOCK_SECONDS)
    if locked or M.generation() ~= generation then
      break
    end
    ngx.sleep(0.01)
  end
  if not locked then
    return false
  end
  local ok, a, b, c = true, nil, nil, nil
  local current = M.generation() == generation
  if current then
    ok, a, b, c = pcall(action, ...)
  end
  -- After a stall of more than two seconds the lock may be another's.
  if meta:get('lock') == pid then
    meta:delete('lock')
  end
  if not ok then
    error(a, 0)
  end
  return current, a, b, c
end

return M
