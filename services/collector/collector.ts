/** The collector: sources in, spooled and numbered batches out, under one version of the shard map after the other. */
import type { KeyValue } from '#libs/bus/key-value.ts';
import { untilAvailable } from '#libs/bus/until-available.ts';
import { clusterBucket } from '#libs/cluster/names.ts';
import { type Admission, enterMap, leaveMap } from '#libs/cluster/resize.ts';
import { readMapRecord, type ShardMap } from '#libs/cluster/shard-map.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { logError } from '#libs/telemetry/logging.ts';
import type { weir } from '#proto';
import type { CollectorConfig } from './config.ts';
import { collectorMetrics } from './metrics.ts';
import { OpenedSource, type OpenSource } from './opened-source.ts';
import { openSource } from './sources/open-source.ts';
import { CollectorTerm } from './term.ts';

/** How often it looks whether the shard map is to be replaced. */
const MAP_POLL_MS = 1000;
/** How long a stopping collector waits for acknowledgements; what is left is sent after the next start. */
const DRAIN_MS = 5000;
/** Smallest message a server must take: one event with all its fields at their limits fits. */
const PAYLOAD_MIN = 512 * 1024;

export async function startCollector(
  context: ServiceContext,
  config: ServiceConfig<CollectorConfig>,
  open: OpenSource = openSource,
): Promise<Service> {
  const { bus } = context;
  const cluster = await untilAvailable(context, 'opening the cluster', () =>
    bus.keyValues.open(clusterBucket(config.bus)),
  );
  if (bus.payloadMax < PAYLOAD_MIN) {
    throw new WeirError(
      'config',
      `bus: the server takes ${bus.payloadMax} bytes a message; set max_payload to 1MB`,
    );
  }
  const collector = new Collector(context, config, cluster, open);
  await collector.start();
  return collector;
}

class Collector implements Service {
  readonly #context: ServiceContext;
  readonly #config: ServiceConfig<CollectorConfig>;
  readonly #cluster: KeyValue;
  readonly #sources: readonly OpenedSource[];
  readonly #stopping = new AbortController();
  #term: CollectorTerm | undefined;
  #map: ShardMap | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Sources that last, until they have passed on everything. */
  #lasting: readonly Promise<void>[] = [];

  constructor(
    context: ServiceContext,
    config: ServiceConfig<CollectorConfig>,
    cluster: KeyValue,
    openSource: OpenSource,
  ) {
    this.#context = context;
    this.#config = config;
    this.#cluster = cluster;
    this.#sources = config.own.sources.map((source) => new OpenedSource(source, context, openSource));
    collectorMetrics(context.metrics, () => this.#term);
    context.metrics.gauge(
      'weir_collector_shard_map_version',
      'Version of the shard map',
      () => this.#map?.version ?? 0,
    );
  }

  /** Begins the first term, if there is no resize to wait for; the others follow by themselves. */
  async start(): Promise<void> {
    const admission = await this.#enter();
    this.#lasting = this.#sources.map((source) => source.keep(this.#stopping.signal));
    this.#running = this.#run(admission).catch(this.#context.fail);
  }

  notReady(): string {
    return this.#term?.reads ? '' : 'the cluster is being resized';
  }

  status(): weir.v1.ServiceStatus.$Properties {
    return { sources: this.#term?.sources ?? [], alarms: this.#term?.alarms ?? [] };
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** One term after the other. */
  async #run(first: Admission): Promise<void> {
    const { clock, log } = this.#context;
    const { signal } = this.#stopping;
    for (let admission = first; ; admission = await this.#enter()) {
      const { map } = admission;
      const term = this.#term;
      if (term) {
        if (term.reads) await this.#untilClosing(map.version);
        if (signal.aborted) await Promise.all(this.#lasting);
        else log.info({ version: map.version }, 'resize: publishing what has been read');
        const isEmpty = await term.end(DRAIN_MS, signal);
        this.#term = undefined;
        if (isEmpty) await this.#leave(map.version);
      }
      if (!signal.aborted) await clock.sleep(MAP_POLL_MS, signal);
      if (signal.aborted) return;
    }
  }

  /** Takes a place under the present map, and begins a term unless it is shut. */
  async #enter(): Promise<Admission> {
    const { instance, log } = this.#context;
    const admission = await untilAvailable(this.#context, 'reading the shard map', () =>
      enterMap(this.#cluster, this.#config.cluster, instance),
    );
    const { map, state } = admission;
    if (state === 'shut') return admission;
    if (this.#map && this.#map.version !== map.version)
      log.info({ version: map.version, shards: map.shards }, 'resize: going on with the new shard map');
    this.#map = map;
    this.#term = await CollectorTerm.begin(this.#context, this.#config, map, this.#sources, state === 'open');
    return admission;
  }

  /** Resolves when the map is to be replaced, or the collector to stop. */
  async #untilClosing(version: number): Promise<void> {
    const { clock, log } = this.#context;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await clock.sleep(MAP_POLL_MS, signal);
      try {
        const record = await readMapRecord(this.#cluster);
        if (record.resize || record.version !== version) return;
      } catch (error) {
        logError(log, error, 'reading the shard map');
      }
    }
  }

  /** A collector that could not leave is expected to come back: it does, here or after its next start. */
  async #leave(version: number): Promise<void> {
    const { instance, log } = this.#context;
    await leaveMap(this.#cluster, instance, version).catch((error) =>
      logError(log, error, 'leaving the shard map'),
    );
  }
}
