/** Lists: sets of texts or of prefixes too large for a condition, which scenarios name and files hold. */
import { createHash } from 'node:crypto';
import { type Prefix, parsePrefix } from '../domain/prefix.ts';
import { WeirError } from '../errors/weir-error.ts';
import { PrefixTable } from './prefix-table.ts';

/** Entries of one list; loading that many takes seconds. */
export const LIST_ENTRIES_MAX = 2_000_000;

export type List = TextList | PrefixList;
/** By name. */
export type Lists = ReadonlyMap<string, List>;

interface Listing {
  /** Of what it says: changes with every entry. */
  readonly digest: string;
  readonly size: number;
}

export interface TextList extends Listing {
  readonly kind: 'texts';
  has(text: string): boolean;
}

export interface PrefixList extends Listing {
  readonly kind: 'prefixes';
  /** Whether the address at `words[at]` lies in one of its prefixes. */
  has(words: Uint32Array, at: number): boolean;
}

/**
 * A list of texts, one a line. Space around them, empty lines and what follows a `#` at the beginning of a line or after
 * a space are left out.
 * @throws WeirError `invalid` for too many entries
 */
export function readTextList(file: string, content: string): TextList {
  const texts = new Set<string>();
  for (const { text } of entriesOf(file, content)) texts.add(text);
  return { kind: 'texts', digest: digestOf(content), size: texts.size, has: (text) => texts.has(text) };
}

/**
 * A list of addresses and prefixes, such as `192.0.2.7` and `2001:db8::/32`, written like a list of texts.
 * @throws WeirError `invalid`, with file and line, for what is neither
 */
export function readPrefixList(file: string, content: string): PrefixList {
  const table = new PrefixTable(prefixesOf(file, content));
  return {
    kind: 'prefixes',
    digest: digestOf(content),
    size: table.size,
    has: (words, at) => table.has(words, at),
  };
}

function* prefixesOf(file: string, content: string): Generator<Prefix> {
  for (const { text, line } of entriesOf(file, content)) {
    const prefix = parsePrefix(text);
    if (!prefix) {
      const shown = JSON.stringify(text.slice(0, 60));
      throw new WeirError(
        'invalid',
        `${file}:${line}: ${shown} is no address or prefix, such as 192.0.2.7 or 2001:db8::/32`,
      );
    }
    yield prefix;
  }
}

interface Entry {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
}

function* entriesOf(file: string, content: string): Generator<Entry> {
  let entries = 0;
  let line = 0;
  for (let from = 0; from <= content.length; ) {
    const newline = content.indexOf('\n', from);
    const end = newline < 0 ? content.length : newline;
    line++;
    const text = content
      .slice(from, end)
      .replace(/(^|\s)#.*/, '')
      .trim();
    from = end + 1;
    if (text === '') continue;
    if (++entries > LIST_ENTRIES_MAX) {
      throw new WeirError('invalid', `${file}:${line}: a list has at most ${LIST_ENTRIES_MAX} entries`);
    }
    yield { text, line };
  }
}

function digestOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}
