/** A detector at work on a key table, fed as a scenario does it, and events for it by chance. */
import fc from 'fast-check';
import type { Pages } from '#libs/actor/pages.ts';
import type { SlotReader, SlotWriter, Stateful } from '#libs/actor/slots.ts';
import type { Detector, DetectorSpec, DetectorTally } from '#libs/detect/detector.ts';
import { detectorOf } from '#libs/detect/detector-of.ts';
import { KeyTable } from '#libs/detect/key-table.ts';
import { text } from '#libs/match/condition.ts';
import { batchOf, event, START_MS, testHash } from './batches.ts';
import { cutOf, restoreSlots } from './cuts.ts';

/** Values, each a path of its own, asked for by a client of its own, with an answer of a size. */
const VALUES = 1500;
const SIZES = [0, 1, 7, 100, 999, 12_345, 1_000_000, 3];
export const sizeOf = (value: number): number => SIZES[value % SIZES.length];

/** The same requests in batches in their order, and in others that number them differently. */
const BATCH_ROWS = 500;
const BATCHES = [0, 1].map((turned) =>
  Array.from({ length: VALUES / BATCH_ROWS }, (_, batch) =>
    batchOf(
      Array.from({ length: BATCH_ROWS }, (_, at) => {
        const value = batch * BATCH_ROWS + (turned ? BATCH_ROWS - 1 - at : at);
        return event({ path: `/${value}`, from: `2001:db8:${value}::1`, bytesSent: sizeOf(value) });
      }),
    ),
  ),
);

/** An event of a key, as a detector sees it. */
export interface Judged {
  readonly key: number;
  readonly timeMs: number;
  /** 0 to VALUES - 1: which request it is. */
  readonly value: number;
  /** Bits of the detector's conditions that it meets. */
  readonly parts: number;
}

export class Judge implements Stateful {
  readonly slotName = 'judge';
  readonly slotVersion = 1;
  readonly table: KeyTable;
  readonly pages: readonly Pages[];
  readonly tally: DetectorTally;
  readonly detector: Detector;
  readonly #spec: DetectorSpec;

  constructor(spec: DetectorSpec, rowsMax = 100_000, tally: DetectorTally = { ignored: 0, displaced: 0 }) {
    this.#spec = spec;
    this.tally = tally;
    this.table = new KeyTable(rowsMax);
    this.detector = detectorOf(spec, this.table, testHash, tally);
    const { state } = this.detector;
    this.pages = [this.table.pages, ...(state ? [state.pages] : [])];
  }

  /** Whether the event is a crossing. */
  judge({ key, timeMs, value = 0, parts = 0 }: Partial<Judged> & Pick<Judged, 'timeMs'>): boolean {
    const row = this.table.findOrAdd(key ?? 1, 0);
    let lastMs = this.table.lastMs(row);
    if (timeMs - lastMs > this.detector.memoryMs) {
      this.table.clear(row);
      lastMs = Number.NEGATIVE_INFINITY;
    }
    const turned = timeMs % 2;
    const batch = BATCHES[turned][Math.floor(value / BATCH_ROWS)];
    const at = turned ? BATCH_ROWS - 1 - (value % BATCH_ROWS) : value % BATCH_ROWS;
    const crossing = this.detector.judge(row, timeMs, lastMs, batch, at, parts);
    if (timeMs > lastMs) this.table.setLastMs(row, timeMs);
    return crossing;
  }

  /** Another one that goes on from a snapshot. */
  restored(): Judge {
    const other = new Judge(this.#spec, this.table.rowsMax, this.tally);
    restoreSlots([other], [cutOf([this], 'base')]);
    return other;
  }

  save(writer: SlotWriter): void {
    this.table.save(writer);
    this.detector.state?.save(writer);
  }

  restore(reader: SlotReader): void {
    this.table.restore(reader);
    this.detector.state?.restore(reader);
  }
}

/**
 * Events of three keys, each so long after the one before it or, when out of order, before it; some come again.
 * @param parts how many conditions the detector has
 */
export const samples = (
  steps: fc.Arbitrary<number>,
  { parts = 0, maxLength = 120 }: { readonly parts?: number; readonly maxLength?: number } = {},
): fc.Arbitrary<Judged[]> =>
  fc
    .array(
      fc.record({
        key: fc.nat(2),
        value: fc.nat(SIZES.length - 1),
        stepMs: steps,
        parts: fc.nat(2 ** parts - 1),
        again: fc.integer({ min: 1, max: 8 }),
      }),
      { minLength: Math.floor(maxLength / 4), maxLength, size: 'max' },
    )
    .map((list) => {
      let timeMs = START_MS;
      return list.flatMap(({ stepMs, again, ...rest }) => {
        timeMs += stepMs;
        const judged = { ...rest, timeMs };
        return again === 1 ? [judged, judged] : [judged];
      });
    });

/** Mostly small steps on, some back, and now and then more than a window of `withinMs`. */
export const stepsAround = (withinMs: number): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: -Math.floor(withinMs / 10), max: Math.floor(withinMs / 5) }),
    // So that some are exactly one window apart.
    fc.integer({ min: -4, max: 8 }).map((eighths) => (eighths * withinMs) / 8),
    fc.integer({ min: -withinMs, max: 2 * withinMs }),
  );

/**
 * Feeds the events one after the other, going on from a snapshot now and then, and compares what crosses with what
 * `expected` says of each key's events so far, the one in question last.
 */
export function compare(
  spec: DetectorSpec,
  events: readonly Judged[],
  check: (crossing: boolean, history: readonly Judged[], newestMs: number) => void,
): DetectorTally {
  let judge = new Judge(spec);
  const seen = new Map<number, { readonly history: Judged[]; newestMs: number }>();
  events.forEach((judged, i) => {
    if (i % 17 === 16) judge = judge.restored();
    const { key, timeMs } = judged;
    const known = seen.get(key) ?? { history: [], newestMs: timeMs };
    known.history.push(judged);
    known.newestMs = Math.max(known.newestMs, timeMs);
    seen.set(key, known);
    check(judge.judge(judged), known.history, known.newestMs);
  });
  return judge.tally;
}

/** Conditions are met as the events say: what they are makes no difference here. */
export const CONDITION = text('path', 'is', '/');
/** The window of most tests, and what of it is exact at least. */
export const WITHIN_MS = 8000;
export const SEVEN_EIGHTHS_MS = (7 / 8) * WITHIN_MS;

/** Which of some events at these times, counted from the beginning, cross. */
export function crossings(
  spec: DetectorSpec,
  events: readonly (Partial<Judged> & { atMs: number })[],
): boolean[] {
  const judge = new Judge(spec);
  return events.map(({ atMs, ...rest }) => judge.judge({ timeMs: START_MS + atMs, ...rest }));
}

/** Events at these times, counted from the beginning. */
export const at = (...times: number[]) => times.map((atMs) => ({ atMs }));
/** Those later than a time, Unix ms. */
export const after = (events: readonly Judged[], ms: number) => events.filter(({ timeMs }) => timeMs > ms);
