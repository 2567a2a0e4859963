/** Decision services on one memory bus: each with a clock and a bus that can be stopped, and all on the same ledger. */

import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { clusterBucket, DETECTIONS, detectionSubject, ledgerBucket } from '#libs/cluster/names.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import type { Decision } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { Protection } from '#libs/domain/protection.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { encodeDetection } from '#libs/wire/detection.ts';
import { AllowList } from '#services/decision/allowlist/allow-list.ts';
import { Exemptions } from '#services/decision/allowlist/exemptions.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { Ledger } from '#services/decision/ledger/ledger.ts';
import { DecisionMetrics } from '#services/decision/metrics.ts';
import { Decider } from '#services/decision/partitions/decider.ts';
import { Outbreaks } from '#services/decision/partitions/outbreaks.ts';
import { Partitions } from '#services/decision/partitions/partitions.ts';
import { builtInPolicies } from '#services/decision/policies/policy-file.ts';
import { START_MS } from './batches.ts';
import { detection } from './decisions.ts';
import { quietLog } from './log.ts';
import { Pausing } from './pausing.ts';
import { redactedKeyOf } from './pseudonyms.ts';

export const TTL_MS = 2000;
export const PARTITIONS = 8;
const BUS = { replicas: 1 } as BusConfig;

export class TestReplicas {
  readonly clock = new SimulatedClock(START_MS);
  readonly bus = new MemoryBus(this.clock);
  readonly map = new ShardMap(
    1,
    { shards: 1, keyShards: 1, partitions: PARTITIONS },
    Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
  );

  async start(streamBytes = 2 ** 24): Promise<void> {
    const stream = { name: DETECTIONS, subjects: ['weir.detections.>'], maxBytes: streamBytes, replicas: 1 };
    await this.bus.streams.ensure(stream);
  }

  async join(instance: string): Promise<TestReplica> {
    const replica = new TestReplica(this, instance);
    await replica.start();
    await this.clock.advance(1000);
    return replica;
  }

  /** Lets hours pass, of which only the last seconds are lived through. */
  async pass(ms: number): Promise<void> {
    this.clock.set(this.clock.now() + ms);
    await this.clock.advance(4 * TTL_MS);
  }

  /** A detection about an address, from an analyzer. */
  async publish(value: string, options: Partial<Detection> = {}): Promise<Detection> {
    const made = detection({ key: [{ field: 'client.ip', value }], id: `d-${value}`, ...options });
    await this.bus.streams.publish(detectionSubject(this.partitionOf(value)), encodeDetection(made));
    return made;
  }

  partitionOf(value: string): number {
    return this.map.partitionOf([{ field: 'client.ip', value }]);
  }

  /** An address of a partition. */
  addressIn(partition: number): string {
    for (let i = 0; i < 10_000; i++) {
      const address = `100.${64 + (i >>> 8)}.${i & 255}.7`;
      if (this.partitionOf(address) === partition) return address;
    }
    throw new Error(`no address in partition ${partition}`);
  }
}

export class TestReplica {
  readonly pausing = new Pausing();
  readonly #all: TestReplicas;
  readonly #instance: string;
  readonly #stop = new AbortController();
  #ledger: Ledger | undefined;
  #partitions: Partitions | undefined;
  metrics: DecisionMetrics | undefined;

  constructor(all: TestReplicas, instance: string) {
    this.#all = all;
    this.#instance = instance;
  }

  get ledger(): Ledger {
    if (!this.#ledger) throw new Error('not started');
    return this.#ledger;
  }

  get owned(): number[] {
    return (this.#partitions?.status() ?? []).map(({ partition }) => partition ?? 0);
  }

  async start(): Promise<void> {
    const clock = this.pausing.clock(this.#all.clock);
    const bus = this.pausing.bus(this.#all.bus);
    const common = { clock, random: seededRandom(1), log: quietLog };
    const store = await bus.keyValues.open(ledgerBucket(BUS));
    const cluster = await bus.keyValues.open(clusterBucket(BUS));
    const ledger = new Ledger({ store, redactedKeyOf, entriesMax: 10_000, bytesMax: 2 ** 24, ...common });
    this.#ledger = ledger;
    void ledger.run(this.#stop.signal);
    await this.#all.clock.advance(10);
    this.metrics = new DecisionMetrics(new Metrics('decision', this.#instance), ledger.replica);
    const decider = new Decider({
      ledger,
      outbreaks: new Outbreaks(new ReplicaFeed(ledger.replica)),
      exemptions: new Exemptions(
        new Protection([]),
        new AllowList(new ReplicaFeed(ledger.replica), NO_ASNS),
        clock,
      ),
      policyFor: (detection) => builtInPolicies().policyFor(detection),
      stops: () => false,
      clock,
      tracing: NO_TRACING,
      metrics: this.metrics,
    });
    this.#partitions = new Partitions({
      instance: this.#instance,
      ttlMs: TTL_MS,
      partitions: PARTITIONS,
      cluster,
      streams: bus.streams,
      decider,
      parallelMax: 4,
      onSetAside: () => {},
      ...common,
    });
  }

  /** What this replica knows of an address. */
  entryOf(value: string): Decision | undefined {
    return this.ledger.get(ledgerKey({ scope: 'ip', value }, false));
  }

  async leave(): Promise<void> {
    await this.#partitions?.stop();
    this.#stop.abort();
  }

  /** As kill -9 does it: nothing of it moves any more. */
  kill(): void {
    this.pausing.pause();
  }
}
