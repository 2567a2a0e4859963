/**
 * Snapshots of shards that track many addresses: how large bases and deltas are, how long they hold up everything else
 * while events flow, how long a restore takes, and what it costs to mark what has changed. One process owns all shards,
 * over a real nats-server.
 */
import { Pages } from '#libs/actor/pages.ts';
import { ShardActor } from '#libs/actor/shard-actor.ts';
import type { Bus } from '#libs/bus/bus.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { seededRandom, systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { Head } from '#libs/cluster/head.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { shardOfAddress } from '#libs/domain/range.ts';
import { ShardState } from '#libs/scenario/shard-state.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { BATCH_ROWS_MAX, BatchBuilder, type SourceRun } from '#libs/wire/batch-builder.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import { BUILT_IN } from '#scenarios/index.ts';
import { Detect } from '#services/analyzer/detect.ts';
import { quietLog } from '../support/log.ts';
import { TestNats } from '../support/nats.ts';

export interface SnapshotResult {
  readonly shards: number;
  readonly keys: number;
  /** Of all shards together. */
  readonly base_bytes: number;
  /** Of one delta, the median. */
  readonly delta_bytes: number;
  readonly snapshots: number;
  /** Between two turns of the event loop while events flow: with snapshots all the time, and without any. */
  readonly longest_pause_ms: number;
  readonly longest_pause_without_ms: number;
  /** CPU time in the longest one: what others on the machine take is left out. */
  readonly longest_pause_cpu_ms: number;
  readonly longest_pause_without_cpu_ms: number;
  readonly restore_ms: number;
  readonly restore_cpu_ms: number;
}

export interface MarkingResult {
  /** CPU of the whole pipeline. */
  readonly us_per_event: number;
  readonly us_per_event_unmarked: number;
}

export interface SnapshotOptions {
  readonly keys: number;
  readonly shards: number;
  readonly seconds: number;
  readonly rate: number;
}

const clock = new SystemClock();
const hash = new SeededHash(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1));
const MB = 1024 ** 2;
const stream = (shard: number) => `weir-events-${shard}`;

export async function benchSnapshot(options: SnapshotOptions): Promise<SnapshotResult> {
  const nats = await TestNats.start();
  const bus = await NatsBus.connect({ servers: [nats.server], name: 'bench' }, clock);
  try {
    return await measure(bus, options);
  } finally {
    await bus.close();
    await nats.stop();
  }
}

async function measure(bus: Bus, { keys, shards, seconds, rate }: SnapshotOptions): Promise<SnapshotResult> {
  for (let shard = 0; shard < shards; shard++) {
    const subjects = [`weir.events.${shard}`];
    await bus.streams.ensure({ name: stream(shard), subjects, maxBytes: (2048 / shards) * MB, replicas: 1 });
  }
  const traffic = new Traffic(bus, keys, shards);
  const owners = new Owners(bus, keys, shards);
  await owners.takeUp();
  await traffic.each(() => owners.caughtUp(traffic.batches));
  // A snapshot is due again as soon as the last one is stored, except in the second run.
  const pauses = await withPauses(() => traffic.flow(rate, seconds));
  await owners.caughtUp(traffic.batches);
  const { bases, deltas } = owners;
  await owners.stop();
  const [startMs, startCpuMs] = [clock.elapsed(), cpuMs()];
  await owners.takeUp(Number.POSITIVE_INFINITY);
  const [restoreMs, restoreCpuMs] = [clock.elapsed() - startMs, cpuMs() - startCpuMs];
  const tracked = owners.keys;
  const without = await withPauses(() => traffic.flow(rate, seconds));
  await owners.stop();
  return {
    shards,
    keys: tracked,
    base_bytes: bases,
    delta_bytes: deltas.sort((a, b) => a - b)[deltas.length >> 1] ?? 0,
    snapshots: owners.snapshots,
    longest_pause_ms: round(pauses.longestMs),
    longest_pause_without_ms: round(without.longestMs),
    longest_pause_cpu_ms: round(pauses.longestCpuMs),
    longest_pause_without_cpu_ms: round(without.longestCpuMs),
    restore_ms: round(restoreMs),
    restore_cpu_ms: round(restoreCpuMs),
  };
}

/** The longest time between two turns of the event loop while `action` goes on, and the CPU time in it, ms. */
async function withPauses(action: () => Promise<void>): Promise<{ longestMs: number; longestCpuMs: number }> {
  let [longestMs, longestCpuMs] = [0, 0];
  let [lastMs, lastCpuMs] = [clock.elapsed(), cpuMs()];
  const watch = setInterval(() => {
    const [nowMs, nowCpuMs] = [clock.elapsed(), cpuMs()];
    longestMs = Math.max(longestMs, nowMs - lastMs);
    longestCpuMs = Math.max(longestCpuMs, nowCpuMs - lastCpuMs);
    [lastMs, lastCpuMs] = [nowMs, nowCpuMs];
  }, 1);
  await action();
  clearInterval(watch);
  return { longestMs, longestCpuMs };
}

