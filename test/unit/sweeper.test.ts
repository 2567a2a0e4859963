/** Ledgers that are swept because they are nearly full. What a sweep does on every store is in test/contract. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Decision } from '#libs/domain/decision.ts';
import { MANUAL } from '#libs/domain/decision.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision, HOUR_MS } from '../support/decisions.ts';
import { quietLog } from '../support/log.ts';
import { redactedKeyOf } from '../support/pseudonyms.ts';

const ENTRIES_MAX = 100;
const MINUTE_MS = 60_000;

/** A ledger as each of two replicas knows it. */
async function open() {
  const clock = new SimulatedClock(START_MS);
  const bus = new MemoryBus(clock);
  const store = await bus.keyValues.open({ bucket: 'ledger', maxBytes: 2 ** 20, replicas: 1 });
  const limits = { entriesMax: ENTRIES_MAX, bytesMax: 2 ** 20 };
  const ledgers = [1, 2].map((seed) => {
    const random = seededRandom(seed);
    const made = new Ledger({ store, clock, random, log: quietLog, redactedKeyOf, ...limits });
    void made.run(new AbortController().signal);
    return made;
  });
  await clock.advance(1);
  const [ledger] = ledgers;
  /** Entry number n ends n minutes from now, unless it says more. */
  const put = async (n: number, more: Partial<Decision> = {}) => {
    const untilMs = clock.now() + n * MINUTE_MS;
    await ledger.change(`block.ip.${n}`, () => decision({ value: `${n}`, untilMs, ...more }));
    await clock.advance(1);
  };
  const left = () => [...ledgers[1].replica.entries()].map(({ decision: { value } }) => Number(value));
  /** Each replica sweeps what it owns: one the even ones, one the odd. */
  const sweep = async () => {
    const swept = ledgers.map((each, own) =>
      each.sweep({ retentionMs: 25 * HOUR_MS, owns: ({ value }: Subject) => Number(value) % 2 === own }),
    );
    await clock.advance(1);
    return (await Promise.all(swept)).reduce((a, b) => ({
      ended: a.ended + b.ended,
      gaveWay: a.gaveWay + b.gaveWay,
    }));
  };
  return { clock, ledger, ledgers, put, left, sweep };
}

describe('a ledger that is full', () => {
  it('lets those in force give way that end soonest, but none of a person', async () => {
    const { put, left, sweep } = await open();
    for (let n = 100; n >= 1; n--)
      await put(n, n === 2 ? { contributions: [contribution({ scenario: MANUAL })] } : {});
    assert.deepEqual(await sweep(), { ended: 0, gaveWay: 5 });
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6, 7].filter((n) => left().includes(n)),
      [2, 7],
    );
    assert.deepEqual(await sweep(), { ended: 0, gaveWay: 0 });
  });

  it('forgets what has ended first', async () => {
    const { clock, put, left, sweep } = await open();
    for (let n = 1; n <= 100; n++) await put(n);
    await clock.advance(10 * MINUTE_MS);
    assert.deepEqual(await sweep(), { ended: 9, gaveWay: 0 });
    assert.equal(Math.min(...left()), 10);
  });

  it('takes new ones after that', async () => {
    const { ledger, put, sweep } = await open();
    for (let n = 1; n <= 100; n++) await put(n);
    const another = () => ledger.change('block.ip.new', () => decision({ value: '101' }));
    await assert.rejects(another);
    await sweep();
    assert.ok(await another());
  });
});

describe('marks of what was swept', () => {
  it('are kept for a day, unless they are many', async () => {
    const { clock, ledgers, put, sweep } = await open();
    const marks = () => ledgers.map(({ replica }) => [...replica.swept()].length);
    for (let n = 1; n <= 85; n++) await put(n);
    await clock.advance(14 * HOUR_MS);
    await sweep();
    assert.deepEqual(marks(), [85, 85]);
    await clock.advance(5 * MINUTE_MS - 10);
    await sweep();
    assert.deepEqual(marks(), [85, 85], 'a reader may be that old');
    const { token } = ledgers[0].replica;
    await clock.advance(10);
    await sweep();
    assert.deepEqual(marks(), [20, 20]);
    assert.deepEqual(
      [token, { ...token, revision: 1 }].map((each) => ledgers[1].replica.canResume(each)),
      [true, false],
    );
  });
});
