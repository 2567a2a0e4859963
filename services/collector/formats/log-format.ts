/** Any format that nginx can write, compiled from its log_format as it stands in nginx's configuration. */
import { COMBINED_TEXT, CombinedFormat } from './combined.ts';
import { missingField } from './fields.ts';
import type { Format, FormatOptions } from './format.ts';
import { JsonFormat } from './json.ts';
import { guessKeys, type JsonKeys } from './json-keys.ts';
import { type LogFormatText, mistake, type Piece, readLogFormat } from './log-format-text.ts';
import { templateOf } from './template.ts';
import { TemplateFormat } from './template-format.ts';
import { isAsSent, orderOf, variableOf } from './variables.ts';

export const LOG_FORMAT = 'log_format';

const WANTED = {
  time: 'the time; add $msec, $time_iso8601 or $time_local',
  'client.ip': 'the client address; add $remote_addr',
  uri: 'the URI; add $request or $request_uri',
} as const;

/** @throws WeirError `config` that says what is wrong with the log_format, and where. */
export function openLogFormat(written: string, options: FormatOptions = {}): Format {
  const format = readLogFormat(written);
  if (format.text === COMBINED_TEXT && format.escape === 'default') return new CombinedFormat();
  if (format.text.startsWith('{')) return openJson(format, options);
  requireSafe(format);
  const template = templateOf(format.pieces, {
    escaping: format.escape === 'none' ? 'none' : 'backslash',
    variableOf,
    orderOf,
  });
  requireFields(template.fields);
  return new TemplateFormat(LOG_FORMAT, template, options);
}

function requireFields(fields: readonly string[]): void {
  const missing = missingField((field) => fields.includes(field));
  if (missing) throw mistake(`no variable holds ${WANTED[missing]}`);
}

/** Without escaping, what a client sends encoded may become the end of a line, and the next line his. */
function requireSafe({ escape: escaping, pieces }: LogFormatText): void {
  if (escaping !== 'none') return;
  for (const piece of pieces) {
    if ('text' in piece || !variableOf(piece.variable).shape.isFree || isAsSent(piece.variable)) continue;
    throw mistake(
      `$${piece.variable} at character ${piece.at} can hold a line end, and with it a forged line, under escape=none; ` +
        'use escape=json',
    );
  }
}

/** A log_format that is a JSON object: its variables tell what its keys hold, and their names where they don't. */
function openJson({ escape: escaping, pieces }: LogFormatText, options: FormatOptions): Format {
  if (escaping === 'none')
    throw mistake('JSON needs escape=json: without it clients can write keys of their own');
  const values = flatten(parseObject(pieces), '');
  const keys: { -readonly [K in keyof JsonKeys]: JsonKeys[K] } = {};
  const orders = new Map<string, number>();
  for (const [path, value] of values) {
    const name = typeof value === 'string' ? /^\$(\w+)$/.exec(value)?.[1] : undefined;
    const field = name === undefined ? undefined : variableOf(name).field;
    if (name === undefined || field === undefined || orderOf(name) >= (orders.get(field) ?? Infinity))
      continue;
    keys[field] = path;
    orders.set(field, orderOf(name));
  }
  const named = Object.values(keys);
  const others = [...values.keys()].filter((path) => !named.includes(path));
  const all = { ...guessKeys(others), ...keys };
  requireFields(Object.keys(all));
  return new JsonFormat(all, options, LOG_FORMAT);
}

/** The object with each variable as a string of its name. */
function parseObject(pieces: readonly Piece[]): Readonly<Record<string, unknown>> {
  let text = '';
  let inString = false;
  for (const piece of pieces) {
    if (!('text' in piece)) {
      text += inString ? `$${piece.variable}` : `"$${piece.variable}"`;
      continue;
    }
    for (const [match] of piece.text.matchAll(/\\.|./gs)) if (match === '"') inString = !inString;
    text += piece.text;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw mistake(`it begins as JSON and is none: ${(error as Error).message.slice(0, 100)}`);
  }
}

function flatten(object: Readonly<Record<string, unknown>>, prefix: string): Map<string, unknown> {
  return new Map(
    Object.entries(object).flatMap(([key, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? [...flatten(value as Record<string, unknown>, `${prefix}${key}.`)]
        : [[`${prefix}${key}`, value]],
    ),
  );
}
