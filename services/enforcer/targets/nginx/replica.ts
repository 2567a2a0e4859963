/** One connected nginx: what it holds, and the loop that brings it up to the table. */
import type { Clock } from '#libs/clock/clock.ts';
import { failureOf, messageOf } from '#libs/errors/weir-error.ts';
import type { Portion, Position } from './change-log.ts';
import { Comparison } from './comparison.ts';
import type { Connection } from './connection.ts';
import { type Entry, keyOfLine } from './entry.ts';
import { type Ack, type Beat, FILTER_BITS, type Hello } from './protocol.ts';
import type { RuleTable } from './rule-table.ts';
import { Waiters } from './waiters.ts';

/** Applying so many takes nginx a few milliseconds, in which that worker serves nobody. */
const FRAME_LINES_MAX = 500;

/** A filter that is this much fuller than a new one would be, as a share of its bits, is worth a reset. */
const FILTER_EXCESS = 0.3;
const REFILL_MS = 60_000;

/** From one comparison with what nginx holds to the next: longer where telling takes longer than this share of the time. */
const COMPARE_MS = 4000;
const COMPARE_SHARE = 0.005;

export interface ReplicaEvents {
  /** It was sent everything. */
  onFilled(tookMs: number): void;
  onRefusal(reason: string): void;
  /** It does not hold what it was sent, and is sent everything. */
  onDrift(what: string): void;
}

export class Replica {
  readonly hello: Hello;
  readonly #connection: Connection;
  readonly #table: RuleTable;
  readonly #clock: Clock;
  readonly #events: ReplicaEvents;
  /** Undefined when it has to be sent everything. */
  #position: Position | undefined;
  #positionMs = 0;
  #freeBytes: number | undefined;
  #trusted = false;
  #beat: Beat | undefined;
  #filledMs = Number.NEGATIVE_INFINITY;
  /** Keys of rules that found no room in its dictionary. No more than the table has. */
  readonly #failed = new Set<string>();
  #retry = false;
  #refill = false;
  #isFilling = false;
  #isLost = false;
  #comparison: Comparison | undefined;
  /** For the next one; never for an nginx that can't tell what it holds. */
  #compareMs: number;
  #comparingMs = 0;
  readonly #waiters: Waiters;
  #wake: (() => void) | undefined;

  constructor(hello: Hello, connection: Connection, table: RuleTable, clock: Clock, events: ReplicaEvents) {
    this.hello = hello;
    this.#connection = connection;
    this.#table = table;
    this.#clock = clock;
    this.#events = events;
    this.#waiters = new Waiters(clock);
    this.#compareMs = clock.elapsed() + COMPARE_MS;
    if (hello.session === table.session && hello.failed === 0 && table.covers(hello.revision)) {
      this.#position = { revision: hello.revision, offset: 0 };
      this.#positionMs = clock.now();
    }
  }

  /** The revision it has all of; -1 when it has nothing of this session. */
  get revision(): number {
    return this.#position?.revision ?? -1;
  }

  /** Unix ms at which it came to its revision. */
  get sinceMs(): number {
    return this.#positionMs;
  }

  /** Whether it has been up to date once: then it is worth waiting for. */
  get trusted(): boolean {
    return this.#trusted;
  }

  /** Free memory of its dictionary, when it last told. */
  get freeBytes(): number | undefined {
    return this.#freeBytes;
  }

  /** What it told of itself with its latest heartbeat. */
  get beat(): Beat | undefined {
    return this.#beat;
  }

