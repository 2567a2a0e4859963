-- How many requests each decision has refused. A worker counts by itself, and once a second puts what it has counted into
-- a queue that all share; the one with the line to the enforcer takes it from there.
local state = require 'weir.state'

local queue = ngx.shared.weir_hits

local M = {}

local QUEUE = 'hits'
local FLUSH_SECONDS = 1
-- Decisions with refusals that are counted and not yet in the queue. Those of others only add to a number.
local DECISIONS_MAX = 1000

local counts, decisions = {}, 0

function M.count(id)
  local hit = counts[id]
  if not hit then
    if decisions >= DECISIONS_MAX then
      return state.count('uncounted')
    end
    hit = { refused = 0 }
    counts[id], decisions = hit, decisions + 1
  end
  hit.refused, hit.last = hit.refused + 1, ngx.now()
end

-- What finds no room in the queue stays here. Also called once when the worker ends.
local function flush()
  for id, hit in pairs(counts) do
    if not queue:rpush(QUEUE, ('%s %d %.0f'):format(id, hit.refused, hit.last * 1000)) then
      return
    end
    counts[id], decisions = nil, decisions - 1
  end
end

function M.start()
  if queue then
    ngx.timer.every(FLUSH_SECONDS, flush)
  end
end

-- Takes up to `max` of what all workers have counted: "<decision id> <requests> <Unix ms of the latest>".
function M.take(max)
  local taken = {}
  while queue and #taken < max do
    local hit = queue:lpop(QUEUE)
    if not hit then
      break
    end
    taken[#taken + 1] = hit
  end
  return taken
end

return M
