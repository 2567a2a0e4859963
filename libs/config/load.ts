/** Reads a YAML file against a schema; every mistake is reported with file, line and column. */
import { readFileSync } from 'node:fs';
import type { LineCounter } from 'yaml';
import type { z } from 'zod';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import { readDocument } from './document.ts';

/** @throws WeirError `config` that lists every mistake, a line each. */
export function loadConfig<S extends z.ZodType>(file: string, schema: S): z.output<S> {
  return parseConfig(readText(file), file, schema);
}

/** The same for text that is already there; `file` is its name in messages. */
export function parseConfig<S extends z.ZodType>(text: string, file: string, schema: S): z.output<S> {
  const { value, mistakes, lines } = readDocument(text, schema);
  if (mistakes.length === 0) return value as z.output<S>;
  throw new WeirError(
    'config',
    mistakes.map(({ offset, message }) => `${file}:${at(lines, offset)}: ${message}`).join('\n'),
  );
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
