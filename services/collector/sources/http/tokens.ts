/** Who may send, by what he knows: one of the lines of a file, which may be replaced while it is used. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

const LOOK_EVERY_MS = 5000;
const TOKENS_MAX = 100;
const BYTES_MAX = 64 * 1024;
const LENGTH_MIN = 16;

export class Tokens {
  readonly #file: string;
  readonly #timer: Timer;
  #digests: readonly Buffer[];
  #trouble = '';

  /** @throws WeirError `config` when the file can't be read or has no token */
  constructor(file: string, clock: Clock) {
    this.#file = file;
    this.#digests = this.#read();
    this.#timer = clock.every(LOOK_EVERY_MS, () => {
      try {
        this.#digests = this.#read();
        this.#trouble = '';
      } catch (error) {
        this.#trouble = `${messageOf(error)}; the tokens from before still hold`;
      }
    });
  }

  get alarms(): string[] {
    return this.#trouble === '' ? [] : [this.#trouble];
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
    this.#timer.cancel();
  }

  /** All are compared, each in constant time. */
  #isKnown(token: string): boolean {
    const digest = digestOf(token);
    return this.#digests.reduce((known, each) => timingSafeEqual(each, digest) || known, false);
  }

  #read(): readonly Buffer[] {
    const lines = this.#linesOfFile()
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    const isShort = lines.some((line) => line.length < LENGTH_MIN);
    if (lines.length === 0 || lines.length > TOKENS_MAX || isShort) {
      const wanted = `1 to ${TOKENS_MAX} tokens of ${LENGTH_MIN} characters or more, one a line`;
      throw new WeirError(
        'config',
        `${this.#file} has to hold ${wanted}, such as openssl rand -hex 24 makes`,
      );
    }
    return lines.map(digestOf);
  }

  #linesOfFile(): string[] {
    try {
      if (statSync(this.#file).size > BYTES_MAX)
        throw new WeirError('config', `it is longer than ${BYTES_MAX} bytes`);
      return readFileSync(this.#file, 'utf8').split('\n');
    } catch (error) {
      throw new WeirError('config', `the tokens in ${this.#file} can't be read: ${messageOf(error)}`);
    }
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
