/** The guard with all that belongs to it, put together. */
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import type { Foundation } from '../foundation.ts';
import { Revocation } from '../ledger/revocation.ts';
import type { GuardPlaneOptions } from '../planes/guard-plane.ts';
import { Blocks } from './blocks.ts';
import { Guard } from './guard.ts';
import { activityOf, type GuardSettings } from './judgement.ts';
import { GuardMetrics } from './metrics.ts';
import { ModeSwitch } from './mode-switch.ts';
import { alarmOf, isOpen } from './trip.ts';

export interface GuardParts extends Pick<Foundation, 'ledger' | 'trips' | 'board' | 'book' | 'sets'> {
  readonly settings: GuardSettings;
  /** Whether it is for this replica to act. */
  readonly owns: () => boolean;
}

export interface OpenGuard {
  /** For its gRPC side. */
  readonly parts: Omit<GuardPlaneOptions, 'rpc' | 'audit'>;
  /** Of the replica that acts. */
  alarms(): string[];
  stop(): Promise<void>;
}

export function openGuard({ clock, log, metrics }: ServiceContext, parts: GuardParts): OpenGuard {
  const { settings, trips, ledger, board, book, sets, owns } = parts;
  const activity = () => activityOf(board.services());
  const revocation = new Revocation({ ledger, clock });
  const guard =
    settings.mode === 'off'
      ? undefined
      : new Guard({
          ...{ settings, trips, revocation, activity, owns, clock, log },
          modes: new ModeSwitch({ ...sets, book }),
          blocks: new Blocks(new ReplicaFeed(ledger.replica), settings.within),
          metrics: new GuardMetrics(metrics, activity),
        });
  return {
    parts: { settings, trips, revocation, activity, clock },
    alarms: () => (owns() ? trips.trips.filter((trip) => isOpen(trip, clock.now())).map(alarmOf) : []),
    stop: async () => {
      await guard?.stop();
    },
  };
}
