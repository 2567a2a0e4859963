import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Marks } from '#libs/actor/marks.ts';
import type { PublishOptions, Streams } from '#libs/bus/streams.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { type FailureClass, WeirError } from '#libs/errors/weir-error.ts';
import type { TraceSpan } from '#libs/telemetry/tracing.ts';
import { Publisher } from '#services/collector/publisher.ts';
import type { Spool, Spooled } from '#services/collector/spool/spool.ts';
import { recordingLog } from '../support/log.ts';

interface Attempt {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: PublishOptions['headers'];
}

/** What becomes of an attempt: stored, or a failure; before it, it takes `ms`. */
type Fate = (attempt: Attempt, count: number) => { readonly failure?: FailureClass; readonly ms?: number };

const NO_SPAN: TraceSpan = { traceparent: '', set() {}, end() {}, fail() {} };

/** A publisher between a spool and streams that keep what they are told. */
class Setup {
  readonly clock = new SimulatedClock();
  readonly attempts: Attempt[] = [];
  /** Ids in the order they were stored, and which of them the spool was told of. */
  readonly stored: string[] = [];
  readonly acknowledged: string[] = [];
  readonly idle: number[] = [];
  readonly ensured: number[] = [];
  readonly lines: readonly { msg: string }[];
  readonly publisher: Publisher;
  /** On their way now, and at most so far. */
  inFlight = 0;
  inFlightMax = 0;
  onEnsure = () => {};

  constructor(fate: Fate = () => ({}), waiting: readonly Spooled[] = [], random: Random = seededRandom(1)) {
    const { log, lines } = recordingLog();
    this.lines = lines;
    const spool = {
      waiting,
      read: async ({ record }: Spooled) => Buffer.from(`spooled ${record.number}`),
      acknowledge: ({ record }: Spooled) => this.acknowledged.push(idOf(record)),
    } as unknown as Spool;
    const publish = async (subject: string, data: Uint8Array, { id = '', headers }: PublishOptions = {}) => {
      const attempt: Attempt = { id, subject, text: Buffer.from(data).toString(), headers };
      this.attempts.push(attempt);
      this.inFlightMax = Math.max(this.inFlightMax, ++this.inFlight);
      const { failure, ms = 1 } = fate(attempt, this.attempts.length);
      await this.clock.sleep(ms);
      this.inFlight--;
      if (failure) throw new WeirError(failure, 'as it was told');
      this.stored.push(id);
      return { sequence: this.stored.length, duplicate: false };
    };
    this.publisher = new Publisher({
      spool,
      streams: { publish } as unknown as Streams,
      clock: this.clock,
      random,
      log,
      ensureStream: async (shard) => {
        this.ensured.push(shard);
        this.onEnsure();
      },
      onIdle: (shard) => this.idle.push(shard),
    });
  }

  send(number: number, options: { shard?: number; collector?: string; span?: TraceSpan } = {}): void {
    const { span = NO_SPAN, ...record } = options;
    this.publisher.send(spooled(number, record), Buffer.from(`batch ${number}`), span);
  }
}

function spooled(number: number, { shard = 0, collector = 'c' } = {}): Spooled {
  return {
    record: { collector, shard, number, sources: [] },
    location: undefined as never,
    acknowledged: false,
  };
}

