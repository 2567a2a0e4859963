/** Requests of many addresses, for the bench of snapshots. */
import type { Bus } from '#libs/bus/bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { eventSubject } from '#libs/cluster/names.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { shardOfAddress } from '#libs/domain/range.ts';
import { BATCH_ROWS_MAX, BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';

const clock = new SystemClock();
export const hash = new SeededHash(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1));
/** Time of all requests. */
export const START_MS = clock.now();

/** Ordinary requests of many addresses, in full batches. */
export class Traffic {
  /** Published to each shard. */
  readonly batches: number[];
  readonly #bus: Bus;
  readonly #addresses: number;
  readonly #random = seededRandom(1);
  readonly #builders: Batches[];

  constructor(bus: Bus, addresses: number, shards: number) {
    this.#bus = bus;
    this.#addresses = addresses;
    this.#builders = Array.from({ length: shards }, (_, shard) => new Batches(shard));
    this.batches = new Array<number>(shards).fill(0);
  }

  /** Each address once. */
  async each(caughtUp: () => Promise<void>): Promise<void> {
    for (let address = 0; address < this.#addresses; address++) {
      await this.#add(address);
      if (address % 50_000 === 0) await caughtUp();
    }
    for (const shard of this.batches.keys()) await this.#publish(shard);
    await caughtUp();
  }

  /** `rate` events a second of addresses that come by chance. */
  async flow(rate: number, seconds: number): Promise<void> {
    const startMs = clock.elapsed();
    let sent = 0;
    for (let nowMs = startMs; nowMs < startMs + 1000 * seconds; nowMs = clock.elapsed()) {
      for (const due = (rate * (nowMs - startMs)) / 1000; sent < due; sent++) {
        await this.#add(Math.floor(this.#random.next() * this.#addresses));
      }
      await clock.sleep(2);
    }
  }

  async #add(address: number): Promise<void> {
    const shard = this.#builders.length === 1 ? 0 : shardOf(address, this.#builders.length);
    if (this.#builders[shard].add(address)) await this.#publish(shard);
  }

  async #publish(shard: number): Promise<void> {
    if (this.#builders[shard].rows === 0) return;
    this.batches[shard]++;
    await this.#bus.streams.publish(eventSubject(shard), this.#builders[shard].finish());
  }
}

const row = new EventRow();
const TEXTS = {
  host: Buffer.from('shop.example'),
  method: Buffer.from('GET'),
  path: Buffer.from('/products/1'),
  user_agent: Buffer.from('Mozilla/5.0'),
};

function shardOf(address: number, shards: number): number {
  fillRow(address);
  return shardOfAddress(row.address, 0, hash, shards);
}

function fillRow(address: number): void {
  row.clear();
  row.timeMs = START_MS;
  row.address.set([0, 0, 0xffff, 0x0b00_0000 + address]);
  row.status = 200;
  for (const [field, text] of Object.entries(TEXTS)) {
    row.setText(TEXT_INDEX[field as keyof typeof TEXTS], text, 0, text.length);
  }
}

/** The batches of one shard. */
export class Batches {
  readonly #shard: number;
  readonly #builder = new BatchBuilder(hash);
  readonly #run: SourceRun = { name: 'bench', identity: 'bench', fields: 0, position: 0, newestMs: START_MS };
  #number = 0;

  constructor(shard: number) {
    this.#shard = shard;
  }

  get rows(): number {
    return this.#builder.rows;
  }

  /** Returns whether the batch is full. */
  add(address: number): boolean {
    fillRow(address);
    this.#builder.add(row, this.#run, 0, START_MS);
    return this.#builder.rows === BATCH_ROWS_MAX;
  }

  finish(): Uint8Array {
    const number = ++this.#number;
    const shard = this.#shard;
    const header = {
      collector: 'bench',
      shard,
      shardMapVersion: 1,
      number,
      traceparent: '',
      publishedMs: START_MS,
    };
    return this.#builder.finish(header);
  }
}
