/** A target that refuses nobody and remembers whom it would have refused. */

import type { Clock } from '#libs/clock/clock.ts';
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import { PREFIX_MENU, prefixOf } from '#libs/domain/prefix.ts';
import { HeldRules } from './held-rules.ts';
import { BLOCK_AND_ALLOW, PREFIX_SCOPES } from './prefix-of-rule.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from './target.ts';

const RULES_MAX = 1_000_000;

export interface DryRunOptions {
  readonly clock: Clock;
  /** More rules are not taken in and raise the alarm. */
  readonly rulesMax?: number;
}

export class DryRunTarget implements Target {
  readonly name = 'dry-run';
  readonly scopes = PREFIX_SCOPES;
  readonly remediations = BLOCK_AND_ALLOW;
  readonly #clock: Clock;
  readonly #rules: HeldRules;

  constructor(options: DryRunOptions) {
    this.#clock = options.clock;
    this.#rules = new HeldRules(options.rulesMax ?? RULES_MAX);
  }

  async reset(rules: readonly Rule[]): Promise<Applied> {
    this.#rules.reset(rules, this.#clock.now());
    return this.#applied();
  }

  async apply(changes: readonly Change[]): Promise<Applied> {
    this.#rules.apply(changes, this.#clock.now());
    return this.#applied();
  }

  status(): TargetStatus {
    this.#rules.sweep(this.#clock.now());
    return { held: this.#rules.size, instances: 1, alarm: this.#rules.alarm };
  }

  numbers(): Readonly<Record<string, number>> {
    return { rules: this.#rules.size, rulesRefused: this.#rules.refused };
  }

  async close(): Promise<void> {}

  /** The rule by which a client with this address would be refused: what lets it through wins. */
  refusalOf(address: string): Rule | undefined {
    const words = addressOf(address);
    if (!words) return undefined;
    const now = this.#clock.now();
    const find = (allow: boolean): Rule | undefined => {
      for (const bits of isIPv4(words) ? PREFIX_MENU.v4 : PREFIX_MENU.v6) {
        const rule = this.#rules.get(allow, prefixOf(words, bits));
        if (rule && rule.untilMs > now) return rule;
      }
      return undefined;
    };
    return find(true) ? undefined : find(false);
  }

  #applied(): Applied {
    return { atMs: this.#clock.now(), instances: 1 };
  }
}
