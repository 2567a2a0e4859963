/** The port to log formats: bytes of a line in, one event out. Adding a format is one file and its fixtures. */
import type { Prefix } from '#libs/domain/prefix.ts';
import type { EventRow } from '#libs/wire/row.ts';

export interface FormatOptions {
  /** Proxies whose word about the client's address (X-Forwarded-For) is taken; none unless set. */
  readonly trustedProxies?: readonly Prefix[];
}

export interface Format {
  readonly name: string;
  /** Which fields its events have (libs/domain/event, fieldSet): scenarios that need another one can't fire. */
  readonly fields: number;
  /**
   * Reads one line, without its end, into `row`, which it clears first. Spans of `row` point into `buffer` or into
   * memory of the format that lasts until the next call.
   * @returns the empty string, or why the line is malformed, in a few words that hold nothing of the line itself.
   */
  parse(buffer: Buffer, start: number, end: number, row: EventRow): string;
}
