/** Logs with one JSON object a line, such as nginx writes with escape=json. */
import type { EventRow } from '#libs/wire/row.ts';
import { EventReader } from './event-reader.ts';
import type { Format, FormatKind, FormatOptions } from './format.ts';
import { fieldsOfKeys, type JsonKeys, requireKeys } from './json-keys.ts';
import { JsonScanner } from './json-scanner.ts';

export class JsonFormat implements Format {
  readonly name: string;
  readonly fields: number;
  readonly #scanner: JsonScanner;
  readonly #reader: EventReader;

  /** @throws WeirError `config` when no event can be made with these keys. */
  constructor(keys: JsonKeys, options: FormatOptions = {}, name = 'json') {
    requireKeys(keys);
    const names = [...new Set(Object.values(keys))];
    this.name = name;
    this.#scanner = new JsonScanner(names);
    this.#reader = new EventReader(this.#scanner, (field) => names.indexOf(keys[field] ?? ''), options);
    this.fields = fieldsOfKeys(keys);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    return this.#scanner.scan(buffer, start, end) ? this.#reader.read(row) : 'not JSON';
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
