/** The columns of numbers that conditions can look at. */
import { isSessionNumber } from '../domain/session.ts';
import { WeirError } from '../errors/weir-error.ts';
import type { Batch } from '../wire/batch.ts';
import type { NumericField } from './fields.ts';

export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** In the column's units (see unitsOf). */
export function numberColumn(batch: Batch, field: NumericField): NumberColumn {
  if (isSessionNumber(field)) {
    if (!batch.session) throw new WeirError('bug', `${field} is asked of a batch of requests`);
    return batch.session.numbers[field];
  }
  switch (field) {
    case 'status':
      return batch.status;
    case 'bytes_sent':
      return batch.bytesSent;
    case 'request_bytes':
      return batch.requestBytes;
    case 'request_time':
      return batch.requestTimeUs;
    case 'waf_severity':
      return batch.wafSeverity;
  }
}

/** How many of a column's units are one of what people write: request times are in seconds, and held in microseconds. */
export function unitsOf(field: NumericField): number {
  return field === 'request_time' ? 1e6 : 1;
}
