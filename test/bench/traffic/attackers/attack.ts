/** An attack by one address: what every class of attackers is written with. */
import type { Dice } from '../dice.ts';
import type { Client, Particular, Request } from '../request.ts';
import type { Scene } from '../scene.ts';

export interface Attack {
  /** All of its requests count as part of the attack unless they say otherwise. */
  readonly client: Client;
  readonly dice: Dice;
  readonly scene: Scene;
  readonly startMs: number;
}

export interface AttackClass {
  readonly name: string;
  /** Event time that it takes about, ms: it begins so long before the end. */
  readonly lastsMs?: number;
  run(attack: Attack): Iterator<Request>;
}

/** A request still to be sent. */
export interface Shot {
  readonly target: string;
  readonly particular?: Particular;
}

/** One shot after the other, so far apart as this attacker's program is set to, with some jitter. */
export function* fire(
  { client, dice, startMs }: Attack,
  shots: Iterable<Shot>,
  gapMs: number,
): Generator<Request> {
  let atMs = startMs;
  for (const { target, particular } of shots) {
    yield client.ask(atMs, target, particular);
    atMs += gapMs * dice.between(0.7, 1.3);
  }
}

/** So many shots that are made as they are needed. */
export function* shots(count: number, make: (i: number) => Shot): Generator<Shot> {
  for (let i = 0; i < count; i++) yield make(i);
}
