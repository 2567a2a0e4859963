/** One scenario at work in one shard: its key table, its detector and its open detections. */

import type { Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter, Stateful } from '../actor/slots.ts';
import type { Column } from '../detect/column.ts';
import type { Detector, DetectorProgress, DetectorTally } from '../detect/detector.ts';
import { detectorOf } from '../detect/detector-of.ts';
import { KeyTable } from '../detect/key-table.ts';
import { sinceMs } from '../detect/stamp.ts';
import { type Detection, detectionId, type KeyField, type Stages } from '../domain/detection.ts';
import { KeyReader } from '../match/key.ts';
import type { Batch } from '../wire/batch.ts';
import { evidenceOf, isForgeable, occasionOf } from './evidence.ts';
import { CLOSED, type KeyPrints, type SharedPrints } from './key-prints.ts';
import { addEvidence, isDue, nextRevision, type Opening } from './opening.ts';
import { OPENINGS_MAX, Openings } from './openings.ts';
import type { Scenario } from './scenario.ts';
import type { Matched } from './scenario-matcher.ts';
import type { Standing } from './standing.ts';

/** Open detections are looked through when the watermark has moved on by so much. */
const EXPIRE_EVERY_MS = 1000;
/** Rows of the key table that are then looked at for expiry, besides two for each matching row. */
const SWEEP_ROWS = 256;
/** In a key's `run`: it is the number of an open detection, not of events. */
const OPEN = OPENINGS_MAX + 1;
/** A run is told to have begun this long ago at most, as it is kept as a stamp. */
const RUN_MAX_MS = 12 * 24 * 3_600_000;

export interface ScenarioLimits {
  /** Keys remembered by one scenario in one shard. */
  readonly keysMax: number;
  /** Open detections of one scenario in one shard. */
  readonly openMax: number;
  /** Bytes of rows that may wait in one key shard for their time to come. */
  readonly waitingBytesMax: number;
}

/** Where a batch stands in the shard's stream, and when it passed each stage. */
export interface BatchContext {
  readonly shard: number;
  readonly sequence: number;
  /** Of the span in which it was taken in. */
  readonly traceparent: string;
  readonly stages: Stages;
}

/** How far a key is from a detection. */
export interface KeyProgress {
  readonly scenario: Scenario;
  readonly key: readonly KeyField[];
  readonly isOpen: boolean;
  /** Newest event time, Unix ms: the progress is that of then. */
  readonly lastMs: number;
  /** Undefined where every event is a finding. */
  readonly progress: DetectorProgress | undefined;
}

export class ScenarioState implements Stateful {
  #scenario: Scenario;
  readonly slotName: string;
  readonly slotVersion = 5;
  readonly pages: readonly Pages[];
  readonly #limits: ScenarioLimits;
  readonly #standing: Standing;
  readonly #keys: KeyReader;
  readonly #prints: KeyPrints;
  readonly #table: KeyTable;
  readonly #detector: Detector;
  /**
   * Events of the key's present run, or OPEN and the number of its open detection, which counts them itself. A run ends when
   * the detector has forgotten it, and when its detection closes; the number is stale from then on until the next event.
   */
  readonly #run: Column<Uint32Array>;
  /** Stamp of the first event of the run. */
  readonly #begun: Column<Uint32Array>;
  readonly #openings = new Openings();
  /** Of the rows in hand: detections with a new crossing and the batch that brought it, and those that closed. */
  readonly #touched = new Map<Opening, BatchContext>();
  readonly #closed = new Set<Opening>();
  #sweepBudget = 0;
  #expiredMs = Number.NEGATIVE_INFINITY;

