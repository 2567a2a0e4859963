import type { ShardActor } from '../actor/shard-actor.ts';
import type { ShardState } from '../scenario/shard-state.ts';
import type { Detect } from './detect.ts';

/** A shard that this process owns, with what runs it and what it remembers. */
export interface RunningShard {
  readonly actor: ShardActor;
  readonly behaviour: Detect;
  readonly state: ShardState;
  /** To be called when another has to take the shard up. */
  readonly onFailed: () => void;
}
