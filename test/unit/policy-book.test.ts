import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { KeyValue } from '#libs/bus/key-value.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { toJson } from '#libs/cluster/json-value.ts';
import { PolicyBook } from '#services/decision/policies/policy-book.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { detection, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { recordingLog } from '../support/log.ts';

const OWN = 'policies: [{ name: mine, match: { severity: high }, for: 9h }]';
const OTHER = OWN.replace('9h', '8h');
const BY = { madeMs: 1, by: 'ann', what: 'a test' };

describe('the policies of a cluster', () => {
  let clock: SimulatedClock;
  let cluster: KeyValue;
  beforeEach(async () => {
    clock = new SimulatedClock();
    const bus = new MemoryBus(clock);
    cluster = await bus.keyValues.open({ bucket: 'cluster', maxBytes: 2 ** 20, replicas: 1 });
  });

  async function open(text?: string) {
    const { log, lines } = recordingLog();
    const book = new PolicyBook({ cluster, clock, log });
    await book.begin(text);
    const hours = () => (book.policyFor(detection({ severity: 'high' }))?.durationMs ?? 0) / HOUR_MS;
    return { book, hours, lines };
  }

  it('are those that come with Weir until others are configured or applied', async () => {
    const { book, hours } = await open();
    assert.deepEqual([hours(), book.record.number, book.set], [4, 0, builtInPolicies()]);
    await book.change(() => ({ text: OWN, ...BY }));
    assert.deepEqual([hours(), book.record.number, book.record.by], [9, 1, 'ann']);
    book.end();
  });

  it('hold at every replica within a second or so, whoever changed them', async () => {
    const [one, two] = [await open(), await open()];
    await one.book.change(() => ({ text: OWN, ...BY }));
    await clock.advance(1500);
    assert.deepEqual([two.hours(), two.book.record.number], [9, 1]);
    await Promise.all([
      one.book.change(({ modes }) => ({ modes: { ...modes, mine: 'shadow' }, ...BY })),
      two.book.change(({ modes }) => ({ modes: { ...modes, low: 'off' }, ...BY })),
    ]);
    await clock.advance(1500);
    for (const { book } of [one, two]) {
      const modes = book.set.policies.map(({ name, mode }) => `${name} ${mode}`);
      assert.ok(modes.includes('mine shadow') && modes.includes('low off'), modes.join());
      assert.equal(book.record.number, 3);
      book.end();
    }
  });

  it('go on after a restart, and with the configured file only once it is another', async () => {
    const first = await open(OWN);
    assert.deepEqual([first.hours(), first.book.record.number], [9, 1]);
    await first.book.change(() => ({ text: OTHER, ...BY }));
    first.book.end();
    const again = await open(OWN);
    assert.deepEqual([again.hours(), again.book.record.number], [8, 2], 'what was applied since holds');
    again.book.end();
    const changed = await open(OWN.replace('9h', '7h'));
    assert.deepEqual([changed.hours(), changed.book.record.number], [7, 3]);
    changed.book.end();
  });

  it('do not change when what they would be can’t be read', async () => {
    const { book, hours } = await open(OWN);
    await assert.rejects(
      book.change(() => ({ text: 'policies: [{ name: a }]', ...BY })),
      failing('config', /policies\.yaml:1:\d+: error: policies\.0\.match: missing/),
    );
    await assert.rejects(
      book.change(() => ({ modes: { nobody: 'off' }, ...BY })),
      failing('invalid', /there is no policy nobody/),
    );
    assert.deepEqual([hours(), book.record.number], [9, 1]);
    book.end();
  });

  it('stay the former ones, with an alarm, where a later release wrote what this one can’t read', async () => {
    const { book, hours, lines } = await open(OWN);
    const entry = await cluster.get('policies');
    const record = {
      ...book.record,
      number: 2,
      text: 'policies: [{ name: a, match: { moon: full }, for: 1h }]',
    };
    await cluster.update('policies', toJson(record), entry?.revision ?? 0);
    await clock.advance(1500);
    assert.equal(hours(), 9);
    assert.match(book.alarm, /policies 2 can't be read here.*moon/s);
    assert.ok(lines.length > 0);
    await book.change(() => ({ text: OTHER, ...BY }));
    assert.deepEqual([hours(), book.alarm, book.record.number], [8, '', 3]);
    book.end();
  });
});
