/** JSON that was cut, closed again: what is whole in it can be read as if it had never been longer. */
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_SQUARE,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_SQUARE,
  QUOTE,
  RETURN,
  SPACE,
  TAB,
} from './ascii.ts';
import { wholeEnd } from './cut-line.ts';
import type { JsonScanner } from './json-scanner.ts';
import { skipBlanks, skipString } from './json-syntax.ts';

export interface ClosedJson {
  /** Closed behind its last value that is whole. */
  readonly whole: Buffer;
  /** Closed behind the text that the cut goes through, which begins at `textAt`; undefined when it goes through none. */
  readonly withText: Buffer | undefined;
  readonly textAt: number;
}

/** What ends a number, `true`, `false` or `null`. */
const ENDS = new Uint8Array(256);
for (const byte of [COMMA, CLOSE_BRACE, CLOSE_SQUARE, SPACE, TAB, RETURN]) ENDS[byte] = 1;

/**
 * Closes all that is open where an object was cut. It goes once over the text, and whether that is JSON at all is for its
 * reader to find out.
 * @returns undefined when it is none, or is whole and something follows
 */
export function closeJson(buffer: Buffer, start: number, end: number): ClosedJson | undefined {
  /** What closes that which is open, outermost first. */
  const open: number[] = [];
  let whole = start;
  let textAt = -1;
  let isKey = false;
  let i = skipBlanks(buffer, start, end);
  for (; i < end; i = skipBlanks(buffer, i, end)) {
    const byte = buffer[i];
    if (byte === OPEN_BRACE || byte === OPEN_SQUARE) {
      open.push(byte === OPEN_BRACE ? CLOSE_BRACE : CLOSE_SQUARE);
      isKey = byte === OPEN_BRACE;
      whole = ++i;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_SQUARE) {
      if (open.pop() !== byte || open.length === 0) return undefined;
      whole = ++i;
    } else if (byte === COMMA || byte === COLON) {
      isKey = byte === COMMA && open.at(-1) === CLOSE_BRACE;
      i++;
    } else if (byte === QUOTE) {
      const behind = skipString(buffer, i + 1, end);
      if (behind < 0) {
        if (!isKey) textAt = i + 1;
        break;
      }
      i = behind;
      if (!isKey) whole = i;
    } else {
      while (i < end && ENDS[buffer[i]] === 0) i++;
      if (i < end) whole = i;
    }
  }
  if (open.length === 0) return undefined;
  const closing = open.toReversed();
  const closed = (behind: number, ...quote: number[]) =>
    Buffer.concat([buffer.subarray(start, behind), Buffer.from([...quote, ...closing])]);
  const withText = textAt < 0 ? undefined : closed(wholeEnd(buffer, textAt, end, BACKSLASH), QUOTE);
  return { whole: closed(whole), withText, textAt: textAt - start };
}

/**
 * Has `scanner` read what is whole of a line that was cut, and the text that the cut goes through if `tells` says that its
 * slot still tells something.
 * @returns the slot of that text, -1 when there is none; undefined when the line is no JSON object
 */
export function scanCut(
  scanner: JsonScanner,
  tells: (slot: number) => boolean,
  buffer: Buffer,
  start: number,
  end: number,
): number | undefined {
  const closed = closeJson(buffer, start, end);
  if (!closed) return undefined;
  const { whole, withText, textAt } = closed;
  if (withText) {
    if (!scanner.scan(withText, 0, withText.length)) return undefined;
    const slot = scanner.slotAt(textAt);
    if (slot >= 0 && tells(slot)) return slot;
  }
  return scanner.scan(whole, 0, whole.length) ? -1 : undefined;
}
