/** The token that lets a caller change decisions: made at the first start, in a file that only its owner can read. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, WeirError } from '../errors/weir-error.ts';

const FILE_MODE = 0o600;

/** The token in `file`; a new one is written there first if there is no such file. */
export function openToken(file: string): string {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeUnlessThere(file);
    chmodSync(file, FILE_MODE);
  } catch (error) {
    throw new WeirError('config', `decision.stateDir: can't write ${file}: ${messageOf(error)}`);
  }
  return readToken(file);
}

function writeUnlessThere(file: string): void {
  try {
    // Exclusive: of two that start at once, both read what the first has written.
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: FILE_MODE, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** @throws WeirError `config` when there is none */
export function readToken(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token !== '') return token;
  } catch (error) {
    throw new WeirError('config', `the token in ${file} can't be read: ${messageOf(error)}`);
  }
  throw new WeirError('config', `${file} is empty; remove it, and the decision service writes a new one`);
}

/** Compares in constant time. */
export function sameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
