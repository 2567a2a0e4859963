/** The partitions that this replica owns, as one member among the decision services of the cluster. */
import type { KeyValue } from '#libs/bus/key-value.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { ClusterView } from '#libs/cluster/cluster-view.ts';
import { Membership } from '#libs/cluster/membership.ts';
import { Ownership } from '#libs/cluster/ownership.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import type { weir } from '#proto';
import { Partition, type PartitionOptions } from './partition.ts';

export interface PartitionsOptions extends Omit<PartitionOptions, 'partition' | 'epoch' | 'holds'> {
  readonly instance: string;
  readonly ttlMs: number;
  /** How many there are in the cluster. */
  readonly partitions: number;
  readonly cluster: KeyValue;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export class Partitions {
  readonly #instance: string;
  readonly #owned = new Map<number, Partition>();
  readonly #ownership: Ownership;
  readonly #membership: Membership;
  readonly #signal = new AbortController();

  constructor({ instance, ttlMs, partitions, cluster, ...common }: PartitionsOptions) {
    this.#instance = instance;
    const { clock, random, log } = common;
    const view = new ClusterView();
    const membership = new Membership({ group: 'decision', id: instance, ttlMs, cluster, view, clock, log });
    this.#membership = membership;
    this.#ownership = new Ownership({
      group: 'partition',
      shards: partitions,
      cluster,
      view,
      membership,
      clock,
      log,
      activate: async (partition, epoch) => {
        const owned = new Partition({ ...common, partition, epoch, holds: () => membership.holds });
        this.#owned.set(partition, owned);
        return {
          stop: async () => {
            await owned.stop();
            this.#owned.delete(partition);
          },
        };
      },
    });
    const { signal } = this.#signal;
    void view.run(cluster, clock, random, log, signal);
    void membership.run(() => this.#ownership.fence(), signal);
    void this.#ownership.run(signal);
  }

  get count(): number {
    return this.#owned.size;
  }

  /** Whether a partition is decided about here now. */
  owns(partition: number): boolean {
    return this.#owned.has(partition) && this.#membership.holds;
  }

  /** Detections of all partitions here that wait or are worked on. */
  get behind(): number {
    return [...this.#owned.values()].reduce((sum, { progress }) => sum + progress.behind, 0);
  }

  status(): weir.v1.PartitionStatus.$Properties[] {
    return [...this.#owned]
      .sort(([a], [b]) => a - b)
      .map(([partition, { progress }]) => ({ partition, owner: this.#instance, ...progress }));
  }

  /** Hands everything over and leaves. */
  async stop(): Promise<void> {
    await this.#ownership.drain();
    this.#signal.abort();
  }
}
