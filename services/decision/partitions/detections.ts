/** The stream of detections as decision services share it: by partition, each with a group that remembers how far it is. */
import { readRange } from '#libs/bus/read-range.ts';
import type { Streams } from '#libs/bus/streams.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { DETECTIONS } from '#libs/cluster/names.ts';

/** The stream is cut back when it is fuller than this share. */
const FULL_SHARE = 0.8;

export const groupOf = (partition: number): string => `decision-${partition}`;

/** Lets a stream that is nearly full lose what has been decided in every partition: never anything else. */
export async function cutBack(streams: Streams, partitions: number): Promise<void> {
  const { bytes, maxBytes, firstSequence } = await streams.state(DETECTIONS);
  if (bytes < FULL_SHARE * maxBytes) return;
  const before = (await decidedTo(streams, partitions)) + 1;
  if (before > firstSequence) await streams.purge(DETECTIONS, { before });
}

/**
 * Removes what has been decided in every partition and was stored before, so many at most.
 * @param beforeMs Unix ms
 * @returns how many
 */
export async function forgetBefore(
  streams: Streams,
  { partitions, beforeMs, max }: { partitions: number; beforeMs: number; max: number },
  clock: Clock,
): Promise<number> {
  const { firstSequence: from } = await streams.state(DETECTIONS);
  const to = Math.min(await decidedTo(streams, partitions), from + max - 1);
  const messages = await readRange(streams, DETECTIONS, { from, to }, clock);
  const young = messages.findIndex(({ storedMs }) => storedMs >= beforeMs);
  const old = young < 0 ? messages : messages.slice(0, young);
  const last = old.at(-1);
  if (last) await streams.purge(DETECTIONS, { before: last.sequence + 1 });
  return old.length;
}

/** Sequence up to which every partition is done. */
async function decidedTo(streams: Streams, partitions: number): Promise<number> {
  const done = await Promise.all(
    Array.from({ length: partitions }, (_, partition) =>
      streams.acknowledged(DETECTIONS, groupOf(partition)),
    ),
  );
  return Math.min(...done);
}
