/** One event on its way from a line's bytes into a batch: numbers, and spans of the buffer the line is in. */
import { ADDRESS_WORDS } from '../domain/address.ts';
import { TEXT_FIELDS, type TextField } from '../domain/event.ts';

const EMPTY = new Uint8Array(0);

/** Where a text field stands among the batch's dictionaries. */
export const TEXT_INDEX = Object.fromEntries(TEXT_FIELDS.map((field, index) => [field, index])) as Readonly<
  Record<TextField, number>
>;

/**
 * Filled by a format, read by a batch builder, used again for the next line. Spans are only valid until the
 * buffer is read into again.
 */
export class EventRow {
  /** Unix ms. */
  timeMs = 0;
  readonly address = new Uint32Array(ADDRESS_WORDS);
  status = 0;
  bytesSent = 0;
  /** 0 when unknown. */
  requestBytes = 0;
  /** 0 to 7, where there is a WAF rule. */
  wafSeverity = 0;
  /** 0 when unknown. */
  requestTimeUs = 0;
  /** Bits of FLAG. */
  flags = 0;
  readonly buffers: Uint8Array[] = TEXT_FIELDS.map(() => EMPTY);
  readonly starts: number[] = TEXT_FIELDS.map(() => 0);
  readonly ends: number[] = TEXT_FIELDS.map(() => 0);

  /** Forgets the last line. */
  clear(): void {
    this.timeMs = 0;
    this.status = 0;
    this.bytesSent = 0;
    this.requestBytes = 0;
    this.wafSeverity = 0;
    this.requestTimeUs = 0;
    this.flags = 0;
    for (let text = 0; text < this.starts.length; text++) {
      this.starts[text] = 0;
      this.ends[text] = 0;
    }
  }

  /** Sets text field `index` (see TEXT_INDEX) to the bytes from `start` up to `end`. */
  setText(index: number, buffer: Uint8Array, start: number, end: number): void {
    this.buffers[index] = buffer;
    this.starts[index] = start;
    this.ends[index] = end;
  }

  /** Text of a field, for tests and messages. */
  text(field: TextField): string {
    const index = TEXT_INDEX[field];
    return Buffer.from(this.buffers[index]).toString('utf8', this.starts[index], this.ends[index]);
  }
}
