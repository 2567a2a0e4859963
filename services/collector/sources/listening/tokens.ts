/** Who may send, by what he knows: one of the lines of a file, which may be replaced while it is used. */
import { readFileSync, statSync } from 'node:fs';
import type { Clock } from '#libs/clock/clock.ts';
import { Renewed } from '#libs/config/renewed.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { digestOf, findToken, type Secret } from '#libs/rpc/tokens.ts';

const LOOK_EVERY_MS = 5000;
const TOKENS_MAX = 100;
const BYTES_MAX = 64 * 1024;
const LENGTH_MIN = 16;

export class Tokens {
  readonly #secrets: Renewed<readonly Secret[]>;

  /** @throws WeirError `config` when the file can't be read or has no token */
  constructor(file: string, clock: Clock) {
    const meanwhile = 'the tokens from before still hold';
    this.#secrets = new Renewed({ read: () => secretsIn(file), everyMs: LOOK_EVERY_MS, meanwhile, clock });
  }

  get alarms(): string[] {
    return this.#secrets.alarms;
  }

  /** @param authorization the header: `Bearer TOKEN`, or Basic with a token for password, whoever the user is */
  admits(authorization: string | undefined): boolean {
    const [scheme = '', credentials = ''] = (authorization ?? '').split(' ');
    if (scheme.toLowerCase() === 'bearer') return this.#isKnown(credentials);
    if (scheme.toLowerCase() !== 'basic') return false;
    const pair = Buffer.from(credentials, 'base64').toString();
    return this.#isKnown(pair.slice(pair.indexOf(':') + 1));
  }

  close(): void {
    this.#secrets.end();
  }

  #isKnown(token: string): boolean {
    return findToken(this.#secrets.value, token) !== undefined;
  }
}

function secretsIn(file: string): readonly Secret[] {
  const lines = linesOf(file)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const isShort = lines.some((line) => line.length < LENGTH_MIN);
  if (lines.length === 0 || lines.length > TOKENS_MAX || isShort) {
    const wanted = `1 to ${TOKENS_MAX} tokens of ${LENGTH_MIN} characters or more, one a line`;
    throw new WeirError('config', `${file} has to hold ${wanted}, such as openssl rand -hex 24 makes`);
  }
  return lines.map((line) => ({ digest: digestOf(line) }));
}

function linesOf(file: string): string[] {
  try {
    if (statSync(file).size > BYTES_MAX)
      throw new WeirError('config', `it is longer than ${BYTES_MAX} bytes`);
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    throw new WeirError('config', `the tokens in ${file} can't be read: ${messageOf(error)}`);
  }
}
