/** A problem of a file, with its place, for people: an error, or a warning of what is probably not meant. */
export interface Problem {
  readonly level: 'error' | 'warning';
  readonly file: string;
  /** Counted from 1, columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The line, with carets below what is wrong; empty when there is none. */
  readonly excerpt: string;
}

/** Columns of an excerpt; what is longer is cut on both sides. */
const EXCERPT_COLUMNS = 100;
const BEFORE_COLUMNS = 40;
/** What a terminal might obey. */
const CONTROL = /\p{Cc}|\p{Cf}/gu;

/** The problem of `text` between two offsets, of which what is on the first line is shown. */
export function problemAt(
  file: string,
  text: string,
  range: { readonly from: number; readonly to: number },
  level: Problem['level'],
  message: string,
): Problem {
  const from = Math.min(range.from, text.length);
  const begin = text.lastIndexOf('\n', from - 1) + 1;
  const newline = text.indexOf('\n', begin);
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(0, begin).split('\n').length;
  const to = Math.min(Math.max(range.to, from + 1), Math.max(end, from + 1));
  return {
    level,
    file,
    line,
    column: from - begin + 1,
    message: message.replace(CONTROL, ' '),
    excerpt: excerptOf(text.slice(begin, end), from - begin, to - begin, line),
  };
}

/** A problem of a whole file. */
export function problemOf(file: string, message: string): Problem {
  return { level: 'error', file, line: 1, column: 1, message, excerpt: '' };
}

export function formatProblem({ level, file, line, column, message, excerpt }: Problem): string {
  return `${file}:${line}:${column}: ${level}: ${message}${excerpt === '' ? '' : `\n${excerpt}`}`;
}

function excerptOf(line: string, from: number, to: number, number: number): string {
  const begin = line.length <= EXCERPT_COLUMNS ? 0 : Math.max(0, from - BEFORE_COLUMNS);
  const shown = line.slice(begin, begin + EXCERPT_COLUMNS).replace(CONTROL, ' ');
  const width = Math.max(1, Math.min(to, begin + EXCERPT_COLUMNS) - from);
  const margin = String(number).padStart(5);
  return `${margin} | ${shown}\n      | ${' '.repeat(from - begin)}${'^'.repeat(width)}`;
}
