/** Part of a stream, whatever becomes of the stream meanwhile. */
import type { Clock } from '../clock/clock.ts';
import type { StoredMessage, Streams } from './streams.ts';

/** What is stored comes at once; what was removed just now never does. */
const PATIENCE_MS = 5000;

/** What a stream still has of a range of sequences, both ends included, in order. @throws WeirError `missing`, `unavailable` */
export async function readRange(
  streams: Pick<Streams, 'read'>,
  stream: string,
  { from, to }: { readonly from: number; readonly to: number },
  clock: Clock,
): Promise<StoredMessage[]> {
  const messages: StoredMessage[] = [];
  if (from > to) return messages;
  const reading = new AbortController();
  const patience = clock.after(PATIENCE_MS, () => reading.abort());
  try {
    for await (const message of streams.read(stream, from, reading.signal)) {
      if (message.sequence <= to) messages.push(message);
      if (message.sequence >= to || message.pending === 0) break;
    }
  } finally {
    patience.cancel();
    reading.abort();
  }
  return messages;
}
