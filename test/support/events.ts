/** What a format makes of a line, as a plain object to compare with. */
import { formatAddress } from '#libs/domain/address.ts';
import { FLAG, TEXT_FIELDS } from '#libs/domain/event.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';
import type { Format } from '#services/collector/formats/format.ts';

/** Texts as Latin-1, so that every byte is seen; what is empty, 0 or not set is left out. */
export type Event = Record<string, string | number | boolean>;

const row = new EventRow();

/** The event in a line, or `{ malformed: reason }`. */
export function eventOf(format: Format, line: Buffer | string): Event {
  const text = Buffer.from(line);
  // Lines never begin where their buffer begins, and something always follows.
  const buffer = Buffer.concat([Buffer.from('#\n'), text, Buffer.from('\n"#')]);
  return eventIn(format.parse(buffer, 2, 2 + text.length, row));
}

/** The event in the first `bytes` bytes of a line that goes on. */
export function cutEventOf(format: Format, line: Buffer, bytes: number): Event {
  return eventIn(format.parseCut(line, 0, bytes, row));
}

function eventIn(reason: string): Event {
  if (reason !== '') return { malformed: reason };
  const event: Event = { time: new Date(row.timeMs).toISOString(), ip: formatAddress(row.address) };
  for (const field of TEXT_FIELDS) {
    const index = TEXT_INDEX[field];
    const { buffer, byteOffset, length } = row.buffers[index];
    const value = Buffer.from(buffer, byteOffset, length).toString(
      'latin1',
      row.starts[index],
      row.ends[index],
    );
    if (value !== '') event[field] = value;
  }
  if (row.status !== 0) event.status = row.status;
  if (row.bytesSent !== 0) event.bytes = row.bytesSent;
  if (row.requestBytes !== 0) event.requestBytes = row.requestBytes;
  if (row.wafSeverity !== 0) event.wafSeverity = row.wafSeverity;
  if (row.requestTimeUs !== 0) event.requestUs = row.requestTimeUs;
  for (const [name, bit] of Object.entries(FLAG)) if (row.flags & bit) event[name] = true;
  return event;
}

/** The lines of a file, without their ends. */
export function linesOf(file: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < file.length; ) {
    const end = file.indexOf(10, start);
    lines.push(file.subarray(start, end < 0 ? file.length : end));
    start = end < 0 ? file.length : end + 1;
  }
  return lines;
}
