/**
 * The tokens of a control plane: a file for each, `ROLE/NAME`, in a folder that its replicas share. A file holds the token,
 * or `sha256:` and its digest in hex, which is all that whoever compares needs.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Identity } from './authentication.ts';
import { ROLES, type Role } from './roles.ts';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const TOKENS_MAX = 256;
const NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** What is enough to know a token again. */
export interface Secret {
  readonly digest: Uint8Array;
}

export interface Token extends Identity, Secret {
  /** Unix ms. */
  readonly sinceMs: number;
}

export interface TokenFiles {
  readonly tokens: readonly Token[];
  /** What can't be read, and is left out. */
  readonly problems: readonly string[];
}

/** The file of the token that a role is given at the first start. */
export function firstTokenFile(folder: string, role: Role): string {
  return join(folder, role, role);
}

/**
 * Gives each role a token that has none: in a file for its owner only, which appears when it is whole, so that replicas
 * that start at the same time all read what the first has written.
 * @throws WeirError `config`
 */
export function makeFirstTokens(folder: string): void {
  for (const role of ROLES) {
    try {
      mkdirSync(join(folder, role), { recursive: true, mode: FOLDER_MODE });
      if (namesIn(folder, role).length === 0) create(firstTokenFile(folder, role), newToken());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw new WeirError('config', `decision.tokens: can't write below ${folder}: ${messageOf(error)}`);
    }
  }
}

/** Takes the permission to read them from everybody but their owner. */
export function closeToOthers(folder: string): void {
  chmodSync(folder, FOLDER_MODE);
  for (const role of ROLES) {
    for (const name of namesIn(folder, role)) chmodSync(join(folder, role, name), FILE_MODE);
  }
}

/** All tokens there are now. @throws WeirError `config` when the folder can't be read */
export function readTokens(folder: string): TokenFiles {
  const tokens = new Map<string, Token>();
  const problems: string[] = [];
  for (const role of ROLES) {
    for (const name of namesIn(folder, role)) {
      const file = join(folder, role, name);
      const other = tokens.get(name);
      try {
        if (other)
          throw new WeirError('config', `${file}: there is a token ${name} already, of role ${other.role}`);
        if (tokens.size >= TOKENS_MAX) throw new WeirError('full', `${file}: ${TOKENS_MAX} tokens at most`);
        const digest = digestIn(textIn(file));
        tokens.set(name, { name, role, digest, sinceMs: statSync(file).mtimeMs });
      } catch (error) {
        problems.push(messageOf(error));
      }
    }
  }
  return { tokens: [...tokens.values()], problems };
}

/**
 * Makes a token, of which the folder keeps the digest only.
 * @returns the token, which nobody can read again
 * @throws WeirError `invalid`, `conflict` when there is one of that name, `config`
 */
export function addToken(folder: string, name: string, role: Role): string {
  if (!NAME.test(name)) {
    throw new WeirError(
      'invalid',
      `${JSON.stringify(name.slice(0, 100))} is no name: use 64 letters, digits, "-" and "_" at most`,
    );
  }
  const { tokens } = readTokens(folder);
  const taken = tokens.find((each) => each.name === name);
  if (taken) throw new WeirError('conflict', `there is a token ${name} already, of role ${taken.role}`);
  if (tokens.length >= TOKENS_MAX)
    throw new WeirError('full', `there are ${TOKENS_MAX} tokens; remove one that nobody uses`);
  const token = newToken();
  try {
    create(join(folder, role, name), `sha256:${digestOf(token).toString('hex')}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new WeirError('conflict', `there is a token ${name} already`);
    throw new WeirError('config', `can't write below ${folder}: ${messageOf(error)}`);
  }
  return token;
}

/** @throws WeirError `missing` when there is none of that name, `config` */
export function removeToken(folder: string, name: string): Identity {
  const role = ROLES.find((each) => namesIn(folder, each).includes(name));
  if (!role) {
    throw new WeirError(
      'missing',
      `there is no token ${JSON.stringify(name.slice(0, 100))}; see weir tokens list`,
    );
  }
  try {
    rmSync(join(folder, role, name));
  } catch (error) {
    throw new WeirError('config', `can't remove ${join(folder, role, name)}: ${messageOf(error)}`);
  }
  return { name, role };
}

/** The token that whoever calls shows. @throws WeirError `config` when there is none */
export function readToken(file: string): string {
  const text = textIn(file);
  if (!DIGEST.test(text)) return text;
  throw new WeirError('config', `${file} holds the digest of a token; it was printed when it was made`);
}

function textIn(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new WeirError('config', `the token in ${file} can't be read: ${messageOf(error)}`);
  }
  if (text === '') throw new WeirError('config', `${file} is empty: write a token into it, or remove it`);
  return text;
}

/** The one that is given. All are compared, in constant time, so that nothing is learnt from how long it takes. */
export function findToken<T extends Secret>(tokens: readonly T[], given: string): T | undefined {
  const digest = digestOf(given);
  let found: T | undefined;
  for (const token of tokens) if (timingSafeEqual(token.digest, digest)) found ??= token;
  return found;
}

function newToken(): string {
  return randomBytes(24).toString('base64url');
}

export function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function digestIn(text: string): Uint8Array {
  return DIGEST.test(text) ? Buffer.from(text.slice('sha256:'.length), 'hex') : digestOf(text);
}

/** What else lies there, such as what an orchestrator mounts beside its files, is none of ours. */
function namesIn(folder: string, role: Role): string[] {
  try {
    return readdirSync(join(folder, role))
      .filter((name) => NAME.test(name))
      .sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new WeirError('config', `can't read the tokens in ${join(folder, role)}: ${messageOf(error)}`);
  }
}

/** Gets its name only when it is whole. What root makes belongs to whoever owns the folder. @throws EEXIST, and as the disk does */
function create(file: string, text: string): void {
  const folder = join(file, '..');
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const part = join(folder, `.${randomBytes(6).toString('hex')}`);
  try {
    writeFileSync(part, `${text}\n`, { mode: FILE_MODE, flag: 'wx' });
    if (process.getuid?.() === 0) {
      const { uid, gid } = statSync(join(folder, '..'));
      chownSync(part, uid, gid);
      chownSync(folder, uid, gid);
    }
    linkSync(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}