/** Of the thread that runs the event loop. */
function cpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** The actors of all shards, as an analyzer runs them. */
class Owners {
  readonly #bus: Bus;
  readonly #keys: number;
  readonly #shards: number;
  #epoch = 0;
  #owned: { actor: ShardActor; head: Head; state: ShardState }[] = [];
  #seen = new Map<string, number>();

  constructor(bus: Bus, keys: number, shards: number) {
    this.#bus = bus;
    this.#keys = keys;
    this.#shards = shards;
  }

  get keys(): number {
    return this.#owned
      .flatMap(({ state }) => state.scenarios.map(({ keys }) => keys))
      .reduce((a, b) => a + b);
  }

  /** Bytes of the bases that are named now. */
  get bases(): number {
    return this.#owned.reduce((sum, { head }) => sum + (head.value.objects[0]?.bytes ?? 0), 0);
  }

  /** Bytes of every delta so far. */
  get deltas(): number[] {
    return [...this.#seen].filter(([name]) => !isBase(name)).map(([, bytes]) => bytes);
  }

  get snapshots(): number {
    return this.#seen.size;
  }

  async takeUp(replayMs = 100): Promise<void> {
    const snapshots = { name: 'weir-snapshots', maxBytes: 1024 * MB, replicas: 1 };
    const objects = await Objects.open(this.#bus.streams, clock, snapshots);
    const heads = await this.#bus.keyValues.open({ bucket: 'weir-heads', maxBytes: 64 * MB, replicas: 1 });
    const epoch = ++this.#epoch;
    this.#owned = await Promise.all(
      Array.from({ length: this.#shards }, async (_, shard) => {
        const state = stateOf(shard, this.#shards, this.#keys);
        const behaviour = new Detect({
          state,
          scenarioSet: 'bench',
          partitionOf: () => 0,
          clock,
          log: quietLog,
          tracing: NO_TRACING,
          onDetection() {},
        });
        const head = await Head.seal(heads, shard, epoch);
        const actor = await ShardActor.activate(
          {
            shard,
            stream: stream(shard),
            head,
            behaviour,
            streams: this.#bus.streams,
            objects,
            clock,
            random: systemRandom,
            log: quietLog,
            holds: () => {
              for (const { name, bytes } of head.value.objects) this.#seen.set(name, bytes);
              return true;
            },
            limits: {
              mailboxMax: 64,
              outboxMax: 256,
              replayMs,
              snapshotBytesPerSecond: Number.POSITIVE_INFINITY,
            },
          },
          (reason) => {
            throw new Error(`shard ${shard} ended: ${reason}`);
          },
        );
        return { actor, head, state };
      }),
    );
  }

  async caughtUp(batches: readonly number[]): Promise<void> {
    const behind = () => this.#owned.some(({ actor }, shard) => actor.progress.processed < batches[shard]);
    while (behind()) await clock.sleep(1);
  }

  async stop(): Promise<void> {
    await Promise.all(this.#owned.map(({ actor }) => actor.stop('shutdown')));
  }
}

const isBase = (name: string): boolean => name.split('.')[1] === name.split('.')[2];

function stateOf(shard: number, shards: number, keysMax: number): ShardState {
  return new ShardState({
    shard,
    map: { version: 1, shards, keyShards: 0, hash },
    scenarios: BUILT_IN,
    limits: { keysMax, openMax: 10_000, waitingBytesMax: 32 * MB },
  });
}

/** Ordinary requests of many addresses, in full batches. */
class Traffic {
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
    await this.#bus.streams.publish(`weir.events.${shard}`, this.#builders[shard].finish());
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

const START_MS = clock.now();

/** The batches of one shard. */
class Batches {
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

/** The pipeline over the same batches with and without marking the pages that change, taking turns. */
export function benchMarking(events = 500_000, addresses = 200_000, rounds = 7): MarkingResult {
  const batches = new Batches(0);
  const random = seededRandom(2);
  const messages: Uint8Array[] = [];
  for (let i = 0; i < events; i++) {
    if (batches.add(Math.floor(random.next() * addresses))) messages.push(batches.finish());
  }
  const touch = Pages.prototype.touch;
  const cost = { marked: Number.POSITIVE_INFINITY, unmarked: Number.POSITIVE_INFINITY };
  for (let round = 0; round < 2 * rounds; round++) {
    const kind = round % 2 === 0 ? 'marked' : 'unmarked';
    Pages.prototype.touch = kind === 'marked' ? touch : () => {};
    const us = cpuUsOf(messages) / events;
    if (round > 1) cost[kind] = Math.min(cost[kind], us);
  }
  Pages.prototype.touch = touch;
  return { us_per_event: round(cost.marked, 3), us_per_event_unmarked: round(cost.unmarked, 3) };
}

function cpuUsOf(messages: readonly Uint8Array[]): number {
  const state = stateOf(0, 1, 1_000_000);
  const detect = new Detect({
    state,
    scenarioSet: 'bench',
    partitionOf: () => 0,
    clock,
    log: quietLog,
    tracing: NO_TRACING,
    onDetection() {},
  });
  const before = process.cpuUsage();
  for (const [i, data] of messages.entries()) {
    const sequence = i + 1;
    detect.receive({ subject: '', sequence, storedMs: START_MS, data, pending: 0, header: () => '' });
  }
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
