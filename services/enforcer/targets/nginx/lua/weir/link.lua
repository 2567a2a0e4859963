-- The line to the enforcer: worker 0 dials its unix socket, says what nginx holds and applies the frames that come.
-- Whatever goes wrong, nginx keeps the rules it has and dials again.
local filter = require 'weir.filter'
local hits = require 'weir.hits'
local state = require 'weir.state'
local store = require 'weir.store'

local M = {}

local PROTOCOL = 2
-- Counts told with a heartbeat.
local HITS_MAX = 500
-- Rules told with an answer.
local LIST_MAX = 500
local CONNECT_MS = 1000
local SEND_MS = 1000
-- The enforcer sends a heartbeat each 0.5 s, so a silence of this length means that it is gone. A worker that has
-- to exit learns it at the next heartbeat.
local SILENCE_MS = 2000
local FRAME_BYTES_MAX = 1024 * 1024
local WAIT_FIRST_SECONDS = 0.05
local WAIT_MAX_SECONDS = 1
-- Every socket takes a little from the memory of the timer it runs in, which is only given back with the timer:
-- therefore a new timer for each connection, and now and then a new connection.
local FRAMES_MAX = 100000
-- A line that broke sooner counts as a failed attempt.
local LASTING_SECONDS = 5
local NO_SUCH_FILE = 2

local FENCED = 'another worker writes'

local function guarded(connection, action, ...)
  local current, a, b, c = state.guarded(connection.generation, action, ...)
  if not current then
    error(FENCED, 0)
  end
  return a, b, c
end

local ops = {}

function ops.delta(connection, revision, payload)
  return guarded(connection, function()
    local which = state.active()
    local stored, failed, numbers = store.apply(payload, which)
    filter.publish(which)
    state.advance(revision, failed)
    return stored, failed, numbers
  end)
end

function ops.begin(connection, _, payload)
  local session = payload:match('^(%w+)\n$')
  if not session then
    return nil, 'no session'
  end
  connection.walk = nil
  local idle = guarded(connection, store.begin_fill)
  while not guarded(connection, store.free_step, idle) do
    ngx.sleep(0)
  end
  connection.fill = { idle = idle, session = session, failed = 0 }
  return 0, 0, ''
end

function ops.fill(connection, _, payload)
  local fill = connection.fill
  if not fill then
    return nil, 'fill without begin'
  end
  local stored, failed, numbers = guarded(connection, store.apply, payload, fill.idle)
  fill.failed = fill.failed + failed
  return stored, failed, numbers
end

function ops.commit(connection, revision)
  local fill = connection.fill
  if not fill then
    return nil, 'commit without begin'
  end
  connection.fill = nil
  guarded(connection, store.end_fill, fill.idle, fill.session, revision, fill.failed)
  return 0, 0, ''
end

