/** The collector: sources in, spooled and numbered batches out. */
import { join } from 'node:path';
import type { Bus } from '#libs/bus/bus.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { clusterBucket, eventStreamSpec } from '#libs/cluster/names.ts';
import { openShardMap, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import type { weir } from '#proto';
import { alarmsOf } from './alarms.ts';
import { Batcher } from './batcher.ts';
import type { CollectorConfig, SourceConfig } from './config.ts';
import { openFormat } from './formats/auto.ts';
import { Intake } from './intake.ts';
import { Linger } from './linger.ts';
import { collectorMetrics } from './metrics.ts';
import { Publisher } from './publisher.ts';
import { Quarantine } from './quarantine.ts';
import { Room } from './room.ts';
import type { RunningSource } from './running-source.ts';
import { FileSource, type FileSourceOptions } from './sources/file.ts';
import type { Source } from './sources/source.ts';
import { Spool } from './spool/spool.ts';

const CHECKPOINT_EVERY_MS = 1000;
const TELL_TIME_EVERY_MS = 1000;
const SOURCE_RETRY_MS = 1000;
/** How long a stopping collector waits for acknowledgements; what is left is sent after the next start. */
const DRAIN_MS = 5000;
/** Smallest message a server must take: one event with all its fields at their limits fits. */
const PAYLOAD_MIN = 512 * 1024;

/** Opens what a source of the configuration reads. */
export type OpenSource = (config: SourceConfig, context: Pick<ServiceContext, 'clock' | 'log'>) => Source;

export async function startCollector(
  context: ServiceContext,
  config: ServiceConfig<CollectorConfig>,
  openSource: OpenSource = openFile,
): Promise<Service> {
  const { bus, disk, clock, random, log } = context;
  const map = await untilAvailable(context, 'preparing streams', () => openShards(bus, config));
  if (bus.payloadMax < PAYLOAD_MIN) {
    throw new WeirError(
      'config',
      `bus: the server takes ${bus.payloadMax} bytes a message; set max_payload to 1MB`,
    );
  }
  const spool = await untilAvailable(context, 'opening the spool', () =>
    Spool.open({
      folder: join(config.own.stateDir, 'spool'),
      instance: context.instance,
      shardMapVersion: map.version,
      limit: config.own.limits.spool,
      disk,
      clock,
      random,
      log,
    }),
  );
  return new Collector(context, config, map, spool, openSource);
}

function openFile(
  { name, path, from, follow }: SourceConfig,
  { clock, log }: Pick<ServiceContext, 'clock' | 'log'>,
): Source {
  const onEvent: FileSourceOptions['onEvent'] = (event) => log.info({ source: name, ...event }, 'source');
  return new FileSource({ name, path, from, follow, clock, onEvent });
}

async function openShards(bus: Bus, config: ServiceConfig<CollectorConfig>): Promise<ShardMap> {
  const cluster = await bus.keyValues.open(clusterBucket(config.bus));
  const map = await openShardMap(cluster, config.cluster);
  for (let shard = 0; shard < map.shards; shard++) {
    await bus.streams.ensure(eventStreamSpec(shard, config.cluster, config.bus));
  }
  return map;
}

class Collector implements Service {
  readonly #context: ServiceContext;
  readonly #config: CollectorConfig;
  readonly #spool: Spool;
  readonly #publisher: Publisher;
  readonly #batcher: Batcher;
  readonly #room: Room;
  readonly #quarantine: Quarantine;
  readonly #sources: RunningSource[];
  readonly #reading = new AbortController();
  readonly #running: Promise<void>[];
  readonly #timers: { cancel(): void }[];

  constructor(
    context: ServiceContext,
    { own, bus: busConfig, cluster }: ServiceConfig<CollectorConfig>,
    map: ShardMap,
    spool: Spool,
    openSource: OpenSource,
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
    this.#sources = own.sources.map((source) => this.#open(source, map, openSource));
    collectorMetrics(context.metrics, {
      sources: this.#sources,
      spool,
      publisher: this.#publisher,
      linger,
      batcher: this.#batcher,
      room: this.#room,
      spoolLimit: own.limits.spool,
    });
    this.#timers = [
      clock.every(CHECKPOINT_EVERY_MS, () => void spool.checkpointIfChanged()),
      clock.every(TELL_TIME_EVERY_MS, () => this.#tellTime()),
    ];
    this.#running = this.#sources.map((running) => this.#run(running));
  }

  notReady(): string {
    return '';
  }

  status(): weir.v1.ServiceStatus.$Properties {
    return {
      sources: this.#sources.map(({ source, format, intake }) => ({
        name: source.name,
        format: format.name,
        fields: format.fields,
        lines: intake.counters.lines,
        malformed: intake.counters.malformed,
        position: intake.position,
        size: source.size ?? 0,
      })),
      alarms: this.#alarms(),
    };
  }

  async stop(): Promise<void> {
    this.#reading.abort();
    await Promise.all(this.#running);
    for (const timer of this.#timers) timer.cancel();
    // What would be dropped now is read again after the next start.
    if (!this.#room.drops) this.#batcher.flushAll();
    this.#batcher.close();
    await this.#settled();
    await this.#publisher.drain(DRAIN_MS);
    this.#publisher.close();
    await this.#quarantine.flush();
    await this.#spool.close();
  }

  #open(config: SourceConfig, map: ShardMap, openSource: OpenSource): RunningSource {
    const { clock } = this.#context;
    const { name, format: kind, keys, trustedProxies } = config;
    const format = openFormat({ format: kind, ...(keys === undefined ? {} : { keys }) }, { trustedProxies });
    const intake = new Intake({
      name,
      format,
      map,
      batcher: this.#batcher,
      progress: this.#spool.progress,
      quarantine: this.#quarantine,
      clock,
      room: () => this.#room.wait(this.#reading.signal),
    });
    const source = openSource(config, this.#context);
    return { source, format, intake, ended: false };
  }

  /** Runs a source; one that fails is begun again, so that the others need not care. */
  async #run(running: RunningSource): Promise<void> {
    const { clock, log } = this.#context;
    const { signal } = this.#reading;
    const { source, intake } = running;
    while (!signal.aborted && !running.ended) {
      try {
        await source.run(intake, signal);
        running.ended = true;
      } catch (error) {
        logError(log, error, `source ${source.name}`);
        await clock.sleep(SOURCE_RETRY_MS, signal);
      }
    }
    if (!signal.aborted) log.info({ source: source.name, ...intake.counters }, 'source has ended');
  }

  /** Resolves when all that was cut is in the spool, or the disk has been full for too long. */
  async #settled(): Promise<void> {
    const patience = new AbortController();
    await Promise.race([this.#batcher.settled(), this.#context.clock.sleep(DRAIN_MS, patience.signal)]);
    patience.abort();
  }

  #alarms(): string[] {
    const { events, lastMs } = this.#batcher.dropped;
    return alarmsOf({
      whenFull: this.#config.whenFull,
      spoolBytes: this.#spool.bytes,
      spoolLimit: this.#config.limits.spool,
      trouble: this.#spool.trouble,
      waiting: this.#room.waiting,
      droppedEvents: events,
      droppedAgoMs: this.#context.clock.elapsed() - lastMs,
    });
  }

  #tellTime(): void {
    for (const { intake } of this.#sources) intake.idle();
    this.#batcher.tellTime();
  }
}
