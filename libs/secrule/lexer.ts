/** From the text of a ModSecurity configuration to directives and their arguments. */
import { Fragment, type Place, type Remark } from './fragment.ts';

export interface Directive {
  readonly name: Fragment;
  readonly args: readonly Fragment[];
}

export const CHARACTERS_MAX = 1_000_000;

/** Lines that end with a backslash go on; lines that begin with # are comments; arguments may stand in quotes. */
export function lex(text: string): {
  readonly directives: readonly Directive[];
  readonly problems: readonly Remark[];
} {
  const directives: Directive[] = [];
  const problems: Remark[] = [];
  for (const line of logicalLines(text)) {
    const { words, open } = wordsOf(line);
    if (open)
      problems.push(open.remark('this quote is not closed; lines go on behind a backslash at their end'));
    else if (words.length > 0) directives.push({ name: words[0], args: words.slice(1) });
  }
  return { directives, problems };
}

function* logicalLines(text: string): Generator<Fragment> {
  let line = '';
  let places: Place[] = [];
  const rows = text.replaceAll('\r\n', '\n').split('\n');
  for (const [row, content] of rows.entries()) {
    const goesOn = content.endsWith('\\') && row < rows.length - 1;
    const kept = goesOn ? content.slice(0, -1) : content;
    for (let column = 0; column < kept.length; column++) places.push({ line: row + 1, column: column + 1 });
    line += kept;
    if (goesOn) continue;
    places.push({ line: row + 1, column: kept.length + 1 });
    if (!/^\s*(?:#|$)/.test(line)) yield new Fragment(line, places);
    line = '';
    places = [];
  }
}

/** Words without their quotes; a quote within quotes stands behind a backslash. */
function wordsOf(line: Fragment): { readonly words: readonly Fragment[]; readonly open?: Fragment } {
  const words: Fragment[] = [];
  const { text } = line;
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at])) {
      at++;
      continue;
    }
    const from = at;
    if (text[at] === '"' || text[at] === "'") {
      at = closing(text, at);
      if (at < 0) return { words, open: line.slice(from) };
      words.push(unescaped(line.slice(from + 1, at), text[from]));
      at++;
    } else {
      while (at < text.length && !/\s/.test(text[at])) at++;
      words.push(line.slice(from, at));
    }
  }
  return { words };
}

/** Where the quote that opens at `from` is closed; -1 when it is not. */
export function closing(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[from]) return at;
  }
  return -1;
}

/** Backslashes before quotes go, all others are the pattern's own. */
export function unescaped(fragment: Fragment, quote: string): Fragment {
  let plain = fragment;
  for (let at = 0; at < plain.text.length - 1; at++) {
    if (plain.text[at] !== '\\') continue;
    if (plain.text[at + 1] === quote) plain = plain.without(at);
    else at++;
  }
  return plain;
}
