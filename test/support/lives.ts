/** Lives of a collector, from files to batches: each may end at any moment, and the next one goes on. */
import assert from 'node:assert/strict';
import type { Random } from '#libs/clock/random.ts';
import type { SimulatedClock } from '#libs/clock/simulated.ts';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { Room, type WhenFull } from '#services/collector/room.ts';
import type { Spool, Spooled } from '#services/collector/spool/spool.ts';
import { Collecting, Reading } from './collecting.ts';

const SHARDS = 4;
const STEPS_MAX = 5000;
export const FILES = ['first', 'second'] as const;
const PATH = TEXT_FIELDS.indexOf('path');

/** Lets files be written for a moment, or for several. */
const turns = async (count: number) => {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** What streams have been given: every batch by its id. */
export class Stored {
  readonly #batches = new Map<string, Uint8Array>();

  put({ collector, shard, number }: Spooled['record'], bytes: Uint8Array): void {
    const id = `${collector}-${shard}-${number}`;
    const known = this.#batches.get(id);
    assert.ok(!known || Buffer.compare(known, bytes) === 0, `${id} is two different batches`);
    this.#batches.set(id, Uint8Array.from(bytes));
  }

  /** Paths of all events, once for each batch that has them; asserts that numbers have no gaps. */
  paths(): string[] {
    const found: string[] = [];
    const numbers = new Map<string, number[]>();
    for (const [id, bytes] of this.#batches) {
      const batch = decodeBatch(bytes);
      for (let row = 0; row < batch.rows; row++) found.push(batch.texts[PATH].textAt(row));
      const sender = id.slice(0, id.lastIndexOf('-'));
      numbers.set(sender, [...(numbers.get(sender) ?? []), batch.number]);
    }
    for (const [sender, of] of numbers) {
      assert.deepEqual(
        of.toSorted((a, b) => a - b),
        of.map((_, i) => i + 1),
        `numbers of ${sender}`,
      );
    }
    return found.sort();
  }
}

export interface LifeOptions {
  readonly spool: Spool;
  readonly stored: Stored;
  readonly files: readonly (readonly string[])[];
  readonly random: Random;
  readonly clock: SimulatedClock;
  /** What the spool may have, bytes, and what happens then. */
  readonly full?: { readonly whenFull?: WhenFull; readonly limit?: number };
  /** Time that passes at once at most. */
  readonly passMs?: number;
}

/** One life of a collector, from the opening of its spool to its end. */
export class Life {
  readonly #spool: Spool;
  readonly #collecting: Collecting;
  readonly #readings: readonly {
    readonly reading: Reading;
    readonly lines: string[];
    /** The source waits until it may go on. */
    waiting: boolean;
  }[];
  readonly #random: Random;
  readonly #passMs: number;
  readonly #unacknowledged: Spooled[] = [];
  readonly #end = new AbortController();
  #isDead = false;

  constructor({ spool, stored, files, random, clock, full = {}, passMs = 3 }: LifeOptions) {
    this.#spool = spool;
    this.#random = random;
    this.#passMs = passMs;
    const { whenFull = 'wait', limit = Number.POSITIVE_INFINITY } = full;
    const room = new Room({
      whenFull,
      limits: { spool: limit, backlog: 0 },
      clock,
      spool,
      spooling: () => this.#collecting.batcher.spooling,
      publisher: { backlog: 0, troubled: true },
      connected: () => false,
    });
    this.#collecting = new Collecting({
      shards: SHARDS,
      clock,
      spool,
      drops: () => room.drops,
      onSend: (spooled, bytes) => {
        if (this.#isDead) return;
        stored.put(spooled.record, bytes);
        this.#unacknowledged.push(spooled);
      },
    });
    this.#collecting.room = () => room.wait(this.#end.signal);
    this.#readings = files.map((lines, i) => {
      const intake = this.#collecting.intake(FILES[i]);
      let position = intake.known.at(-1)?.position ?? 0;
      const reading = new Reading(intake, `file-${i}`, position);
      const left = [...lines];
      while (position > 0) position -= Buffer.byteLength(left.shift()!) + 1;
      assert.equal(position, 0, 'reading begins at the start of a line');
      return { reading, lines: left, waiting: false };
    });
  }

  /** Events that were dropped. */
  get dropped(): number {
    return this.#collecting.batcher.dropped.count;
  }

  /** Sends what an earlier life has left. */
  async resend(stored: Stored): Promise<void> {
    for (const spooled of this.#spool.waiting) {
      stored.put(spooled.record, await this.#spool.read(spooled));
      this.#unacknowledged.push(spooled);
    }
  }

  /** Begins a step: something may happen to the disk. */
  onStep: () => void = () => {};

  /** Some chunks are read, some batches acknowledged, some time passes. Returns whether all is read. */
  async live(steps: number): Promise<boolean> {
    for (let step = 0; step < steps; step++) {
      this.onStep();
      const chance = this.#random.next();
      if (chance < 0.5) this.#readSome();
      else if (chance < 0.7) this.#acknowledgeSome();
      else if (chance < 0.9) await this.#pass(this.#passMs * this.#random.next());
      else await this.#spool.checkpointIfChanged();
      await turns(Math.floor(3 * this.#random.next()));
    }
    return this.#readings.every(({ lines, waiting }) => lines.length === 0 && !waiting);
  }

  async finish(): Promise<void> {
    for (let steps = 0; !(await this.live(20)); steps += 20) assert.ok(steps < STEPS_MAX, 'goes on');
    this.#collecting.batcher.flushAll();
    await Promise.all([this.#collecting.batcher.settled(), this.#collecting.clock.advance(1000)]);
    await this.#spool.close();
  }

  /** The process ends now: nothing is sent any more. */
  crash(): void {
    this.#isDead = true;
    this.#end.abort();
  }

  /** Lets go of the files, once there is a copy of them. */
  async bury(): Promise<void> {
    await this.#spool.close();
  }

  #readSome(): void {
    const source = this.#readings[Math.floor(this.#random.next() * this.#readings.length)];
    if (source.waiting) return;
    const chunk = source.lines.splice(0, 1 + Math.floor(12 * this.#random.next()));
    if (chunk.length === 0) return;
    source.waiting = true;
    void source.reading.read(...chunk).then(() => {
      source.waiting = false;
    });
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

/** Lines of two files, some of them nonsense. */
export function someFiles(random: Random, count: number): string[][] {
  const client = () => `198.51.${Math.floor(random.next() * 200)}.1`;
  return FILES.map((name) =>
    Array.from({ length: count }, (_, i) =>
      random.next() < 0.05 ? 'nonsense' : `${client()} ${i} /${name}/${i}${'x'.repeat(20 * random.next())}`,
    ),
  );
}

/** Paths of the events that are in files. */
export const pathsOf = (files: readonly (readonly string[])[]): string[] =>
  files
    .flat()
    .flatMap((line) => line.split(' ')[2] ?? [])
    .sort();
