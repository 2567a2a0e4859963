/** Opens a format by its name, and recognises the format of a log from its first lines. */
import { nearest } from '#libs/config/nearest.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { EventRow } from '#libs/wire/row.ts';
import { LINE_FEED, RETURN } from './ascii.ts';
import { CriFormat, criContent } from './cri.ts';
import type { Format, FormatKind, FormatOptions } from './format.ts';
import { FORMATS, KINDS, kindOf } from './formats.ts';
import { JsonFormat } from './json.ts';
import { guessKeys, type JsonKeys, missingKey, requireKeys } from './json-keys.ts';
import { keysOf } from './json-outline.ts';
import { openLogFormat } from './log-format.ts';
import { isLogFormat } from './log-format-text.ts';

/** Finds out by itself what lines look like. */
export const AUTO = 'auto';

export interface FormatSpec {
  /** One of FORMATS, or a log_format as nginx has it. */
  readonly format: string;
  /** For json: which key holds what. What is not here is told by the names of the log's keys. */
  readonly keys?: JsonKeys;
}

/** How much of a log's beginning `detectFormat` looks at. */
export const SAMPLE_BYTES_MAX = 64 * 1024;
const SAMPLE_LINES_MAX = 50;

/** @throws WeirError `config` for a name or a log_format that is none, saying what would be right. */
export function openFormat(spec: FormatSpec, options: FormatOptions = {}): Format {
  return new AutoFormat(spec, options);
}

/**
 * Recognises the format that more than half of the first lines have.
 * @param sample the beginning of a log; of more than 64 KB or 50 lines the rest is not looked at.
 * @returns what to give to `openFormat`, or undefined when the lines are of no known format.
 * @throws WeirError `config` when they are JSON and it is not known which key holds what.
 */
export function detectFormat(sample: Buffer): FormatSpec | undefined {
  const lines = firstLines(sample);
  const named = lines.map((line) => keysOf(line, 0, line.length)).filter((keys) => keys !== undefined);
  const isJson = 2 * named.length > lines.length;
  const names = [...new Set(named.flat())];
  const kinds = KINDS.filter(({ marks }) => (isJson ? isMarked(marks, names) : marks === undefined));
  const kind = kinds.find((each) => isMostly(each.open({}), lines));
  if (kind) return { format: kind.name };
  if (!isJson) return undefined;
  const keys = guessKeys(names);
  requireKeys(keys, names);
  return isMostly(new JsonFormat(keys), lines) ? { format: 'json', keys } : undefined;
}

function isMarked(marks: readonly string[] | undefined, names: readonly string[]): boolean {
  return marks?.every((mark) => names.includes(mark)) ?? false;
}

/** Without what a container runtime has put before them. */
function firstLines(sample: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  const limit = Math.min(sample.length, SAMPLE_BYTES_MAX);
  for (let start = 0; start < limit && lines.length < SAMPLE_LINES_MAX; ) {
    let end = sample.indexOf(LINE_FEED, start);
    // The last line may not be there as a whole; a lone one is looked at all the same.
    if (end < 0 && lines.length > 0) break;
    if (end < 0) end = sample.length;
    const next = end + 1;
    if (end > start && sample[end - 1] === RETURN) end--;
    if (end > start) lines.push(sample.subarray(criContent(sample, start, end), end));
    start = next;
  }
  return lines;
}

function isMostly(format: Format, lines: readonly Buffer[]): boolean {
  const row = new EventRow();
  const events = lines.filter((line) => format.parse(line, 0, line.length, row) === '').length;
  return 2 * events > lines.length;
}

/** The format that has a name of its own; undefined for those that are found out. */
function namedFormat({ format }: FormatSpec, options: FormatOptions): Format | undefined {
  if (format === AUTO || format === 'json') return undefined;
  if (isLogFormat(format)) return openLogFormat(format, options);
  const kind = kindOf(format);
  if (kind) return kind.open(options);
  const meant = nearest(format, FORMATS);
  const hint =
    meant === undefined ? `use ${FORMATS.join(', ')}, or nginx's log_format itself` : `use ${meant}`;
  throw new WeirError('config', `there is no format "${format.slice(0, 40)}"; ${hint}`);
}

