/** Takes in what requests bring, and answers each once its lines are safe: who gets no 2xx has to send them again. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '#libs/clock/clock.ts';
import { within } from '#libs/clock/within.ts';
import { failureOf, messageOf } from '#libs/errors/weir-error.ts';
import type { Mishap } from '../../mishap.ts';
import type { Tokens } from '../listening/tokens.ts';
import type { PushedLines } from '../pushed-lines.ts';
import { readBody } from './body.ts';
import type { Envelope } from './envelope.ts';
import type { IdempotencyKeys } from './idempotency-keys.ts';
import { linesOfJson, linesOfProtobuf, OTLP_PATH, otlpAnswer } from './otlp.ts';
import { linesOf, recordsOf } from './records.ts';
import { Refusal } from './refusal.ts';

/** Lines that are passed on before everything else gets a turn. */
const LINES_AT_ONCE = 512;
const RETRY_SECONDS = 1;
const JSON_TYPE = 'application/json';
const PROTOBUF_TYPE = 'application/x-protobuf';
/** Of bodies that are lines, though the first of them may begin with a bracket. */
const LINE_TYPES: ReadonlySet<string> = new Set(['application/x-ndjson', 'text/plain']);

export interface ReceiverOptions {
  readonly lines: PushedLines;
  readonly tokens: Tokens | undefined;
  /** Takes the line out of each record; undefined when a record is a line. */
  readonly envelope: Envelope | undefined;
  /** Bytes of one body, unpacked. */
  readonly bodyMax: number;
  /** Bytes of all bodies that are in memory. */
  readonly bytesMax: number;
  /** How long a request waits for room until it is refused, ms. */
  readonly patienceMs: number;
  readonly clock: Clock;
  /** By which requests are known that are sent again; outlives this, as what follows does. */
  readonly keys: IdempotencyKeys;
  /** Requests that were refused for what they are, and for want of room. */
  readonly refused: Mishap;
  readonly crowded: Mishap;
}

interface Answer {
  readonly type: string;
  readonly body: Uint8Array;
}

const NOTHING: Answer = { type: '', body: new Uint8Array(0) };

