/** Whether two formats made the same of a line, fast enough for millions of them. */
import { FLAG } from '#libs/domain/event.ts';
import type { EventRow } from '#libs/wire/row.ts';

/** All but the mark of refused requests, which only combined looks for behind its fields. */
export function sameEvent(a: EventRow, b: EventRow): boolean {
  if (a.timeMs !== b.timeMs || a.status !== b.status || a.bytesSent !== b.bytesSent) return false;
  if ((a.flags & ~FLAG.refused) !== (b.flags & ~FLAG.refused)) return false;
  for (let word = 0; word < 4; word++) if (a.address[word] !== b.address[word]) return false;
  for (let text = 0; text < a.buffers.length; text++) {
    const length = a.ends[text] - a.starts[text];
    if (length !== b.ends[text] - b.starts[text]) return false;
    for (let i = 0; i < length; i++) {
      if (a.buffers[text][a.starts[text] + i] !== b.buffers[text][b.starts[text] + i]) return false;
    }
  }
  return true;
}
