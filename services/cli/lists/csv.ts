/** Lists as CSV (RFC 4180): a row that names the columns, then an entry a row. */
import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { nearest } from '#libs/config/nearest.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import {
  entryOf,
  FIELDS,
  type Fields,
  type List,
  type ListDefaults,
  type ListEntry,
  type Mistake,
} from './entry.ts';

interface Row {
  readonly record: Fields;
  readonly info: Pick<Info, 'lines'>;
}

/** @throws WeirError `invalid` for columns that nobody knows */
export function readCsv(text: string, defaults: ListDefaults): List {
  const entries: ListEntry[] = [];
  const mistakes: Mistake[] = [];
  const rows = parse(text, {
    bom: true,
    columns: (names: string[]) => names.map(columnOf),
    comment: '#',
    comment_no_infix: true,
    info: true,
    on_skip: (error) => {
      if (error) mistakes.push({ line: Number(error.lines), why: whyOf(error) });
      return undefined;
    },
    skip_empty_lines: true,
    skip_records_with_error: true,
  }) as unknown as Row[];
  for (const { record, info } of rows) {
    const entry = entryOf(record, defaults, info.lines);
    if (typeof entry === 'string') mistakes.push({ line: info.lines, why: entry });
    else entries.push(entry);
  }
  return { entries, mistakes: mistakes.sort((a, b) => a.line - b.line), skipped: 0 };
}

/** Whether a line names columns. */
export function isCsvHeader(line: string): boolean {
  return line
    .split(',')
    .some((name) => name.trim().replaceAll('"', '').replace('\ufeff', '').toLowerCase() === 'value');
}

function columnOf(name: string): string {
  const column = name.trim().toLowerCase();
  if ((FIELDS as readonly string[]).includes(column)) return column;
  const meant = nearest(column, [...FIELDS]);
  const hint = meant === undefined ? `use ${FIELDS.join(', ')}` : `did you mean "${meant}"?`;
  throw new WeirError('invalid', `there is no column ${JSON.stringify(column.slice(0, 40))}; ${hint}`);
}

function whyOf(error: CsvError): string {
  if (error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS') return 'the row has not as many fields as the first';
  return messageOf(error);
}