/**
 * Takes the format of the first line that is an event of any, and keeps it. Lines before that are malformed: what
 * happened to stand at the beginning of a log (a fragment, a message) decides nothing. A format that was named is
 * the only one that is tried; with it, only whether a container runtime has written the lines is found out.
 */
export class AutoFormat implements Format {
  readonly #spec: FormatSpec;
  readonly #options: FormatOptions;
  readonly #named: Format | undefined;
  /** Formats that have been tried, by their kind. */
  readonly #tried = new Map<FormatKind, Format>();
  readonly #isContent: boolean;
  #cri: CriFormat | undefined;
  #reading: object = this;
  #decided: Format | undefined;

  /** @param isContent for what container runtimes write into lines of their own, which is no such line itself. */
  constructor(spec: FormatSpec, options: FormatOptions = {}, isContent = false) {
    this.#spec = spec;
    this.#options = options;
    this.#isContent = isContent;
    this.#named = namedFormat(spec, options);
  }

  /** What was decided; what was asked for until then. */
  get name(): string {
    return (this.#decided ?? this.#named)?.name ?? this.#spec.format;
  }

  get fields(): number {
    return (this.#decided ?? this.#named)?.fields ?? 0;
  }

  get isWithinLine(): boolean {
    return (this.#decided ?? this.#cri)?.isWithinLine ?? false;
  }

  get isCut(): boolean {
    return (this.#decided ?? this.#cri)?.isCut ?? false;
  }

  turnTo(reading: object): void {
    this.#reading = reading;
    this.#cri?.turnTo(reading);
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    if (this.#decided) return this.#decided.parse(buffer, start, end, row);
    const cri = this.#criFor(buffer, start, end);
    if (cri) return this.#try(cri, buffer, start, end, row);
    if (this.#named) return this.#try(this.#named, buffer, start, end, row);
    const names = keysOf(buffer, start, end);
    if (!names && this.#spec.format === 'json') return 'not JSON';
    if (this.#spec.format === AUTO) {
      for (const kind of KINDS) {
        if (names ? !isMarked(kind.marks, names) : kind.marks !== undefined) continue;
        if (this.#try(this.#open(kind), buffer, start, end, row) === '') return '';
      }
    }
    return names ? this.#tryJson(names, buffer, start, end, row) : 'no known format';
  }

  /** Decides nothing: other lines may have what is missing of this one. */
  parseCut(buffer: Buffer, start: number, end: number, row: EventRow): string {
    const format = this.#decided ?? this.#criFor(buffer, start, end) ?? this.#named;
    return format?.parseCut(buffer, start, end, row) ?? 'no known format';
  }

  /** Who reads the lines of a container runtime, if this is one. */
  #criFor(buffer: Buffer, start: number, end: number): CriFormat | undefined {
    if (this.#isContent || criContent(buffer, start, end) === start) return undefined;
    this.#cri ??= new CriFormat(new AutoFormat(this.#spec, this.#options, true));
    this.#cri.turnTo(this.#reading);
    return this.#cri;
  }

  #tryJson(names: readonly string[], buffer: Buffer, start: number, end: number, row: EventRow): string {
    const keys = { ...guessKeys(names), ...this.#spec.keys };
    const missing = missingKey(keys);
    if (missing) return `no known key for the ${missing}`;
    return this.#try(new JsonFormat(keys, this.#options), buffer, start, end, row);
  }

  #open(kind: FormatKind): Format {
    let format = this.#tried.get(kind);
    if (!format) {
      format = kind.open(this.#options);
      this.#tried.set(kind, format);
    }
    return format;
  }

  #try(format: Format, buffer: Buffer, start: number, end: number, row: EventRow): string {
    const reason = format.parse(buffer, start, end, row);
    if (reason === '') {
      this.#decided = format;
      this.#tried.clear();
    }
    return reason;
  }
}
