/** What a relay does until a destination has a batch. */
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Batch } from '#services/collector/relay/batch.ts';
import { Sender } from '#services/collector/relay/sender.ts';
import type { Spooled } from '#services/collector/spool/spool.ts';
import { START_MS } from '../support/batches.ts';
import { recordingLog } from '../support/log.ts';
import { TestOutlet } from '../support/relay-outlet.ts';

const AWAY = new WeirError('unavailable', 'nobody is there');

let clock: SimulatedClock;
let acknowledged: Spooled[];
let refused: string[];
let log: ReturnType<typeof recordingLog>;

beforeEach(() => {
  clock = new SimulatedClock(START_MS);
  acknowledged = [];
  refused = [];
  log = recordingLog();
});

const sender = (outlet: TestOutlet, read = async (): Promise<Uint8Array> => Buffer.from('from disk\n')) =>
  new Sender({
    destination: 'all',
    spool: { read, acknowledge: (spooled: Spooled) => acknowledged.push(spooled) },
    outlet,
    clock,
    random: seededRandom(1),
    log: log.log,
    onRefused: (line) => refused.push(line.toString('latin1')),
  });

const batch = (id: number, ...lines: readonly string[]): Batch => ({
  id: `c-${id}`,
  spooled: [{ record: { number: id } } as unknown as Spooled],
  lines: Buffer.from(lines.map((line) => `${line}\n`).join(''), 'latin1'),
});

describe('a relay’s sender', () => {
  it('acknowledges a batch once it is delivered, and not before', async () => {
    const outlet = new TestOutlet();
    const gate = Promise.withResolvers<void>();
    outlet.answer = () => gate.promise;
    const sending = sender(outlet);
    sending.send(batch(1, 'a', 'b'));
    await clock.advance(1000);
    assert.deepEqual([acknowledged.length, sending.backlog, outlet.attempts], [0, 1, 1]);
    gate.resolve();
    await clock.advance(1);
    assert.deepEqual(
      [acknowledged.length, sending.backlog, sending.delivered],
      [1, 0, { batches: 1, bytes: 4 }],
    );
  });

  it('tries again, later and later, and says once what is wrong', async () => {
    const outlet = new TestOutlet();
    outlet.answer = () => {
      throw AWAY;
    };
    const sending = sender(outlet);
    sending.send(batch(1, 'a'));
    await clock.advance(60_000);
    assert.ok(outlet.attempts > 12 && outlet.attempts < 40, `${outlet.attempts} attempts in a minute`);
    assert.match(sending.trouble, /nobody is there/);
    assert.equal(log.lines.filter(({ level }) => level >= 40).length, 1);
    outlet.answer = () => {};
    await clock.advance(6000);
    assert.deepEqual([outlet.lines, sending.trouble, acknowledged.length], [['a'], '', 1]);
  });

  it('comes back when it was told to', async () => {
    const outlet = new TestOutlet();
    outlet.answer = () => {
      throw new WeirError('unavailable', 'answers 429', { retryAfterMs: 30_000 });
    };
    sender(outlet).send(batch(1, 'a'));
    await clock.advance(29_000);
    assert.equal(outlet.attempts, 1);
    await clock.advance(2000);
    assert.equal(outlet.attempts, 2);
  });

  it('has no more on their way than the destination takes at once', async () => {
    const outlet = new TestOutlet(3);
    outlet.answer = () => clock.sleep(100);
    const sending = sender(outlet);
    for (let id = 1; id <= 20; id++) sending.send(batch(id, `line ${id}`));
    await clock.advance(10_000);
    assert.deepEqual([outlet.openMax, outlet.lines.length, acknowledged.length], [3, 20, 20]);
  });

  it('reads from the disk what it does not hold', async () => {
    const outlet = new TestOutlet();
    const sending = sender(outlet);
    sending.send({ ...batch(1, 'x'), lines: undefined });
    await clock.advance(1);
    assert.deepEqual(outlet.lines, ['from disk']);
  });

  it('gives up a batch that the disk has lost, and no other', async () => {
    const outlet = new TestOutlet();
    const sending = sender(outlet, async () => {
      throw new WeirError('corrupt', 'a checksum is wrong');
    });
    sending.send({ ...batch(1), lines: undefined });
    sending.send(batch(2, 'b'));
    await clock.advance(1);
    assert.deepEqual([outlet.lines, acknowledged.length, sending.backlog], [['b'], 2, 0]);
    assert.match(log.lines.at(-1)?.msg ?? '', /is lost/);
  });

  it('sends all but the lines that are refused for good', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), async (areGood) => {
        const outlet = new TestOutlet();
        outlet.answer = (lines) => {
          if (lines.some((line) => line.startsWith('bad'))) throw new WeirError('invalid', 'answers 400');
        };
        refused = [];
        acknowledged = [];
        const lines = areGood.map((isGood, i) => `${isGood ? 'good' : 'bad'} ${i}`);
        const sending = sender(outlet);
        sending.send(batch(1, ...lines));
        await clock.advance(1);
        assert.deepEqual(
          outlet.lines,
          lines.filter((line) => line.startsWith('good')),
        );
        assert.deepEqual(
          refused,
          lines.filter((line) => line.startsWith('bad')),
        );
        assert.deepEqual([sending.refused.count, acknowledged.length], [refused.length, 1]);
        assert.equal(new Set(outlet.ids).size, outlet.ids.length, 'each part has an id of its own');
      }),
      { numRuns: 50 },
    );
  });

  it('ends without waiting for who takes nothing', async () => {
    const outlet = new TestOutlet();
    outlet.answer = () => {
      throw AWAY;
    };
    const sending = sender(outlet);
    sending.send(batch(1, 'a'));
    await clock.advance(5000);
    sending.close();
    await clock.advance(60_000);
    assert.deepEqual([outlet.isClosed, acknowledged.length], [true, 0]);
  });
});
