/**
 * A detector judges the matching events of each key of one scenario, in integers and event time.
 *
 * Its state sits in columns of the scenario's key table. A detector is told each matching event once, in the order of
 * the shard's stream, which is not always the order of event time: an event can be up to 30 s older than the newest.
 *
 * What an event means is judged when it comes: an older one that comes later takes no crossing back. As long as an attack
 * goes on, its events keep crossing, so that its detection stays open and grows. Windows end with the newest event of the key
 * and begin after what is `withinMs` older than that: two events that are just so far apart are not within it.
 */
import type { Pages } from '../actor/pages.ts';
import type { SlotReader, SlotWriter } from '../actor/slots.ts';
import { conditionsOf, fieldsOfValues, type Program } from '../collection/program.ts';
import type { Remedy } from '../domain/detection.ts';
import type { SeededHash } from '../domain/hash.ts';
import type { Condition } from '../match/condition.ts';
import type { NumericField, ValueField } from '../match/fields.ts';
import type { Batch } from '../wire/batch.ts';
import type { KeyTable } from './key-table.ts';

export interface Detector {
  /** What it remembers beside the rows of the table; nothing unless given. */
  readonly state?: DetectorState;
  /** For how long after its last event a key can still matter, ms of event time: then its row is cleared, or swept. */
  readonly memoryMs: number;
  /** What the last crossing asks for; undefined where that is left to the policy. */
  readonly remedy?: Remedy | undefined;
  /**
   * Takes in one event of the key at `row`.
   * @param timeMs event time, whole
   * @param lastMs newest event time of the key before this event; -Infinity when the row is new, or was cleared
   * @param batch and `at`: where the event's other fields are
   * @param parts bit i: the event meets the i-th condition of `partsOf`
   * @returns whether the key is over its limit with this event: a crossing
   */
  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number, parts: number): boolean;
  /** How far the key at `row` had come with its last event. Not there where every event is a crossing. */
  progress?(row: number): DetectorProgress;
}

/** A crossing is an event with which `level` would be above `limit`. */
export interface DetectorProgress {
  readonly level: number;
  readonly limit: number;
  /** Where a share needs so many events: how many there are. */
  readonly events?: number;
  readonly eventsMin?: number;
}

export interface DetectorState {
  readonly pages: Pages;
  /** Memory it takes now. */
  readonly bytes: number;
  /** Writes all but the pages. */
  save(writer: SlotWriter): void;
  /** Reads what `save` has written; then the pages are waited for. @throws WeirError `corrupt` */
  restore(reader: SlotReader): void;
}

/** What detectors count of what they could not use, for all scenarios of a shard. */
export interface DetectorTally {
  /** Events that were too old for what the key had come to. */
  ignored: number;
  /** Beginnings that made room for others, or found none, because a key had too many of them. */
  displaced: number;
}

/** Longest memory of a detector, 12 days: times in its state are the low 32 bits of Unix ms, of which differences count. */
export const MEMORY_MAX_MS = 12 * 24 * 3_600_000;

/** What a scenario says about its detector. Durations in ms. */
export type DetectorSpec =
  /** Every matching event is a crossing. */
  | { readonly kind: 'each' }
  /**
   * A bucket that holds `capacity` events and loses `leak.events` every `leak.perMs`. With `unique`, an event whose value
   * the bucket has seen since it was last empty does not fill it.
   */
  | {
      readonly kind: 'leaky';
      readonly capacity: number;
      readonly leak: { readonly events: number; readonly perMs: number };
      readonly unique?: ValueField;
    }
  /**
   * More than `over` events within the last `withinMs`. With `approx` the number is never too low, not even that of a key that
   * had to make room in between; it may be too high.
   */
  | { readonly kind: 'count'; readonly over: number; readonly withinMs: number; readonly approx?: boolean }
  /** The sum of a number over the events of the last `withinMs` is more than `over`. */
  | { readonly kind: 'sum'; readonly of: NumericField; readonly over: number; readonly withinMs: number }
  /** Of `min` events or more within the last `withinMs`, a share of more than `over` (0 to 1) meets `part`. */
  | {
      readonly kind: 'ratio';
      readonly part: Condition;
      readonly over: number;
      readonly min: number;
      readonly withinMs: number;
    }
  /** More than `over` different values of a field within the last `withinMs`. */
  | {
      readonly kind: 'distinct';
      readonly of: ValueField;
      readonly over: number;
      readonly withinMs: number;
    }
  /**
   * All steps in the order of event time, each as often as it says, within `withinMs` from the first event of the first step
   * to the last of the last one. Other events may come in between. With the crossing the sequence begins anew.
   */
  | { readonly kind: 'sequence'; readonly withinMs: number; readonly steps: readonly SequenceStep[] }
  /**
   * `times` events that meet `after` within `withinMs`, and since the first of them none that meets `of`. Each further one
   * crosses too, until one that meets `of` is there: that forgets all up to its time.
   */
  | {
      readonly kind: 'absence';
      readonly after: Condition;
      readonly times: number;
      readonly of: Condition;
      readonly withinMs: number;
    }
  /** Rules over variables that are remembered of the key, as ModSecurity has them. The key follows from the program. */
  | { readonly kind: 'collection'; readonly program: Program }
  /** One that others have written. Name, version and digest tell it from others; `make` is no part of the data. */
  | {
      readonly kind: 'own';
      readonly name: string;
      readonly version: number;
      /** Of its settings and of what it remembers. */
      readonly digest: string;
      /** Fields without which it can't work. */
      readonly needs: readonly (ValueField | NumericField)[];
      readonly make: MakeDetector;
    };

/** Makes a detector on a key table that has no rows yet. @throws WeirError `invalid` when it asks for too much */
export type MakeDetector = (table: KeyTable, hash: SeededHash, tally: DetectorTally) => Detector;

export interface SequenceStep {
  readonly when: Condition;
  /** How often it has to be met; at least 1. */
  readonly times: number;
  /** Only events count here that have the same value of this field as the event before them in the sequence. */
  readonly same?: ValueField;
}

/** Most conditions that a detector can have: they are bits of a number. */
export const PARTS_MAX = 16;

/** The conditions of its own that a detector wants to know of each event. */
export function partsOf(spec: DetectorSpec): readonly Condition[] {
  switch (spec.kind) {
    case 'ratio':
      return [spec.part];
    case 'sequence':
      return spec.steps.map(({ when }) => when);
    case 'absence':
      return [spec.after, spec.of];
    case 'collection':
      return conditionsOf(spec.program);
    default:
      return [];
  }
}

/** Fields besides those of conditions that a detector looks at. */
export function fieldsOfDetector(spec: DetectorSpec): readonly (ValueField | NumericField)[] {
  switch (spec.kind) {
    case 'distinct':
    case 'sum':
      return [spec.of];
    case 'leaky':
      return spec.unique === undefined ? [] : [spec.unique];
    case 'sequence':
      return spec.steps.flatMap(({ same }) => same ?? []);
    case 'collection':
      return fieldsOfValues(spec.program);
    case 'own':
      return spec.needs;
    default:
      return [];
  }
}

/** Whether what is remembered outlives the process. */
export function isPersistent(spec: DetectorSpec): boolean {
  return spec.kind !== 'collection' || spec.program.store === 'persistent';
}

/** Whether requests are judged that Weir itself refused. */
export function judgesRefused(spec: DetectorSpec): boolean {
  return spec.kind === 'collection' && spec.program.refused === 'count';
}
