/** A target that refuses nobody and remembers whom it would have refused. */

import type { Clock } from '#libs/clock/clock.ts';
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import { formatPrefix, PREFIX_MENU, parsePrefix, prefixOf } from '#libs/domain/prefix.ts';
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
  readonly #rulesMax: number;
  readonly #rules = new Map<string, Rule>();
  #refused = 0;

  constructor(options: DryRunOptions) {
    this.#clock = options.clock;
    this.#rulesMax = options.rulesMax ?? RULES_MAX;
  }

  async reset(rules: readonly Rule[]): Promise<Applied> {
    this.#rules.clear();
    this.#refused = 0;
    for (const rule of rules) this.#put(rule);
    return this.#applied();
  }

  async apply(changes: readonly Change[]): Promise<Applied> {
    for (const { kind, rule } of changes) {
      if (kind === 'put') this.#put(rule);
      else this.#rules.delete(keyOf(rule));
    }
    return this.#applied();
  }

  status(): TargetStatus {
    this.#sweep();
    const alarm = this.#refused > 0 ? `too many rules, ${this.#refused} not taken in` : '';
    return { held: this.#rules.size, instances: 1, alarm };
  }

  numbers(): Readonly<Record<string, number>> {
    return { rules: this.#rules.size, rulesRefused: this.#refused };
  }

  async close(): Promise<void> {}

  /** The rule by which a client with this address would be refused: what lets it through wins. */
  refusalOf(address: string): Rule | undefined {
    const words = addressOf(address);
    if (!words) return undefined;
    const now = this.#clock.now();
    const find = (allow: boolean): Rule | undefined => {
      for (const bits of isIPv4(words) ? PREFIX_MENU.v4 : PREFIX_MENU.v6) {
        const rule = this.#rules.get(`${allow} ${formatPrefix(prefixOf(words, bits))}`);
        if (rule && rule.untilMs > now) return rule;
      }
      return undefined;
    };
    return find(true) ? undefined : find(false);
  }

  #applied(): Applied {
    return { atMs: this.#clock.now(), instances: 1 };
  }

  #put(rule: Rule): void {
    const key = keyOf(rule);
    if (rule.untilMs <= this.#clock.now()) this.#rules.delete(key);
    else if (this.#hasRoomFor(key)) this.#rules.set(key, rule);
    else this.#refused++;
  }

  #hasRoomFor(key: string): boolean {
    if (this.#rules.size < this.#rulesMax || this.#rules.has(key)) return true;
    this.#sweep();
    return this.#rules.size < this.#rulesMax;
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [key, rule] of this.#rules) if (rule.untilMs <= now) this.#rules.delete(key);
  }
}

/** One key for each meaning, whatever the text of the value. */
function keyOf({ value, remediation }: Pick<Rule, 'value' | 'remediation'>): string {
  const prefix = parsePrefix(value);
  return `${remediation === 'allow'} ${prefix ? formatPrefix(prefix) : value}`;
}
