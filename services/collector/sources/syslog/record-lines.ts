/** Takes the line out of a syslog record: what the server has logged, without the header. */
import { LINE_BYTES_MAX } from '../line-splitter.ts';
import { messageEnd, messageStart } from './header.ts';

export interface Lines {
  add(buffer: Buffer, start: number, end: number): void;
  addTooLong(bytes: number): void;
}

/** Passes on the line of the record from `start` up to `end`. A record is never more than one line. */
export function addRecord(lines: Lines, buffer: Buffer, start: number, end: number): void {
  const last = messageEnd(buffer, start, end);
  const first = messageStart(buffer, start, last);
  if (last - first > LINE_BYTES_MAX) lines.addTooLong(last - first);
  else lines.add(buffer, first, last);
}
