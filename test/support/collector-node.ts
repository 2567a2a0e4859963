/** The collector as it runs in production, on a bus in memory, with the disk and the clock of a test. */
import assert from 'node:assert/strict';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { systemRandom } from '#libs/clock/random.ts';
import { clusterBucket } from '#libs/cluster/names.ts';
import { changeMapRecord, readMapRecord } from '#libs/cluster/shard-map.ts';
import { busConfig, clusterConfig, telemetryConfig } from '#libs/config/service-config.ts';
import type { Disk } from '#libs/disk/disk.ts';
import type { Service } from '#libs/service/service.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { startCollector } from '#services/collector/collector.ts';
import { type CollectorConfig, collectorConfig } from '#services/collector/config.ts';
import type { OpenSource } from '#services/collector/opened-source.ts';
import { openSource } from '#services/collector/sources/open-source.ts';
import { LogFile, LogSource } from '../simulation/log-file.ts';
import { until } from './file-reading.ts';
import { quietLog } from './log.ts';
import { pathsOf, storedBatches } from './streams.ts';

const SHARDS = 4;

export class CollectorNode {
  readonly bus: MemoryBus;
  readonly file = new LogFile();
  /** Numbers as they were told last. */
  metrics = new Metrics('collector', 'c');
  readonly #clock: Clock;
  readonly #own: CollectorConfig;
  #lines = 0;

  readonly #isReal: boolean;

  /** @param sources real ones, as the configuration has them; else it reads `file` */
  constructor(
    clock: Clock,
    stateDir: string,
    whenFull: CollectorConfig['whenFull'],
    spool = '1GB',
    sources?: readonly object[],
  ) {
    this.bus = new MemoryBus(clock);
    this.#clock = clock;
    this.#isReal = sources !== undefined;
    this.#own = collectorConfig.parse({
      stateDir,
      whenFull,
      sources: sources ?? [{ name: 'log', type: 'file', path: '/access.log', format: 'combined' }],
      limits: { spool },
    });
  }

  start(disk: Disk): Promise<Service> {
    this.metrics = new Metrics('collector', 'c');
    const context = {
      instance: 'c',
      bus: this.bus,
      disk,
      clock: this.#clock,
      random: systemRandom,
      log: quietLog,
      metrics: this.metrics,
      tracing: NO_TRACING,
      fail: (error: unknown) => assert.fail(String(error)),
    };
    const config = {
      own: this.#own,
      bus: busConfig.parse({}),
      cluster: clusterConfig.parse({ shards: SHARDS }),
      telemetry: telemetryConfig.parse({}),
      scenarios: undefined,
    };
    const open: OpenSource = ({ name }, { clock }) => new LogSource(name, this.file, clock);
    return startCollector(context, config, this.#isReal ? openSource : open);
  }

  /** Writes so many lines to the log, each with a path of its own of `pathBytes` or so. */
  append(count: number, pathBytes = 200): void {
    for (let left = count; left > 0; left--) {
      const path = this.#pathOf(this.#lines, pathBytes);
      const client = `198.51.${this.#lines % 250}.1`;
      this.#lines++;
      this.file.append(
        `${client} - - [01/Jan/2026:00:00:00 +0000] "GET ${path} HTTP/1.1" 200 612 "-" "Mozilla/5.0"`,
      );
    }
  }

  /** Gives the cluster the next shard map, of as many shards, once the collector has left this one. @param pause then, ms */
  async resize(pause: number): Promise<void> {
    const cluster = await this.bus.keyValues.open(clusterBucket(busConfig.parse({})));
    let isOpen = true;
    await changeMapRecord(cluster, (record) => ({ ...record, resize: { ...record, phase: 'spool' } }));
    const look = async () => {
      isOpen = (await readMapRecord(cluster)).open.length > 0;
    };
    await until(() => {
      void look();
      return !isOpen;
    }, 10_000);
    await this.#clock.sleep(pause);
    await changeMapRecord(cluster, ({ resize: _, ...record }) => ({
      ...record,
      version: record.version + 1,
    }));
  }

  get lines(): number {
    return this.#lines;
  }

  /** Numbers of the lines that are stored, once for each batch that has them. */
  async stored(): Promise<number[]> {
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
    const paths = pathsOf(await storedBatches(this.bus, shards));
    return paths.map((path) => Number(path.slice(1, path.indexOf('-')))).sort((a, b) => a - b);
  }

  #pathOf(line: number, bytes: number): string {
    return `/${line}-${(line * 2_654_435_761).toString(36).repeat(Math.ceil(bytes / 9))}`;
  }
}
