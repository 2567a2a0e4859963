/** Cuts the body of a request into records: the elements of a JSON array, or lines. */
import { CLOSE_SQUARE, COMMA, LINE_FEED, OPEN_SQUARE, RETURN } from '../../formats/ascii.ts';
import { skipBlanks, skipValue } from '../../formats/json-syntax.ts';

/** Where the records of a body are: begins and ends in turn. */
export type Spans = readonly number[];

/** @returns undefined when the body begins as an array and is none; where lines are damaged they are records all the same */
export function recordsOf(body: Buffer): Spans | undefined {
  const first = skipBlanks(body, 0, body.length);
  return body[first] === OPEN_SQUARE ? elementsOf(body, first) : linesOf(body);
}

function elementsOf(body: Buffer, opening: number): Spans | undefined {
  const spans: number[] = [];
  const end = body.length;
  let i = skipBlanks(body, opening + 1, end);
  if (body[i] === CLOSE_SQUARE) return skipBlanks(body, i + 1, end) === end ? spans : undefined;
  for (;;) {
    const behind = skipValue(body, i, end);
    if (behind < 0) return undefined;
    spans.push(i, behind);
    i = skipBlanks(body, behind, end);
    if (body[i] === CLOSE_SQUARE) return skipBlanks(body, i + 1, end) === end ? spans : undefined;
    if (body[i] !== COMMA) return undefined;
    i = skipBlanks(body, i + 1, end);
  }
}

/** Where the lines of a body are. Empty ones are none. */
export function linesOf(body: Buffer): Spans {
  const spans: number[] = [];
  for (let start = 0; start < body.length; ) {
    const found = body.indexOf(LINE_FEED, start);
    const behind = found < 0 ? body.length : found;
    const end = behind > start && body[behind - 1] === RETURN ? behind - 1 : behind;
    if (end > start) spans.push(start, end);
    start = behind + 1;
  }
  return spans;
}
