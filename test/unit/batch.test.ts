import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LATENESS_MS, TEXT_FIELDS } from '#libs/domain/event.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import {
  BATCH_ROWS_MAX,
  BATCH_SOURCES_MAX,
  BatchBuilder,
  type SourceRun,
  TEXT_PROPERTIES,
} from '#libs/wire/batch-builder.ts';
import { TEXT_BYTES_MAX } from '#libs/wire/dictionary.ts';
import { EventRow } from '#libs/wire/row.ts';
import { weir } from '#proto';
import { batchOf, event, header, START_MS, sourceRun, testHash } from '../support/batches.ts';
import { type AnyRow, anyRow, fill, runs } from '../support/rows.ts';

const PATH = TEXT_FIELDS.indexOf('path');

function assertHolds(encoded: Uint8Array, rows: readonly AnyRow[], positions: readonly number[]): void {
  const batch = decodeBatch(encoded);
  assert.equal(batch.rows, rows.length);
  const message = weir.v1.EventBatch.decode(encoded);
  const hashes = new Uint32Array(2);
  rows.forEach((of, at) => {
    const span = batch.sources[batch.source[at]];
    assert.equal(span.name, `s${of.source}`);
    assert.equal(span.from + batch.position[at], positions[at]);
    assert.equal(batch.timeMs[at], of.timeMs);
    assert.deepEqual(batch.address.slice(4 * at, 4 * at + 4), of.address);
    assert.equal(batch.status[at], of.status);
    assert.equal(batch.bytesSent[at], of.bytesSent);
    assert.equal(batch.requestTimeUs[at], of.requestTimeUs);
    assert.equal(batch.flags[at], of.flags);
  });
  for (const [field, property] of TEXT_PROPERTIES.entries()) {
    const column = batch.texts[field];
    const data = message[property]?.data ?? new Uint8Array(0);
    const ends = message[property]?.ends ?? new Uint8Array(4);
    const end = (value: number) => Buffer.from(ends).readUInt32LE(4 * value);
    const numberOf = new Map<string, number>();
    const hashOf = new Map<string, number>();
    rows.forEach(({ texts }, at) => {
      const whole = Buffer.from(texts[field]);
      const value = column.index[at];
      const kept = Buffer.from(data).subarray(value === 0 ? 0 : end(value - 1), end(value));
      assert.deepEqual(kept, whole.subarray(0, TEXT_BYTES_MAX));
      assert.equal(column.textAt(at), kept.toString('utf8'));
      assert.equal(column.length(value), whole.length);
      const known = numberOf.get(whole.toString('hex'));
      assert.equal(value, known ?? value, 'one value has two numbers');
      numberOf.set(whole.toString('hex'), value);
      column.hash(value, testHash, hashes, 0);
      hashOf.set(hashes.join(), value);
    });
    const values = new Set(numberOf.values());
    assert.equal(values.size, numberOf.size, 'two values have one number');
    assert.equal(hashOf.size, numberOf.size, 'two values have one hash');
    assert.ok(column.values <= values.size + 1);
  }
}

