-- Tells of a key that it is surely in no rule, without a look into a dictionary: a Bloom filter of two bits a key, both
-- in one word. The dictionary of 100,000 rules is a tree all over the memory, and to find nothing in it costs several
-- times as much as all the rest of a request's check. With 100,000 rules one look in a hundred is in vain.
--
-- Each worker has a copy; the one that writes rules publishes its own beside them. Bits are only ever added: what
-- has expired or was removed is in the way until the next reset, which begins with an empty filter. How full it is
-- goes to the enforcer, which makes a reset in time.
local bit = require 'bit'
local ffi = require 'ffi'
local state = require 'weir.state'

local band, bor, bxor, lshift, rshift, tobit = bit.band, bit.bor, bit.bxor, bit.lshift, bit.rshift, bit.tobit
local byte = string.byte

local M = {}

local WORDS = 65536
local BYTES = WORDS * 4

-- The parentheses around what is returned, here and in lookup.lua, keep a call from being a tail call, of which LuaJIT
-- compiles no more than 15 in one go.

-- Four bytes of a text as a number.
local function word(text, at)
  local a, b, c, d = byte(text, at, at + 3)
  return (bor(lshift(a, 24), lshift(b, 16), lshift(c, 8), d))
end

local FACTOR = 0x85ebca6b

-- The multiplication is modulo 2^32, by halves: a number holds no more than 53 bits.
local function mix(n)
  n = bxor(n, rshift(n, 16))
  n = tobit(tobit(band(n, 0xffff) * FACTOR) + lshift(tobit(rshift(n, 16) * FACTOR), 16))
  return (bxor(n, rshift(n, 13)))
end

-- The hash of an address, or of a prefix of so many bits, from its words: no text has to be made for it.
local function hash4(a, bits)
  return (mix(bxor(a, bits * 0x1000193)))
end

local function hash16(a, b, c, d, bits)
  return (hash4(bxor(mix(bxor(mix(bxor(mix(a), b)), c)), d), bits))
end

M.word, M.hash4, M.hash16 = word, hash4, hash16

-- The hash of a key of a dictionary. nil for one that lets through, which nobody looks for here. See store.lua.
local function hash_of(key)
  local length, first = #key, byte(key, 1)
  if length == 4 then
    return hash4(word(key, 1), 32)
  elseif length == 16 then
    return hash16(word(key, 1), word(key, 5), word(key, 9), word(key, 13), 128)
  elseif first == 255 then
    return nil
  elseif length == 5 then
    return hash4(word(key, 2), first)
  elseif length == 17 then
    return hash16(word(key, 2), word(key, 6), word(key, 10), word(key, 14), first)
  end
  return word(key, 3)
end

-- The numbers below are hashes. The lowest 16 bits are the word, the next ten the two bits in it.
local function mask_of(hash)
  return (bor(lshift(1, band(rshift(hash, 16), 31)), lshift(1, band(rshift(hash, 21), 31))))
end

-- Holds what is published for a dictionary, or everything when there is nothing, for want of room.
function M.load(words, which)
  local published = state.filter(which)
  if published and #published == BYTES then
    ffi.copy(words, published, BYTES)
  else
    ffi.fill(words, BYTES, 255)
  end
end

function M.new()
  return ffi.new('int32_t[?]', WORDS)
end

function M.may_hold(words, hash)
  local mask = mask_of(hash)
  return band(words[band(hash, WORDS - 1)], mask) == mask
end

local function ones(words)
  local count = 0
  for i = 0, WORDS - 1 do
    local word = words[i]
    while word ~= 0 do
      word = band(word, word - 1)
      count = count + 1
    end
  end
  return count
end

-- What the writer knows, by dictionary.
local written = {
  [0] = { words = M.new(), version = -1, ones = 0, changed = false },
  [1] = { words = M.new(), version = -1, ones = 0, changed = false },
}

-- Another worker, or another life, may have written since.
local function current(which)
  local own = written[which]
  local version = state.filter_version(which)
  if own.version ~= version then
    M.load(own.words, which)
    own.version, own.ones, own.changed = version, ones(own.words), false
  end
  return own
end

-- The function that adds a key to the filter of a dictionary. Not to be kept.
function M.adder(which)
  local own = current(which)
  local words = own.words
  return function(key)
    local hash = hash_of(key)
    if not hash then
      return
    end
    local at, mask = band(hash, WORDS - 1), mask_of(hash)
    local before = band(words[at], mask)
    if before ~= mask then
      words[at] = bor(words[at], mask)
      own.ones = own.ones + (before == 0 and band(mask, mask - 1) ~= 0 and 2 or 1)
      own.changed = true
    end
  end
end

function M.clear(which)
  local own = written[which]
  ffi.fill(own.words, BYTES, 0)
  own.ones, own.changed = 0, true
  own.version = state.filter_version(which)
end

-- Lets all workers know what was added. Before that they do not find it.
function M.publish(which)
  local own = written[which]
  if own.changed then
    own.version = state.publish_filter(which, ffi.string(own.words, BYTES))
    own.changed = false
  end
end

-- Share of the bits that are set, in percent.
function M.percent(which)
  return math.floor(current(which).ones * 100 / (BYTES * 8))
end

return M
