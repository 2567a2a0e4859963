/**
 * A partition while this replica owns it: reads its detections, has them decided, and acknowledges each when the ledger
 * has what follows from it. Should two replicas do so at once, the ledger takes the same from both.
 */
import type { Delivery, Streams } from '#libs/bus/streams.ts';
import { Backoff } from '#libs/clock/backoff.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { DETECTIONS, detectionSubject } from '#libs/cluster/names.ts';
import type { Tenant } from '#libs/cluster/ownership.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { TRACEPARENT } from '#libs/telemetry/tracing.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import type { Decider } from './decider.ts';
import { groupOf } from './detections.ts';

/** Long enough for a ledger without a leader; what an owner leaves behind does not wait for it. */
const ACK_WAIT_MS = 10_000;
const REDELIVER_MS = 1000;

export interface PartitionOptions {
  readonly partition: number;
  readonly epoch: number;
  readonly streams: Streams;
  readonly decider: Decider;
  /** Detections that are worked on at the same time. */
  readonly parallelMax: number;
  /** Whether this replica may still act for its partitions. */
  readonly holds: () => boolean;
  /** A detection that can't be worked on, whatever is done. */
  readonly onSetAside: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export interface PartitionProgress {
  readonly epoch: number;
  /** Last sequence that was begun, here or before. */
  readonly processed: number;
  /** Detections that wait or are worked on. */
  readonly behind: number;
  /** How long ago the last one begun was stored, ms; 0 when none waits. */
  readonly lagMs: number;
}

export class Partition implements Tenant {
  readonly #options: PartitionOptions;
  readonly #working = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #latest: Pick<Delivery, 'sequence' | 'pending' | 'storedMs'> = { sequence: 0, pending: 0, storedMs: 0 };

  constructor(options: PartitionOptions) {
    this.#options = options;
    this.#running = this.#run(this.#stopping.signal);
  }

  get progress(): PartitionProgress {
    const { epoch, clock } = this.#options;
    const { sequence, pending, storedMs } = this.#latest;
    const behind = pending + this.#working.size;
    return {
      epoch,
      processed: sequence,
      behind,
      lagMs: behind === 0 ? 0 : Math.max(0, clock.now() - storedMs),
    };
  }

  /** Finishes what is in hand; what has only been fetched is the next owner's. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#working);
  }

  async #run(signal: AbortSignal): Promise<void> {
    const { partition, streams, clock, random, log, parallelMax, holds } = this.#options;
    const group = groupOf(partition);
    const backoff = new Backoff(clock, random, { firstMs: 50, maxMs: 2000 });
    const reading = {
      ackWaitMs: ACK_WAIT_MS,
      unackedMax: 4 * parallelMax,
      subject: detectionSubject(partition),
    };
    while (!signal.aborted) {
      try {
        // One that was stopped for long must not take the partition back from its successor.
        if (!holds()) throw new WeirError('conflict', 'not a member of the cluster now');
        if (this.#latest.sequence === 0) {
          const sequence = await streams.acknowledged(DETECTIONS, group);
          this.#latest = { ...this.#latest, sequence };
        }
        for await (const delivery of streams.consume(DETECTIONS, group, reading, signal)) {
          backoff.reset();
          while (this.#working.size >= parallelMax) await Promise.race(this.#working);
          if (signal.aborted || !holds()) break;
          this.#latest = delivery;
          const work = this.#decide(delivery).finally(() => this.#working.delete(work));
          this.#working.add(work);
        }
      } catch (error) {
        logError(log, error, `reading partition ${partition}`);
      }
      if (!signal.aborted) await backoff.wait(signal);
    }
  }

  async #decide(delivery: Delivery): Promise<void> {
    const { decider, log, onSetAside } = this.#options;
    try {
      await decider.decide(decodeDetection(delivery.data), delivery.header(TRACEPARENT));
      delivery.ack();
    } catch (error) {
      const failure = error instanceof WeirError ? error : new WeirError('bug', 'deciding', {}, error);
      logError(log, error, `detection ${delivery.sequence}`);
      if (failure.consequence.ack === 'redeliver') delivery.redeliver(REDELIVER_MS);
      else {
        onSetAside();
        delivery.ack();
      }
    }
  }
}
