/** A source that lines are sent to by HTTP, with all that is behind it up to the spool. */
import { Agent, request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { type Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { seededRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import type { Intake } from '#services/collector/intake.ts';
import { HttpSource, type HttpSourceOptions } from '#services/collector/sources/http/http-source.ts';
import { Collecting } from './collecting.ts';

const MB = 1024 ** 2;

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: IncomingMessage['headers'];
}

export class HttpServing {
  /** Whether the spool is full, and what comes is dropped. */
  drops = false;
  readonly collecting = new Collecting({ shards: 4, drops: () => this.drops });
  readonly intake: Intake;
  readonly source: HttpSource;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  private constructor(
    options: Partial<HttpSourceOptions>,
    intake: (of: Collecting) => Intake = (of) => of.intake(),
  ) {
    this.intake = intake(this.collecting);
    const clock = new SystemClock();
    this.source = new HttpSource({
      name: 'edge',
      listen: { host: '127.0.0.1', port: 0 },
      body: MB,
      buffer: 4 * MB,
      patience: 300,
      connections: 10,
      idle: 5000,
      clock,
      random: seededRandom(1),
      ...options,
    });
    // Batches wait for company by a clock that somebody has to move on.
    this.#timer = setInterval(() => void this.collecting.clock.advance(10), 10);
    this.#done = this.source.run(this.intake, this.#stopping.signal);
  }

  /** @param intake of its own, such as for another format */
  static async open(
    options: Partial<HttpSourceOptions> = {},
    intake?: (of: Collecting) => Intake,
  ): Promise<HttpServing> {
    const served = new HttpServing(options, intake);
    const opened = async () => {
      while (served.source.port === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await Promise.race([opened(), served.#done]);
    return served;
  }

  post(
    body: string | Buffer,
    headers: Record<string, string> = {},
    path = '/',
    method = 'POST',
    agent = this.#agent,
  ): Promise<Answer> {
    return this.#send(httpRequest, { agent, method, path, headers }, body);
  }

  /** The same by TLS, over the connections of `agent`. */
  postBy(
    agent: HttpsAgent,
    body: string | Buffer,
    headers: Record<string, string> = {},
    path = '/',
  ): Promise<Answer> {
    return this.#send(httpsRequest, { agent, method: 'POST', path, headers }, body);
  }

  #send(make: typeof httpRequest, options: RequestOptions, body: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const sending = make(
        { host: '127.0.0.1', port: this.source.port, ...options },
        async (response: IncomingMessage) => {
          const parts: Buffer[] = [];
          for await (const part of response) parts.push(part);
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
        },
      );
      sending.on('error', reject);
      if (sending.getHeader('expect') === undefined) sending.end(body);
      else {
        sending.on('continue', () => sending.end(body));
        sending.flushHeaders();
      }
    });
  }

  /** Paths of the events in the spool. */
  get paths(): string[] {
    return this.collecting.sent.flatMap(({ bytes }) => {
      const { rows, texts } = decodeBatch(bytes);
      return Array.from({ length: rows }, (_, row) => texts[TEXT_INDEX.path].textAt(row));
    });
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    this.#agent.destroy();
    await this.#done;
    clearInterval(this.#timer);
    this.collecting.batcher.close();
  }
}
