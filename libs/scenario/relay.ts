/**
 * What a range shard passes on to the key shards: the rows that scenarios with keys of many ranges are about, and how far
 * its event time has come. Collected and numbered in the shard's state, so that an owner that does the work again makes
 * the very same batches under the same numbers, which key shards know again.
 */
import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import { EVENT_FIELDS, fieldSet, LATENESS_MS } from '../domain/event.ts';
import { KeyReader } from '../match/key.ts';
import { type Batch, decodeBatch } from '../wire/batch.ts';
import { BATCH_BYTES_MAX, BatchBuilder, type BatchHeader, type SourceRun } from '../wire/batch-builder.ts';
import type { Scenario } from './scenario.ts';
import type { Matched } from './scenario-matcher.ts';
import type { Shards } from './shard-state.ts';

/** Key shards hear of a range shard when its event time passes a multiple of this. */
export const TELL_EVERY_MS = 5000;

/** A batch for a key shard. */
export interface RelayedBatch {
  readonly shard: number;
  /** The same whenever it is made again. */
  readonly id: string;
  readonly data: Uint8Array;
  /** Of the batch that its first row came with; without rows, of the one that made it leave. */
  readonly traceparent: string;
}

/** Where rows come from: a message of the range shard's stream. */
export interface RelayedMessage {
  readonly sequence: number;
  readonly storedMs: number;
  readonly traceparent: string;
}

/** What is on its way to one key shard. */
interface Outlet {
  readonly builder: BatchBuilder;
  /** Of the last batch. */
  number: number;
  traceparent: string;
  /** The last row of the batch in hand that was taken, so that none is taken twice. */
  lastRow: number;
}

/** Name of a range shard as a source of key shards. */
export function rangeSource(shard: number): string {
  return `range-${shard}`;
}

export class Relay implements Stateful {
  readonly slotName = 'relay';
  readonly slotVersion = 1;
  readonly #shard: number;
  readonly #map: Shards;
  #keys: readonly KeyReader[] = [];
  #outlets: readonly Outlet[] = [];
  readonly #run: SourceRun & { position: number; newestMs: number };
  /** The shard and when its state began: numbers that begin anew are those of another sender. */
  #sender = '';
  /** Event time that the key shards have been told of. */
  #toldMs = Number.NEGATIVE_INFINITY;

  constructor(shard: number, map: Shards, scenarios: readonly Scenario[]) {
    this.#shard = shard;
    this.#map = map;
    this.follow(scenarios);
    const source = rangeSource(shard);
    const newestMs = Number.NEGATIVE_INFINITY;
    this.#run = { name: source, identity: source, fields: fieldSet(EVENT_FIELDS), position: 0, newestMs };
  }

  /** From now on rows are passed on for these. What is in hand stays, and its numbers go on. */
  follow(scenarios: readonly Scenario[]): void {
    this.#keys = scenarios.map(({ key }) => new KeyReader(key, this.#map.hash));
    // Key shards that have been told the time once wait for it: it is told for ever.
    if (scenarios.length > 0) this.#openOutlets();
  }

