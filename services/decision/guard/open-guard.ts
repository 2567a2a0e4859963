/** The guard with all that belongs to it, put together. */
import { ReplicaFeed } from '#libs/ledger/feed.ts';
import type { Rpc } from '#libs/rpc/server.ts';
import type { ServiceContext } from '#libs/service/service.ts';
import type { Ledger } from '../ledger.ts';
import { Revocation } from '../revocation.ts';
import type { StatusBoard } from '../status-board.ts';
import { Blocks } from './blocks.ts';
import { Guard } from './guard.ts';
import { GuardPlane } from './guard-plane.ts';
import { activityOf, type GuardSettings } from './judgement.ts';
import { GuardMetrics } from './metrics.ts';
import type { ModeSwitch } from './mode-switch.ts';
import { alarmOf, isOpen } from './trip.ts';
import type { TripBook } from './trip-book.ts';

export interface GuardParts {
  readonly settings: GuardSettings;
  readonly trips: TripBook;
  readonly ledger: Ledger;
  readonly board: StatusBoard;
  readonly modes: ModeSwitch;
  readonly rpc: Rpc;
  /** Whether it is for this replica to act. */
  readonly owns: () => boolean;
}

export interface OpenGuard {
  readonly plane: GuardPlane;
  /** Of the replica that acts. */
  alarms(): string[];
  stop(): Promise<void>;
}

export function openGuard({ clock, log, metrics }: ServiceContext, parts: GuardParts): OpenGuard {
  const { settings, trips, ledger, board, modes, rpc, owns } = parts;
  const activity = () => activityOf(board.services());
  const revocation = new Revocation({ ledger, clock });
  const guard =
    settings.mode === 'off'
      ? undefined
      : new Guard({
          ...{ settings, trips, modes, revocation, activity, owns, clock, log },
          blocks: new Blocks(new ReplicaFeed(ledger.replica), settings.within),
          metrics: new GuardMetrics(metrics, activity),
        });
  return {
    plane: new GuardPlane({ rpc, settings, trips, revocation, activity, clock }),
    alarms: () => (owns() ? trips.trips.filter((trip) => isOpen(trip, clock.now())).map(alarmOf) : []),
    stop: async () => {
      trips.end();
      await guard?.stop();
    },
  };
}
