/**
 * What nginx and its target cost: the look-up of a request with 100,000 bans, and how long bans, a full reset and
 * the snapshot take. Prints a table; with --json one line.
 */
import { parseArgs } from 'node:util';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { put, ruleOn } from '../support/rule.ts';

const RULES = 100_000;
const DELTAS = 2000;

/** Runs inside nginx. The addresses asked for are none of the banned ones. */
const MEASURE = `
location /measure { content_by_lua_block {
  local find, clock, char = require('weir.lookup').find, os.clock, string.char
  local band = bit.band
  local v4, hits, v6 = {}, {}, {}
  for i = 0, 4095 do
    v4[i] = char(math.random(60, 200), math.random(0, 255), math.random(0, 255), math.random(1, 255))
    hits[i] = char(10, 0, math.floor(i / 256), i % 256)
    v6[i] = '\\x20\\x01'
    for _ = 3, 16 do v6[i] = v6[i] .. char(math.random(0, 255)) end
  end
  local function time(name, action)
    local best
    for _ = 1, 5 do
      collectgarbage()
      local from = clock()
      for i = 1, 200000 do action(i) end
      local each = (clock() - from) / 200000 * 1e9
      best = best and math.min(best, each) or each
    end
    ngx.say(name, '=', string.format('%.0f', best))
  end
  local dictionary = ngx.shared.weir_a
  time('one get', function(i) return dictionary:get(v4[band(i, 4095)]) end)
  time('v4 miss', function(i) return find(v4[band(i, 4095)]) end)
  time('v4 hit', function(i) return find(hits[band(i, 4095)]) end)
  time('v6 miss', function(i) return find(v6[band(i, 4095)]) end)
  time('is_internal', function() return ngx.req.is_internal() end)
  time('binary_remote_addr', function() return ngx.var.binary_remote_addr end)
  time('check', function() return require('weir').check() end)
} }
`;

const address = (i: number) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;

async function lookup(nginx: TestNginx): Promise<Record<string, number>> {
  const { body } = await nginx.ask({ path: '/measure' });
  return Object.fromEntries(
    body
      .trim()
      .split('\n')
      .map((line) => line.split('='))
      .map(([name, value]) => [name, Number(value)]),
  );
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

async function latencies(target: NginxTarget, rules: readonly Rule[]): Promise<number[]> {
  const times: number[] = [];
  for (const rule of rules) times.push(await timed(() => target.apply([put(rule)])));
  return times.sort((a, b) => a - b);
}

const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values;
const results: Record<string, number | string> = {};
const nginx = await TestNginx.start({ server: MEASURE });
const target = await openTarget(nginx);
await target.reset([]);

const few = await latencies(
  target,
  Array.from({ length: DELTAS }, (_, i) => ruleOn(`11.0.${i >> 8}.${i & 255}`)),
);
results['one ban, empty: p50 ms'] = percentile(few, 0.5);
results['one ban, empty: p99 ms'] = percentile(few, 0.99);

const rules = Array.from({ length: RULES }, (_, i) => ruleOn(address(i)));
results['reset of 100k: ms'] = await timed(() => target.reset(rules));
results['reset of 100k again: ms'] = await timed(() => target.reset(rules));
results['free bytes of 32 MiB'] = target.numbers().freeBytes;

const many = await latencies(
  target,
  Array.from({ length: DELTAS }, (_, i) => ruleOn(`11.0.${i >> 8}.${i & 255}`)),
);
results['one ban at 100k: p50 ms'] = percentile(many, 0.5);
results['one ban at 100k: p99 ms'] = percentile(many, 0.99);
const batch = Array.from({ length: 1000 }, (_, i) => put(ruleOn(`11.1.${i >> 8}.${i & 255}`)));
results['1000 bans in one call: ms'] = await timed(() => target.apply(batch));

const prefixes = ['172.16.0.0/24', '172.16.0.0/16', '2001:db8::/64', '2001:db8::/48'];
for (const [name, use] of [
  ['no prefixes', []],
  ['1 length', [0, 2]],
  ['2 lengths', [0, 1, 2, 3]],
] as const) {
  await target.reset([...rules, ...use.map((i) => ruleOn(prefixes[i]))]);
  for (const [what, ns] of Object.entries(await lookup(nginx))) results[`${name}, ${what}: ns`] = ns;
}
await target.apply([put(ruleOn('192.0.2.1', { remediation: 'allow' }))]);
results['allow in use, v4 miss: ns'] = (await lookup(nginx))['v4 miss'];

const before = nginx.errorLog().length;
await target.reset(rules);
await target.close();
await nginx.kill();
results['restart with a snapshot of 100k: ms'] = await timed(() => nginx.restart());
const told = /weir: (\d+) rules from the snapshot in (\d+) ms/.exec(nginx.errorLog().slice(before));
results['of which preload: ms'] = Number(told?.[2]);
results['preloaded rules'] = Number(told?.[1]);
await nginx.stop();

if (json) console.log(JSON.stringify({ bench: 'nginx', results }));
else {
  for (const [name, value] of Object.entries(results)) {
    console.log(`${name.padEnd(44)}${typeof value === 'number' ? Math.round(value * 1000) / 1000 : value}`);
  }
}