  #openOutlets(): void {
    const { hash, keyShards } = this.#map;
    if (this.#outlets.length > 0) return;
    this.#outlets = Array.from({ length: keyShards }, () => ({
      builder: new BatchBuilder(hash),
      number: 0,
      traceparent: '',
      lastRow: -1,
    }));
  }

  /**
   * Takes the rows that match over, and tells the time.
   * @param matches of the scenarios that are followed, in their order
   * @param watermarkMs event time of the shard after the batch
   * @returns what is to be sent
   */
  take(
    batch: Batch,
    matches: readonly (Matched | undefined)[],
    message: RelayedMessage,
    watermarkMs: number,
  ): RelayedBatch[] {
    const sent: RelayedBatch[] = [];
    if (this.#outlets.length === 0) return sent;
    if (this.#sender === '') this.#sender = `${rangeSource(this.#shard)}-${Math.floor(message.storedMs)}`;
    this.#run.position = message.sequence;
    if (matches.some((rows) => rows !== undefined)) this.#takeRows(batch, matches, message, sent);
    if (tick(watermarkMs) > tick(this.#toldMs)) {
      this.#toldMs = watermarkMs;
      for (const outlet of this.#outlets) sent.push(this.#send(outlet, message));
    }
    return sent;
  }

  /** Nothing more will be taken: what is in hand leaves. */
  finish(): RelayedBatch[] {
    const full = this.#outlets.filter(({ builder }) => builder.rows > 0);
    return full.map((outlet) => this.#send(outlet, { storedMs: 0, traceparent: '' }));
  }

  save(writer: SlotWriter): void {
    writer.text(this.#sender);
    writer.float64(this.#toldMs);
    writer.uint32(this.#outlets.length);
    for (const outlet of this.#outlets) {
      const { builder, number, traceparent } = outlet;
      writer.float64(number);
      writer.text(traceparent);
      writer.bytes(builder.encode(this.#headerOf(outlet, 0)));
    }
  }

  restore(reader: SlotReader): void {
    const sender = reader.text();
    const toldMs = reader.float64();
    const outlets = reader.uint32();
    // Without key scenarios there was nothing to tell; what was told to other shards than now tells these nothing.
    if (outlets !== this.#map.keyShards) return;
    this.#openOutlets();
    this.#sender = sender;
    this.#toldMs = toldMs;
    for (const outlet of this.#outlets) {
      outlet.number = reader.float64();
      outlet.traceparent = reader.text();
      const batch = decodeBatch(reader.bytes());
      for (let at = 0; at < batch.rows; at++) {
        const position = batch.sources[batch.source[at]].from + batch.position[at];
        outlet.builder.copy(batch, at, this.#run, position);
      }
    }
  }

  #takeRows(
    batch: Batch,
    matches: readonly (Matched | undefined)[],
    message: RelayedMessage,
    sent: RelayedBatch[],
  ): void {
    for (const outlet of this.#outlets) outlet.lastRow = -1;
    for (let at = nextOf(matches, 0); at >= 0; at = nextOf(matches, at + 1)) {
      for (let scenario = 0; scenario < matches.length; scenario++) {
        if (!matches[scenario]?.has(at)) continue;
        const outlet = this.#outlets[this.#keys[scenario].keyShardOf(batch, at, this.#map.keyShards)];
        if (outlet.lastRow === at) continue;
        outlet.lastRow = at;
        this.#add(outlet, batch, at, message, sent);
      }
    }
  }

  #add(outlet: Outlet, batch: Batch, at: number, message: RelayedMessage, sent: RelayedBatch[]): void {
    const { builder } = outlet;
    const { sequence, traceparent } = message;
    if (builder.rows > 0 && (!builder.hasRoom(this.#run, sequence) || builder.bytes >= BATCH_BYTES_MAX)) {
      sent.push(this.#send(outlet, message));
    }
    if (builder.rows === 0) outlet.traceparent = traceparent;
    builder.copy(batch, at, this.#run, sequence);
  }

  #send(outlet: Outlet, { storedMs, traceparent }: Omit<RelayedMessage, 'sequence'>): RelayedBatch {
    const { builder } = outlet;
    outlet.number++;
    const header = this.#headerOf(outlet, storedMs);
    const parent = builder.rows > 0 ? outlet.traceparent : traceparent;
    this.#run.newestMs = this.#toldMs + LATENESS_MS;
    const data = builder.finish(header, [this.#run]);
    const { shard, collector, number } = header;
    return { shard, id: `${collector}-${shard}-${number}`, data, traceparent: parent };
  }

  /** All of it follows from the stream: made again, it is the same. */
  #headerOf(outlet: Outlet, publishedMs: number): BatchHeader {
    return {
      collector: this.#sender,
      shard: this.#map.shards + this.#outlets.indexOf(outlet),
      shardMapVersion: this.#map.version,
      number: outlet.number,
      traceparent: '',
      publishedMs,
    };
  }
}

function tick(timeMs: number): number {
  return Math.floor(timeMs / TELL_EVERY_MS);
}

/** The first row from `from` on that any scenario is about; -1 when there is none. */
function nextOf(matches: readonly (Matched | undefined)[], from: number): number {
  let first = -1;
  for (const rows of matches) {
    const at = rows?.next(from) ?? -1;
    if (at >= 0 && (first < 0 || at < first)) first = at;
  }
  return first;
}