  constructor(
    scenario: Scenario,
    limits: ScenarioLimits,
    prints: SharedPrints,
    tally: DetectorTally,
    standing: Standing,
  ) {
    const { hash } = prints;
    this.#scenario = scenario;
    this.slotName = `scenario/${scenario.name}@${scenario.version}`;
    this.#limits = limits;
    this.#standing = standing;
    this.#keys = new KeyReader(scenario.key, hash);
    this.#prints = prints.of(scenario);
    this.#table = new KeyTable(limits.keysMax);
    this.#table.onEvict((row) => this.#abandon(row));
    this.#run = this.#table.uint32();
    this.#begun = this.#table.uint32();
    this.#detector = detectorOf(scenario.detect, this.#table, hash, tally);
    const { state } = this.#detector;
    this.pages = [this.#table.pages, this.#openings.pages, ...(state ? [state.pages] : [])];
  }

  get scenario(): Scenario {
    return this.#scenario;
  }

  /** Goes on with another definition of the same version: one in another mode, or told in other words. */
  adopt(scenario: Scenario): void {
    this.#scenario = scenario;
  }

  /** Keys remembered now. */
  get keys(): number {
    return this.#table.size;
  }

  get open(): number {
    return this.#openings.size;
  }

  /** Memory of the keys, what is empty included. */
  get bytes(): number {
    return this.#table.bytes + (this.#detector.state?.bytes ?? 0);
  }

  /** Keys that were forgotten early because the table was full. */
  get evicted(): number {
    return this.#table.evicted;
  }

  /** Judges the matching rows of a batch. */
  judge(batch: Batch, matched: Matched, context: BatchContext): void {
    const { where } = this.#scenario;
    for (let at = matched.next(0); at >= 0; at = matched.next(at + 1)) {
      if (where && !where.holds(batch, at)) continue;
      this.judgeRow(batch, at, matched.partsAt(at), context);
    }
  }

  /** Judges one row that matches, and meets these conditions of the detector (bits). */
  judgeRow(batch: Batch, at: number, parts: number, context: BatchContext): void {
    this.#sweepBudget += 2;
    const timeMs = Math.floor(batch.timeMs[at]);
    const prints = this.#prints;
    const row = this.#table.findOrAdd(prints.word(batch, at, 0), prints.word(batch, at, 1));
    let opening = this.#openingOf(row, timeMs);
    const lastMs = this.#goOn(row, timeMs, opening !== undefined);
    const crossing = this.#detector.judge(row, timeMs, lastMs, batch, at, parts);
    if (timeMs > lastMs) this.#table.setLastMs(row, timeMs);
    if (!opening) {
      if (!crossing) return;
      opening = this.#open(batch, at, row, timeMs);
    }
    if (crossing) {
      opening.lastSeenMs = Math.max(opening.lastSeenMs, timeMs);
      if (opening.forgeable && !this.#isForgeable(batch, at)) opening.forgeable = false;
      opening.remedy = this.#detector.remedy;
      this.#touched.set(opening, context);
    }
    addEvidence(opening, timeMs, () => evidenceOf(batch, at, context.shard, context.sequence));
  }

  /** What is to be published of the detections that the rows since the last call opened or let grow. */
  publish(context: BatchContext): Detection[] {
    const published = [...this.#closed].map((opening) => this.#publish(opening, true, context));
    for (const [opening, crossed] of this.#touched) {
      if (isDue(opening)) published.push(this.#publish(opening, false, crossed));
    }
    this.#closed.clear();
    this.#touched.clear();
    return published;
  }

  /** Forgets what can't matter after `watermarkMs`, and closes the detections whose cool-down has passed. */
  expire(watermarkMs: number, context: BatchContext): Detection[] {
    const isDue = watermarkMs - this.#expiredMs >= EXPIRE_EVERY_MS;
    const budget = this.#sweepBudget + (isDue ? SWEEP_ROWS : 0);
    // Nothing that a snapshot does not hold may last from one batch to the next.
    this.#sweepBudget = 0;
    if (budget > 0) this.#sweep(budget, watermarkMs);
    if (!isDue) return [];
    this.#expiredMs = watermarkMs;
    const closed: Detection[] = [];
    for (const [number, opening] of this.#openings) {
      if (opening.lastSeenMs + this.#scenario.cooldownMs >= watermarkMs) continue;
      const ended = this.#openings.remove(number);
      if (ended) closed.push(this.#publish(ended, true, context));
    }
    return closed;
  }

  #sweep(budget: number, watermarkMs: number): void {
    const { memoryMs } = this.#detector;
    const keptMs = Math.max(memoryMs, this.#scenario.cooldownMs);
    this.#table.sweep(budget, (row) => {
      const lastMs = this.#table.lastMs(row);
      if (lastMs + memoryMs >= watermarkMs) return false;
      return lastMs + keptMs < watermarkMs || !this.#openings.has(this.#runOf(row) - OPEN);
    });
  }

  /** How far the keys of these rows have come, those of which anything is remembered. */
  explain(batch: Batch): KeyProgress[] {
    const found = new Map<string, KeyProgress>();
    for (let at = 0; at < batch.rows; at++) {
      const row = this.#table.find(this.#prints.word(batch, at, 0), this.#prints.word(batch, at, 1));
      if (row < 0) continue;
      const key = this.#describeKey(batch, at);
      const isOpen = this.#openings.has(this.#runOf(row) - OPEN);
      const progress = this.#detector.progress?.(row);
      const { scenario } = this;
      found.set(JSON.stringify(key), { scenario, key, isOpen, lastMs: this.#table.lastMs(row), progress });
    }
    return [...found.values()];
  }

  /** Closes everything that is open: the scenario judges no more. */
  closeAll(context: BatchContext): Detection[] {
    const closed: Detection[] = [];
    for (const [number] of this.#openings) {
      const opening = this.#openings.remove(number);
      if (opening) closed.push(this.#publish(opening, true, context));
    }
    return closed;
  }

  save(writer: SlotWriter): void {
    writer.float64(this.#expiredMs);
    this.#table.save(writer);
    this.#openings.save(writer);
    this.#detector.state?.save(writer);
  }

  restore(reader: SlotReader): void {
    this.#expiredMs = reader.float64();
    this.#table.restore(reader);
    this.#openings.restore(reader);
    this.#detector.state?.restore(reader);
  }

  /** The key's open detection, which may be changed. One whose cool-down has passed closes. */
  #openingOf(row: number, timeMs: number): Opening | undefined {
    const number = this.#runOf(row) - OPEN;
    const opening = number > 0 ? this.#openings.toChange(number) : undefined;
    if (!opening || timeMs <= opening.lastSeenMs + this.scenario.cooldownMs) return opening;
    this.#close(number);
    return undefined;
  }

  /** Counts an event of the key's run, a new one where the last has ended. Returns what the detector is to know as the key's newest time. */
  #goOn(row: number, timeMs: number, isOpen: boolean): number {
    const lastMs = this.#table.lastMs(row);
    const { array: runs } = this.#run;
    const place = this.#run.at(row);
    const run = runs[place];
    const isForgotten = timeMs - lastMs > this.#detector.memoryMs;
    if (isForgotten) this.#table.clear(row);
    const { array: begun } = this.#begun;
    const begunPlace = this.#begun.at(row);
    if (isOpen) runs[place] = run;
    else if (isForgotten || run >= OPEN) {
      runs[place] = 1;
      begun[begunPlace] = timeMs;
    } else {
      runs[place] = Math.min(run + 1, OPEN - 1);
      if (sinceMs(begun[begunPlace], timeMs) > RUN_MAX_MS) begun[begunPlace] = timeMs - RUN_MAX_MS;
    }
    return isForgotten ? Number.NEGATIVE_INFINITY : lastMs;
  }

  /** The key for people; of the end of a session with a mark, since it opens a detection of its own. */
  #describeKey(batch: Batch, at: number): KeyField[] {
    const key = this.#keys.describe(batch, at);
    const isEnd = batch.session !== undefined && batch.session.numbers[CLOSED][at] === 1;
    return isEnd ? [...key, { field: CLOSED, value: '1' }] : key;
  }

  #open(batch: Batch, at: number, row: number, timeMs: number): Opening {
    if (this.#openings.size >= this.#limits.openMax) {
      for (const [oldest] of this.#openings) {
        this.#close(oldest);
        break;
      }
    }
    const { name, version } = this.#scenario;
    const key = this.#describeKey(batch, at);
    const opening: Opening = {
      id: detectionId(name, version, key, timeMs),
      key,
      openedMs: timeMs,
      firstSeenMs: Math.min(timeMs - sinceMs(this.#begun.array[this.#begun.at(row)], timeMs), timeMs),
      lastSeenMs: timeMs,
      events: this.#runOf(row) - 1,
      peakPerSecond: 0,
      second: 0,
      inSecond: 0,
      forgeable: this.#isForgeable(batch, at),
      evidence: [],
      occasion: occasionOf(batch, at, this.#scenario.stage === 'range', this.#isSuccessful(batch, at)),
      rev: 0,
      publishedMs: timeMs,
      publishedUntilMs: 0,
    };
    this.#run.array[this.#run.at(row)] = OPEN + this.#openings.add(opening);
    return opening;
  }

  /** Of what is about one client: a network, a page or an agent is none. */
  #isSuccessful(batch: Batch, at: number): boolean {
    return this.#scenario.key.includes('client.ip') && this.#standing.isSuccessful(batch, at);
  }

  #isForgeable(batch: Batch, at: number): boolean {
    return !batch.session && this.#scenario.detect.kind === 'each' && isForgeable(batch, at);
  }

  #runOf(row: number): number {
    return this.#run.array[this.#run.at(row)];
  }

  /** Closes a detection in the middle of a batch; it is published at its end. */
  #close(number: number): void {
    const opening = this.#openings.remove(number);
    if (!opening) return;
    this.#touched.delete(opening);
    this.#closed.add(opening);
  }

  /** A key is evicted: what it had open can't grow any more. */
  #abandon(row: number): void {
    this.#close(this.#runOf(row) - OPEN);
  }

  #publish(opening: Opening, closed: boolean, context: BatchContext): Detection {
    return nextRevision(opening, this.#scenario, closed, context);
  }
}
