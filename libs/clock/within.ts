/** Waiting for something, but not for ever. */
import type { Clock } from './clock.ts';

/** Without a reason an error is made, with the stack, of which nobody hears. */
const OVER = 'over';

/** What `work` comes to, if that is within `ms`; undefined after that. The work goes on all the same. Rejects as it does. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const patience = new AbortController();
  const late = clock.sleep(ms, patience.signal).then(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    patience.abort(OVER);
  }
}
