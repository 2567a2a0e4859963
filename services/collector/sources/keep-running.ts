/** Runs a source to its end: one that fails is begun again, so that the others need not care. */
import type { Clock } from '#libs/clock/clock.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Source, SourceSink } from './source.ts';

const RETRY_MS = 1000;

export interface KeepRunningOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Resolves when the source has come to its end (true), or `signal` is aborted (false). Never rejects. */
export async function keepRunning(
  source: Source,
  sink: SourceSink,
  { clock, log, signal }: KeepRunningOptions,
): Promise<boolean> {
  while (!signal.aborted) {
    try {
      await source.run(sink, signal);
      return !signal.aborted;
    } catch (error) {
      logError(log, error, `source ${source.name}`);
      await clock.sleep(RETRY_MS, signal);
    }
  }
  return false;
}
