/** Takes back in the whole ledger what one scenario or policy has caused. */
import type { Clock } from '#libs/clock/clock.ts';
import { isEnforced } from '#libs/domain/decision.ts';
import type { Ledger } from './ledger.ts';
import { type Author, type Cause, revoke } from './revoke.ts';

/** Entries that are changed at the same time. */
const PARALLEL = 32;
/** What is not done after so long is for the next call: whoever waits for an answer gets one. */
const PATIENCE_MS = 2000;

export interface Revoked {
  /** Entries that are enforced no more, and those that others still hold. */
  readonly lifted: number;
  readonly kept: number;
  /** Entries for which there was no time. */
  readonly left: number;
}

export interface RevocationOptions {
  readonly ledger: Ledger;
  readonly clock: Clock;
}

export class Revocation {
  readonly #options: RevocationOptions;

  constructor(options: RevocationOptions) {
    this.#options = options;
  }

  /**
   * Takes back as much as there is time for; what others take back at the same time is not counted.
   * @param sinceMs only what began from then on, Unix ms
   * @throws WeirError `unavailable`, `conflict`
   */
  async run(cause: Cause, by: Author, sinceMs = 0): Promise<Revoked> {
    const { ledger, clock } = this.#options;
    const startMs = clock.elapsed();
    const keys = this.#keysOf(cause, by, sinceMs);
    const count = { lifted: 0, kept: 0 };
    let at = 0;
    let isFailed = false;
    const work = async () => {
      while (at < keys.length && !isFailed && clock.elapsed() - startMs < PATIENCE_MS) {
        const key = keys[at++];
        const nowMs = clock.now();
        const entry = await ledger.change(key, (each) => each && revoke(each, cause, by, nowMs, sinceMs));
        if (entry) count[isEnforced(entry, nowMs) ? 'kept' : 'lifted']++;
      }
    };
    const failing = (error: unknown) => {
      isFailed = true;
      throw error;
    };
    // All have ended when an error is told: nobody changes anything after that.
    const ended = await Promise.allSettled(Array.from({ length: PARALLEL }, () => work().catch(failing)));
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    return { ...count, left: keys.length - at };
  }

  /** What it would come to. */
  preview(cause: Cause, by: Author): Revoked {
    const { ledger, clock } = this.#options;
    const nowMs = clock.now();
    const count = { lifted: 0, kept: 0, left: 0 };
    for (const { decision } of ledger.replica.entries()) {
      const entry = revoke(decision, cause, by, nowMs);
      if (entry) count[isEnforced(entry, nowMs) ? 'kept' : 'lifted']++;
    }
    return count;
  }

  #keysOf(cause: Cause, by: Author, sinceMs: number): string[] {
    const { ledger, clock } = this.#options;
    const nowMs = clock.now();
    const keys: string[] = [];
    for (const { key, decision } of ledger.replica.entries()) {
      if (revoke(decision, cause, by, nowMs, sinceMs)) keys.push(key);
    }
    return keys;
  }
}
