/**
 * The open sessions of a range shard. A session is what one address does with one user agent; it ends when it has paused for
 * `gapMs` or lasted for `lengthMs`, by event time. Scenarios are told of it after some of its requests and when it has ended.
 *
 * What is told does not depend on where batches are cut or how many shards there are. After a request: which session it
 * belongs to, and what that has come to, follows from the requests of the same client and agent alone, in their order. When
 * it has ended: that is told once the shard's watermark has passed the end, since then no request can change it any more,
 * and always in the order of the ends. When the client is back before, the old session waits under another key.
 */
import type { Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import { ADDRESS_WORDS } from '../domain/address.ts';
import { FLAG } from '../domain/event.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { Batch } from '../wire/batch.ts';
import { isCheckpoint } from './checkpoints.ts';
import { type ClientCounts, Clients, isMostlySuccessful } from './clients.ts';
import { RequestValues } from './request-values.ts';
import { checkpointBatch, endBatch, type SessionEnd, type SessionReport } from './session-rows.ts';
import { KEY_WORDS, SessionTable } from './session-table.ts';
import { Texts } from './texts.ts';

export interface SessionLimits {
  /** A session ends after so long without a request, ms. */
  readonly sessionGapMs: number;
  /** A session that lasts longer ends, and another begins, ms. */
  readonly sessionLengthMs: number;
  /** Open sessions of one shard; one more, and the longest unseen of a few is given up. */
  readonly sessionsMax: number;
}

/** Limits that suit people who read pages. */
export const SESSION_DEFAULTS = { sessionGapMs: 30 * 60_000, sessionLengthMs: 12 * 3_600_000 } as const;

/** Such events are no requests that were judged. */
const NOT_JUDGED = FLAG.refused | FLAG.late | FLAG.proxy;
const LEFT_OUT = NOT_JUDGED | FLAG.waf;
/** Ends are looked for when the watermark has passed a multiple of this. */
const SETTLE_EVERY_MS = 60_000;
/** Ends told with one batch: so many, or a share of those that are due, unless more sessions end in the same moment. */
const ENDS_MAX = 1000;
/** All sessions are looked through for each share, so there are few of them. */
const ENDS_SHARE = 1 / 32;

/** A session that is due to end. */
interface Due {
  readonly row: number;
  readonly endMs: number;
}

export class Sessions implements Stateful {
  readonly slotName = 'sessions';
  readonly slotVersion = 3;
  readonly pages: readonly Pages[];
  readonly #limits: SessionLimits;
  readonly #hash: SeededHash;
  readonly #texts = new Texts();
  readonly #table: SessionTable;
  readonly #clients: Clients;
  readonly #key = new Uint32Array(KEY_WORDS);
  /** The batch in hand, and of each row whether its session had mostly been successful by then. */
  #batch: Batch | undefined;
  #successful = new Uint8Array(0);
  #newestMs = Number.NEGATIVE_INFINITY;
  #settledMs = Number.NEGATIVE_INFINITY;
  #isBehind = false;
  /** While behind: ends that one batch tells at most. */
  #endsMax = ENDS_MAX;
  #closed = 0;
  #strayed = 0;
  /** Texts are not held yet for the rows of a snapshot. */
  #isRestored = false;

  constructor(limits: SessionLimits, hash: SeededHash) {
    this.#limits = limits;
    this.#hash = hash;
    this.#table = new SessionTable({
      rowsMax: limits.sessionsMax,
      hash,
      texts: this.#texts,
      // It has not ended, so nobody is told that it had.
      onEvict: (row) => this.#table.dropTexts(row),
    });
    this.#clients = new Clients(this.#table, hash);
    this.pages = [this.#texts.pages, this.#table.pages];
  }

  /** Those that have ended and wait for their time are among them. */
  get open(): number {
    return this.#table.size;
  }

  /** How many have ended. */
  get closed(): number {
    return this.#closed;
  }

  /** How many had to make room before. */
  get closedEarly(): number {
    return this.#table.evicted;
  }

  /** Memory they take now, without the texts. */
  get bytes(): number {
    return this.#table.bytes;
  }

  /** Requests that were left out, since they are older than their client's session by more than a pause. */
  get strayed(): number {
    return this.#strayed;
  }

  /** Different texts that are kept of open sessions, and those that have found no room. */
  get texts(): number {
    return this.#texts.size;
  }

  get textsCrowded(): number {
    return this.#texts.crowded;
  }

  /** How many clients there were within the last minute of event time; undefined before the first request. */
  get clients(): ClientCounts | undefined {
    return this.#clients.at(this.#newestMs);
  }

  /**
   * Whether the client's session has mostly been successful up to this row of the batch in hand: as the requests of the client
   * say, wherever batches are cut.
   */
  isSuccessful(batch: Batch, at: number): boolean {
    if (batch.session) {
      const { numbers } = batch.session;
      return isMostlySuccessful(numbers['session.requests'][at], numbers['session.errors'][at]);
    }
    return batch === this.#batch && this.#successful[at] === 1;
  }

  /** All ends up to here have been told, Unix ms: the time of scenarios about sessions. */
  get settledMs(): number {
    return this.#settledMs;
  }

  /** Whether the watermark has passed ends that are still to be told. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /**
   * Takes in a batch.
   * @param sequence of the message it came with
   * @param watermarkMs event time of the shard after it
   * @returns batches of rows that tell of sessions: checkpoints in the order of their requests, and ends in theirs
   */
  take(batch: Batch, sequence: number, watermarkMs: number): Batch[] {
    if (this.#isRestored) this.#table.holdTexts();
    this.#isRestored = false;
    const rows: number[] = [];
    const reports: SessionReport[] = [];
    const values = new RequestValues(batch, this.#hash, this.#texts);
    this.#turnTo(batch);
    for (let at = 0; at < batch.rows; at++) {
      const isCounted = (batch.flags[at] & LEFT_OUT) === 0;
      if (!isCounted && (batch.flags[at] & NOT_JUDGED) !== 0) continue;
      const row = isCounted ? this.#count(batch, at, values, sequence) : this.#find(batch, at, values);
      if (row < 0) continue;
      const isSuccessful = isMostlySuccessful(this.#table.requests(row), this.#table.errors(row));
      this.#successful[at] = isSuccessful ? 1 : 0;
      if (!isCounted || !isCheckpoint(this.#table.requests(row))) continue;
      rows.push(at);
      reports.push(this.#reportOf(row));
    }
    values.close();
    const ends = this.#settle(watermarkMs);
    this.#closed += ends.length;
    return [
      ...(rows.length > 0 ? [checkpointBatch(batch, rows, reports)] : []),
      ...(ends.length > 0 ? [endBatch(batch, ends)] : []),
    ];
  }

  /** The open sessions of an address, four words, each as if it ended now. */
  of(address: Uint32Array): SessionEnd[] {
    const found: SessionEnd[] = [];
    for (let row = 0; row < this.#table.size; row++) {
      if (this.#table.isOf(row, address))
        found.push({ ...this.#endOf(row, this.#endMs(row)), ...this.#reportOf(row) });
    }
    return found;
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#settledMs);
    writer.uint32(this.#isBehind ? 1 : 0);
    writer.uint32(this.#endsMax);
    writer.float64(this.#closed);
    writer.float64(this.#strayed);
    this.#texts.save(writer);
    this.#table.save(writer);
  }

  restore(reader: SlotReader): void {
    this.#settledMs = reader.float64();
    this.#isBehind = reader.uint32() === 1;
    this.#endsMax = reader.uint32();
    this.#closed = reader.float64();
    this.#strayed = reader.float64();
    this.#texts.restore(reader);
    this.#table.restore(reader);
    this.#isRestored = true;
  }

  #turnTo(batch: Batch): void {
    this.#batch = batch;
    if (this.#successful.length < batch.rows) this.#successful = new Uint8Array(batch.rows);
    this.#successful.fill(0);
  }

  /** Row of the open session that an event belongs to which is no request, -1 for none. */
  #find(batch: Batch, at: number, values: RequestValues): number {
    this.#setKey(batch, at, values);
    return this.#table.find(this.#key);
  }

  #setKey(batch: Batch, at: number, values: RequestValues): void {
    const { hash } = values.agent(at);
    const key = this.#key;
    for (let word = 0; word < ADDRESS_WORDS; word++) key[word] = batch.address[ADDRESS_WORDS * at + word];
    key[ADDRESS_WORDS] = hash[0];
    key[ADDRESS_WORDS + 1] = hash[1];
    key[KEY_WORDS - 1] = 0;
  }

  /** Counts a request. Returns the row of its session, -1 for one that strays. */
  #count(batch: Batch, at: number, values: RequestValues, sequence: number): number {
    const timeMs = Math.floor(batch.timeMs[at]);
    const table = this.#table;
    this.#newestMs = Math.max(this.#newestMs, timeMs);
    this.#setKey(batch, at, values);
    let row = table.findOrAdd(this.#key);
    if (table.requests(row) > 0) {
      if (timeMs < table.firstMs(row) - this.#limits.sessionGapMs) {
        this.#strayed++;
        return -1;
      }
      if (timeMs > this.#endMs(row)) row = this.#setAside(row);
    }
    if (table.requests(row) === 0) table.begin(row, batch, at, values, timeMs);
    table.addTime(row, timeMs, sequence, at);
    table.add(row, batch, at, values);
    return row;
  }

  /** The session of the key in hand has ended and waits until that may be told. Returns the row of the next one. */
  #setAside(row: number): number {
    const key = this.#key;
    // No two sessions of a client begin in the same moment.
    key[KEY_WORDS - 1] = Math.floor(this.#table.firstMs(row)) | 1;
    this.#table.rename(row, key);
    key[KEY_WORDS - 1] = 0;
    return this.#table.findOrAdd(key);
  }

  /** When the session ends unless a request comes, Unix ms. */
  #endMs(row: number): number {
    const { sessionGapMs, sessionLengthMs } = this.#limits;
    const table = this.#table;
    return Math.min(table.lastMs(row) + sessionGapMs, table.firstMs(row) + sessionLengthMs);
  }

  /** Tells the ends that the watermark has passed, in their order, about as many as one batch may take. */
  #settle(watermarkMs: number): SessionEnd[] {
    const passedMs = Math.floor(watermarkMs / SETTLE_EVERY_MS) * SETTLE_EVERY_MS;
    if (!(passedMs > this.#settledMs)) return [];
    const due = this.#dueBefore(passedMs);
    if (!this.#isBehind) this.#endsMax = Math.max(ENDS_MAX, Math.ceil(ENDS_SHARE * due.length));
    const untilMs = due.length <= this.#endsMax ? passedMs : cutOf(due, this.#endsMax, passedMs);
    const ending = due.filter(({ endMs }) => endMs < untilMs);
    const ends = ending.map(({ row, endMs }) => this.#endOf(row, endMs)).sort(inOrder);
    // From the last row on: the one that takes a removed one's place is none of these.
    for (const { row } of ending.reverse()) this.#table.remove(row);
    this.#settledMs = untilMs;
    this.#isBehind = untilMs < passedMs;
    return ends;
  }

  #dueBefore(timeMs: number): Due[] {
    const due: Due[] = [];
    for (let row = 0; row < this.#table.size; row++) {
      const endMs = this.#endMs(row);
      if (endMs < timeMs) due.push({ row, endMs });
    }
    return due;
  }

  #reportOf(row: number): SessionReport {
    const trail = this.#table.textsOf(row).trail.map((number) => this.#texts.text(number));
    const position = this.#table.positionOf(row);
    return { ...position, numbers: this.#table.numbersOf(row), trail, requestMs: this.#table.lastMs(row) };
  }

  #endOf(row: number, timeMs: number): SessionEnd {
    const report = this.#reportOf(row);
    const { agent, host } = this.#table.textsOf(row);
    return {
      ...report,
      numbers: { ...report.numbers, 'session.closed': 1 },
      timeMs,
      address: this.#table.addressOf(row),
      agent: this.#texts.text(agent),
      host: this.#texts.text(host),
    };
  }
}

/** The time before which at most so many sessions end as are told at once; all that end in one moment belong together. */
function cutOf(due: readonly Due[], endsMax: number, beforeMs: number): number {
  const ends = Float64Array.from(due, ({ endMs }) => endMs).sort();
  const [first] = ends;
  return ends[endsMax] > first ? ends[endsMax] : (ends.find((endMs) => endMs > first) ?? beforeMs);
}

/** By time, client and agent: no two are equal. */
function inOrder(a: SessionEnd, b: SessionEnd): number {
  if (a.timeMs !== b.timeMs) return a.timeMs - b.timeMs;
  for (let word = 0; word < ADDRESS_WORDS; word++) {
    if (a.address[word] !== b.address[word]) return a.address[word] - b.address[word];
  }
  return a.agent < b.agent ? -1 : 1;
}
