/** The number that a row has in one field, as a whole number of the field's unit, so that sums do not depend on the order. */
import type { Batch } from '../wire/batch.ts';
import type { NumericField } from './fields.ts';

/** Larger numbers count as this one: nothing real is as large, and so many of them can still be added up exactly. */
export const WHOLE_MAX = 2 ** 40;

/** Units in one of what people write: request times are in seconds, and held in microseconds. */
export function unitsOf(field: NumericField): number {
  return field === 'request_time' ? 1e6 : 1;
}

/** Reads row `at`: from 0 to WHOLE_MAX; what is no number is 0. */
export function wholeReader(field: NumericField): (batch: Batch, at: number) => number {
  const column = columnOf(field);
  return (batch, at) => {
    const value = column(batch)[at];
    return value > 0 ? Math.min(Math.floor(value), WHOLE_MAX) : 0;
  };
}

function columnOf(field: NumericField): (batch: Batch) => ArrayLike<number> {
  switch (field) {
    case 'status':
      return ({ status }) => status;
    case 'bytes_sent':
      return ({ bytesSent }) => bytesSent;
    case 'request_bytes':
      return ({ requestBytes }) => requestBytes;
    case 'request_time':
      return ({ requestTimeUs }) => requestTimeUs;
    case 'waf_severity':
      return ({ wafSeverity }) => wafSeverity;
  }
}
