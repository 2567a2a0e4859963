/** A source that events are pushed to, with all that is behind it up to the spool. */
import { pino } from 'pino';
import { SystemClock } from '#libs/clock/system.ts';
import type { Prefix } from '#libs/domain/prefix.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import type { Intake } from '#services/collector/intake.ts';
import { GrpcSource, type GrpcSourceOptions } from '#services/collector/sources/grpc/grpc-source.ts';
import { PushedFormat } from '#services/collector/sources/grpc/pushed-format.ts';
import { Collecting, type CollectingOptions } from './collecting.ts';

export interface ServingOptions {
  readonly trustedProxies?: readonly Prefix[];
  readonly collecting?: CollectingOptions;
  readonly source?: Partial<GrpcSourceOptions>;
}

export class GrpcServing {
  /** Whether the spool is full, and what comes is dropped. */
  drops = false;
  readonly collecting: Collecting;
  readonly intake: Intake;
  readonly source: GrpcSource;
  readonly #stopping = new AbortController();
  readonly #done: Promise<void>;
  readonly #timer: NodeJS.Timeout;

  private constructor({ trustedProxies = [], collecting, source }: ServingOptions) {
    this.collecting = new Collecting({ shards: 4, drops: () => this.drops, ...collecting });
    this.intake = this.collecting.intake('edge', new PushedFormat(), trustedProxies, undefined, 16);
    this.source = new GrpcSource({
      name: 'edge',
      listen: { host: '127.0.0.1', port: 0 },
      connections: 4,
      senders: 16,
      clock: new SystemClock(),
      log: pino({ level: 'silent' }),
      ...source,
    });
    // Batches wait for company by a clock that somebody has to move on.
    this.#timer = setInterval(() => void this.collecting.clock.advance(10), 10);
    this.#done = this.source.run(this.intake, this.#stopping.signal);
  }

  static async open(options: ServingOptions = {}): Promise<GrpcServing> {
    const served = new GrpcServing(options);
    const opened = async () => {
      while (served.source.port === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    };
    await Promise.race([opened(), served.#done]);
    return served;
  }

  get port(): number {
    return this.source.port;
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
    await this.#done;
    clearInterval(this.#timer);
    this.collecting.batcher.close();
  }
}
