/**
 * A YAML document read against a schema. Every mistake has its place in the text, the path of the field, what is wrong
 * and what would be right.
 */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  type YAMLParseError,
  type YAMLWarning,
} from 'yaml';
import { z } from 'zod';
import { messageOf } from '../errors/weir-error.ts';
import { nearest } from './nearest.ts';

type Path = readonly (string | number)[];

export interface Mistake {
  /** Where it begins in the text, and ends, in UTF-16 units. */
  readonly offset: number;
  readonly end: number;
  /** Begins with the field, such as `analyzer.limits.keys`, unless it is about YAML itself. */
  readonly message: string;
}

export interface ReadDocument<T> {
  /** Undefined when there are mistakes. */
  readonly value: T | undefined;
  readonly mistakes: readonly Mistake[];
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Reads one document of YAML 1.2. */
export function readDocument<S extends z.ZodType>(text: string, schema: S): ReadDocument<z.output<S>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const found = (mistakes: readonly Mistake[], value?: z.output<S>) => ({ value, mistakes, document, lines });
  const mistakes = [...document.errors, ...document.warnings];
  if (mistakes.length > 0) return found(mistakes.map(inYaml));
  let plain: unknown;
  try {
    plain = document.toJS();
  } catch (error) {
    // Aliases that lead nowhere, or everywhere, are found only now.
    return found([{ offset: 0, end: 0, message: plainMessage(messageOf(error)) }]);
  }
  const result = schema.safeParse(plain ?? {});
  if (result.success) return found([], result.data);
  return found(result.error.issues.flatMap((issue) => describe(issue, schema, document)));
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, document: Document): Mistake[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol');
  const mistake = (message: string, key?: string): Mistake => {
    const field = [...path, ...(key === undefined ? [] : [key])].join('.');
    const [offset, end] = rangeOf(document, path, key);
    return { offset, end, message: `${field || 'the file'}: ${message}` };
  };
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => mistake(`no such setting; ${suggestion(key, known)}`, key));
  }
  if (issue.code === 'invalid_value') {
    const wrong = document.getIn(path);
    const known = issue.values.map(String);
    if (typeof wrong === 'string') {
      return [mistake(`${JSON.stringify(wrong)} is not known; ${suggestion(wrong, known)}`)];
    }
  }
  return [mistake(issue.message)];
}

function suggestion(wrong: string, known: readonly string[]): string {
  const meant = nearest(wrong, known);
  return meant === undefined ? `known here: ${known.join(', ')}` : `did you mean "${meant}"?`;
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

/** Where in the text the value at `path` stands, or its key, or the nearest parent that is there. */
export function rangeOf(document: Document, path: Path, key?: string): readonly [number, number] {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    if (key !== undefined && isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return [pair.key.range[0], pair.key.range[1]];
    }
    return node.range ? [node.range[0], node.range[1]] : [0, 0];
  }
  return [0, 0];
}

function inYaml({ code, pos: [offset, end], message }: YAMLParseError | YAMLWarning): Mistake {
  return {
    offset,
    end,
    message:
      code === 'TAG_RESOLVE_FAILED'
        ? 'YAML reads a text that begins with ! as a tag; put it in quotes'
        : plainMessage(message),
  };
}

/** What the parser says, without the place, which is told apart. */
function plainMessage(message: string): string {
  if (/Maximum call stack|Stack overflow/.test(message)) return 'this is nested too deeply';
  return message.split('\n', 1)[0].replace(/ at line \d+, column \d+:?$/, '');
}
