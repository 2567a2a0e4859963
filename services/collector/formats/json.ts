/** Logs with one JSON object a line, such as nginx writes with escape=json. */
import type { EventRow } from '#libs/wire/row.ts';
import { CUT_FIELDS } from './cut-line.ts';
import { EventReader } from './event-reader.ts';
import { LINE_FIELDS } from './fields.ts';
import type { Format, FormatKind, FormatOptions } from './format.ts';
import { scanCut } from './json-cut.ts';
import { fieldsOfKeys, type JsonKeys, requireKeys } from './json-keys.ts';
import { JsonScanner } from './json-scanner.ts';

export class JsonFormat implements Format {
  readonly name: string;
  readonly fields: number;
  readonly #scanner: JsonScanner;
  readonly #reader: EventReader;
  /** By slot, whether a text still tells something where a line was cut. */
  readonly #tells: readonly boolean[];

  /** @throws WeirError `config` when no event can be made with these keys. */
  constructor(keys: JsonKeys, options: FormatOptions = {}, name = 'json') {
    requireKeys(keys);
    const names = [...new Set(Object.values(keys))];
    this.name = name;
    this.#scanner = new JsonScanner(names);
    this.#reader = new EventReader(this.#scanner, (field) => names.indexOf(keys[field] ?? ''), options);
    this.fields = fieldsOfKeys(keys);
    this.#tells = names.map((name) =>
      LINE_FIELDS.every((field) => keys[field] !== name || CUT_FIELDS.has(field)),
    );
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    return this.#scanner.scan(buffer, start, end) ? this.#reader.read(row) : 'not JSON';
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    const slot = scanCut(this.#scanner, (each) => this.#tells[each], buffer, start, end);
    return slot === undefined ? 'not JSON' : this.#reader.read(row, slot);
  }
}

/** A format of a server that always writes the same keys. */
export function jsonKind(of: {
  readonly name: string;
  readonly marks: readonly string[];
  readonly keys: JsonKeys;
}): FormatKind {
  return { name: of.name, marks: of.marks, open: (options) => new JsonFormat(of.keys, options, of.name) };
}
