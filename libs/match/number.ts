/** The number that a row has in one field, as a whole number of the field's unit, so that sums do not depend on the order. */
import type { Batch } from '../wire/batch.ts';
import { numberColumn } from './columns.ts';
import type { NumericField } from './fields.ts';

/** Larger numbers count as this one: nothing real is as large, and so many of them can still be added up exactly. */
export const WHOLE_MAX = 2 ** 40;

/** Reads row `at`: from 0 to WHOLE_MAX; what is no number is 0. */
export function wholeReader(field: NumericField): (batch: Batch, at: number) => number {
  return (batch, at) => {
    const value = numberColumn(batch, field)[at];
    return value > 0 ? Math.min(Math.floor(value), WHOLE_MAX) : 0;
  };
}
