/**
 * Logs as OpenTelemetry's collectors send them: ExportLogsServiceRequest of opentelemetry-proto 1.x, as protobuf or JSON. The
 * line of a web server is the body of a record; what is about it is of no interest.
 */
import protobuf from 'protobufjs/minimal.js';
import { Refusal } from './refusal.ts';

export const OTLP_PATH = '/v1/logs';

/** Numbers of fields: request.resource_logs, .scope_logs, .log_records, .body. */
const TO_BODY = [1, 2, 2, 5] as const;
/** Of AnyValue. */
const STRING_VALUE = 1;
const BYTES_VALUE = 7;
/** A field with a length before it. */
const DELIMITED = 2;

export interface OtlpLogs {
  readonly lines: readonly Uint8Array[];
  /** Records whose body is no text. */
  readonly others: number;
}

/** @throws Refusal when it is no such message */
export function linesOfProtobuf(body: Uint8Array): OtlpLogs {
  const lines: Uint8Array[] = [];
  let others = 0;
  const walk = (message: Uint8Array, depth: number) => {
    if (depth === TO_BODY.length) {
      const text = textOf(message);
      if (text) lines.push(text);
      else others++;
      return;
    }
    forEachField(message, (field, value) => {
      if (field === TO_BODY[depth]) walk(value, depth + 1);
    });
  };
  try {
    walk(body, 0);
  } catch {
    throw new Refusal(400, 'the body is no ExportLogsServiceRequest');
  }
  return { lines, others };
}

/** The bytes as they were sent: whether they are UTF-8 is not asked. */
function textOf(value: Uint8Array): Uint8Array | undefined {
  let text: Uint8Array | undefined;
  forEachField(value, (field, bytes) => {
    if (field === STRING_VALUE || field === BYTES_VALUE) text = bytes;
  });
  return text;
}

function forEachField(message: Uint8Array, take: (field: number, value: Uint8Array) => void): void {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if ((tag & 7) === DELIMITED) take(tag >>> 3, reader.bytes());
    else reader.skipType(tag & 7);
  }
}

interface JsonLogs {
  readonly resourceLogs?: readonly {
    readonly scopeLogs?: readonly { readonly logRecords?: readonly { readonly body?: JsonValue }[] }[];
  }[];
}

interface JsonValue {
  readonly stringValue?: unknown;
  readonly bytesValue?: unknown;
}

/** @throws Refusal when it is no such message */
export function linesOfJson(body: Buffer): OtlpLogs {
  const lines: Uint8Array[] = [];
  let others = 0;
  try {
    const { resourceLogs = [] } = JSON.parse(body.toString()) as JsonLogs;
    for (const { scopeLogs = [] } of resourceLogs) {
      for (const { logRecords = [] } of scopeLogs) {
        for (const { body: value } of logRecords) {
          if (typeof value?.stringValue === 'string') lines.push(Buffer.from(value.stringValue));
          else if (typeof value?.bytesValue === 'string') lines.push(Buffer.from(value.bytesValue, 'base64'));
          else others++;
        }
      }
    }
  } catch {
    throw new Refusal(400, 'the body is no ExportLogsServiceRequest in JSON');
  }
  return { lines, others };
}

/** The answer: that all was taken, or how many records have no text for a body. */
export function otlpAnswer(others: number, isJson: boolean): Uint8Array {
  const message = `${others} log records have a body that is no text`;
  if (isJson) {
    const partialSuccess = { rejectedLogRecords: String(others), errorMessage: message };
    return Buffer.from(JSON.stringify(others === 0 ? {} : { partialSuccess }));
  }
  const writer = protobuf.Writer.create();
  if (others > 0) writer.uint32(10).fork().uint32(8).int64(others).uint32(18).string(message).ldelim();
  return writer.finish();
}
