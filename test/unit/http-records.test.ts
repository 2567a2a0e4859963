/** What the bodies of requests are cut into. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import protobuf from 'protobufjs';
import { Envelope } from '#services/collector/sources/http/envelope.ts';
import { linesOfJson, linesOfProtobuf, otlpAnswer } from '#services/collector/sources/http/otlp.ts';
import { recordsOf } from '#services/collector/sources/http/records.ts';

function texts(body: Buffer | string): string[] | undefined {
  const bytes = Buffer.from(body);
  const spans = recordsOf(bytes);
  if (!spans) return undefined;
  return spans.flatMap((start, i) => (i % 2 === 0 ? [bytes.toString('utf8', start, spans[i + 1])] : []));
}

describe('records of a body', () => {
  it('are the elements of an array, whatever is in them', () => {
    const blanks = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue({ maxDepth: 4 })),
        blanks,
        fc.boolean(),
        (values, blank, isPretty) => {
          const parts = values.map((value) => JSON.stringify(value, null, isPretty ? 2 : 0));
          const body = `${blank}[${blank}${parts.join(`${blank},${blank}`)}${blank}]${blank}`;
          assert.deepEqual(texts(body), parts);
        },
      ),
    );
  });

  it('are none of what begins as an array and is damaged', () => {
    for (const body of ['[', '[1', '[1,', '[1,]', '[1]x', '[}', '[{"a":1]', '[1 2]', '[,1]']) {
      assert.equal(texts(body), undefined, body);
    }
    fc.assert(
      fc.property(fc.array(fc.object(), { minLength: 1 }), fc.nat(), (values, cut) => {
        const body = JSON.stringify(values);
        assert.equal(texts(body.slice(0, 1 + (cut % (body.length - 1)))), undefined);
      }),
    );
  });

  it('are lines otherwise, and empty ones are none', () => {
    const line = fc.stringMatching(/^[^[\r\n \t][^\r\n]{0,20}$/);
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), fc.constantFrom('\n', '\r\n', '\n\n'), (lines, end) => {
        assert.deepEqual(texts(lines.join(end)), lines);
        assert.deepEqual(texts(lines.map((each) => each + end).join('')), lines);
      }),
    );
    assert.deepEqual(texts(''), []);
    const bytes = Buffer.from([0xff, 0x0a, 0xfe]);
    assert.deepEqual(recordsOf(bytes), [0, 1, 2, 3]);
  });
});

describe('an envelope', () => {
  it('holds the line, with its escapes undone', () => {
    const envelope = new Envelope('log');
    const open = (record: string) => {
      const body = Buffer.from(record);
      if (!envelope.open(body, 0, body.length)) return undefined;
      return envelope.buffer.toString('utf8', envelope.start, envelope.end);
    };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (line) => {
        assert.equal(open(JSON.stringify({ date: 1.5, log: line, more: { log: 'no' } })), line);
      }),
    );
    assert.equal(open('{"message":"x"}'), undefined);
    assert.equal(open('{"log":{"a":1}}'), undefined);
    assert.equal(open('nonsense'), undefined);
  });
});

const PROTO = `syntax = "proto3";
message Request { repeated ResourceLogs resource_logs = 1; }
message ResourceLogs { repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
message ScopeLogs { repeated LogRecord log_records = 2; }
message LogRecord { fixed64 time_unix_nano = 1; string severity_text = 3; AnyValue body = 5; uint32 flags = 8; }
message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; KeyValueList kvlist_value = 6; bytes bytes_value = 7; } }
message KeyValueList { repeated KeyValue values = 1; }
message KeyValue { string key = 1; AnyValue value = 2; }
message Response { Partial partial_success = 1; }
message Partial { int64 rejected_log_records = 1; string error_message = 2; }`;

describe('logs of OpenTelemetry', () => {
  const { root } = protobuf.parse(PROTO);
  const request = root.lookupType('Request');
  const records = fc.array(
    fc.array(
      fc.array(
        fc.oneof(
          fc.string({ unit: 'grapheme' }).map((text) => ({ text, body: { stringValue: text } })),
          fc.constant({ text: undefined, body: { intValue: 7 } }),
          fc.constant({
            text: undefined,
            body: { kvlistValue: { values: [{ key: 'a', value: { stringValue: 'b' } }] } },
          }),
        ),
      ),
    ),
  );

  it('are the bodies of their records, in protobuf and in JSON', () => {
    fc.assert(
      fc.property(records, (resources) => {
        const all = resources.flat(2);
        const message = {
          resourceLogs: resources.map((scopes) => ({
            schemaUrl: 'https://example.org/1.0',
            scopeLogs: scopes.map((logs) => ({
              logRecords: logs.map(({ body }) => ({ severityText: 'INFO', flags: 1, body })),
            })),
          })),
        };
        const expected = {
          lines: all.flatMap(({ text }) => (text === undefined ? [] : [text])),
          others: all.filter(({ text }) => text === undefined).length,
        };
        const encoded = request.encode(request.fromObject(message)).finish();
        for (const { lines, others } of [
          linesOfProtobuf(encoded),
          linesOfJson(Buffer.from(JSON.stringify(message))),
        ]) {
          assert.deepEqual({ lines: lines.map((line) => Buffer.from(line).toString()), others }, expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('that are none are refused, whatever the bytes are', () => {
    for (const body of ['nonsense', '{"resourceLogs":1}', 'null', '{"resourceLogs":[{"scopeLogs":[null]}]}'])
      assert.throws(() => linesOfJson(Buffer.from(body)), /no ExportLogsServiceRequest/, body);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          linesOfProtobuf(bytes);
        } catch (error) {
          assert.match(String(error), /no ExportLogsServiceRequest/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are answered with how many were not taken', () => {
    assert.equal(Buffer.from(otlpAnswer(0, true)).toString(), '{}');
    assert.equal(otlpAnswer(0, false).length, 0);
    const answer = root.lookupType('Response').decode(otlpAnswer(3, false));
    const { partialSuccess } = root.lookupType('Response').toObject(answer, { longs: Number });
    assert.deepEqual(partialSuccess, {
      rejectedLogRecords: 3,
      errorMessage: '3 log records have a body that is no text',
    });
    assert.equal(
      JSON.parse(Buffer.from(otlpAnswer(3, true)).toString()).partialSuccess.rejectedLogRecords,
      '3',
    );
  });
});