const idOf = ({ collector, shard, number }: Spooled['record']) => `${collector}-${shard}-${number}`;
const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('the publisher', () => {
  it('sends a batch at once and acknowledges it in the spool when it is stored', async () => {
    const setup = new Setup();
    setup.send(1, { shard: 3, span: { ...NO_SPAN, traceparent: '00-a-b-01' } });
    assert.deepEqual([setup.publisher.backlog, setup.publisher.inFlight(3)], [1, 1]);
    await setup.clock.advance(1);
    assert.deepEqual(setup.attempts, [
      { id: 'c-3-1', subject: 'weir.events.3', text: 'batch 1', headers: { traceparent: '00-a-b-01' } },
    ]);
    assert.deepEqual([setup.acknowledged, setup.idle], [['c-3-1'], [3]]);
    assert.deepEqual(
      [setup.publisher.backlog, setup.publisher.inFlight(3), setup.publisher.acknowledged],
      [0, 0, 1],
    );
  });

  it('tries again with the same bytes and the same id, for as long as it takes', async () => {
    const failures: FailureClass[] = ['unavailable', 'full', 'bug', 'conflict', 'missing'];
    const setup = new Setup((_, count) =>
      count <= 100 ? { failure: failures[count % failures.length] } : {},
    );
    setup.send(1);
    await setup.clock.advance(120_000);
    assert.deepEqual(setup.acknowledged, ['c-0-1']);
    assert.equal(setup.attempts.length, 101);
    assert.equal(new Set(setup.attempts.map(({ id, text }) => `${id} ${text}`)).size, 1);
    assert.equal(setup.publisher.retries, 100);
    assert.equal(setup.lines.length, 2, 'says once that it fails, once that it works');
  });

  it('has one batch of each shard on its way, and those of 256 shards at most', async () => {
    const setup = new Setup((attempt) => ({ ms: attempt.id.endsWith('7') ? 30 : 1 }));
    for (const number of upTo(5)) for (const shard of upTo(300)) setup.send(number, { shard });
    assert.deepEqual([setup.inFlight, setup.publisher.backlog], [256, 1500]);
    await setup.clock.advance(10);
    assert.equal(setup.inFlight + setup.stored.length >= 300, true);
    await setup.clock.advance(5000);
    assert.equal(setup.inFlightMax, 256);
    assert.equal(setup.acknowledged.length, 1500);
    for (const shard of [1, 150, 300]) {
      assert.deepEqual(
        setup.stored.filter((id) => id.startsWith(`c-${shard}-`)),
        upTo(5).map((number) => `c-${shard}-${number}`),
      );
    }
  });

  it('begins with what an earlier process has left, read from the spool', async () => {
    const left = [spooled(7, { collector: 'old' }), spooled(8, { collector: 'old' })];
    const setup = new Setup(() => ({}), left);
    setup.send(1, { collector: 'new' });
    await setup.clock.advance(10);
    assert.deepEqual(
      setup.attempts.map(({ id, text }) => [id, text]),
      [
        ['old-0-7', 'spooled 7'],
        ['old-0-8', 'spooled 8'],
        ['new-0-1', 'batch 1'],
      ],
    );
  });

  it('keeps few bytes in memory: batches that wait long are read from the spool', async () => {
    const setup = new Setup(() => ({ ms: 50 }));
    const large = Buffer.alloc(1024 * 1024, 'x');
    for (const number of upTo(40)) setup.publisher.send(spooled(number), large, NO_SPAN);
    await setup.clock.advance(3000);
    const read = setup.attempts.filter(({ text }) => text.startsWith('spooled')).length;
    assert.equal(read, 8, 'beyond 32 MB');
    setup.publisher.send(spooled(41), large, NO_SPAN);
    await setup.clock.advance(1000);
    assert.equal(setup.attempts.at(-1)?.text.length, large.length);
  });

  it('makes a stream again that is gone, also when that takes more than one attempt', async () => {
    let there = false;
    const setup = new Setup(() => (there ? {} : { failure: 'unavailable' }));
    setup.onEnsure = () => {
      if (setup.ensured.length === 3) there = true;
      else throw new WeirError('unavailable', 'the bus is away');
    };
    setup.send(1, { shard: 5 });
    await setup.clock.advance(60_000);
    assert.deepEqual([setup.ensured, setup.acknowledged], [[5, 5, 5], ['c-5-1']]);
  });

  it('gives up what is refused for good, says so, and goes on', async () => {
    const failed: unknown[] = [];
    const setup = new Setup(({ id }) => (id === 'c-0-1' ? { failure: 'invalid' } : {}));
    setup.send(1, { span: { ...NO_SPAN, fail: (error) => failed.push(error) } });
    setup.send(2);
    await setup.clock.advance(10);
    assert.deepEqual([setup.publisher.lost, setup.publisher.acknowledged, failed.length], [1, 1, 1]);
    assert.deepEqual(setup.acknowledged, ['c-0-1', 'c-0-2']);
    assert.match(setup.lines[0].msg, /batch 1 of shard 0 is lost/);
  });

  it('lets no batch of a shard overtake another, and no shard wait for another', async () => {
    let stuck = true;
    const setup = new Setup(({ id }) => (id === 'c-0-1' && stuck ? { failure: 'full' } : {}));
    for (const number of upTo(300)) for (const shard of [0, 1]) setup.send(number, { shard });
    await setup.clock.advance(20_000);
    assert.deepEqual(
      setup.stored,
      upTo(300).map((number) => `c-1-${number}`),
    );
    stuck = false;
    await setup.clock.advance(20_000);
    assert.deepEqual(
      setup.stored.slice(300),
      upTo(300).map((number) => `c-0-${number}`),
    );
  });

  it('brings every batch to readers exactly once, whatever fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(0.02, 0.3), async (seed, chance) => {
        const random = seededRandom(seed);
        const fate: Fate = () => ({
          ms: 1 + Math.floor(random.next() * 20),
          ...(random.next() < chance && { failure: 'unavailable' as const }),
        });
        const setup = new Setup(fate, [], random);
        for (const i of upTo(800)) setup.send(Math.ceil(i / 2), { shard: i % 2 });
        await setup.clock.advance(100_000);
        const readers = [new Marks(), new Marks()];
        const taken = setup.stored.filter((id) => {
          const [, shard, number] = id.split('-').map(Number);
          return readers[shard].take('c', number, 0);
        });
        assert.equal(new Set(taken).size, 800);
        for (const shard of [0, 1]) {
          const numbers = taken.flatMap((id) =>
            id.startsWith(`c-${shard}-`) ? Number(id.split('-')[2]) : [],
          );
          assert.deepEqual(numbers, upTo(400));
        }
        assert.deepEqual(
          readers.map(({ gaps }) => gaps),
          [0, 0],
        );
      }),
      { numRuns: 3 },
    );
  });

  it('is drained when all is stored', async () => {
    const setup = new Setup(() => ({ ms: 100 }));
    await setup.publisher.drained();
    let drainedMs = 0;
    setup.send(1);
    void setup.publisher.drained().then(() => {
      drainedMs = setup.clock.now();
    });
    const startMs = setup.clock.now();
    await setup.clock.advance(200);
    assert.equal(drainedMs - startMs, 100);
  });

  it('that is closed tries no longer, and acknowledges nothing', async () => {
    const setup = new Setup(() => ({ failure: 'unavailable' }));
    setup.send(1);
    await setup.clock.advance(1000);
    setup.publisher.close();
    setup.send(2);
    const attempts = setup.attempts.length;
    await setup.clock.advance(10_000);
    assert.deepEqual([setup.attempts.length, setup.acknowledged], [attempts, []]);
  });
});
