/** Personal data in a running cluster: addresses go after their time, and who knows one still finds what was about it. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { CURRENT } from '#libs/bus/key-value.ts';
import { readRange } from '#libs/bus/read-range.ts';
import { AUDIT_SUBJECT, ledgerBucket, REDACTED_AUDIT } from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { encodeDecision } from '#libs/wire/decision.ts';
import { scopeNames } from '#libs/wire/enums.ts';
import { weir } from '#proto';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { contribution, decision, evidence, HOUR_MS } from '../support/decisions.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());
const ADDRESS = '198.51.100.7';
const DAYS_MS = 72 * HOUR_MS;

describe('personal data in a real cluster', { skip, timeout: 180_000 }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    const settings = { personalData: { evidence: '1h', redact: '48h' } };
    await cluster.addDecision('one', settings);
    await cluster.addDecision('two', settings);
  });
  after(() => cluster?.stop());

  const weirOf = async (...args: string[]) => {
    const env = cluster.env('two');
    const { code, stdout, stderr } = await runFile('services/cli/main.ts', args, { env });
    assert.equal(code, 0, stderr);
    return stdout;
  };

  test('a ban that ended and who changed it are found by the address, which is stored nowhere', async () => {
    const openedMs = cluster.clock.now() - DAYS_MS;
    const reason = `as ${ADDRESS} said`;
    const entry = decision({
      ...{ createdMs: openedMs, updatedMs: openedMs, untilMs: openedMs + HOUR_MS },
      // Remembered, so that the next ban is longer.
      ...{ strikes: 1, forgetMs: 10 * DAYS_MS },
      contributions: [contribution({ openedMs, reason, evidence: [evidence({ timeMs: openedMs })] })],
    });
    const store = await cluster.bus.keyValues.open(ledgerBucket({ replicas: 1 } as BusConfig));
    await store.create(ledgerKey(entry, false), encodeDecision(entry));
    const subjects = [{ scope: scopeNames.toWire('ip'), value: ADDRESS }];
    const record = { timeMs: openedMs, author: 'ann', action: 'extend', subjects, reason, token: 'ops' };
    await cluster.bus.streams.publish(AUDIT_SUBJECT, weir.v1.AuditRecord.encode(record).finish());
    await cluster.plane('one').add({ value: '203.0.113.5', durationMs: HOUR_MS, author: 'bob' });

    const stored = async () => {
      const all: string[] = [];
      for await (const each of store.watch(AbortSignal.timeout(10_000))) {
        if (each === CURRENT) break;
        all.push(Buffer.from(each.value).toString('latin1'));
      }
      for (const stream of ['weir-audit', REDACTED_AUDIT]) {
        const { firstSequence: from, lastSequence: to } = await cluster.bus.streams.state(stream);
        for (const { data } of await readRange(cluster.bus.streams, stream, { from, to }, cluster.clock))
          all.push(Buffer.from(data).toString('latin1'));
      }
      return all.join('\n');
    };
    await cluster.until('the address to go', async () => !(await stored()).includes(ADDRESS), 90_000);
    const left = await stored();
    for (const stays of ['203.0.113.5', 'ann', 'bob']) assert.ok(left.includes(stays), stays);
    assert.doesNotMatch(left, /\.env/);

    const { history, decisions } = JSON.parse(await weirOf('decisions', 'history', ADDRESS, '--json')) as {
      history: { source: string; what: string; by: string; why: string }[];
      decisions: { value: string; strikes: number }[];
    };
    assert.deepEqual(history.map(({ source }) => source).sort(), ['audit', 'ledger', 'ledger']);
    assert.ok(history.some(({ by, why }) => by === 'ann (ops)' && /^as hash:[0-9a-f]{24} said$/.test(why)));
    assert.equal(decisions.length, 1);
    assert.match(decisions[0].value, /^hash:[0-9a-f]{24}$/);
    assert.match(await weirOf('audit', ADDRESS), /extend +hash:/);
    assert.equal(await weirOf('audit', '198.51.100.8'), 'There is nothing.\n');
    assert.equal(await weirOf('decisions', 'history', '198.51.100.8'), 'Nothing is known.\n');
  });

  test('whoever comes back is known, and named again', async () => {
    await cluster.publish(ADDRESS, { id: 'again' });
    await cluster.until('the ban', async () =>
      (await cluster.decisions('two')).some(({ value, strikes }) => value === ADDRESS && strikes === 2),
    );
    const { decisions } = await cluster.plane('one').list({ value: ADDRESS, all: true });
    assert.deepEqual(
      decisions.map(({ value }) => value),
      [ADDRESS],
    );
  });
});
