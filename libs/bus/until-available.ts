/** Tries an operation again for as long as the other side can't be reached: a server that starts, an election. */
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import { failureOf } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';

/** @throws whatever the operation throws that is not `unavailable`. */
export async function untilAvailable<T>(
  { clock, random, log }: { readonly clock: Clock; readonly random: Random; readonly log: Log },
  what: string,
  operation: () => Promise<T>,
): Promise<T> {
  const backoff = new Backoff(clock, random, { firstMs: 100, maxMs: 2000 });
  for (;;) {
    try {
      return await operation();
    } catch (error) {
      if (failureOf(error) !== 'unavailable') throw error;
      logError(log, error, what);
      await backoff.wait();
    }
  }
}
