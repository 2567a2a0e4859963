import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SlotReader, SlotWriter } from '#libs/actor/slots.ts';
import { wholeText } from '../support/arbitraries.ts';
import { failing } from '../support/failures.ts';

const piece = fc.oneof(
  fc.nat(2 ** 32 - 1).map((value) => ({ kind: 'uint32' as const, value })),
  fc.double().map((value) => ({ kind: 'float64' as const, value })),
  wholeText.map((value) => ({ kind: 'text' as const, value })),
  fc.uint8Array({ maxLength: 3000 }).map((value) => ({ kind: 'bytes' as const, value })),
  fc.float64Array({ maxLength: 9 }).map((value) => ({ kind: 'array' as const, value })),
);

describe('slots', () => {
  it('are read in the order they were written', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const writer = new SlotWriter();
        for (const { kind, value } of pieces) writer[kind](value as never);
        const reader = new SlotReader(writer.finish());
        for (const { kind, value } of pieces) {
          if (kind === 'array') {
            const into = new Float64Array(value.length);
            reader.array(into);
            assert.deepEqual(into, value);
          } else
            assert.deepEqual(Object(reader[kind]()), Object(kind === 'bytes' ? Buffer.from(value) : value));
        }
        assert.throws(() => reader.uint32(), failing('corrupt', /too early/));
      }),
      { numRuns: 300 },
    );
  });

  it('hold arrays of the length that is asked for, or nothing is read', () => {
    const writer = new SlotWriter();
    writer.array(Uint32Array.of(1, 2, 3));
    const bytes = writer.finish();
    assert.throws(() => new SlotReader(bytes).array(new Uint32Array(2)), failing('corrupt', /12 bytes/));
    assert.throws(() => new SlotReader(bytes).array(new Uint32Array(4)), failing('corrupt', /12 bytes/));
  });
});
