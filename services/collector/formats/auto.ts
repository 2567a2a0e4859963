/** Opens a format by its name, and recognises the format of a log from its first lines. */
import { EventRow } from '#libs/wire/row.ts';
import { LINE_FEED, RETURN } from './ascii.ts';
import { CombinedFormat } from './combined.ts';
import type { Format, FormatOptions } from './format.ts';
import { JsonFormat } from './json.ts';
import { guessKeys, type JsonKeys, missingKey, requireKeys } from './json-keys.ts';
import { keysOf } from './json-scanner.ts';

export const FORMATS = ['auto', 'combined', 'json'] as const;

export interface FormatSpec {
  readonly format: (typeof FORMATS)[number];
  /** For json: which key holds what. What is not here is told by the names of the log's keys. */
  readonly keys?: JsonKeys;
}

/** How much of a log's beginning `detectFormat` looks at. */
export const SAMPLE_BYTES_MAX = 64 * 1024;
const SAMPLE_LINES_MAX = 50;

export function openFormat(spec: FormatSpec, options: FormatOptions = {}): Format {
  return spec.format === 'combined' ? new CombinedFormat() : new AutoFormat(spec, options);
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
  if (2 * named.length <= lines.length) {
    return isMostly(new CombinedFormat(), lines) ? { format: 'combined' } : undefined;
  }
  const names = [...new Set(named.flat())];
  const keys = guessKeys(names);
  requireKeys(keys, names);
  return isMostly(new JsonFormat(keys), lines) ? { format: 'json', keys } : undefined;
}

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
    if (end > start) lines.push(sample.subarray(start, end));
    start = next;
  }
  return lines;
}

function isMostly(format: Format, lines: readonly Buffer[]): boolean {
  const row = new EventRow();
  const events = lines.filter((line) => format.parse(line, 0, line.length, row) === '').length;
  return 2 * events > lines.length;
}

/**
 * Takes the format of the first line that is an event of any, and keeps it. Lines before that are malformed: what
 * happened to stand at the beginning of a log (a fragment, a message) decides nothing.
 */
export class AutoFormat implements Format {
  readonly #spec: FormatSpec;
  readonly #options: FormatOptions;
  #decided: Format | undefined;

  constructor(spec: FormatSpec, options: FormatOptions = {}) {
    this.#spec = spec;
    this.#options = options;
  }

  /** What was decided; what was asked for until then. */
  get name(): string {
    return this.#decided?.name ?? this.#spec.format;
  }

  get fields(): number {
    return this.#decided?.fields ?? 0;
  }

  parse(buffer: Buffer, start: number, end: number, row: EventRow): string {
    if (this.#decided) return this.#decided.parse(buffer, start, end, row);
    const names = keysOf(buffer, start, end);
    if (names) return this.#tryJson(names, buffer, start, end, row);
    if (this.#spec.format === 'json') return 'not JSON';
    return this.#try(new CombinedFormat(), buffer, start, end, row) === '' ? '' : 'no known format';
  }

  #tryJson(names: readonly string[], buffer: Buffer, start: number, end: number, row: EventRow): string {
    const keys = { ...guessKeys(names), ...this.#spec.keys };
    const missing = missingKey(keys);
    if (missing) return `no known key for the ${missing}`;
    return this.#try(new JsonFormat(keys, this.#options), buffer, start, end, row);
  }

  #try(format: Format, buffer: Buffer, start: number, end: number, row: EventRow): string {
    const reason = format.parse(buffer, start, end, row);
    if (reason === '') this.#decided = format;
    return reason;
  }
}
