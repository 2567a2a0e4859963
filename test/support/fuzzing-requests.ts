/**
 * What takes requests and records under bodies that somebody made up: it refuses them or finds lines in them, never fails
 * otherwise, never reads what is not there, and of a body that nobody has damaged it finds the lines that were put in.
 */
import assert from 'node:assert/strict';
import { type Random, seededRandom } from '#libs/clock/random.ts';
import { weir } from '#proto';
import { Envelope } from '#services/collector/sources/http/envelope.ts';
import { linesOfJson, linesOfProtobuf } from '#services/collector/sources/http/otlp.ts';
import { linesOf, recordsOf } from '#services/collector/sources/http/records.ts';
import { Refusal } from '#services/collector/sources/http/refusal.ts';
import { SyslogFrames } from '#services/collector/sources/syslog/frames.ts';
import { addRecord } from '#services/collector/sources/syslog/record-lines.ts';
import { hostile, WRITERS } from './hostile-lines.ts';
import { mutate } from './json-lines.ts';

const LINES_MAX = 4;
const HEADER = '<190>1 2026-11-21T19:58:07Z web nginx - - - ';

/** A kind of body: how lines are put into it, and how they are found there. */
interface Kind {
  readonly write: (lines: readonly string[]) => Buffer;
  /** @throws Refusal */
  readonly read: (body: Buffer) => readonly string[];
}

const textOf = (body: Uint8Array, start: number, end: number) => {
  assert.ok(
    start >= 0 && start <= end && end <= body.length,
    `a line from ${start} to ${end} of ${body.length}`,
  );
  return Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1', start, end);
};

function pieces(body: Buffer, spans: readonly number[] | undefined): string[] {
  if (!spans) throw new Refusal(400, 'no array');
  return spans.flatMap((start, i) => (i % 2 === 0 ? [textOf(body, start, spans[i + 1])] : []));
}

const latin = (text: string) => Buffer.from(text, 'latin1');
const all = (lines: readonly Uint8Array[]) => lines.map((line) => textOf(line, 0, line.length));
const inEnvelope = new Envelope('message');
const records = (lines: readonly string[]) => [
  { scopeLogs: [{ logRecords: lines.map((line) => ({ body: { stringValue: line } })) }] },
];

/** Lines of JSON are text of ASCII here, so that each kind can hold them. */
const KINDS: Readonly<Record<string, Kind>> = {
  lines: {
    write: (lines) => latin(lines.map((line) => `${line}\n`).join('')),
    read: (body) => pieces(body, linesOf(body)),
  },
  array: {
    write: (lines) => latin(`[${lines.join(' , ')}]`),
    read: (body) => pieces(body, recordsOf(body)),
  },
  envelopes: {
    write: (lines) => latin(lines.map((line) => JSON.stringify({ host: 'a', message: line })).join('\n')),
    read: (body) => {
      const spans = recordsOf(body) ?? [];
      return spans.flatMap((start, i) =>
        i % 2 === 0 && inEnvelope.open(body, start, spans[i + 1])
          ? [textOf(inEnvelope.buffer, inEnvelope.start, inEnvelope.end)]
          : [],
      );
    },
  },
  'OTLP JSON': {
    write: (lines) => Buffer.from(JSON.stringify({ resourceLogs: records(lines) })),
    read: (body) => all(linesOfJson(body).lines),
  },
  'OTLP protobuf': {
    write: (lines) => {
      const logRecords = lines.map((line) => ({ body: { stringValue: latin(line) } }));
      const message = { resourceLogs: [{ scopeLogs: [{ logRecords }] }] };
      return Buffer.from(weir.v1.ExportLogsServiceRequest.encode(message).finish());
    },
    read: (body) => all(linesOfProtobuf(body).lines),
  },
  syslog: {
    write: (lines) => latin(lines.map((line) => `${HEADER.length + line.length} ${HEADER}${line}`).join('')),
    read: (body) => {
      const found: string[] = [];
      const add = (buffer: Buffer, start: number, end: number) => found.push(textOf(buffer, start, end));
      const frames = new SyslogFrames({
        record: (buffer, start, end) => addRecord({ add }, buffer, start, end),
        cutOff: () => {},
      });
      const middle = body.length >> 1;
      frames.push(body.subarray(0, middle));
      frames.push(body.subarray(middle));
      frames.finish();
      return found;
    },
  },
};

export interface FuzzedRequests {
  /** Lines that were found in damaged bodies, and damaged bodies that were refused. */
  readonly lines: number;
  readonly refused: number;
}

/** Reads `bodies` bodies, the same for each seed, of all kinds in turn. @throws AssertionError with the body */
export function fuzzRequests(bodies: number, seed: number): FuzzedRequests {
  const random = seededRandom(seed);
  const kinds = Object.entries(KINDS);
  let lines = 0;
  let refused = 0;
  for (let i = 0; i < bodies; i++) {
    const [name, { write, read }] = kinds[i % kinds.length];
    const written = Array.from({ length: 1 + Math.floor(random.next() * LINES_MAX) }, () => lineOf(random));
    const body = write(written);
    assert.deepEqual(read(body), written, name);
    const damaged = mutate(body, random);
    try {
      lines += read(damaged).length;
    } catch (error) {
      if (error instanceof Refusal) refused++;
      else throw new Error(`${name} fails at ${damaged.toString('latin1')}`, { cause: error });
    }
  }
  return { lines, refused };
}

function lineOf(random: Random): string {
  return WRITERS.json(hostile(random)).replace(/[^ -~]/g, '?');
}
