/** The tokens as they are now: read again each second, so that one that is added or removed counts without a restart. */
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { Identity } from '#libs/rpc/authentication.ts';
import { closeToOthers, findToken, makeFirstTokens, readTokens, type TokenFiles } from '#libs/rpc/tokens.ts';
import type { DecisionConfig } from './config.ts';

const LOOK_EVERY_MS = 1000;
/** In `decision.stateDir`. */
export const TOKENS_FOLDER = 'tokens';

export class Access {
  readonly #folder: string;
  readonly #looking: { cancel(): void };
  #files: TokenFiles;
  /** Why the tokens of before are still the ones that count. */
  #trouble = '';

  /** Makes the first tokens unless they are there. @throws WeirError `config` */
  constructor({ stateDir, tokens }: Pick<DecisionConfig, 'stateDir' | 'tokens'>, clock: Clock) {
    this.#folder = tokens ?? join(stateDir, TOKENS_FOLDER);
    makeFirstTokens(this.#folder);
    // Who may read a folder that replicas share is for those who run them to say.
    if (tokens === undefined) closeToOthers(this.#folder);
    this.#files = readTokens(this.#folder);
    const [problem] = this.#files.problems;
    if (problem !== undefined) throw new WeirError('config', problem);
    this.#looking = clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  get count(): number {
    return this.#files.tokens.length;
  }

  find(token: string): Identity | undefined {
    return findToken(this.#files.tokens, token);
  }

  alarms(): string[] {
    return this.#trouble === '' ? [...this.#files.problems] : [this.#trouble];
  }

  end(): void {
    this.#looking.cancel();
  }

  #look(): void {
    try {
      this.#files = readTokens(this.#folder);
      this.#trouble = '';
    } catch (error) {
      this.#trouble = messageOf(error);
    }
  }
}
