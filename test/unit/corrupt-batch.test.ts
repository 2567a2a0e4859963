import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { failureOf } from '#libs/errors/weir-error.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { BatchBuilder, TEXT_PROPERTIES } from '#libs/wire/batch-builder.ts';
import { weir } from '#proto';
import { header, testHash } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { anyRow, fill } from '../support/rows.ts';

/** Looks at everything a pipeline may look at. */
function readAll(batch: Batch): void {
  const out = new Uint32Array(2);
  for (const column of batch.texts) {
    for (let row = 0; row < batch.rows; row++) column.textAt(row);
    for (let value = 0; value < column.values; value++) {
      assert.ok(column.text(value).length >= 0);
      column.hash(value, testHash, out, 0);
      column.length(value);
    }
  }
  assert.equal(batch.address.length, 4 * batch.rows);
}

const NONE = new Uint8Array(0);
const NO_COLUMNS: weir.v1.EventBatch.$Properties = {
  source: NONE,
  position: NONE,
  timeMs: NONE,
  address: NONE,
  status: NONE,
  bytesSent: NONE,
  requestBytes: NONE,
  requestTimeUs: NONE,
  wafSeverity: NONE,
  flags: NONE,
  ...Object.fromEntries(TEXT_PROPERTIES.map((property) => [property, null])),
};

describe('bytes that are no batch', () => {
  const corrupt = (change: weir.v1.EventBatch.$Properties) => {
    const message = weir.v1.EventBatch.decode(encoded);
    return weir.v1.EventBatch.encode({ ...message, ...change } as weir.v1.EventBatch.$Properties).finish();
  };
  const builder = new BatchBuilder(testHash);
  const rows = fc.sample(anyRow, { numRuns: 12, seed: 3 });
  fill(builder, rows);
  const encoded = builder.finish(header());
  const column = { data: Buffer.from('ab'), index: new Uint8Array(24) };

  const wrong: Readonly<Record<string, weir.v1.EventBatch.$Properties>> = {
    'more rows than there are': { rows: 13 },
    // Columns that hold nothing but zeros may be left out, so that these few bytes could ask for much memory.
    'more rows than a batch can have': { ...NO_COLUMNS, rows: 501 },
    'a row of a source that is not there': { sources: [] },
    'a column that is not whole': { status: new Uint8Array(23) },
    'a text that ends behind the data': { path: { ...column, ends: Uint8Array.of(0, 0, 0, 0, 3, 0, 0, 0) } },
    'texts that end before they begin': {
      path: { ...column, ends: Uint8Array.of(0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0) },
    },
    'a text in place of the empty one': { path: { ...column, ends: Uint8Array.of(1, 0, 0, 0) } },
    'ends that are no numbers': { path: { ...column, ends: new Uint8Array(3) } },
    'a value that is not there': {
      path: { data: column.data, ends: new Uint8Array(4), index: new Uint8Array(24).fill(1) },
    },
    'a number that is none': { number: Number.NaN },
    'a number that can’t be counted up to': { number: 1e300 },
    'a time that is none': { timeMs: new Uint8Array(new Float64Array(12).fill(Number.NaN).buffer) },
    'a watermark that is none': { sources: Array(4).fill({ watermarkMs: Number.NaN }) },
  };
  for (const [what, change] of Object.entries(wrong)) {
    it(what, () => assert.throws(() => decodeBatch(corrupt(change)), failing('corrupt')));
  }

  it('are refused as such, or are another batch that can be read: nothing else happens', () => {
    const damage = fc.array(fc.tuple(fc.nat(encoded.length - 1), fc.nat(255), fc.nat(2)), {
      minLength: 1,
      maxLength: 4,
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, (damages) => {
        let bytes = Buffer.from(encoded);
        for (const [at, byte, kind] of damages) {
          if (kind === 0) bytes[at % bytes.length] = byte;
          else if (kind === 1) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + byte)]);
          else bytes = Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
          if (bytes.length === 0) return;
        }
        try {
          readAll(decodeBatch(bytes));
        } catch (error) {
          assert.equal(failureOf(error), 'corrupt', String((error as Error).stack));
          refused++;
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(refused > 500, `only ${refused} were refused`);
  });
});
