/** Other code in nginx changes what Weir has put into its dictionaries: it is found by comparison, and everything is sent. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { PERMANENT_MS } from '#libs/domain/decision.ts';
import type { NginxTarget } from '#services/enforcer/targets/nginx/nginx-target.ts';
import type { NginxEvent } from '#services/enforcer/targets/nginx/options.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { DUMP, heldByNginx } from '../support/holdings.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const BANNED = '198.51.100.1';
const HALF_HOUR_MS = 1_800_000;
/** In which a change by other code is to be seen and mended. */
const MENDED_MS = 6500;

/** Runs Lua that a test sends: what other code of a site may do, too. */
const CODE = `location = /run { content_by_lua_block {
  ngx.req.read_body()
  local active = require('weir.state').dictionaries[require('weir.state').active()]
  local run = assert(loadstring('local active = ...\\n' .. ngx.unescape_uri(ngx.var.arg_code)))
  run(active)
} }`;

const RULES: readonly Rule[] = [
  ruleOn(BANNED),
  ruleOn('198.51.100.2', { remediation: 'throttle' }),
  ruleOn('198.51.100.3', { remediation: 'allow' }),
  ruleOn('203.0.113.0/24'),
  ruleOn('203.0.113.0/24', { remediation: 'allow', key: 'allow' }),
  ruleOn('2001:db8::1', { untilMs: PERMANENT_MS }),
  ruleOn('2001:db8::2', { remediation: 'allow' }),
  ruleOn('2001:db8:1::/48'),
  ruleOn('2001:db8:1:1::/64', { remediation: 'allow' }),
  ruleOn('255.1.2.3'),
  ruleOn('198.51.100.4 shop.example', { scope: 'ip+host' }),
  ruleOn('198.51.100.4 curl/8', { scope: 'ip+agent' }),
  ruleOn('shop.example /login', { scope: 'host+path' }),
  ruleOn('- /login', { scope: 'host+path' }),
  ruleOn('bad bot', { scope: 'agent' }),
];

describe('nginx does not hold what it should', await requirePart(nginxPart), () => {
  let nginx: TestNginx;
  let target: NginxTarget;
  let events: NginxEvent[];

  before(async () => {
    nginx = await TestNginx.start({ server: `${DUMP}\n${CODE}` });
  });
  after(() => nginx?.stop());
  beforeEach(async () => {
    events = [];
    target = await openTarget(nginx, { onEvent: (event) => events.push(event) });
    await target.reset(RULES);
  });
  afterEach(() => target.close());

  const repairs = () => events.flatMap((event) => (event.kind === 'repaired' ? [event.what] : []));
  const held = async () => {
    const nowMs = Date.now();
    const all = [...(await heldByNginx(nginx))];
    return all.map(([key, { does, untilMs }]) => `${key} ${does} ${untilMs > nowMs + HALF_HOUR_MS}`).sort();
  };
  const run = (code: string) => nginx.ask({ path: `/run?code=${encodeURIComponent(code)}` });

  for (const [name, code, told] of [
    ['a rule is gone', "active:delete('\\198\\51\\100\\1')", '1 rules were not as they should be'],
    [
      'a rule is too many',
      "active:set('\\198\\51\\100\\9', 'b403x', 600)",
      '1 rules were not as they should be',
    ],
    [
      'a rule is another',
      "active:set('\\198\\51\\100\\1', 'a403x', 600)",
      '1 rules were not as they should be',
    ],
    ['a rule ends too soon', "active:expire('\\198\\51\\100\\1', 600)", '1 rules were not as they should be'],
    ['there is something else', "active:set(('x'):rep(5000), true)", '1 rules were not as they should be'],
    ['all rules are gone', 'active:flush_all()', 'it had lost all rules'],
    [
      'all dictionaries are empty',
      'for _, each in pairs(ngx.shared) do each:flush_all() end',
      'it had lost all rules',
    ],
  ] as const) {
    test(`${name}: all is sent again`, async () => {
      const due = await held();
      assert.equal(due.length, RULES.length);
      await run(code);
      await until(() => repairs().length > 0, 'the repair', MENDED_MS);
      assert.deepEqual(repairs(), [told]);
      await until(async () => JSON.stringify(await held()) === JSON.stringify(due), 'all to be there', 2000);
      assert.ok(await nginx.refusal({ from: BANNED }));
      assert.equal(target.numbers().repairs, 1);
      assert.equal((await target.apply([put(ruleOn('192.0.2.1'))])).instances, 1);
      assert.ok(await nginx.refusal({ from: '192.0.2.1' }));
    });
  }

  test('nothing is found while rules come, change, end and go', async () => {
    const address = (i: number) => `10.0.${i >> 8}.${i & 255}`;
    await target.reset(Array.from({ length: 3000 }, (_, i) => ruleOn(address(i))));
    for (let i = 0; i < 180; i++) {
      await target.apply([
        put(ruleOn(address(3000 + i), { untilMs: Date.now() + (i % 3 === 0 ? 700 : 3_600_000) })),
        put(ruleOn(address(i), { decisionId: `again${i}` })),
        remove(ruleOn(address(1000 + i))),
      ]);
      await sleep(50);
    }
    assert.deepEqual(repairs(), []);
    assert.equal(events.filter(({ kind }) => kind === 'filled').length, 2);
  });

  test('what found no room is missed by nobody', async () => {
    const small = await TestNginx.start({ dictionaryMb: 1, server: DUMP });
    const own: NginxEvent[] = [];
    const full = await openTarget(small, { onEvent: (event) => own.push(event) });
    try {
      const many = Array.from({ length: 12_000 }, (_, i) => ruleOn(`10.1.${i >> 8}.${i & 255}`));
      await full.reset(many);
      assert.match(full.status().alarm, /^dictionary full/);
      await sleep(6000);
      assert.deepEqual(
        own.filter(({ kind }) => kind === 'repaired'),
        [],
      );
    } finally {
      await full.close();
      await small.stop();
    }
  });
});
