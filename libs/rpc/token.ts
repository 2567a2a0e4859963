/** The token that lets a caller change decisions: made at the first start, in a file that only its owner can read. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, WeirError } from '../errors/weir-error.ts';

const FILE_MODE = 0o600;

/** The token in a folder of one service's own; made if there is none, and closed to others if it is open. */
export function openToken(file: string): string {
  try {
    makeUnlessThere(file);
    chmodSync(file, FILE_MODE);
  } catch (error) {
    throw new WeirError('config', `decision.stateDir: can't write ${file}: ${messageOf(error)}`);
  }
  return readToken(file);
}

/** The token in a file that replicas share, which whoever runs them may have made and opened to others as he likes. */
export function openSharedToken(file: string): string {
  try {
    makeUnlessThere(file);
  } catch (error) {
    throw new WeirError('config', `decision.tokenFile: can't write ${file}: ${messageOf(error)}`);
  }
  return readToken(file);
}

/** Of those that start at once, all read what the first has written: it gets its name only when it is whole. */
function makeUnlessThere(file: string): void {
  if (existsSync(file)) return;
  const part = `${file}.${randomBytes(6).toString('hex')}`;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    writeFileSync(part, `${randomBytes(24).toString('base64url')}\n`, { mode: FILE_MODE, flag: 'wx' });
    linkSync(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(part, { force: true });
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