describe('a batch', () => {
  it('holds every byte and every bit of its rows, also when the builder is used again', () => {
    const builder = new BatchBuilder(testHash);
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 80 }), (rows) => {
        const positions = fill(builder, rows);
        assertHolds(builder.finish(header()), rows, positions);
        assert.equal(builder.rows, 0);
        assert.equal(builder.bytes, 0);
      }),
      { numRuns: 150 },
    );
  });

  it('holds texts that come from now one buffer and now another', () => {
    const builder = new BatchBuilder(testHash);
    const of = sourceRun();
    const row = new EventRow();
    const buffers = ['/a', '/b/with/more', '/c', '/unescaped?'].map((text) =>
      Buffer.from(`${text} `.repeat(3)),
    );
    const turns = [0, 1, 0, 1, 2, 1, 2, 0, 3, 0, 3, 3];
    for (const turn of turns) {
      const buffer = buffers[turn];
      row.setText(PATH, buffer, 0, buffer.indexOf(' '));
      builder.add(row, of, 0, START_MS);
    }
    const column = decodeBatch(builder.finish(header())).texts[PATH];
    assert.deepEqual(
      turns.map((_, at) => column.textAt(at)),
      turns.map((turn) => buffers[turn].toString().split(' ')[0]),
    );
  });

  it('takes 500 rows and not one more', () => {
    const builder = new BatchBuilder(testHash);
    const [sample] = fc.sample(anyRow, { numRuns: 1, seed: 5 });
    const rows = Array.from({ length: BATCH_ROWS_MAX }, (_, i) => ({
      ...sample,
      status: i,
      texts: sample.texts.map((_, field) => Buffer.from(`value ${i} of ${field}`)),
    }));
    const positions = fill(builder, rows);
    assert.equal(builder.hasRoom(runs[0], positions[0]), false);
    assertHolds(builder.finish(header()), rows, positions);
    assert.equal(builder.hasRoom(runs[0], 0), true);
  });

  it('takes rows of 255 sources and within 4 GB of each', () => {
    const builder = new BatchBuilder(testHash);
    const row = new EventRow();
    const many: SourceRun[] = Array.from({ length: BATCH_SOURCES_MAX }, (_, i) =>
      sourceRun({ name: `s${i}` }),
    );
    for (const run of many) builder.add(row, run, 7, START_MS);
    assert.equal(builder.hasRoom(sourceRun({ name: 'one more' }), 0), false);
    assert.equal(builder.hasRoom(many[3], 7 + 2 ** 32 - 1), true);
    assert.equal(builder.hasRoom(many[3], 7 + 2 ** 32), false);
    assert.equal(builder.firstPosition(many[3]), 7);
    const batch = decodeBatch(builder.finish(header(), [sourceRun({ name: 'one more' })]));
    assert.equal(batch.sources.length, BATCH_SOURCES_MAX);
    assert.equal(batch.sources[batch.source[254]].name, 's254');
  });

  it('without rows tells how far its sources are', () => {
    const builder = new BatchBuilder(testHash);
    const told = header({ collector: 'c', shard: 3, shardMapVersion: 2, number: 9, traceparent: 't' });
    const run = sourceRun({ position: 77, newestMs: START_MS });
    const silent = sourceRun({ name: 'silent' });
    const batch = decodeBatch(builder.finish(told, [run, silent]));
    assert.equal(batch.rows, 0);
    const { collector, shard, shardMapVersion, number, traceparent, publishedMs, ingestedMs } = batch;
    assert.deepEqual({ collector, shard, shardMapVersion, number, traceparent, publishedMs }, told);
    assert.equal(ingestedMs, told.publishedMs);
    assert.deepEqual(batch.sources[0], {
      name: 'access',
      identity: 'file-1',
      from: 77,
      to: 77,
      watermarkMs: START_MS - LATENESS_MS,
      fields: run.fields,
    });
    assert.equal(batch.sources[1].watermarkMs, Number.NEGATIVE_INFINITY);
  });

  it('names a source once, with its first line and where it stands now', () => {
    const builder = new BatchBuilder(testHash);
    const run = { ...sourceRun(), position: 100 };
    builder.add(new EventRow(), run, 100, START_MS);
    builder.add(new EventRow(), run, 160, START_MS);
    run.position = 200;
    const batch = decodeBatch(builder.finish(header(), [run]));
    assert.deepEqual(
      batch.sources.map(({ from, to }) => [from, to]),
      [[100, 200]],
    );
    assert.deepEqual([...batch.position], [0, 60]);
  });

  it('keeps the length and the digest of a text that it cuts', () => {
    const whole = Buffer.alloc(TEXT_BYTES_MAX + 1, 'x');
    const batch = batchOf([
      event({ path: whole }),
      event({ path: whole.subarray(1) }),
      event({ path: Buffer.concat([whole.subarray(1), Buffer.from('y')]) }),
    ]);
    const column = batch.texts[PATH];
    assert.deepEqual([...column.index], [1, 2, 3]);
    assert.deepEqual(
      [1, 2, 3].map((value) => column.length(value)),
      [2049, 2048, 2049],
    );
    assert.deepEqual(
      [1, 2, 3].map((value) => column.text(value)),
      Array(3).fill('x'.repeat(2048)),
    );
    const hashes = new Uint32Array(2);
    column.hash(1, testHash, hashes, 0);
    const digest = createHash('sha256').update(whole).digest().subarray(0, 8);
    const expected = new Uint32Array(2);
    testHash.bytes64(digest, 0, 8, expected, 0);
    assert.deepEqual(hashes, expected);
  });
});
