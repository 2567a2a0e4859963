/** Lines from files to batches over restarts: each is in exactly one batch, whenever the collector ends. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import type { Spool, Spooled } from '#services/collector/spool/spool.ts';
import { START_MS } from '../support/batches.ts';
import { Collecting, Reading } from '../support/collecting.ts';
import { temporaryFolder } from '../support/folder.ts';
import { crashed, openSpool } from '../support/spools.ts';

const SHARDS = 4;
const FILES = ['first', 'second'] as const;
const PATH = TEXT_FIELDS.indexOf('path');

/** Lets files be written for a moment, or for several. */
const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** What streams have been given: every batch by its id. */
class Stored {
  readonly #batches = new Map<string, Uint8Array>();

  put({ collector, shard, number }: Spooled['record'], bytes: Uint8Array): void {
    const id = `${collector}-${shard}-${number}`;
    const known = this.#batches.get(id);
    assert.ok(!known || Buffer.compare(known, bytes) === 0, `${id} is two different batches`);
    this.#batches.set(id, Uint8Array.from(bytes));
  }

  /** Asserts that each path is in one batch, and that numbers have no gaps. */
  assertHolds(paths: readonly string[]): void {
    const found: string[] = [];
    const numbers = new Map<string, number[]>();
    for (const [id, bytes] of this.#batches) {
      const batch = decodeBatch(bytes);
      for (let row = 0; row < batch.rows; row++) found.push(batch.texts[PATH].textAt(row));
      const sender = id.slice(0, id.lastIndexOf('-'));
      numbers.set(sender, [...(numbers.get(sender) ?? []), batch.number]);
    }
    assert.deepEqual(found.toSorted(), paths.toSorted());
    for (const [sender, of] of numbers) {
      assert.deepEqual(
        of.toSorted((a, b) => a - b),
        of.map((_, i) => i + 1),
        `numbers of ${sender}`,
      );
    }
  }
}

/** One life of a collector, from the opening of its spool to its end. */
class Life {
  readonly #spool: Spool;
  readonly #collecting: Collecting;
  readonly #readings: readonly { readonly reading: Reading; readonly lines: string[] }[];
  readonly #random: Random;
  readonly #unacknowledged: Spooled[] = [];
  #isDead = false;

  constructor(
    spool: Spool,
    stored: Stored,
    files: readonly (readonly string[])[],
    random: Random,
    clock: SimulatedClock,
  ) {
    this.#spool = spool;
    this.#random = random;
    this.#collecting = new Collecting({
      shards: SHARDS,
      clock,
      spool,
      onSend: (spooled, bytes) => {
        if (this.#isDead) return;
        stored.put(spooled.record, bytes);
        this.#unacknowledged.push(spooled);
      },
    });
    this.#readings = files.map((lines, i) => {
      const intake = this.#collecting.intake(FILES[i]);
      let position = intake.known.at(-1)?.position ?? 0;
      const reading = new Reading(intake, `file-${i}`, position);
      const left = [...lines];
      while (position > 0) position -= Buffer.byteLength(left.shift()!) + 1;
      assert.equal(position, 0, 'reading begins at the start of a line');
      return { reading, lines: left };
    });
  }

  /** Sends what an earlier life has left. */
  async resend(stored: Stored): Promise<void> {
    for (const spooled of this.#spool.waiting) {
      stored.put(spooled.record, await this.#spool.read(spooled));
      this.#unacknowledged.push(spooled);
    }
  }

  /** Some chunks are read, some batches acknowledged, some time passes. Returns whether all is read. */
  async live(steps: number): Promise<boolean> {
    for (let step = 0; step < steps; step++) {
      const chance = this.#random.next();
      if (chance < 0.5) await this.#readSome();
      else if (chance < 0.7) this.#acknowledgeSome();
      else if (chance < 0.9) await this.#pass(3 * this.#random.next());
      else await this.#spool.checkpointIfChanged();
      await turns(Math.floor(3 * this.#random.next()));
    }
    return this.#readings.every(({ lines }) => lines.length === 0);
  }

  async finish(): Promise<void> {
    while (!(await this.live(20)));
    this.#collecting.batcher.flushAll();
    await this.#collecting.batcher.settled();
    await this.#spool.close();
  }

  /** The process ends now: nothing is sent any more, and files stay as they are. */
  crash(from: string, to: string): void {
    this.#isDead = true;
    crashed(from, to);
  }

  /** Lets go of the files, once the copy is made. */
  async bury(): Promise<void> {
    await this.#collecting.batcher.settled();
    await this.#spool.close();
  }

  async #readSome(): Promise<void> {
    const { reading, lines } = this.#readings[Math.floor(this.#random.next() * this.#readings.length)];
    const chunk = lines.splice(0, 1 + Math.floor(12 * this.#random.next()));
    if (chunk.length > 0) await reading.read(...chunk);
  }

  #acknowledgeSome(): void {
    const { inFlight, batcher } = this.#collecting;
    for (
      let left = Math.floor(4 * this.#random.next());
      left > 0 && this.#unacknowledged.length > 0;
      left--
    ) {
      const [spooled] = this.#unacknowledged.splice(
        Math.floor(this.#random.next() * this.#unacknowledged.length),
        1,
      );
      this.#spool.acknowledge(spooled);
      const { shard } = spooled.record;
      inFlight.set(shard, Math.max(0, (inFlight.get(shard) ?? 0) - 1));
      if (inFlight.get(shard) === 0) batcher.flushShard(shard);
    }
  }

  async #pass(ms: number): Promise<void> {
    await this.#collecting.clock.advance(ms);
    this.#collecting.batcher.flush();
  }
}

describe('every line of every file', () => {
  it('is in exactly one batch, whenever the collector ends and begins again', async (t) => {
    const folder = temporaryFolder(t);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 20, max: 120 }), async (seed, count) => {
        const random = seededRandom(seed);
        const clock = new SimulatedClock(START_MS);
        const client = () => `198.51.${Math.floor(random.next() * 200)}.1`;
        const files = FILES.map((name) =>
          Array.from({ length: count }, (_, i) =>
            random.next() < 0.05
              ? 'nonsense'
              : `${client()} ${i} /${name}/${i}${'x'.repeat(20 * random.next())}`,
          ),
        );
        const stored = new Stored();
        run++;
        let spoolFolder = join(folder, `${run}-0`);
        for (let life = 1; life <= 4; life++) {
          const one = new Life(await openSpool(spoolFolder, { clock }), stored, files, random, clock);
          await one.resend(stored);
          await one.live(Math.floor(25 * random.next()));
          const next = join(folder, `${run}-${life}`);
          one.crash(spoolFolder, next);
          spoolFolder = next;
          await one.bury();
        }
        const last = new Life(await openSpool(spoolFolder, { clock }), stored, files, random, clock);
        await last.resend(stored);
        await last.finish();
        stored.assertHolds(files.flat().flatMap((line) => line.split(' ')[2] ?? []));
      }),
      { numRuns: 15 },
    );
  });
});
