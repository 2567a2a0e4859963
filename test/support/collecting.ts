/** Lines through intake and batcher into a spool, as a collector has them, without files and streams. */
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { EVENT_FIELDS, fieldSet } from '#libs/domain/event.ts';
import type { Prefix } from '#libs/domain/prefix.ts';
import { NO_TRACING, type TraceSpan, type Tracing } from '#libs/telemetry/tracing.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { Batcher } from '#services/collector/batcher.ts';
import type { Format } from '#services/collector/formats/format.ts';
import { Intake } from '#services/collector/intake.ts';
import { Linger } from '#services/collector/linger.ts';
import { Progress } from '#services/collector/progress.ts';
import type { Quarantine } from '#services/collector/quarantine.ts';
import type { RecentRequests } from '#services/collector/recent-requests.ts';
import type { LineSink } from '#services/collector/sources/source.ts';
import type { SpoolRecord } from '#services/collector/spool/record.ts';
import type { Spool, Spooled } from '#services/collector/spool/spool.ts';
import { START_MS, testHash, words } from './batches.ts';

/** Lines such as `198.51.100.7 250 /path`: a client, ms since the test began, a path. */
const FORMAT: Format = {
  name: 'test',
  fields: fieldSet(EVENT_FIELDS),
  parse(buffer, start, end, row) {
    row.clear();
    const [client, atMs, path] = buffer.toString('latin1', start, end).split(' ');
    if (path === undefined) return 'no event';
    row.address.set(words(client));
    row.timeMs = START_MS + Number(atMs);
    row.setText(TEXT_INDEX.path, buffer, end - path.length, end);
    return '';
  },
  parseCut: () => 'cut',
};

export interface CollectingOptions {
  readonly shards?: number;
  readonly clock?: SimulatedClock;
  /** One in memory unless given. */
  readonly spool?: Spool;
  readonly tracing?: Tracing;
  readonly messagesPerSecond?: number;
  readonly lingerMaxMs?: number;
  readonly drops?: () => boolean;
  readonly onSend?: (spooled: Spooled, bytes: Uint8Array, span: TraceSpan) => void;
}

export class Collecting {
  readonly clock: SimulatedClock;
  readonly spool: Spool;
  readonly batcher: Batcher;
  readonly map: ShardMap;
  /** Sent and not acknowledged yet, by shard. */
  readonly inFlight = new Map<number, number>();
  readonly sent: { readonly record: Spooled['record']; readonly bytes: Uint8Array }[] = [];
  readonly malformed: string[] = [];
  /** Sources wait here. */
  room: () => Promise<void> = async () => {};

  constructor(options: CollectingOptions = {}) {
    this.clock = options.clock ?? new SimulatedClock(START_MS);
    this.spool = options.spool ?? memorySpool();
    this.map = new ShardMap(
      1,
      { shards: options.shards ?? 1, keyShards: 1, partitions: 1 },
      Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
    );
    this.batcher = new Batcher({
      map: this.map,
      hash: testHash,
      spool: this.spool,
      linger: new Linger(this.clock, options.messagesPerSecond ?? 1_000_000, options.lingerMaxMs ?? 500),
      clock: this.clock,
      tracing: options.tracing ?? NO_TRACING,
      inFlight: (shard) => this.inFlight.get(shard) ?? 0,
      drops: options.drops ?? (() => false),
      send: (spooled, bytes, span) => {
        const { shard } = spooled.record;
        this.inFlight.set(shard, (this.inFlight.get(shard) ?? 0) + 1);
        this.sent.push({ record: spooled.record, bytes });
        options.onSend?.(spooled, bytes, span);
      },
    });
  }

  /**
   * @param recent by which requests are known that are sent again
   * @param remembered senders that are known again
   */
  intake(
    name = 'access',
    format = FORMAT,
    trustedProxies: readonly Prefix[] = [],
    recent?: RecentRequests,
    remembered?: number,
  ): Intake {
    const quarantine = {
      sample: (_source: string, position: number, reason: string) =>
        this.malformed.push(`${position}: ${reason}`),
    } as unknown as Quarantine;
    return new Intake({
      name,
      format,
      trustedProxies,
      map: this.map,
      batcher: this.batcher,
      progress: this.spool.progress,
      quarantine,
      clock: this.clock,
      room: () => this.room(),
      durable: this.batcher,
      recent,
      remembered,
    });
  }

  /** All batches of a shard are acknowledged. */
  acknowledge(shard: number): void {
    this.inFlight.set(shard, 0);
    this.batcher.flushShard(shard);
  }
}

/** One thing that is read: whole lines of it are passed on as a source does it. */
export class Reading {
  readonly #sink: LineSink;
  /** Where the next line starts. */
  position: number;

  constructor(intake: Intake, identity = 'file-1', position = 0) {
    this.position = position;
    this.#sink = intake.begin(identity, position);
  }

  /** A chunk of lines; resolves when the source may go on. */
  read(...lines: readonly string[]): Promise<void> {
    for (const line of lines) {
      const bytes = Buffer.from(line);
      this.#sink.line(bytes, 0, bytes.length, this.position);
      this.position += bytes.length + 1;
    }
    return this.#sink.flush(this.position);
  }

  caughtUp(): void {
    this.#sink.caughtUp();
  }

  end(): void {
    this.#sink.end();
  }
}

/** Only what a batcher needs of a spool; records are there at once. */
export function memorySpool(): Spool {
  const progress = new Progress('c');
  return {
    collector: 'c',
    progress,
    skip: (meta: SpoolRecord['meta']) => progress.skip(meta),
    append: ({ meta }: SpoolRecord) => {
      progress.apply(meta);
      return Promise.resolve<Spooled>({ record: meta, location: undefined as never, acknowledged: false });
    },
  } as unknown as Spool;
}
