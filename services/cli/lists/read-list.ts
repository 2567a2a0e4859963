/** Reads a list in whichever format it is. */
import { isCsvHeader, readCsv } from './csv.ts';
import type { List, ListDefaults } from './entry.ts';
import { readNdjson } from './ndjson.ts';
import { readPlain } from './plain.ts';

export const LIST_FORMATS = ['plain', 'csv', 'ndjson'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

const READERS: Readonly<Record<ListFormat, (text: string, defaults: ListDefaults) => List>> = {
  plain: readPlain,
  csv: readCsv,
  ndjson: readNdjson,
};

/** @throws WeirError `invalid` when nothing in it can be read as the format */
export function readList(text: string, format: ListFormat, defaults: ListDefaults): List {
  return READERS[format](text, defaults);
}

/** The format that the first line that is no comment looks like. */
export function guessFormat(text: string): ListFormat {
  const first = /^(?!\s*[#;])[^\n]*\S[^\n]*$/m.exec(text.slice(0, GUESS_BY))?.[0].trim() ?? '';
  if (first.startsWith('{')) return 'ndjson';
  return isCsvHeader(first) ? 'csv' : 'plain';
}

/** Characters that are looked at; more than any comment at the top has. */
const GUESS_BY = 256 * 1024;
