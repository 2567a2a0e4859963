/** Weir's own detectors for scenarios in code: what stands behind `detect` in a file. Conditions are CEL, durations such as 10m. */

import type { DetectorText } from '../language/scenario-text.ts';
import type { NumericField, ValueField } from '../match/fields.ts';

/** Every matching event is a finding. */
export const each = (): DetectorText => ({ each: {} });

/** A bucket that leaks, such as 1/10s; what makes it overflow is a finding. */
export const leaky = (options: { capacity: number; leak: string; unique?: ValueField }): DetectorText => ({
  leaky: options,
});

/** More than so many events within a time. */
export const count = (options: { over: number; within: string; approx?: boolean }): DetectorText => ({
  count: options,
});

/** A number adds up to more than so much within a time. */
export const sum = (of: NumericField, options: { over: number; within: string }): DetectorText => ({
  sum: { of: of as never, ...options },
});

/** A larger share than this, of so many events at least, meets a condition. */
export const ratio = (options: {
  part: string;
  over: number;
  min: number;
  within: string;
}): DetectorText => ({
  ratio: options,
});

/** More than so many different values of a field within a time. */
export const distinct = (of: ValueField, options: { over: number; within: string }): DetectorText => ({
  distinct: { of, ...options },
});

/** Steps in their order within a time. */
export const sequence = (options: {
  within: string;
  steps: { when: string; times?: number; same?: ValueField }[];
}): DetectorText => ({ sequence: options });

/** So many events of one kind within a time, and none of another. */
export const absence = (options: {
  after: string;
  times: number;
  of: string;
  within: string;
}): DetectorText => ({ absence: options });
