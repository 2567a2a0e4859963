/** Logs whose lines follow a template, such as a log_format compiles to. */
import type { EventRow } from '#libs/wire/row.ts';
import { EventReader } from './event-reader.ts';
import { eventFieldsOf, type LineField } from './fields.ts';
import type { Format, FormatOptions } from './format.ts';
import { piecesOf } from './log-format-text.ts';
import { SHAPES } from './shapes.ts';
import { type Template, type TemplateOptions, templateOf } from './template.ts';
import { TemplateScanner } from './template-scanner.ts';
import { type Variable, variableOf } from './variables.ts';

export class TemplateFormat implements Format {
  readonly name: string;
  readonly fields: number;
  readonly #scanner: TemplateScanner;
  readonly #reader: EventReader;

  constructor(name: string, template: Template, options: FormatOptions = {}) {
    this.name = name;
    this.fields = eventFieldsOf(template.fields);
    this.#scanner = new TemplateScanner(template);
    const slotOf = (field: LineField) => template.fields.indexOf(field);
    this.#reader = new EventReader(this.#scanner, slotOf, options);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    if (!this.#scanner.scan(buffer, start, end)) return 'not as the format says';
    return this.#reader.read(row);
  }

  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    row.clear();
    const slot = this.#scanner.scanCut(buffer, start, end);
    return slot === undefined ? 'not as the format says' : this.#reader.read(row, slot);
  }
}

/** What the variables of a server's own format are, by name; nginx's are known. */
export type OwnVariables = Readonly<Record<string, readonly [shape: keyof typeof SHAPES, field?: LineField]>>;

/** The template of a server whose format never changes, written as nginx would: `$remote_addr - "$request"`. */
export function fixedTemplate(
  text: string,
  own: OwnVariables,
  options: Pick<TemplateOptions, 'escaping' | 'isOpen' | 'isCut'>,
): Template {
  const variable = (name: string): Variable => {
    if (!Object.hasOwn(own, name)) return variableOf(name);
    const [shape, field] = own[name];
    return field === undefined ? { shape: SHAPES[shape] } : { shape: SHAPES[shape], field };
  };
  return templateOf(piecesOf(text), { ...options, variableOf: variable });
}
