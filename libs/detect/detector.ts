/**
 * A detector judges the matching events of each key of one scenario, in integers and event time.
 *
 * Its state sits in columns of the scenario's key table. A detector is told each matching event once, in the order of
 * the shard's stream, which is not always the order of event time.
 */
import type { TextField } from '../domain/event.ts';
import type { Batch } from '../wire/batch.ts';

export interface Detector {
  /** For how long after its last event a key can still matter, ms of event time: then it is swept. */
  readonly memoryMs: number;
  /**
   * Takes in one event of the key at `row`.
   * @param timeMs event time
   * @param lastMs newest event time of the key before this event; -Infinity for a new key
   * @param batch and `at`: where the event's other fields are
   * @returns whether the key is over its limit with this event: a crossing
   */
  judge(row: number, timeMs: number, lastMs: number, batch: Batch, at: number): boolean;
}

/** What a scenario says about its detector. Durations in ms. */
export type DetectorSpec =
  /** Every matching event is a crossing. */
  | { readonly kind: 'each' }
  /** A bucket that holds `capacity` events and loses `leak.events` every `leak.perMs`. */
  | {
      readonly kind: 'leaky';
      readonly capacity: number;
      readonly leak: { readonly events: number; readonly perMs: number };
    }
  /** More than `over` events within the last `withinMs`. */
  | { readonly kind: 'count'; readonly over: number; readonly withinMs: number }
  /** More than `over` different values of a field within the last `withinMs`. */
  | {
      readonly kind: 'distinct';
      readonly of: DistinctField;
      readonly over: number;
      readonly withinMs: number;
    };

/** What different values of can be counted. */
export type DistinctField = 'client.ip' | TextField;
