-- A bucket of requests for each throttled client, filled anew at the rate of its rule.
--
-- The entry of a client is the time (ms) at which its bucket will be full again; it is gone when that has passed. Each
-- request moves it on by one interval, in one atomic step for all workers, and is refused when that is more than
-- the bucket holds. When the dictionary is full the client longest unseen gives way: it has a full bucket then.
local state = require 'weir.state'

local buckets = ngx.shared.weir_throttle

local M = {}

-- Whether there is a dictionary for buckets: a snippet that was written earlier has none.
function M.is_possible()
  return buckets ~= nil
end

-- `value` is that of the rule. Returns nil when the request may pass, else after how many seconds the next one may.
function M.wait(value, address)
  local every, burst = value:match(' (%d+) (%d+)$')
  every, burst = tonumber(every), tonumber(burst)
  local now = ngx.now() * 1000
  local full_ms, _, forced = buckets:incr(address, every, now, every * (burst + 1) / 1000)
  if forced then
    state.count('evicted')
  end
  if not full_ms then
    return nil
  end
  local excess = full_ms - now - every * burst
  -- ngx.now is a fraction of a second, which is not exact.
  if excess < 0.5 then
    buckets:expire(address, math.max(full_ms - now, 1) / 1000)
    return nil
  end
  buckets:incr(address, -every)
  return math.max(1, math.ceil(excess / 1000))
end

return M
