/**
 * Who and what is behind the requests of the last minute, in all shards of this process: the clients, hosts and paths with
 * the most of them, whether or not any scenario is about them. It is for people to look at, so it is in no snapshot.
 *
 * It is counted in slices of ten seconds of the time at which batches were stored, each with a bounded table for each field.
 * Where there are many, one request in sixteen is counted, for sixteen.
 */
import { ADDRESS_WORDS, formatAddress } from '#libs/domain/address.ts';
import { FLAG } from '#libs/domain/event.ts';
import type { SeededHash } from '#libs/domain/hash.ts';
import { printable } from '#libs/scenario/evidence.ts';
import { HeavyHitters } from '#libs/sketch/heavy-hitters.ts';
import type { Batch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import type { weir } from '#proto';

const SLICE_MS = 10_000;
const SLICES = 6;
/** Requests of a slice that are all counted, and which share of those after them is. */
const WHOLE = 40_000;
const SAMPLE = 16;
/** Values of a field in a slice: whatever has more than a hundredth of its requests is among them. */
const PLACES = 100;
/** Values that are told. */
const LISTED = 25;
const NAME_MAX = 200;
/** Names that are remembered before those that no slice has a place for are dropped. */
const NAMES_MAX = 4 * SLICES * PLACES;

const FIELDS = ['client.ip', 'host', 'path'] as const;
type Field = (typeof FIELDS)[number];

interface Slice {
  readonly number: number;
  requests: number;
  readonly hitters: Readonly<Record<Field, HeavyHitters<number>>>;
}

export class LiveView {
  readonly #hash: SeededHash;
  #slices: Slice[] = [];
  /** Values by 32 bits of hash. Among some hundred keys two are taken for one in a view of ten thousand. */
  readonly #names: Readonly<Record<Field, Map<number, string>>> = byField(() => new Map());
  readonly #words = new Uint32Array(2);
  #counts = new Uint32Array(64);
  /** Of the field and batch in hand: keys that were given a place, and where their value is. */
  readonly #placed = new Map<number, number>();

  constructor(hash: SeededHash) {
    this.#hash = hash;
  }

  /** Counts the requests of a batch. */
  take(batch: Batch, storedMs: number): void {
    const slice = this.#sliceOf(storedMs);
    if (!slice) return;
    const step = slice.requests < WHOLE ? 1 : SAMPLE;
    this.#takeClients(batch, slice, step);
    for (const field of ['host', 'path'] as const) this.#takeTexts(batch, field, slice, step);
  }

  /** The values with the most requests of the last minute. */
  top(nowMs: number): weir.v1.TopStatus.$Properties[] {
    const slices = this.#slices.filter(({ number }) => number > sliceAt(nowMs) - SLICES);
    const requests = slices.reduce((sum, slice) => sum + slice.requests, 0);
    return FIELDS.map((field) => {
      const all = new HeavyHitters<number>(PLACES);
      for (const { hitters } of slices) all.merge(hitters[field]);
      const values = all.top(LISTED).map(({ key, count, error }) => ({
        value: this.#names[field].get(key) ?? '',
        requests: count,
        error,
      }));
      return { field, requests, values, limit: LISTED };
    });
  }

  #takeClients(batch: Batch, slice: Slice, step: number): void {
    const hitters = slice.hitters['client.ip'];
    for (let at = batch.number % step; at < batch.rows; at += step) {
      if ((batch.flags[at] & FLAG.waf) !== 0) continue;
      slice.requests += step;
      const key = this.#hash.words(batch.address, ADDRESS_WORDS * at, ADDRESS_WORDS) | 0;
      if (hitters.add(key, step)) this.#placed.set(key, at);
    }
    this.#name('client.ip', slice, (at) => formatAddress(batch.address, ADDRESS_WORDS * at));
  }

  /** Equal values of a batch are added up first. The empty text, number 0, is none. */
  #takeTexts(batch: Batch, field: 'host' | 'path', slice: Slice, step: number): void {
    const column = batch.texts[TEXT_INDEX[field]];
    const hitters = slice.hitters[field];
    if (this.#counts.length < column.values) this.#counts = new Uint32Array(2 * column.values);
    const counts = this.#counts.fill(0, 0, column.values);
    for (let at = batch.number % step; at < batch.rows; at += step) {
      if ((batch.flags[at] & FLAG.waf) === 0) counts[column.index[at]] += step;
    }
    for (let value = 1; value < column.values; value++) {
      if (counts[value] === 0) continue;
      column.hash(value, this.#hash, this.#words, 0);
      const key = this.#words[0] | 0;
      if (hitters.add(key, counts[value])) this.#placed.set(key, value);
    }
    this.#name(field, slice, (value) => column.text(value));
  }

  /** Remembers the values of keys that were given a place and still have it. */
  #name(field: Field, { hitters }: Slice, describe: (place: number) => string): void {
    const names = this.#names[field];
    for (const [key, place] of this.#placed) {
      if (!hitters[field].has(key) || names.has(key)) continue;
      names.set(key, printable(describe(place).slice(0, NAME_MAX)).toWellFormed());
    }
    this.#placed.clear();
    if (names.size < NAMES_MAX) return;
    for (const key of names.keys()) {
      if (!this.#slices.some((slice) => slice.hitters[field].has(key))) names.delete(key);
    }
  }

  /** The slice of a time; undefined for one that is over. */
  #sliceOf(storedMs: number): Slice | undefined {
    const number = sliceAt(storedMs);
    const known = this.#slices.find((slice) => slice.number === number);
    if (known) return known;
    const newest = this.#slices.reduce((most, slice) => Math.max(most, slice.number), number);
    if (number <= newest - SLICES) return undefined;
    const slice = { number, requests: 0, hitters: byField(() => new HeavyHitters<number>(PLACES)) };
    this.#slices = [...this.#slices.filter((each) => each.number > newest - SLICES), slice];
    return slice;
  }
}

function sliceAt(ms: number): number {
  return Math.floor(ms / SLICE_MS);
}

function byField<T>(make: () => T): Record<Field, T> {
  return { 'client.ip': make(), host: make(), path: make() };
}
