/** What must not outlive this process, such as a server: it is ended with it, at its end, by an error or by a signal. */
import { constants } from 'node:os';

const ends = new Set<() => void>();

/**
 * Has something ended when this process ends.
 * @param end can't wait for anything
 * @returns to be called when it has ended before
 */
export function endWithProcess(end: () => void): () => void {
  watch();
  ends.add(end);
  return () => void ends.delete(end);
}

let isWatching = false;

function watch(): void {
  if (isWatching) return;
  isWatching = true;
  process.once('exit', () => {
    for (const end of ends) end();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
}
