/** Traffic of a site for some hours: all that visit and all that attack, from a seed, with the truth about them. */
import { Addresses } from './addresses.ts';
import { castAttackers } from './attackers/index.ts';
import { Dice } from './dice.ts';
import { castInnocents } from './innocents/index.ts';
import { type Actor, merge } from './merge.ts';
import type { Request } from './request.ts';
import { HOUR_MS, type Scene } from './scene.ts';
import { Site } from './site.ts';
import { Truth } from './truth.ts';

export interface TrafficOptions {
  readonly seed: number;
  /** Innocent people and programs. */
  readonly visitors: number;
  /** Event time. */
  readonly hours: number;
  /** Of each class that acts alone; for every 250 visitors one, and four at least, unless given. */
  readonly attackers?: number;
}

/** A Monday. */
const START_MS = Date.UTC(2026, 5, 1, 6);
const ATTACKERS_MIN = 4;
const VISITORS_AN_ATTACKER = 250;

export class Traffic {
  readonly truth = new Truth();
  readonly startMs = START_MS;
  readonly endMs: number;
  readonly #actors: readonly Actor[];
  #begun = false;

  constructor({ seed, visitors, hours, attackers }: TrafficOptions) {
    const dice = new Dice(seed);
    this.endMs = START_MS + hours * HOUR_MS;
    const scene: Scene = {
      site: new Site(dice.fork('site'), START_MS, this.endMs),
      addresses: new Addresses(dice.fork('addresses')),
      truth: this.truth,
      dice,
      startMs: START_MS,
      endMs: this.endMs,
    };
    const each = attackers ?? Math.max(ATTACKERS_MIN, Math.round(visitors / VISITORS_AN_ATTACKER));
    this.#actors = [...castInnocents(scene, visitors), ...castAttackers(scene, each)];
  }

  /** In order of time. Can be had once: actors remember what they have done. */
  requests(): Generator<Request> {
    if (this.#begun) throw new Error('the requests were taken already; make the traffic anew');
    this.#begun = true;
    return merge(this.#actors, this.endMs);
  }
}
