/** What a collector does under one version of the shard map: from the opening of its spool to its close. */
import { join } from 'node:path';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { within } from '#libs/clock/within.ts';
import { eventStreamSpec } from '#libs/cluster/names.ts';
import type { ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import type { weir } from '#proto';
import { Batcher } from './batcher.ts';
import type { CollectorConfig, SourceConfig } from './config.ts';
import { AUTO, openFormat } from './formats/auto.ts';
import { Intake } from './intake.ts';
import { Linger } from './linger.ts';
import type { CollectorParts } from './metrics.ts';
import type { OpenedSource } from './opened-source.ts';
import { Publisher } from './publisher.ts';
import { Quarantine } from './quarantine.ts';
import { RecentRequests } from './recent-requests.ts';
import { Room } from './room.ts';
import type { RunningSource } from './running-source.ts';
import { PushedFormat } from './sources/grpc/pushed-format.ts';
import { Spool } from './spool/spool.ts';
import { spoolAlarms } from './spool/spool-alarms.ts';

const CHECKPOINT_EVERY_MS = 1000;
const TELL_TIME_EVERY_MS = 1000;
const BACKLOG_POLL_MS = 5;
const MODSECURITY = 'modsecurity';
const REMEMBERED = 100_000;

export class CollectorTerm {
  readonly #context: ServiceContext;
  readonly #config: CollectorConfig;
  readonly #room: Room;
  readonly #spool: Spool;
  readonly #publisher: Publisher;
  readonly #batcher: Batcher;
  readonly #quarantine: Quarantine;
  readonly #opened: readonly OpenedSource[];
  readonly #sources: RunningSource[];
  readonly #reading = new AbortController();
  readonly #running: Promise<void>[] = [];
  readonly #linger: Linger;
  readonly #timers: { cancel(): void }[];
  #reads = false;

  private constructor(
    context: ServiceContext,
    { own, bus: busConfig, cluster }: ServiceConfig<CollectorConfig>,
    map: ShardMap,
    spool: Spool,
    sources: readonly OpenedSource[],
  ) {
    const { bus, disk, clock, random, log, tracing } = context;
    this.#context = context;
    this.#config = own;
    this.#spool = spool;
    this.#quarantine = new Quarantine(own.stateDir, disk, clock, log);
    const linger = new Linger(clock, own.limits.messagesPerSecond, own.limits.linger);
    this.#batcher = new Batcher({
      map,
      hash: new SeededHash(Buffer.from(random.hex(8), 'hex')),
      spool,
      linger,
      clock,
      tracing,
      inFlight: (shard) => this.#publisher.inFlight(shard),
      drops: () => this.#room.drops,
      send: (spooled, bytes, span) => this.#publisher.send(spooled, bytes, span),
    });
    this.#publisher = new Publisher({
      spool,
      streams: bus.streams,
      clock,
      random,
      log,
      ensureStream: (shard) => bus.streams.ensure(eventStreamSpec(shard, cluster, busConfig)),
      onIdle: (shard) => this.#batcher.flushShard(shard),
    });
    this.#room = new Room({
      whenFull: own.whenFull,
      limits: own.limits,
      clock,
      spool,
      spooling: () => this.#batcher.spooling,
      publisher: this.#publisher,
      connected: () => bus.connected,
    });
    this.#opened = sources;
    this.#sources = sources.map((source) => this.#open(source, map));
    this.#linger = linger;
    this.#timers = [
      clock.every(CHECKPOINT_EVERY_MS, () => void spool.checkpointIfChanged()),
      clock.every(TELL_TIME_EVERY_MS, () => this.#tellTime()),
    ];
  }

  /**
   * Opens the spool and begins to publish what it holds.
   * @param reads whether sources are read, too
   */
  static async begin(
    context: ServiceContext,
    config: ServiceConfig<CollectorConfig>,
    map: ShardMap,
    sources: readonly OpenedSource[],
    reads: boolean,
  ): Promise<CollectorTerm> {
    const { bus, disk, clock, random, log, instance } = context;
    await untilAvailable(context, 'preparing streams', async () => {
      for (let shard = 0; shard < map.shards; shard++)
        await bus.streams.ensure(eventStreamSpec(shard, config.cluster, config.bus));
    });
    const spool = await untilAvailable(context, 'opening the spool', () =>
      Spool.open({
        folder: join(config.own.stateDir, 'spool'),
        instance,
        shardMapVersion: map.version,
        shards: map.shards,
        limit: config.own.limits.spool,
        disk,
        clock,
        random,
        log,
      }),
    );
    const term = new CollectorTerm(context, config, map, spool, sources);
    if (reads) term.#read();
    return term;
  }

  /** Whether sources are being read. */
  get reads(): boolean {
    return this.#reads;
  }

  /** What its numbers are made of. */
  get parts(): CollectorParts {
    return {
      sources: this.#sources,
      spool: this.#spool,
      publisher: this.#publisher,
      linger: this.#linger,
      batcher: this.#batcher,
      room: this.#room,
      spoolLimit: this.#config.limits.spool,
    };
  }

  get sources(): weir.v1.SourceStatus.$Properties[] {
    return this.#sources.map(({ source, format, intake }) => ({
      name: source.name,
      format: format.name,
      fields: format.fields,
      lines: intake.counters.lines,
      malformed: intake.counters.malformed,
      position: intake.position,
      size: source.size ?? 0,
    }));
  }

  get alarms(): string[] {
    const ofSources = this.#sources.flatMap(({ source }) =>
      (source.alarms ?? []).map((alarm) => `${source.name}: ${alarm}`),
    );
    const own = spoolAlarms({
      name: 'spool',
      advice: 'look at the bus, or raise collector.limits.spool',
      whenFull: this.#config.whenFull,
      bytes: this.#spool.bytes,
      bytesMax: this.#config.limits.spool,
      trouble: this.#spool.trouble,
      waiting: this.#room.waiting,
      dropped: this.#batcher.dropped,
    });
    return [...own, ...ofSources];
  }

  /**
   * Stops reading, cuts all that was read, and closes the spool when all of it is stored, or `drainMs` after `signal`.
   * @returns whether all of it is stored
   */
  async end(drainMs: number, signal: AbortSignal): Promise<boolean> {
    const { clock } = this.#context;
    this.#reads = false;
    this.#reading.abort();
    await Promise.all(this.#running);
    for (const timer of this.#timers) timer.cancel();
    // What would be dropped now is read again in the next term.
    if (!this.#room.drops) this.#batcher.flushAll();
    this.#batcher.close();
    // Unless the disk is full for that long.
    await within(clock, drainMs, this.#batcher.settled());
    while (this.#publisher.backlog > 0 && !signal.aborted) await clock.sleep(BACKLOG_POLL_MS, signal);
    await within(clock, drainMs, this.#publisher.drained());
    const isEmpty = this.#publisher.backlog === 0;
    this.#publisher.close();
    await this.#quarantine.flush();
    await this.#spool.close();
    return isEmpty;
  }

  #read(): void {
    this.#reads = true;
    this.#running.push(...this.#sources.map((running, i) => this.#run(running, this.#opened[i])));
  }

  #open({ config, source }: OpenedSource, map: ShardMap): RunningSource {
    const { clock } = this.#context;
    const { name, format: kind = AUTO, keys, trustedProxies, timeZone } = config;
    const format =
      config.type === 'grpc'
        ? new PushedFormat()
        : openFormat(
            { format: kind, ...(keys === undefined ? {} : { keys }) },
            { trustedProxies, ...(timeZone === undefined ? {} : { timeZone }) },
          );
    const remembered = config.type === 'grpc' ? config.senders : undefined;
    const intake = new Intake({
      name,
      format,
      map,
      batcher: this.#batcher,
      progress: this.#spool.progress,
      quarantine: this.#quarantine,
      clock,
      trustedProxies,
      room: () => this.#room.wait(this.#reading.signal, remembered === undefined),
      durable: this.#batcher,
      recent: this.#recentOf(config),
      remembered,
    });
    return { source, format, intake, ended: false };
  }

  /** A sender that got no answer sends again: ModSecurity's logs have ids for that. */
  #recentOf({ format, deduplicate }: SourceConfig): RecentRequests | undefined {
    const max = deduplicate ?? (format === MODSECURITY ? REMEMBERED : 0);
    const seed = Buffer.from(this.#context.random.hex(8), 'hex');
    return max > 0 ? new RecentRequests(new SeededHash(seed), max) : undefined;
  }

  async #run(running: RunningSource, opened: OpenedSource): Promise<void> {
    const { log } = this.#context;
    const { source, intake } = running;
    running.ended = await opened.feed(intake, this.#reading.signal);
    if (running.ended) log.info({ source: source.name, ...intake.counters }, 'source has ended');
  }

  #tellTime(): void {
    for (const { intake } of this.#sources) intake.idle();
    this.#batcher.tellTime();
  }
}