export class Receiver {
  readonly #options: ReceiverOptions;
  readonly #atWork = new Set<Promise<void>>();
  #bytes = 0;
  #isClosing = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
  }

  /** Bytes of bodies that are in memory. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Never rejects. */
  take(request: IncomingMessage, response: ServerResponse): void {
    const work = this.#take(request, response).finally(() => this.#atWork.delete(work));
    this.#atWork.add(work);
  }

  /** Takes no more requests; resolves when those at work have been answered, or after `patienceMs`. */
  async close(): Promise<void> {
    const { clock, patienceMs } = this.#options;
    this.#isClosing = true;
    await within(clock, patienceMs, Promise.all(this.#atWork));
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const { type, body } = await this.#receive(request, response);
      response.statusCode = 200;
      if (type !== '') response.setHeader('content-type', type);
      response.end(body);
    } catch (error) {
      this.#refuse(request, response, refusalOf(error));
    }
  }

  #refuse(
    request: IncomingMessage,
    response: ServerResponse,
    { status, message, retryAfter }: Refusal,
  ): void {
    const { refused, crowded } = this.#options;
    if (request.destroyed && !request.complete) return;
    (retryAfter === undefined ? refused : crowded).add();
    response.statusCode = status;
    if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
    if (status === 401) response.setHeader('www-authenticate', 'Bearer, Basic realm="weir"');
    if (status === 405) response.setHeader('allow', 'POST');
    // What is left of the body would have to be read for nothing.
    if (!request.complete || this.#isClosing) response.setHeader('connection', 'close');
    response.setHeader('content-type', 'text/plain; charset=utf-8');
    response.end(`${message}\n`);
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<Answer> {
    const { tokens, bodyMax } = this.#options;
    if (tokens && !tokens.admits(request.headers.authorization ?? fromPath(request))) {
      throw new Refusal(401, 'send a token of this source, as Bearer, or as the password of Basic');
    }
    if (request.method !== 'POST') throw new Refusal(405, 'logs are sent with POST');
    if (Number(request.headers['content-length'] ?? 0) > bodyMax) {
      throw new Refusal(413, `the body is longer than ${bodyMax} bytes: send smaller batches`);
    }
    if (this.#isClosing) throw new Refusal(503, 'the collector is stopping', RETRY_SECONDS);
    if (request.headers.expect !== undefined) response.writeContinue();
    let held = 0;
    try {
      const body = await readBody(request, bodyMax, (bytes) => {
        this.#grow(bytes);
        held += bytes;
      });
      return await this.#takeIn(request, body);
    } finally {
      this.#bytes -= held;
    }
  }

  #grow(bytes: number): void {
    if (this.#bytes + bytes > this.#options.bytesMax)
      throw new Refusal(429, 'too many requests are being taken in', RETRY_SECONDS);
    this.#bytes += bytes;
  }

  async #takeIn(request: IncomingMessage, body: Buffer): Promise<Answer> {
    const type = (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
    const path = request.url?.split('?')[0];
    if (path === OTLP_PATH && (type === PROTOBUF_TYPE || type === JSON_TYPE)) {
      const isJson = type === JSON_TYPE;
      const { lines, others } = isJson ? linesOfJson(body) : linesOfProtobuf(body);
      await this.#store(request, lines.length, (i) =>
        this.#options.lines.add(lines[i] as Buffer, 0, lines[i].length),
      );
      return { type, body: otlpAnswer(others, isJson) };
    }
    const spans = LINE_TYPES.has(type) ? linesOf(body) : recordsOf(body);
    if (!spans) throw new Refusal(400, 'the body begins with [ and is no JSON array');
    await this.#store(request, spans.length / 2, (i) =>
      this.#addRecord(body, spans[2 * i], spans[2 * i + 1]),
    );
    return NOTHING;
  }

  /** Resolves when all are in the spool, now or since they were sent before. */
  #store({ headers }: IncomingMessage, count: number, add: (i: number) => void): Promise<void> {
    const key = headers['idempotency-key'];
    return this.#options.keys.once(key?.toString(), () => this.#add(count, add));
  }

  /** Resolves when all are in the spool. @throws Refusal when there is no room */
  async #add(count: number, add: (i: number) => void): Promise<void> {
    const { lines } = this.#options;
    await this.#room();
    await lines.keep(async () => {
      for (let i = 0; i < count; ) {
        for (const end = Math.min(count, i + LINES_AT_ONCE); i < end; i++) add(i);
        await lines.flush();
      }
    });
  }

  /** Once some of its lines are taken in a request goes on to its end, however long that takes. */
  async #room(): Promise<void> {
    const { lines, clock, patienceMs } = this.#options;
    const hasRoom = lines.flush().then(() => true);
    if (!(await within(clock, patienceMs, hasRoom)))
      throw new Refusal(503, 'no more can be taken in for the moment', RETRY_SECONDS);
  }

  #addRecord(body: Buffer, start: number, end: number): void {
    const { envelope, lines } = this.#options;
    // A record without a line is one that no format can read: it is counted and sampled like any other.
    if (envelope?.open(body, start, end)) lines.add(envelope.buffer, envelope.start, envelope.end);
    else lines.add(body, start, end);
  }
}

/** ModSecurity can send nothing but what is in its URL, and no user in that. */
function fromPath({ url = '' }: IncomingMessage): string {
  return `Bearer ${url.slice(url.lastIndexOf('/') + 1)}`;
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (failureOf(error) === 'full') return new Refusal(503, messageOf(error), RETRY_SECONDS);
  return new Refusal(500, messageOf(error), RETRY_SECONDS);
}
