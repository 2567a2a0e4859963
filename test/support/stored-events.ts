/** What a collector has stored in the streams of a cluster. */
import type { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { eventStream } from '#libs/cluster/names.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';

/** How often each path is there. */
export async function storedPaths(bus: NatsBus, shards: number): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let shard = 0; shard < shards; shard++) {
    const { lastSequence } = await bus.streams.state(eventStream(shard));
    if (lastSequence === 0) continue;
    const seen = new Set<string>();
    const end = new AbortController();
    for await (const { sequence, data } of bus.streams.read(eventStream(shard), 1, end.signal)) {
      const { collector: by, number, rows, texts } = decodeBatch(data);
      // As its readers do: a batch counts once, however often it was sent.
      for (let row = 0; row < rows && !seen.has(`${by} ${number}`); row++) {
        const path = texts[TEXT_INDEX.path].textAt(row);
        counts.set(path, (counts.get(path) ?? 0) + 1);
      }
      seen.add(`${by} ${number}`);
      if (sequence >= lastSequence) end.abort();
    }
  }
  return counts;
}
