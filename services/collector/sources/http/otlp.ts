/**
 * Logs as OpenTelemetry's collectors send them: ExportLogsServiceRequest of opentelemetry-proto 1.x, as protobuf or JSON. The
 * line of a web server is the body of a record; what is about it is of no interest.
 */
import { weir } from '#proto';
import { Refusal } from './refusal.ts';

export const OTLP_PATH = '/v1/logs';

export interface OtlpLogs {
  readonly lines: readonly Uint8Array[];
  /** Records whose body is no text. */
  readonly others: number;
}

/** @throws Refusal when it is no such message */
export function linesOfProtobuf(body: Uint8Array): OtlpLogs {
  const lines: Uint8Array[] = [];
  let others = 0;
  for (const { body: text } of recordsOf(body)) {
    const line = text?.stringValue ?? text?.bytesValue;
    if (line) lines.push(line);
    else others++;
  }
  return { lines, others };
}

function recordsOf(body: Uint8Array): weir.v1.LogRecord.$Properties[] {
  try {
    const { resourceLogs } = weir.v1.ExportLogsServiceRequest.decode(body);
    return resourceLogs.flatMap(({ scopeLogs }) =>
      (scopeLogs ?? []).flatMap(({ logRecords }) => logRecords ?? []),
    );
  } catch {
    throw new Refusal(400, 'the body is no ExportLogsServiceRequest');
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
  const partialSuccess = { rejectedLogRecords: others, errorMessage: message };
  return weir.v1.ExportLogsServiceResponse.encode(others === 0 ? {} : { partialSuccess }).finish();
}
