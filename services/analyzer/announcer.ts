/**
 * Brings the scenario set that holds into the streams of the shards that this process owns. Any owner may do it, and more
 * than once: a shard that has the set, or a later one, leaves it.
 */

import type { RunningShard } from '#libs/analysis/running-shard.ts';
import type { Streams } from '#libs/bus/streams.ts';
import { lastSetSeen } from '#libs/catalog/catalog.ts';
import type { Clock } from '#libs/clock/clock.ts';
import type { ClusterView } from '#libs/cluster/cluster-view.ts';
import { eventSubject, SCENARIO_SET_HEADER } from '#libs/cluster/names.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';

/** A shard that has not come to its set is told again after so long. */
const AGAIN_MS = 5000;
const NOTHING = new Uint8Array(0);

export interface AnnouncerOptions {
  readonly view: ClusterView;
  readonly running: ReadonlyMap<number, RunningShard>;
  readonly streams: Streams;
  readonly clock: Clock;
  readonly log: Log;
}

export class Announcer {
  readonly #options: AnnouncerOptions;
  /** What each shard was told, and when by the monotonic clock. */
  readonly #told = new Map<number, { readonly set: number; readonly atMs: number }>();

  constructor(options: AnnouncerOptions) {
    this.#options = options;
  }

  /** Tells the shards that are behind. Cheap: to be called whenever something may have changed, and now and then. */
  review(): void {
    const { view, running, clock } = this.#options;
    const last = lastSetSeen(view);
    for (const [shard, { behaviour }] of running) {
      const told = this.#told.get(shard);
      const wasTold = told?.set === last && clock.elapsed() - told.atMs < AGAIN_MS;
      if (behaviour.set.number >= last || wasTold) continue;
      this.#told.set(shard, { set: last, atMs: clock.elapsed() });
      void this.#tell(shard, last);
    }
  }

  async #tell(shard: number, set: number): Promise<void> {
    const { streams, log } = this.#options;
    try {
      await streams.publish(eventSubject(shard), NOTHING, {
        id: `scenario-set-${shard}-${set}`,
        headers: { [SCENARIO_SET_HEADER]: String(set) },
      });
    } catch (error) {
      logError(log, error, `telling shard ${shard} of scenario set ${set}`);
    }
  }
}
