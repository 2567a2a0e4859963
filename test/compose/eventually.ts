/** Waiting for what other machines bring about, never for ever. */
import { WeirError } from '#libs/errors/weir-error.ts';

const POLL_MS = 50;

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Asks until nothing is missing any more.
 * @param missing what is still missing; empty when all is well
 * @returns how long it took, in ms
 * @throws WeirError `unavailable` that tells what was missing at last
 */
export async function eventually(
  what: string,
  limitMs: number,
  missing: () => Promise<string>,
  everyMs = POLL_MS,
): Promise<number> {
  const startMs = performance.now();
  for (;;) {
    const still = await missing();
    const tookMs = performance.now() - startMs;
    if (still === '') return Math.round(tookMs);
    if (tookMs > limitMs) {
      throw new WeirError('unavailable', `waited ${limitMs / 1000} s in vain for ${what}: ${still}`);
    }
    await sleep(everyMs);
  }
}
