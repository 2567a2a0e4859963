/**
 * What the actors of a process do between two turns of its event loop, together. Answers of the bus come between turns: if
 * each actor with a backlog had its own share of every turn, a shard that is being taken up would wait for all of them.
 */
import type { Clock } from '../clock/clock.ts';

/** CPU time after which everything else gets a turn. */
const TURN_MS = 5;

export class Turns {
  readonly #clock: Clock;
  #spentMs = 0;
  #next: Promise<void> | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts what an actor has just done.
   * @param ms the CPU time it took
   * @returns what it has to wait for; undefined when it may go on at once
   */
  spend(ms: number): Promise<void> | undefined {
    this.#spentMs += ms;
    if (this.#spentMs < TURN_MS) return undefined;
    this.#next ??= this.#begin();
    return this.#next;
  }

  async #begin(): Promise<void> {
    await this.#clock.yield();
    this.#spentMs = 0;
    this.#next = undefined;
  }
}
