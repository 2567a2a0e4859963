/** What people change in the ledger. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { AUDIT } from '#libs/cluster/names.ts';
import type { Scope } from '#libs/domain/scope.ts';
import { remediationNames, scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { LedgerByHand } from '../support/manual.ts';
import { knownAsns } from '../support/mmdb.ts';

async function open(t: TestContext): Promise<LedgerByHand> {
  const made = await LedgerByHand.open();
  t.after(() => made.close());
  return made;
}

type AddOptions = weir.v1.AddDecisionRequest.$Properties;
const addOf = (value: string, options: AddOptions = {}) =>
  new weir.v1.AddDecisionRequest({ value, durationMs: HOUR_MS, author: 'ann', ...options });
const ALLOW = { remediation: remediationNames.toWire('allow') };

describe('an allow entry', () => {
  it('takes back every block that it covers, and no other', async (t) => {
    const made = await open(t);
    const covered: readonly (readonly [Scope, string])[] = [
      ['ip', '203.0.113.7'],
      ['prefix', '203.0.113.0/24'],
      ['ip+host', '203.0.113.9 shop.example'],
      ['ip+agent', '203.0.113.9 curl/8'],
    ];
    const others: readonly (readonly [Scope, string])[] = [
      ['ip', '203.0.114.7'],
      ['prefix', '203.0.0.0/16'],
      ['agent', '203.0.113.9'],
      ['host+path', '203.0.113.9 /login'],
    ];
    for (const [scope, value] of [...covered, ...others]) await made.put(decision({ scope, value }));
    await made.put(decision({ value: '203.0.113.8', mode: 'shadow' }));
    await made.put(decision({ value: '203.0.113.10', state: 'lifted' }));
    const { decision: allowed, lifted } = await made.byHand.add(addOf('203.0.113.0/24', ALLOW));
    assert.equal(allowed?.value, '203.0.113.0/24');
    assert.equal(lifted, 5);
    for (const [scope, value] of covered) {
      const entry = made.entry(value, scope);
      assert.deepEqual([entry?.state, entry?.contributions.at(-1)?.author], ['lifted', 'ann'], value);
      assert.equal(entry?.contributions.at(-1)?.reason, 'allowed by 203.0.113.0/24');
    }
    for (const [scope, value] of others) assert.equal(made.entry(value, scope)?.state, 'active', value);
    assert.equal((await made.byHand.add(addOf('203.0.113.0/24', ALLOW))).lifted, 0);
  });

  it('of an ASN takes back what is about its addresses, and keeps people from blocking them', async (t) => {
    const made = await LedgerByHand.open(
      10_000,
      knownAsns({ '203.0.112.0/23': 64500, '198.51.100.0/26': 64500 }),
    );
    t.after(() => made.close());
    const covered: readonly (readonly [Scope, string])[] = [
      ['ip', '203.0.113.7'],
      ['prefix', '203.0.112.0/24'],
      ['ip+host', '203.0.113.9 shop.example'],
      // Some of it is: and no target can tell which.
      ['prefix', '198.51.100.0/24'],
    ];
    for (const [scope, value] of covered) await made.put(decision({ scope, value }));
    await made.put(decision({ value: '198.51.100.65' }));
    const { decision: allowed, lifted } = await made.byHand.add(addOf('as64500', ALLOW));
    assert.deepEqual([allowed?.value, lifted], ['AS64500', covered.length]);
    for (const [scope, value] of covered)
      assert.equal(made.entry(value, scope)?.contributions.at(-1)?.reason, 'allowed by AS64500', value);
    assert.equal(made.entry('198.51.100.65')?.state, 'active');
    await made.known();
    await assert.rejects(
      made.byHand.add(addOf('203.0.113.7')),
      failing('invalid', /203\.0\.113\.7 can't be blocked: it is allowed by AS64500/),
    );
    await made.byHand.delete(new weir.v1.DeleteDecisionRequest({ value: 'AS64500', ...ALLOW }));
    await made.known();
    assert.equal((await made.byHand.add(addOf('203.0.113.7'))).decision?.state, weir.v1.State.STATE_ACTIVE);
  });

  it('of an ASN needs a database', async (t) => {
    const made = await open(t);
    await assert.rejects(
      made.byHand.add(addOf('AS64500', ALLOW)),
      failing('invalid', /set decision\.asn\.database/),
    );
  });

  it('covers a block of the moment before', async (t) => {
    const made = await open(t);
    await made.byHand.add(addOf('203.0.113.7'));
    assert.equal((await made.byHand.add(addOf('203.0.113.7', ALLOW))).lifted, 1);
    assert.equal(made.entry('203.0.113.7')?.state, 'lifted');
  });

  it('keeps people from blocking what it covers, until it is removed', async (t) => {
    const made = await open(t);
    await made.byHand.add(addOf('203.0.113.0/24', ALLOW));
    await made.known();
    await assert.rejects(
      made.byHand.add(addOf('203.0.113.7')),
      failing('invalid', /203\.0\.113\.7 can't be blocked: it is allowed by 203\.0\.113\.0\/24/),
    );
    const removal = new weir.v1.DeleteDecisionRequest({ value: '203.0.113.0/24', ...ALLOW });
    assert.equal((await made.byHand.delete(removal)).decision?.state, weir.v1.State.STATE_LIFTED);
    await made.known();
    assert.equal((await made.byHand.add(addOf('203.0.113.7'))).lifted, undefined);
    assert.equal(made.entry('203.0.113.7')?.state, 'active');
  });

  it('of another scope takes back what is about the very same', async (t) => {
    const made = await open(t);
    await made.put(decision({ scope: 'agent', value: 'curl/8' }));
    const allow = addOf('curl/8', { ...ALLOW, scope: scopeNames.toWire('agent') });
    assert.equal((await made.byHand.add(allow)).lifted, 1);
  });
});

describe('an extension', () => {
  it('is of an entry in force, block or allow', async (t) => {
    const made = await open(t);
    await made.put(decision({ value: '198.51.100.7' }));
    const asked = (options: weir.v1.ExtendDecisionRequest.$Properties) =>
      made.byHand.extend(
        new weir.v1.ExtendDecisionRequest({ value: '198.51.100.7', durationMs: 4 * HOUR_MS, ...options }),
      );
    const { decision: after } = await asked({});
    assert.equal(after?.untilMs, made.clock.now() + 4 * HOUR_MS);
    assert.equal((await asked({ durationMs: HOUR_MS })).decision?.untilMs, after?.untilMs);
    await assert.rejects(asked(ALLOW), failing('missing'));
    await assert.rejects(asked({ value: '198.51.100.8' }), failing('missing'));
    await assert.rejects(asked({ durationMs: 0 }), failing('invalid', /must be positive/));
    await assert.rejects(asked({ value: 'x' }), failing('invalid', /no IP address/));
  });
});

describe('the audit of what people change', () => {
  const told = async (made: LedgerByHand) =>
    (await made.audit.search(() => true, 10)).records.map(
      ({ action, author, reason, subjects, remediation }) => [
        action,
        author,
        reason,
        subjects?.map(({ value }) => value),
        remediationNames.fromWire(remediation),
      ],
    );
  const by = { author: 'ann', reason: 'why' };

  it('has each change, with who did it and why', async (t) => {
    const made = await open(t);
    const value = '198.51.100.7';
    await made.byHand.add(addOf(value, by));
    await made.byHand.extend(new weir.v1.ExtendDecisionRequest({ value, durationMs: 4 * HOUR_MS, ...by }));
    await made.byHand.delete(new weir.v1.DeleteDecisionRequest({ value, ...by }));
    await made.byHand.add(addOf('203.0.113.0/24', { ...ALLOW, ...by }));
    assert.deepEqual(await told(made), [
      ['add', 'ann', 'why', ['203.0.113.0/24'], 'allow'],
      ['delete', 'ann', 'why', [value], 'block'],
      ['extend', 'ann', 'why', [value], 'block'],
      ['add', 'ann', 'why', [value], 'block'],
    ]);
  });

  it('has nothing that was refused or changes nothing', async (t) => {
    const made = await open(t);
    await made.put(decision({ value: '198.51.100.7' }));
    const value = '198.51.100.7';
    await assert.rejects(made.byHand.add(addOf('10.1.2.3')), failing('invalid'));
    await made.byHand.extend(new weir.v1.ExtendDecisionRequest({ value, durationMs: 1 }));
    await made.byHand.delete(new weir.v1.DeleteDecisionRequest({ value: '198.51.100.8' }));
    assert.deepEqual(await told(made), []);
  });

  it('keeps what it can’t take from being done', async (t) => {
    const made = await open(t);
    await made.put(decision({ value: '198.51.100.7' }));
    await made.bus.streams.remove(AUDIT);
    const value = '198.51.100.7';
    for (const change of [
      () => made.byHand.add(addOf('198.51.100.8')),
      () => made.byHand.extend(new weir.v1.ExtendDecisionRequest({ value, durationMs: 9 * HOUR_MS })),
      () => made.byHand.delete(new weir.v1.DeleteDecisionRequest({ value })),
    ])
      await assert.rejects(change(), failing('unavailable'));
    assert.equal(made.entry('198.51.100.8'), undefined);
    assert.deepEqual(made.entry(value), decision({ value }));
  });
});
