/**
 * Where each character of a YAML scalar stands in the file, whatever its style: plain, quoted, folded or literal.
 *
 * A style changes white space only, and in quotes escapes stand for characters. So the characters of the value are found
 * again in their order; of folded white space one place is as good as another.
 */
import type { Scalar } from 'yaml';

const SPACE = /\s/;
const CODE_UNITS: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
const ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
  // An escaped end of a line stands for nothing.
  '\n': ' ',
  '\r': ' ',
};

/** One character of the file's text, or several that stand for one. */
interface Token {
  readonly value: string;
  readonly units: number;
}

/** Offsets in `text` of the units of the scalar's value, and behind them the one after the last. */
export function scalarPlaces(text: string, scalar: Scalar): readonly number[] {
  const value = String(scalar.value);
  let [at] = scalar.range ?? [0];
  const { type } = scalar;
  if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') at = text.indexOf('\n', at) + 1;
  else if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') at++;
  const places: number[] = [];
  while (places.length < value.length) {
    const space = SPACE.test(value[places.length]);
    const token = tokenAt(text, at, type);
    if (at >= text.length || (space && !isSpace(token))) places.push(at);
    else {
      // An escape beyond the first plane stands for two units of the value.
      if (space || !isSpace(token)) for (let i = 0; i < token.value.length; i++) places.push(at);
      at += token.units;
    }
  }
  return [...places.slice(0, value.length), at];
}

function isSpace({ value }: Token): boolean {
  return SPACE.test(value);
}

function tokenAt(text: string, at: number, type: Scalar['type']): Token {
  const unit = text.charAt(at);
  if (type === 'QUOTE_SINGLE' && unit === "'") return { value: "'", units: 2 };
  if (type !== 'QUOTE_DOUBLE' || unit !== '\\') return { value: unit, units: 1 };
  const kind = text.charAt(at + 1);
  const units = CODE_UNITS[kind];
  if (units === undefined) return { value: ESCAPES[kind] ?? kind, units: 2 };
  return { value: String.fromCodePoint(Number.parseInt(text.slice(at + 2, at + units), 16)), units };
}
