/** The columns of numbers that conditions can look at. */
import type { Batch } from '../wire/batch.ts';
import type { NumericField } from './fields.ts';

export interface NumberColumn {
  readonly values: Uint8Array | Uint16Array | Uint32Array | Float64Array;
  /** How many of the column's units are one of the field's. */
  readonly perUnit: number;
}

export function numberColumn(batch: Batch, field: NumericField): NumberColumn {
  switch (field) {
    case 'status':
      return { values: batch.status, perUnit: 1 };
    case 'bytes_sent':
      return { values: batch.bytesSent, perUnit: 1 };
    case 'request_bytes':
      return { values: batch.requestBytes, perUnit: 1 };
    case 'request_time':
      return { values: batch.requestTimeUs, perUnit: 1e6 };
    case 'waf_severity':
      return { values: batch.wafSeverity, perUnit: 1 };
  }
}
