/** The port to log formats: bytes of a line in, one event out. */
import type { Prefix } from '#libs/domain/prefix.ts';
import type { EventRow } from '#libs/wire/row.ts';

/** Bytes of a line that are read. Of a longer one that is its beginning, which is taken for what it is: cut. */
export const LINE_BYTES_MAX = 64 * 1024;

export interface FormatOptions {
  /** Proxies whose word about the client's address (X-Forwarded-For) is taken; none unless set. */
  readonly trustedProxies?: readonly Prefix[];
  /** Of times that are written without one, such as `Europe/Berlin` or `+01:00`; UTC unless set. */
  readonly timeZone?: string;
}

export interface Format {
  readonly name: string;
  /** Which fields its events have (libs/domain/event, fieldSet): scenarios that need another one can't fire. */
  readonly fields: number;
  /** True while it holds the beginning of a line that comes in parts; formats whose lines are whole have no such thing. */
  readonly isWithinLine?: boolean;
  /** Whether the line that was read last came in parts and was longer than LINE_BYTES_MAX, so that its end was left out. */
  readonly isCut?: boolean;
  /** Lines from here on are of `reading`, a file for instance: parts of a line belong to one of these. */
  turnTo?(reading: object): void;
  /** An event was read elsewhere: it shows which fields there are. */
  note?(row: EventRow): void;
  /**
   * Reads one line, without its end, into `row`, which it clears first. Spans of `row` point into `buffer` or into
   * memory of the format that lasts until the next call.
   * @returns the empty string, or why the line is malformed, in a few words that hold nothing of the line itself;
   *   INCOMPLETE for a part of a line of which more will come.
   */
  parse(buffer: Buffer, start: number, end: number, row: EventRow): string;
  /**
   * The same for a line that goes on behind `end`. What is whole before that is read; of what the cut goes through only
   * texts are, up to the cut, and never an address, a time or a number.
   */
  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string;
}

/** Reads a line of any length, as `parse` does: of one that is longer than LINE_BYTES_MAX the beginning. */
export function readLine(
  format: Pick<Format, 'parse' | 'parseCut'>,
  buffer: Buffer,
  start: number,
  end: number,
  row: EventRow,
): string {
  return end - start > LINE_BYTES_MAX
    ? format.parseCut(buffer, start, start + LINE_BYTES_MAX, row)
    : format.parse(buffer, start, end, row);
}

/** What `parse` returns for a part of a line that is not its last: neither an event nor malformed. */
export const INCOMPLETE = 'a part of a line';

/** A format of the registry (formats.ts), one file each. */
export interface FormatKind {
  readonly name: string;
  /** For logs of JSON: keys on the outside that each of its lines has, and no other format. */
  readonly marks?: readonly string[];
  open(options: FormatOptions): Format;
}
