/**
 * Reads a YAML file against a schema. Every mistake is reported with file, line and column, the path of the field,
 * what is wrong and what would be right.
 */
import { readFileSync } from 'node:fs';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { nearest } from './nearest.ts';

type Path = readonly (string | number)[];

/** @throws WeirError `config` that lists every mistake, a line each. */
export function loadConfig<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  return parseConfig(readText(file), file, schema);
}

/** The same for text that is already there; `file` is its name in messages. */
export function parseConfig<S extends z.ZodType>(text: string, file: string, schema: S): z.output<S> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.length > 0) {
    throw configError(
      document.errors.map((error) => `${file}:${at(lines, error.pos[0])}: ${firstLine(error.message)}`),
    );
  }
  const result = schema.safeParse(plainValueOf(document, file) ?? {});
  if (result.success) return result.data;
  throw configError(
    result.error.issues
      .flatMap((issue) => describe(issue, schema))
      .map(({ path, key, message }) => {
        const place = at(lines, offsetOf(document, path, key));
        const field = [...path, ...(key === undefined ? [] : [key])].map(String).join('.');
        return `${file}:${place}: ${field === '' ? 'the file' : field}: ${message}`;
      }),
  );
}

/** The document as plain values: aliases that lead nowhere, or everywhere, are found only now. */
function plainValueOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw configError([`${file}: ${messageOf(error)}`]);
  }
}

interface Mistake {
  readonly path: Path;
  /** A key of the map at `path` that the mistake is about. */
  readonly key?: string;
  readonly message: string;
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType): Mistake[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => {
      const meant = nearest(key, known);
      const hint = meant === undefined ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
      return { path, key, message: `no such setting; ${hint}` };
    });
  }
  return [{ path, message: issue.message }];
}

/** Names of the settings that the schema has at `path`. */
function keysAt(schema: z.ZodType, path: Path): string[] {
  const json = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }) as JsonSchema;
  let here: JsonSchema | undefined = json;
  for (const part of path) {
    here = typeof part === 'number' ? here?.items : (here?.properties?.[part] ?? here?.additionalProperties);
  }
  const options: JsonSchema[] = here?.oneOf ?? here?.anyOf ?? (here ? [here] : []);
  return [...new Set(options.flatMap((option) => Object.keys(option.properties ?? {})))];
}

interface JsonSchema {
  readonly properties?: Record<string, JsonSchema>;
  readonly additionalProperties?: JsonSchema;
  readonly items?: JsonSchema;
  readonly oneOf?: JsonSchema[];
  readonly anyOf?: JsonSchema[];
}

/** Where in the text the value at `path` stands, or the nearest parent that is there. */
function offsetOf(document: Document, path: Path, key: string | undefined): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key)) return pair.key.range?.[0] ?? 0;
    }
    return node.range?.[0] ?? 0;
  }
  return 0;
}

function at(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${Math.max(1, line)}:${Math.max(1, col)}`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new WeirError('config', `${file}: can't be read: ${messageOf(error)}`);
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0].replace(/ at line \d+, column \d+:?$/, '');
}

function configError(mistakes: readonly string[]): WeirError {
  return new WeirError('config', mistakes.join('\n'));
}
