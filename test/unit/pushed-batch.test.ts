/** Batches of clients of Ingest: what is taken, and that whatever else comes is refused as a whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fieldsOf } from '#libs/domain/event.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { EventRow } from '#libs/wire/row.ts';
import { fillRow, PUSHED_ROWS_MAX, readBatch } from '#services/collector/sources/grpc/pushed-batch.ts';
import { PushedFormat } from '#services/collector/sources/grpc/pushed-format.ts';
import { START_MS, words } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { type Head, messageOf, type PushedEvent } from '../support/ingest-client.ts';

const event = (options: Partial<PushedEvent> = {}): PushedEvent => ({
  timeMs: START_MS,
  address: '198.51.100.7',
  texts: { path: '/', host: 'shop.example', user_agent: 'curl' },
  ...options,
});

const f64 = (value: number) => Buffer.from(new Float64Array([value]).buffer);

function rowsOf(bytes: Uint8Array): object[] {
  const { events } = readBatch(bytes);
  const row = new EventRow();
  return Array.from({ length: events.rows }, (_, i) => {
    fillRow(events, i, row);
    const { timeMs, status, flags } = row;
    return {
      timeMs,
      status,
      flags,
      address: [...row.address],
      path: row.text('path'),
      host: row.text('host'),
    };
  });
}

describe('a batch that is pushed', () => {
  it('is read as it was sent', () => {
    const bytes = messageOf({ collector: 'web-1', number: 7 }, [
      event({ texts: { path: '/a' } }),
      event({ status: 404, flags: 4, address: '2001:db8::1', texts: { path: '/b', host: 'shop.example' } }),
    ]);
    assert.deepEqual([readBatch(bytes).sender, readBatch(bytes).number], ['web-1', 7]);
    const common = { timeMs: START_MS };
    assert.deepEqual(rowsOf(bytes), [
      { ...common, status: 200, flags: 0, address: [...words('198.51.100.7')], path: '/a', host: '' },
      {
        ...common,
        ...{ status: 404, flags: 4, address: [...words('2001:db8::1')], path: '/b', host: 'shop.example' },
      },
    ]);
  });

  it('may be of no event, and leave out what has no value', () => {
    assert.deepEqual(rowsOf(messageOf({ collector: 'web-1' })), []);
    const [row] = rowsOf(
      messageOf({ number: 1, status: Buffer.alloc(0), flags: Buffer.alloc(0) }, [event()]),
    );
    assert.deepEqual(row, {
      ...{ timeMs: START_MS, status: 0, flags: 0, address: [...words('198.51.100.7')] },
      ...{ path: '/', host: 'shop.example' },
    });
  });

  const waf = { number: 1, flags: Buffer.of(8) };
  const withRule = event({ texts: { waf_rule: '942100' } });
  const cases: readonly [RegExp, Head, readonly PushedEvent[]][] = [
    [/501 rows are too many/, { number: 1 }, Array.from({ length: PUSHED_ROWS_MAX + 1 }, () => event())],
    [/address has 4 bytes for 4 values/, { address: Buffer.alloc(4) }, [event()]],
    [/time_ms has 7 bytes for 1 values/, { timeMs: Buffer.alloc(7) }, [event()]],
    [/a row has no time/, { timeMs: f64(Number.NaN) }, [event()]],
    [/-1 is no time in Unix ms/, { timeMs: f64(-1) }, [event()]],
    [/9000000000000000 is no time/, { timeMs: f64(9e15) }, [event()]],
    [/status 1000 is more than 999/, {}, [event({ status: 1000 })]],
    [/bytes_sent is -1/, { bytesSent: f64(-1) }, [event()]],
    [/request_bytes is Infinity/, { requestBytes: f64(Number.POSITIVE_INFINITY) }, [event()]],
    [/row 1 has flags 2: a sender sets 13 at most/, {}, [event(), event({ flags: 2 })]],
    [/row 0 has flags 16/, {}, [event({ flags: 16 })]],
    [/row 0 has flags 255/, {}, [event({ flags: 255 })]],
    [/flag 8 goes with a waf_rule/, waf, [event()]],
    [/flag 8 goes with a waf_rule/, {}, [withRule]],
    [/waf_severity is 8/, { ...waf, wafSeverity: Buffer.of(8) }, [withRule]],
    [/waf_severity is 1;/, { wafSeverity: Buffer.of(1) }, [event()]],
    [/path has cuts/, { path: { data: Buffer.of(), cuts: [{ value: 1, length: 9 }] } }, [event()]],
    [/path\.index has 1 bytes/, { path: { ends: Buffer.alloc(4), index: Buffer.alloc(1) } }, [event()]],
    [/no value 5/, { path: { ends: Buffer.alloc(4), index: Buffer.of(5, 0) } }, [event()]],
    [/ends at 9/, { path: { ends: Buffer.of(0, 0, 0, 0, 9, 0, 0, 0), index: Buffer.of(1, 0) } }, [event()]],
    [/text of 65537 bytes/, {}, [event({ texts: { path: 'x'.repeat(65_537) } })]],
    [/bytes of text, more than/, {}, Array(400).fill(event({ texts: { path: 'x'.repeat(30_000) } }))],
    [/1\.5 is no number/, { number: 1.5 }, []],
    [/-1 is no number/, { number: -1 }, []],
    [/NaN is no number/, { number: Number.NaN }, []],
    [/is no number/, { number: 2 ** 53 }, []],
    [/name of the sender/, { collector: 'a b' }, []],
    [/name of the sender/, { collector: 'x'.repeat(64) }, []],
    [/name of the sender/, { collector: '../x' }, []],
  ];
  for (const [message, head, events] of cases) {
    it(`is refused: ${message.source}`, () => {
      assert.throws(() => readBatch(messageOf(head, events)), failing('invalid', message));
    });
  }

  it('of millions of rows in few bytes is refused before there is room for them', () => {
    assert.throws(() => readBatch(messageOf({ rows: 4_000_000_000 })), failing('invalid', /too many/));
  });

  it('is refused or has the events that its columns say, whatever becomes of its bytes', () => {
    const bytes = messageOf(
      { collector: 'web-1', number: 3 },
      Array.from({ length: 12 }, (_, i) =>
        event({ timeMs: START_MS + i, texts: { path: `/${i % 4}`, host: 'a' } }),
      ),
    );
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    let taken = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(bytes.length), (changes, end) => {
        const changed = Buffer.from(bytes.subarray(0, end % 3 === 0 ? end : bytes.length));
        for (const { at, byte } of changes) if (at < changed.length) changed[at] = byte;
        let rows: readonly object[];
        try {
          rows = rowsOf(changed);
        } catch (error) {
          assert.ok(error instanceof WeirError && error.failure === 'invalid', String(error));
          return;
        }
        taken++;
        assert.ok(rows.length <= PUSHED_ROWS_MAX);
        for (const each of rows as { timeMs: number; status: number; flags: number }[]) {
          assert.ok(each.timeMs >= 0 && each.timeMs <= 8.64e15);
          assert.ok(each.status <= 999 && (each.flags & ~13) === 0);
        }
      }),
      { numRuns: 5000 },
    );
    assert.ok(taken > 100, `${taken} were taken`);
  });

  it('keeps to its text columns when another one is damaged', () => {
    const events = Array.from({ length: 8 }, (_, i) =>
      event({ texts: { path: `/${i}`, host: `${i}.example` } }),
    );
    const clean = rowsOf(messageOf({ number: 1 }, events)) as { path: string }[];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (data) => {
        const ends = Buffer.alloc(8);
        ends.writeUInt32LE(data.length, 4);
        const host = { data, ends, index: Buffer.alloc(16, '\x01\x00', 'latin1') };
        const rows = rowsOf(messageOf({ number: 1, host }, events)) as { path: string }[];
        assert.deepEqual(
          rows.map(({ path }) => path),
          clean.map(({ path }) => path),
        );
      }),
    );
  });
});

describe('the fields of what is pushed', () => {
  it('are those that some event had', () => {
    const format = new PushedFormat();
    const { events } = readBatch(
      messageOf({ number: 1 }, [
        event({ texts: { path: '/' } }),
        event({ texts: { user: 'ann' }, flags: 1 }),
      ]),
    );
    const row = new EventRow();
    assert.deepEqual(fieldsOf(format.fields), ['time', 'client.ip']);
    fillRow(events, 0, row);
    format.note(row);
    assert.deepEqual(fieldsOf(format.fields), ['time', 'client.ip', 'path', 'status']);
    fillRow(events, 1, row);
    format.note(row);
    assert.deepEqual(fieldsOf(format.fields), ['time', 'client.ip', 'path', 'status', 'user', 'refused']);
  });
});
