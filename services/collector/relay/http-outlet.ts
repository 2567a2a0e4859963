/** Lines that are posted: a batch a request, over connections that stay open. */
import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { constants, gzip, zstdCompress } from 'node:zlib';
import type { Clock } from '#libs/clock/clock.ts';
import { retryAfterOf } from '#libs/clock/retry-after.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type ClientFiles, type ClientTls, isSameTls } from './client-files.ts';
import type { HttpDestination } from './config.ts';
import type { Delivery, Outlet, OutletCounts } from './outlet.ts';
import { distrust, TlsFailures } from './tls-failures.ts';

/** Of an answer, for people. */
const TEXT_MAX = 200;
/** What is wrong with the batch itself: too long, or not to be read. */
const REFUSALS: ReadonlySet<number> = new Set([400, 413, 422]);
const GZIP = { level: constants.Z_BEST_SPEED };

const PACKERS = { gzip: (body: Buffer) => promisify(gzip)(body, GZIP), zstd: promisify(zstdCompress) };

export interface HttpOutletOptions extends HttpDestination {
  readonly files: ClientFiles;
  readonly clock: Clock;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;
}

export class HttpOutlet implements Outlet {
  readonly parallel: number;
  readonly #options: HttpOutletOptions;
  readonly #isSecure: boolean;
  readonly #tlsFailures: TlsFailures;
  #agent: HttpAgent | HttpsAgent;
  /** What the agent was made with. */
  #tls: ClientTls;
  #connections = 0;

  constructor(options: HttpOutletOptions) {
    this.parallel = options.connections;
    this.#options = options;
    this.#isSecure = options.url.startsWith('https:');
    this.#tlsFailures = new TlsFailures(options.clock);
    this.#tls = options.files.tls;
    this.#agent = this.#newAgent();
  }

  get counts(): OutletCounts {
    return { connections: this.#connections, tlsFailures: this.#tlsFailures.count };
  }

  get alarms(): string[] {
    return [...this.#tlsFailures.alarms, ...this.#options.files.alarms];
  }

  async deliver({ id, lines }: Delivery, signal: AbortSignal): Promise<void> {
    const { compress, files, clock } = this.#options;
    const body = compress === 'none' ? lines : await PACKERS[compress](lines);
    const headers = {
      'content-type': 'application/x-ndjson',
      'content-length': body.length,
      'idempotency-key': id,
      'user-agent': 'weir-relay',
      ...(compress === 'none' ? {} : { 'content-encoding': compress }),
      ...(files.token === undefined ? {} : { authorization: `Bearer ${files.token}` }),
    };
    this.#renew();
    const { status, retryAfter, text } = await this.#post(headers, body, signal);
    if (status >= 200 && status < 300) return;
    const what = `${this.#host} answers ${status}${text === '' ? '' : `: ${text}`}`;
    if (REFUSALS.has(status)) throw new WeirError('invalid', what);
    const retryAfterMs = retryAfterOf(retryAfter, clock.now());
    throw new WeirError('unavailable', what, retryAfterMs === undefined ? {} : { retryAfterMs });
  }

  close(): void {
    this.#options.files.end();
    this.#agent.destroy();
  }

  get #host(): string {
    return new URL(this.#options.url).host;
  }

  /** Connections from before are not used again, and close when they have been idle for long enough. */
  #renew(): void {
    const { tls } = this.#options.files;
    if (isSameTls(tls, this.#tls)) return;
    this.#tls = tls;
    this.#agent = this.#newAgent();
  }

  #newAgent(): HttpAgent | HttpsAgent {
    const { connections, idle, probe } = this.#options;
    const options = {
      keepAlive: true,
      keepAliveMsecs: probe,
      maxSockets: connections,
      maxFreeSockets: connections,
      timeout: idle,
    };
    return this.#isSecure
      ? new HttpsAgent({ ...options, ...this.#tls, minVersion: 'TLSv1.2' })
      : new HttpAgent(options);
  }

  /** A connection that the other side has closed just before it was used again says nothing about the other side. */
  async #post(headers: RequestOptions['headers'], body: Buffer, signal: AbortSignal): Promise<Answer> {
    const first = await this.#try(headers, body, signal);
    if (first !== 'stale') return first;
    const second = await this.#try(headers, body, signal);
    if (second !== 'stale') return second;
    throw new WeirError('unavailable', `${this.#host} closes its connections`);
  }

  #try(headers: RequestOptions['headers'], body: Buffer, signal: AbortSignal): Promise<Answer | 'stale'> {
    const { url, timeout, clock } = this.#options;
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => {
        timer.cancel();
        const isStale = request.reusedSocket && (error as NodeJS.ErrnoException).code === 'ECONNRESET';
        if (isStale) resolve('stale');
        else
          reject(
            distrust(this.#host, request.socket) ??
              new WeirError('unavailable', `${this.#host}: ${messageOf(error)}`),
          );
      };
      const make = this.#isSecure ? httpsRequest : httpRequest;
      const request = make(url, { method: 'POST', agent: this.#agent, headers, signal }, (response) => {
        answerOf(response).then((answer) => {
          timer.cancel();
          resolve(answer);
        }, fail);
      });
      request.once('error', fail);
      request.once('socket', (socket) => {
        if (request.reusedSocket) return;
        this.#connections++;
        if (this.#isSecure) this.#tlsFailures.watch(socket);
      });
      const timer = clock.after(timeout, () =>
        request.destroy(new Error(`no answer within ${timeout / 1000} s`)),
      );
      request.end(body);
    });
  }
}

/** Reads it to its end, so that the connection can be used again. */
async function answerOf(response: IncomingMessage): Promise<Answer> {
  let text = '';
  for await (const chunk of response.setEncoding('latin1')) {
    if (text.length < TEXT_MAX) text += chunk;
  }
  const visible = text
    .slice(0, TEXT_MAX)
    .replace(/[^ -~]+/g, ' ')
    .trim();
  return { status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'], text: visible };
}
