/** What is known of each open session: rows of a key table, some 230 bytes each, however long the session is. */
import type { Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import type { Column } from '../detect/column.ts';
import { KeyTable } from '../detect/key-table.ts';
import { ADDRESS_WORDS } from '../domain/address.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { SessionNumber } from '../domain/session.ts';
import { HASH_WORDS } from '../match/value.ts';
import type { Batch } from '../wire/batch.ts';
import { addFingerprint, countFingerprints, FINGERPRINT_WORDS } from './fingerprints.ts';
import type { RequestValues } from './request-values.ts';
import type { Texts } from './texts.ts';
import { addToTrail, TRAIL_WORDS, trailOf } from './trail.ts';

/** Whole numbers of a row, by their place. They lie together, because memory is what a request costs most. */
const REQUESTS = 0;
const CLIENT_ERRORS = 1;
const UNAUTHORIZED = 2;
const NOT_FOUND = 3;
const SERVER_ERRORS = 4;
const ASSETS = 5;
const REFERERS = 6;
const ODD_METHODS = 7;
/** Numbers of texts: the last host, and above it the agent. */
const NAMES = 8;
const TRAIL = 9;
const PATHS = TRAIL + TRAIL_WORDS;
const FAILED = PATHS + FINGERPRINT_WORDS;
const ADDRESS = FAILED + FINGERPRINT_WORDS;
const WORDS = ADDRESS + ADDRESS_WORDS;

/** Other numbers of a row, by their place. Times are Unix ms. */
const FIRST_MS = 0;
/** Sum of the squares of the gaps, ms². The sum of the gaps is the time from the first to the last request. */
const GAP_SQUARES = 1;
const BYTES = 2;
/** Where the last request stands in the shard's stream. */
const POSITION = 3;
const FLOATS = 4;

/** Rows of a batch, at most: a position is sequence x this + row, in a whole number that a float holds. */
const POSITION_ROWS = 512;
/** Nginx's status for a client that went away: no answer that it was given. */
const CLIENT_CLOSED = 499;

/** The words of a session's key: address, agent, and when it began for one that has ended and still waits. */
export const KEY_WORDS = ADDRESS_WORDS + HASH_WORDS + 1;

export interface SessionTableOptions {
  readonly rowsMax: number;
  readonly hash: SeededHash;
  readonly texts: Texts;
  /** Called before a session has to make room, while its row still tells of it. */
  readonly onEvict: (row: number) => void;
}

export class SessionTable {
  readonly #table: KeyTable;
  readonly #texts: Texts;
  readonly #words: Column<Uint32Array>;
  readonly #floats: Column<Float64Array>;
  readonly #hash: SeededHash;
  /** Of the key in hand. */
  readonly #print = new Uint32Array(2);

  constructor({ rowsMax, hash, texts, onEvict }: SessionTableOptions) {
    this.#table = new KeyTable(rowsMax);
    this.#hash = hash;
    this.#table.onEvict(onEvict);
    this.#texts = texts;
    this.#words = this.#table.uint32(WORDS);
    this.#floats = this.#table.float64(FLOATS);
  }

  get size(): number {
    return this.#table.size;
  }

  /** Sessions that had to make room so far. */
  get evicted(): number {
    return this.#table.evicted;
  }

  /** Memory it takes now, empty rows included. */
  get bytes(): number {
    return this.#table.bytes;
  }

  get pages(): Pages {
    return this.#table.pages;
  }

  /** Row of the key's session, to be read, or -1. */
  find(key: Uint32Array): number {
    this.#hash.words64(key, 0, KEY_WORDS, this.#print, 0);
    return this.#table.find(this.#print[0], this.#print[1]);
  }

  /** Row of the key's session, which is made unless it is there: then it has no request yet. */
  findOrAdd(key: Uint32Array): number {
    this.#hash.words64(key, 0, KEY_WORDS, this.#print, 0);
    return this.#table.findOrAdd(this.#print[0], this.#print[1]);
  }

  firstMs(row: number): number {
    return this.#floats.array[this.#floats.at(row) + FIRST_MS];
  }

  lastMs(row: number): number {
    return this.#table.lastMs(row);
  }

  requests(row: number): number {
    return this.#words.array[this.#words.at(row) + REQUESTS];
  }

  /** Requests that were answered with an error, by the client's fault or the server's. */
  errors(row: number): number {
    const from = this.#words.at(row);
    return this.#words.array[from + CLIENT_ERRORS] + this.#words.array[from + SERVER_ERRORS];
  }

  /** Begins the session of a new row with request `at`, which is still to be counted. */
  begin(row: number, batch: Batch, at: number, values: RequestValues, timeMs: number): void {
    const words = this.#words.array;
    for (let word = 0; word < ADDRESS_WORDS; word++) {
      words[this.#words.at(row) + ADDRESS + word] = batch.address[ADDRESS_WORDS * at + word];
    }
    const { text } = values.agent(at);
    this.#texts.hold(text);
    words[this.#words.at(row) + NAMES] = (text << 16) >>> 0;
    this.#floats.array[this.#floats.at(row) + FIRST_MS] = timeMs;
    this.#table.setLastMs(row, timeMs);
  }

  /** Counts request `at`. */
  add(row: number, batch: Batch, at: number, values: RequestValues): void {
    const words = this.#words.array;
    const from = this.#words.at(row);
    const path = values.path(at);
    this.#floats.array[this.#floats.at(row) + BYTES] += batch.bytesSent[at];
    if (batch.status[at] >= 400) countError(words, from, batch.status[at], path.hash);
    if (values.hasReferer(at)) words[from + REFERERS]++;
    if (!values.isUsualMethod(at)) words[from + ODD_METHODS]++;
    addFingerprint(words, from + PATHS, path.templateHash);
    if (path.isAsset) words[from + ASSETS]++;
    else {
      const met = words[from + REQUESTS] - words[from + ASSETS];
      this.#texts.hold(path.template);
      this.#texts.drop(addToTrail(words, from + TRAIL, met, path.template));
    }
    words[from + REQUESTS]++;
    const names = words[from + NAMES];
    const host = values.host(at);
    if ((names & 0xffff) === host) return;
    this.#texts.hold(host);
    this.#texts.drop(names & 0xffff);
    words[from + NAMES] = ((names & 0xffff0000) | host) >>> 0;
  }

  /** Takes note of the time of a request, and of its place in the message `sequence`. */
  addTime(row: number, timeMs: number, sequence: number, at: number): void {
    const floats = this.#floats.array;
    const from = this.#floats.at(row);
    const lastMs = this.lastMs(row);
    if (timeMs >= lastMs) {
      floats[from + GAP_SQUARES] += (timeMs - lastMs) ** 2;
      floats[from + POSITION] = POSITION_ROWS * sequence + at;
      this.#table.setLastMs(row, timeMs);
    } else if (timeMs < floats[from + FIRST_MS]) floats[from + FIRST_MS] = timeMs;
  }

  /** A session gets another key, which is free. */
  rename(row: number, to: Uint32Array): void {
    const from = this.#words.at(row);
    const words = this.#words.array.slice(from, from + WORDS);
    const fromFloat = this.#floats.at(row);
    const floats = this.#floats.array.slice(fromFloat, fromFloat + FLOATS);
    const lastMs = this.lastMs(row);
    this.#table.remove(row);
    const renamed = this.findOrAdd(to);
    this.#words.array.set(words, this.#words.at(renamed));
    this.#floats.array.set(floats, this.#floats.at(renamed));
    this.#table.setLastMs(renamed, lastMs);
  }

  /** Forgets a session. Another one takes its row. */
  remove(row: number): void {
    this.dropTexts(row);
    this.#table.remove(row);
  }

  /** Gives up the texts of a row. */
  dropTexts(row: number): void {
    const { agent, host, trail } = this.textsOf(row);
    this.#texts.drop(agent);
    this.#texts.drop(host);
    for (const number of trail) this.#texts.drop(number);
  }

  /** Which texts it uses, by their numbers; of the trail oldest first. */
  textsOf(row: number): { readonly agent: number; readonly host: number; readonly trail: readonly number[] } {
    const words = this.#words.array;
    const from = this.#words.at(row);
    const names = words[from + NAMES];
    const met = words[from + REQUESTS] - words[from + ASSETS];
    return { agent: names >>> 16, host: names & 0xffff, trail: trailOf(words, from + TRAIL, met) };
  }

  isOf(row: number, address: Uint32Array): boolean {
    const from = this.#words.at(row) + ADDRESS;
    return address.every((word, i) => this.#words.array[from + i] === word);
  }

  /** Four words. */
  addressOf(row: number): Uint32Array {
    const address = new Uint32Array(ADDRESS_WORDS);
    this.readAddress(row, address);
    return address;
  }

  readAddress(row: number, into: Uint32Array): void {
    const from = this.#words.at(row) + ADDRESS;
    for (let word = 0; word < ADDRESS_WORDS; word++) into[word] = this.#words.array[from + word];
  }

  /** Where its last request stands in the shard's stream. */
  positionOf(row: number): { readonly sequence: number; readonly row: number } {
    const position = this.#floats.array[this.#floats.at(row) + POSITION];
    return { sequence: Math.floor(position / POSITION_ROWS), row: position % POSITION_ROWS };
  }

  /** The numbers of an open session. */
  numbersOf(row: number): Record<SessionNumber, number> {
    const words = this.#words.array;
    const from = this.#words.at(row);
    const requests = words[from + REQUESTS];
    const errors = this.errors(row);
    const durationMs = this.lastMs(row) - this.firstMs(row);
    const gapMs = requests > 1 ? durationMs / (requests - 1) : 0;
    const squares = this.#floats.array[this.#floats.at(row) + GAP_SQUARES];
    const variance = gapMs > 0 ? squares / (requests - 1) - gapMs ** 2 : 0;
    return {
      'session.requests': requests,
      'session.duration': durationMs / 1000,
      'session.errors': errors,
      'session.server_errors': words[from + SERVER_ERRORS],
      'session.unauthorized': words[from + UNAUTHORIZED],
      'session.error_ratio': errors / requests,
      'session.not_found_ratio': words[from + NOT_FOUND] / requests,
      'session.failed_paths': countFingerprints(words, from + FAILED),
      'session.paths': countFingerprints(words, from + PATHS),
      'session.asset_ratio': words[from + ASSETS] / requests,
      'session.referer_ratio': words[from + REFERERS] / requests,
      'session.odd_methods': words[from + ODD_METHODS],
      'session.gap_mean': gapMs / 1000,
      'session.gap_cv': gapMs > 0 ? Math.sqrt(Math.max(0, variance)) / gapMs : 0,
      'session.bytes': this.#floats.array[this.#floats.at(row) + BYTES],
      'session.closed': 0,
    };
  }

  /** Writes all but the rows. */
  save(writer: SlotWriter): void {
    this.#table.save(writer);
  }

  restore(reader: SlotReader): void {
    this.#table.restore(reader);
  }

  /** After a restore: uses of texts are not in a snapshot, because rows tell of them. */
  holdTexts(): void {
    for (let row = 0; row < this.size; row++) {
      const { agent, host, trail } = this.textsOf(row);
      this.#texts.hold(agent);
      this.#texts.hold(host);
      for (const number of trail) this.#texts.hold(number);
    }
  }
}

function countError(words: Uint32Array, from: number, status: number, path: number): void {
  if (status >= 500) words[from + SERVER_ERRORS]++;
  else if (status !== CLIENT_CLOSED) {
    words[from + CLIENT_ERRORS]++;
    if (status === 404) words[from + NOT_FOUND]++;
    if (status === 401) words[from + UNAUTHORIZED]++;
    else addFingerprint(words, from + FAILED, path);
  }
}
