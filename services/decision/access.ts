/** The tokens as they are now: read again each second, so that one that is added or removed counts without a restart. */
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import { Renewed } from '#libs/config/renewed.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import type { Identity } from '#libs/rpc/authentication.ts';
import { closeToOthers, findToken, makeFirstTokens, readTokens, type TokenFiles } from '#libs/rpc/tokens.ts';
import type { DecisionConfig } from './config.ts';

const LOOK_EVERY_MS = 1000;
/** In `decision.stateDir`. */
export const TOKENS_FOLDER = 'tokens';

export class Access {
  readonly #files: Renewed<TokenFiles>;

  /** Makes the first tokens unless they are there. @throws WeirError `config` */
  constructor({ stateDir, tokens }: Pick<DecisionConfig, 'stateDir' | 'tokens'>, clock: Clock) {
    const folder = tokens ?? join(stateDir, TOKENS_FOLDER);
    makeFirstTokens(folder);
    // Who may read a folder that replicas share is for those who run them to say.
    if (tokens === undefined) closeToOthers(folder);
    const [problem] = readTokens(folder).problems;
    if (problem !== undefined) throw new WeirError('config', problem);
    const meanwhile = 'the tokens from before still count';
    this.#files = new Renewed({ read: () => readTokens(folder), everyMs: LOOK_EVERY_MS, meanwhile, clock });
  }

  get count(): number {
    return this.#files.value.tokens.length;
  }

  find(token: string): Identity | undefined {
    return findToken(this.#files.value.tokens, token);
  }

  alarms(): string[] {
    const { alarms, value } = this.#files;
    return [...alarms, ...value.problems];
  }

  end(): void {
    this.#files.end();
  }
}
