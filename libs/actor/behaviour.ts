import type { StoredMessage } from '../bus/streams.ts';
import type { Outgoing } from './outbox.ts';
import type { Stateful } from './slots.ts';

/** What an actor does; synchronous, and without any idea of leases or snapshots. */
export interface Behaviour {
  /** Named state: all that is needed to go on elsewhere. */
  readonly slots: readonly Stateful[];
  /** Name of what decides about the effect of messages; a message can change it. */
  readonly scenarioSet: string;
  /** Fetches what `receive` needs for the message, if it needs anything. Rejects where it can't be had now. */
  prepare?(message: StoredMessage): Promise<void> | undefined;
  receive(message: StoredMessage): readonly Outgoing[];
  /** Nothing more will come: what is in hand leaves. The same whenever it is done after the same messages. */
  finish(): readonly Outgoing[];
}
