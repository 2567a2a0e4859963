/** The stream of detections as decision services share it: by partition, each with a group that remembers how far it is. */
import type { Streams } from '#libs/bus/streams.ts';
import { DETECTIONS } from '#libs/cluster/names.ts';

/** The stream is cut back when it is fuller than this share. */
const FULL_SHARE = 0.8;

export const groupOf = (partition: number): string => `decision-${partition}`;

/** Lets a stream that is nearly full lose what has been decided in every partition: never anything else. */
export async function cutBack(streams: Streams, partitions: number): Promise<void> {
  const { bytes, maxBytes, firstSequence } = await streams.state(DETECTIONS);
  if (bytes < FULL_SHARE * maxBytes) return;
  const done = await Promise.all(
    Array.from({ length: partitions }, (_, partition) =>
      streams.acknowledged(DETECTIONS, groupOf(partition)),
    ),
  );
  const before = Math.min(...done) + 1;
  if (before > firstSequence) await streams.purge(DETECTIONS, { before });
}
