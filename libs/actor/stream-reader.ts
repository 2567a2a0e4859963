/** Where to begin in the stream of a shard, and how to keep reading it. */
import type { StoredMessage, StreamState, Streams } from '../bus/streams.ts';
import { Backoff } from '../clock/backoff.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import { failureOf } from '../errors/weir-error.ts';
import type { Log } from '../telemetry/logging.ts';

export interface StreamReaderOptions {
  readonly shard: number;
  readonly stream: string;
  readonly streams: Streams;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** Reads on from where it was whenever the connection has been lost. */
export async function* readOn(
  { shard, stream, streams, clock, random, log }: StreamReaderOptions,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<StoredMessage> {
  const backoff = new Backoff(clock, random, { firstMs: 20, maxMs: 250 });
  let next = from;
  while (!signal.aborted) {
    try {
      for await (const message of streams.read(stream, next, signal)) {
        backoff.reset();
        next = message.sequence + 1;
        yield message;
      }
    } catch (error) {
      if (failureOf(error) !== 'unavailable') throw error;
      log.debug({ shard, next }, 'reading again');
      await backoff.wait(signal);
    }
  }
}

export interface StartingPoint {
  readonly sequence: number;
  /** Messages that were there and are not to be had any more. */
  readonly missing: number;
  /** What has happened to the stream; empty for nothing. */
  readonly reason: string;
}

/** Where to go on in a stream that may have been purged, cut short or made again since `sequence` was processed. */
export function startingPoint(state: StreamState, incarnation: string, sequence: number): StartingPoint {
  if (incarnation !== '' && incarnation !== state.incarnation) {
    return { sequence: state.firstSequence, missing: 0, reason: 'it was made again' };
  }
  if (sequence + 1 < state.firstSequence) {
    const missing = sequence === 0 && incarnation === '' ? 0 : state.firstSequence - sequence - 1;
    return { sequence: state.firstSequence, missing, reason: missing > 0 ? 'it was purged' : '' };
  }
  if (sequence > state.lastSequence) {
    return { sequence: state.lastSequence + 1, missing: 0, reason: 'it has lost its end' };
  }
  return { sequence: sequence + 1, missing: 0, reason: '' };
}
