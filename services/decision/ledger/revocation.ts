/** Takes back in the whole ledger what one scenario or policy has caused. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Author, isEnforced } from '#libs/domain/decision.ts';
import { inParallel } from './in-parallel.ts';
import type { Ledger } from './ledger.ts';
import { type Cause, revoke } from './revoke.ts';

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
    let left = 0;
    await inParallel(keys, PARALLEL, async (key) => {
      if (clock.elapsed() - startMs >= PATIENCE_MS) {
        left++;
        return;
      }
      const nowMs = clock.now();
      const entry = await ledger.change(key, (each) => each && revoke(each, cause, by, nowMs, sinceMs));
      if (entry) count[isEnforced(entry, nowMs) ? 'kept' : 'lifted']++;
    });
    return { ...count, left };
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
