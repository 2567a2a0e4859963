import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { packSlots, SlotReader, SlotWriter, saveSlot, unpackSlots } from '#libs/actor/slots.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
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

  it('keep their names, versions and bytes in a snapshot', () => {
    const slot = fc.record(
      { name: wholeText, version: fc.nat(2 ** 32 - 1), bytes: fc.uint8Array() },
      { noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 5 }), (slots) => {
        const found = unpackSlots(packSlots(slots));
        assert.deepEqual(
          found.map(({ bytes, ...rest }) => ({ ...rest, bytes: Uint8Array.from(bytes) })),
          slots,
        );
      }),
      { numRuns: 200 },
    );
  });

  it('are what their owner has written', () => {
    const slot = saveSlot({
      slotName: 'marks',
      slotVersion: 3,
      save: (writer) => writer.text('state'),
      restore: () => {},
    });
    assert.deepEqual([slot.name, slot.version, new SlotReader(slot.bytes).text()], ['marks', 3, 'state']);
  });

  it('of another kind of bytes, or cut short anywhere, are refused', () => {
    const whole = packSlots([
      { name: 'one', version: 1, bytes: Buffer.from('abc') },
      { name: 'two', version: 2, bytes: Buffer.from('') },
    ]);
    assert.throws(() => unpackSlots(Buffer.from('something else')), failing('corrupt', /does not begin/));
    for (let length = 0; length < whole.length; length++) {
      assert.throws(() => unpackSlots(whole.subarray(0, length)), failing('corrupt'), `${length} bytes`);
    }
  });

  it('with any byte changed are refused as corrupt, or are others', () => {
    const whole = packSlots([{ name: 'one', version: 1, bytes: Buffer.from('abc') }]);
    for (let at = 0; at < whole.length; at++) {
      for (const byte of [0, 1, 127]) {
        const bytes = Uint8Array.from(whole);
        bytes[at] = byte;
        try {
          unpackSlots(bytes);
        } catch (error) {
          assert.equal(failureOf(error), 'corrupt', `byte ${at} as ${byte}: ${error}`);
        }
      }
    }
  });

  it('hold arrays of the length that is asked for, or nothing is read', () => {
    const writer = new SlotWriter();
    writer.array(Uint32Array.of(1, 2, 3));
    const bytes = writer.finish();
    assert.throws(() => new SlotReader(bytes).array(new Uint32Array(2)), failing('corrupt', /12 bytes/));
    assert.throws(() => new SlotReader(bytes).array(new Uint32Array(4)), failing('corrupt', /12 bytes/));
  });
});
