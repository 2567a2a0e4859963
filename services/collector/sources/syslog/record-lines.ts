/** Takes the line out of a syslog record: what the server has logged, without the header. */
import { LINE_BYTES_MAX } from '../../formats/format.ts';
import { RECORD_BYTES_MAX } from './frames.ts';
import { messageEnd, messageStart } from './header.ts';

export interface Lines {
  add(buffer: Buffer, start: number, end: number): void;
}

/** Passes on the line of the record from `start` up to `end`. A record is never more than one line. */
export function addRecord(lines: Lines, buffer: Buffer, start: number, end: number): void {
  const isCut = end - start > RECORD_BYTES_MAX;
  const last = isCut ? end : messageEnd(buffer, start, end);
  const first = messageStart(buffer, start, last);
  // Behind a header of kilobytes too little of a line would come to be known as cut: with its header it is, and is none.
  lines.add(buffer, isCut && last - first <= LINE_BYTES_MAX ? start : first, last);
}