  /** It has answered a heartbeat. Rules that are gone stay in its filter until it is sent everything again. */
  hear(beat: Beat): void {
    this.#beat = beat;
    if (!this.#trusted) return;
    const nowMs = this.#clock.elapsed();
    const asNew = 1 - Math.exp((-2 * this.#table.size) / FILTER_BITS);
    if (beat.filterPercent / 100 >= asNew + FILTER_EXCESS && nowMs - this.#filledMs >= REFILL_MS) {
      this.#filledMs = nowMs;
      this.#refill = true;
      this.wake();
    }
    if (nowMs < this.#compareMs || this.#comparison) return;
    this.#comparison = new Comparison(this.#table);
    this.#comparingMs = 0;
    this.wake();
  }

  /** It says that it holds nothing any more. */
  lose(): void {
    // Until everything is there it says so again and again.
    if (this.#isLost) return;
    this.#isLost = true;
    this.#drifted('it had lost all rules');
  }

  /** Rules that it should hold and does not, for want of room. */
  failures(nowMs: number): number {
    for (const key of this.#failed) {
      const entry = this.#table.get(key);
      if (!entry || entry.untilMs <= nowMs) this.#failed.delete(key);
    }
    return this.#failed.size;
  }

  hasFailed(key: string): boolean {
    return this.#failed.has(key);
  }

  /** Runs until the connection is closed. */
  async run(): Promise<void> {
    try {
      while (!this.#connection.closed) await this.#step();
    } catch (error) {
      this.#connection.close(messageOf(error));
    } finally {
      this.#waiters.release(Number.POSITIVE_INFINITY);
    }
  }

  /** There is something new in the table, or the connection was closed. */
  wake(): void {
    this.#wake?.();
  }

  /** Tries again what found no room. */
  retry(): void {
    if (this.#failed.size === 0) return;
    this.#retry = true;
    this.wake();
  }

  /** Resolves when it has `revision`, when the connection is closed, or after `limitMs`. */
  reached(revision: number, limitMs: number): Promise<void> {
    if (this.#connection.closed || this.revision >= revision) return Promise.resolve();
    return this.#waiters.wait(revision, limitMs);
  }

  async #step(): Promise<void> {
    // Before the first reset nobody knows what should be held: what nginx has stays.
    if (this.#table.revision === 0) return this.#sleep();
    const portion = !this.#refill && this.#position && this.#table.after(this.#position, FRAME_LINES_MAX);
    if (!portion) return this.#sendAll();
    if (portion.next.revision > this.revision || portion.lines.length > 0) return this.#sendDelta(portion);
    if (this.#retry) return this.#sendFailed();
    if (this.#comparison) return this.#compare(this.#comparison);
    return this.#sleep();
  }

  #sleep(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = undefined;
        resolve();
      };
    });
  }

  async #sendDelta({ lines, next }: Portion): Promise<void> {
    const keys = lines.map(keyOfLine);
    this.#comparison?.touch(keys);
    try {
      const ack = await this.#connection.exchange(next.revision, 'delta', lines.join(''));
      this.#note(ack, keys);
      this.#arrive(next);
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
      this.#events.onRefusal(messageOf(error));
      this.#position = undefined;
    }
  }

  /**
   * Everything, into the idle dictionary. The table goes on changing meanwhile; what changes is in its log, and
   * follows after the commit.
   */
  async #sendAll(): Promise<void> {
    this.#refill = false;
    this.#comparison = undefined;
    this.#isFilling = true;
    await this.#fill();
    this.#isFilling = false;
    this.#isLost = false;
  }

  async #fill(): Promise<void> {
    const startMs = this.#clock.elapsed();
    const revision = this.#table.revision;
    this.#position = undefined;
    this.#failed.clear();
    await this.#connection.exchange(revision, 'begin', `${this.#table.session}\n`);
    let batch: Entry[] = [];
    for (const entry of this.#table.entries()) {
      if (entry.untilMs <= this.#clock.now()) continue;
      batch.push(entry);
      if (batch.length < FRAME_LINES_MAX) continue;
      await this.#sendFill(revision, batch);
      batch = [];
      if (this.#table.resetRevision > revision) return;
    }
    if (batch.length > 0) await this.#sendFill(revision, batch);
    if (this.#table.resetRevision > revision) return;
    await this.#connection.exchange(revision, 'commit', '');
    this.#arrive({ revision, offset: 0 });
    this.#compareMs = Math.max(this.#compareMs, this.#clock.elapsed() + COMPARE_MS);
    this.#events.onFilled(this.#clock.elapsed() - startMs);
  }

  async #sendFill(revision: number, batch: readonly Entry[]): Promise<void> {
    const payload = batch.map((entry) => entry.line).join('');
    const ack = await this.#connection.exchange(revision, 'fill', payload);
    this.#note(
      ack,
      batch.map((entry) => entry.key),
    );
  }

  async #sendFailed(): Promise<void> {
    this.#retry = false;
    this.failures(this.#clock.now());
    const batch: Entry[] = [];
    for (const key of this.#failed) {
      if (batch.push(this.#table.get(key)!) === FRAME_LINES_MAX) break;
    }
    if (batch.length === 0) return;
    await this.#sendDelta({ lines: batch.map((entry) => entry.line), next: this.#position! });
  }

  /** Asks for the next portion; or, as no change is on its way now, comes to an end. */
  async #compare(comparison: Comparison): Promise<void> {
    if (!comparison.isComplete && !comparison.isVain) return this.#hearPortion(comparison);
    this.#comparison = undefined;
    this.#compareMs = this.#clock.elapsed() + Math.max(COMPARE_MS, this.#comparingMs / COMPARE_SHARE);
    if (comparison.isVain) return;
    const count = comparison.differences((key) => this.#failed.has(key), this.#clock.now());
    if (count > 0) this.#drifted(`${count} rules were not as they should be`);
  }

  async #hearPortion(comparison: Comparison): Promise<void> {
    const startMs = this.#clock.elapsed();
    try {
      const payload = comparison.isNew ? 'begin\n' : '';
      const { held, failed: left } = await this.#connection.exchange(this.revision, 'list', payload);
      comparison.hear(held, left, this.#clock.now());
      this.#comparingMs += this.#clock.elapsed() - startMs;
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
      // It was started before Weir could ask for it.
      this.#comparison = undefined;
      this.#compareMs = Number.POSITIVE_INFINITY;
    }
  }

  #drifted(what: string): void {
    this.#events.onDrift(what);
    this.#refill = !this.#isFilling;
    this.wake();
  }

  #note(ack: Ack, keys: readonly string[]): void {
    this.#freeBytes = ack.freeBytes;
    if (this.#failed.size > 0) for (const key of keys) this.#failed.delete(key);
    for (const line of ack.failedLines) {
      const key = keys[line];
      if (key !== undefined && this.#table.has(key)) this.#failed.add(key);
    }
  }

  #arrive(position: Position): void {
    this.#position = position;
    this.#positionMs = this.#clock.now();
    this.#trusted ||= position.revision === this.#table.revision;
    this.#waiters.release(position.revision);
  }
}
