/** Rows of any content, for batches that hold every byte of it. */
import fc from 'fast-check';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import type { BatchBuilder } from '#libs/wire/batch-builder.ts';
import { TEXT_BYTES_MAX } from '#libs/wire/dictionary.ts';
import { EventRow } from '#libs/wire/row.ts';
import { addressWords } from './arbitraries.ts';
import { START_MS, sourceRun } from './batches.ts';

export interface AnyRow {
  readonly source: number;
  readonly timeMs: number;
  readonly address: Uint32Array;
  readonly status: number;
  readonly bytesSent: number;
  readonly requestBytes: number;
  readonly wafSeverity: number;
  readonly requestTimeUs: number;
  readonly flags: number;
  readonly texts: readonly Uint8Array[];
}

/** Few distinct texts, any bytes, some as long as the cap and beyond. */
const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'GET', '/', 'a', 'b').map((each) => Buffer.from(each)) },
  { weight: 6, arbitrary: fc.uint8Array({ maxLength: 30 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: TEXT_BYTES_MAX - 2, max: TEXT_BYTES_MAX + 4 }), fc.nat(2))
      .map(([length, last]) => Buffer.alloc(length, 'x').fill(last, length - 1)),
  },
);

export const anyRow: fc.Arbitrary<AnyRow> = fc.record({
  source: fc.nat(3),
  timeMs: fc.double({ noNaN: true, noDefaultInfinity: true }),
  address: addressWords,
  status: fc.oneof(fc.constant(0), fc.nat(0xffff)),
  bytesSent: fc.oneof(fc.constant(0), fc.maxSafeNat()),
  requestBytes: fc.oneof(fc.constant(0), fc.maxSafeNat()),
  wafSeverity: fc.nat(7),
  requestTimeUs: fc.oneof(fc.constant(0), fc.nat(2 ** 32 - 1)),
  flags: fc.nat(255),
  texts: fc.array(text, { minLength: TEXT_FIELDS.length, maxLength: TEXT_FIELDS.length }),
});

/** Sources that are read far into large files. */
export const runs = Array.from({ length: 4 }, (_, i) => ({
  ...sourceRun({ name: `s${i}`, identity: `f${i}`, fields: i, newestMs: START_MS + i }),
  position: 5_000_000_000 * i,
}));

/** Adds the rows, each of a line of 10 bytes; returns where each stands. */
export function fill(builder: BatchBuilder, rows: readonly AnyRow[]): number[] {
  const row = new EventRow();
  return rows.map((of) => {
    Object.assign(row, {
      timeMs: of.timeMs,
      status: of.status,
      bytesSent: of.bytesSent,
      requestBytes: of.requestBytes,
      wafSeverity: of.wafSeverity,
      requestTimeUs: of.requestTimeUs,
      flags: of.flags,
    });
    row.address.set(of.address);
    // Values never begin where their buffer does.
    of.texts.forEach((bytes, i) => {
      row.setText(i, Buffer.concat([Buffer.from('<'), bytes, Buffer.from('>')]), 1, 1 + bytes.length);
    });
    const run = runs[of.source];
    const position = run.position;
    run.position += 10;
    builder.add(row, run, position, START_MS);
    return position;
  });
}
