/** nginx's log_format as it is written, taken apart into text and variables. */
import { WeirError } from '#libs/errors/weir-error.ts';

const ESCAPES = ['default', 'json', 'none'] as const;
export type Escape = (typeof ESCAPES)[number];

export type Piece =
  | { readonly text: string }
  /** `at` is the place of its `$`, in characters from 1. */
  | { readonly variable: string; readonly at: number };

export interface LogFormatText {
  readonly escape: Escape;
  readonly pieces: readonly Piece[];
  /** The format without quotes and directive, to which places refer. */
  readonly text: string;
}

const TEXT_MAX = 8192;
const ESCAPED: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** Whether text is meant as a log_format, and not as the name of a format. */
export function isLogFormat(text: string): boolean {
  return text.includes('$') || text.startsWith('log_format');
}

/**
 * Reads the whole directive (`log_format main escape=json '…' '…';`), its strings alone, or the bare format.
 * @throws WeirError `config` that names the place of the mistake.
 */
export function readLogFormat(written: string): LogFormatText {
  if (written.length > TEXT_MAX) throw mistake(`a log_format has at most ${TEXT_MAX} characters`);
  const directive = /^\s*log_format\s+[^\s'"]+\s+/.exec(written)?.[0] ?? '';
  let rest = written.slice(directive.length);
  const escaping = /^\s*escape=(\w+)\s+/.exec(rest);
  if (escaping) rest = rest.slice(escaping[0].length);
  const kind = ESCAPES.find((each) => each === (escaping?.[1] ?? 'default'));
  if (!kind)
    throw mistake(`there is no escape=${escaping?.[1].slice(0, 20)}; nginx knows ${ESCAPES.join(', ')}`);
  const isQuoted = directive !== '' || /^\s*'/.test(rest);
  const text = isQuoted ? unquote(rest) : rest.trim();
  return { escape: kind, pieces: piecesOf(text), text };
}

/** The strings of a directive, put together as nginx does. */
function unquote(written: string): string {
  let text = '';
  let rest = written.trim();
  while (rest !== '' && rest !== ';') {
    const quoted = /^'((?:[^'\\]|\\.)*)'|^"((?:[^"\\]|\\.)*)"/s.exec(rest);
    const bare = quoted ? null : /^[^\s;'"]+/.exec(rest);
    const found = quoted ?? bare;
    if (!found) throw mistake(`at ${quote(rest)}: a string that begins here does not end`);
    text += (quoted?.[1] ?? quoted?.[2] ?? found[0]).replace(
      /\\(["'\\trn])/g,
      (_, letter) => ESCAPED[letter] ?? letter,
    );
    rest = rest.slice(found[0].length).trim();
  }
  return text;
}

export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  for (let i = 0; i < text.length; ) {
    if (text[i] !== '$') {
      literal += text[i++];
      continue;
    }
    const found = /^\$(?:(\w+)|\{(\w+)\})/.exec(text.slice(i, i + 100));
    if (!found) throw mistake(`the $ at character ${i + 1} has no name behind it`);
    if (literal !== '') pieces.push({ text: literal });
    literal = '';
    pieces.push({ variable: found[1] ?? found[2], at: i + 1 });
    i += found[0].length;
  }
  if (literal !== '') pieces.push({ text: literal });
  return pieces;
}

/** @returns an error of class `config` about a log_format */
export function mistake(what: string): WeirError {
  return new WeirError('config', `log_format: ${what}`);
}

function quote(text: string): string {
  return JSON.stringify(text.length > 30 ? `${text.slice(0, 30)}…` : text);
}