-- Tells what the active dictionary holds, in portions: of the keys that it had at the beginning what they have by now. The
-- answer counts what is told, and what is left to tell.
function ops.list(connection, _, payload)
  if payload == 'begin\n' then
    local which = state.active()
    connection.walk = { which = which, keys = store.keys(which), at = 0 }
  end
  local walk = connection.walk
  if not walk then
    return nil, 'list without begin'
  end
  local to = math.min(walk.at + LIST_MAX, #walk.keys)
  local lines = store.list(walk.which, walk.keys, walk.at + 1, to)
  local left = #walk.keys - to
  walk.at = to
  if left == 0 then
    connection.walk = nil
  end
  return #lines, left, '', table.concat(lines)
end

local function send(socket, text)
  local sent, reason = socket:send(text)
  if not sent then
    error(reason, 0)
  end
end

local function answer_frame(connection, revision, op, length)
  local payload = ''
  if length > 0 then
    local received, reason = connection.socket:receive(length)
    if not received then
      error(reason, 0)
    end
    payload = received
  end
  local apply = ops[op]
  if not apply then
    return send(connection.socket, ('N %.0f unknown op\n'):format(revision))
  end
  local ok, stored, failed, numbers, told = pcall(apply, connection, revision, payload)
  if not ok and stored == FENCED then
    error(FENCED, 0)
  elseif not (ok and stored) then
    local why = tostring(ok and failed or stored):gsub('%c', ' '):sub(1, 200)
    return send(connection.socket, ('N %.0f %s\n'):format(revision, why))
  end
  local which = connection.fill and connection.fill.idle or state.active()
  local free = store.free_space(which)
  local answer = ('A %.0f %d %d %.0f %s\n'):format(revision, stored, failed, free, numbers)
  send(connection.socket, told and told .. answer or answer)
end

local function answer_heartbeat(connection)
  guarded(connection, state.prune)
  local lines = {}
  if not state.is_alive() then
    -- Other code of the site has emptied a dictionary.
    state.forget_position()
    lines[1] = 'L\n'
  end
  for _, hit in ipairs(hits.take(HITS_MAX)) do
    lines[#lines + 1] = 'H ' .. hit .. '\n'
  end
  lines[#lines + 1] = ('P %d %.0f %.0f\n'):format(
    filter.percent(state.active()), state.counted('evicted'), state.counted('uncounted'))
  send(connection.socket, table.concat(lines))
end

local function serve(connection)
  local socket = connection.socket
  local session, revision, failed = state.position()
  send(socket, ('HELLO %d %s %d %d %s %.0f %d\n'):format(
    PROTOCOL, state.boot(), connection.generation, ngx.worker.pid(), session, revision, failed))
  for _ = 1, FRAMES_MAX do
    local line, reason = socket:receive('*l')
    if not line then
      error(reason, 0)
    end
    if ngx.worker.exiting() then
      return
    end
    if line == 'P' then
      answer_heartbeat(connection)
    else
      local frame, op, length = line:match('^F (%d+) (%l+) (%d+)$')
      if not frame or tonumber(length) > FRAME_BYTES_MAX then
        error('a line that is no frame', 0)
      end
      answer_frame(connection, tonumber(frame), op, tonumber(length))
    end
  end
end

-- nginx writes each connection that fails to its error log, and an enforcer that was never started would fill it.
local function is_there(path)
  local file, _, code = io.open(path)
  if file then
    file:close()
  end
  return code ~= NO_SUCH_FILE
end

local function connect_and_serve(path, generation)
  if not is_there(path) then
    return false, 'no such socket'
  end
  local socket = ngx.socket.tcp()
  socket:settimeouts(CONNECT_MS, SEND_MS, SILENCE_MS)
  local connected, reason = socket:connect('unix:' .. path)
  if not connected then
    return false, reason
  end
  local since = ngx.now()
  local ok, failure = pcall(serve, { socket = socket, generation = generation })
  socket:close()
  return ngx.now() - since > LASTING_SECONDS, not ok and failure or nil
end

-- Not math.random: its seed belongs to the site's own code.
local function jitter(attempt)
  return 0.5 + (ngx.worker.pid() * 7919 + attempt * 104729) % 1000 / 2000
end

-- Whether another worker has taken over. When other code of the site has emptied weir_meta none is known.
local function is_outdated(generation)
  local latest = state.generation()
  return ngx.worker.exiting() or latest ~= nil and latest ~= generation
end

local function run(premature, path, generation, attempt)
  if premature or is_outdated(generation) then
    return
  end
  generation = state.generation() or state.take_over()
  local lasted, reason = connect_and_serve(path, generation)
  if is_outdated(generation) then
    return
  end
  if lasted then
    attempt = 0
  end
  if attempt == 0 and reason then
    ngx.log(ngx.WARN, 'weir: no line to the enforcer at ', path, ': ', reason)
  end
  local wait = math.min(WAIT_FIRST_SECONDS * 2 ^ attempt, WAIT_MAX_SECONDS) * jitter(attempt)
  while not ngx.timer.at(wait, run, path, generation, attempt + 1) do
    -- All timers are taken by other code of the site.
    ngx.sleep(1)
    if ngx.worker.exiting() then
      return
    end
  end
end

function M.start(path)
  ngx.timer.at(0, run, path, state.take_over(), 0)
end

return M
