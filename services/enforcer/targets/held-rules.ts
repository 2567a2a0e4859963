/** Rules about addresses and prefixes, one for each meaning, with a bound on their number. */
import { formatPrefix, type Prefix } from '#libs/domain/prefix.ts';
import { FirstEnd } from './first-end.ts';
import { prefixOfRule } from './prefix-of-rule.ts';
import type { Change, Rule } from './target.ts';

export interface HeldRule {
  readonly rule: Rule;
  readonly prefix: Prefix;
}

export class HeldRules {
  readonly #max: number;
  #rules = new Map<string, HeldRule>();
  readonly #firstEnd = new FirstEnd();
  #refused = 0;
  #version = 0;

  /** @param max more are not taken in */
  constructor(max: number) {
    this.#max = max;
  }

  /** With those that have expired since the last sweep. */
  get size(): number {
    return this.#rules.size;
  }

  /** Another number whenever something has changed. */
  get version(): number {
    return this.#version;
  }

  /** Rules not taken in since the latest reset. */
  get refused(): number {
    return this.#refused;
  }

  /** What a person should see when there are too many. */
  get alarm(): string {
    return this.#refused > 0 ? `too many rules, ${this.#refused} not taken in` : '';
  }

  reset(rules: readonly Rule[], nowMs: number): void {
    this.#rules = new Map();
    this.#refused = 0;
    this.#version++;
    for (const rule of rules) this.#put(rule, nowMs);
  }

  apply(changes: readonly Change[], nowMs: number): void {
    if (changes.length > 0) this.#version++;
    for (const { kind, rule } of changes) {
      if (kind === 'put') this.#put(rule, nowMs);
      else this.#remove(rule);
    }
  }

  get(allow: boolean, prefix: Prefix): Rule | undefined {
    return this.#rules.get(keyOf(allow, prefix))?.rule;
  }

  values(): Iterable<HeldRule> {
    return this.#rules.values();
  }

  /** Lets go of what has expired. */
  sweep(nowMs: number): void {
    if (!this.#firstEnd.isDue(nowMs)) return;
    const before = this.#rules.size;
    for (const [key, { rule }] of this.#rules) {
      if (rule.untilMs <= nowMs) this.#rules.delete(key);
      else this.#firstEnd.note(rule.untilMs);
    }
    if (this.#rules.size !== before) this.#version++;
  }

  #put(rule: Rule, nowMs: number): void {
    const prefix = prefixOfRule(rule);
    if (!prefix) {
      this.#refused++;
      return;
    }
    const key = keyOf(rule.remediation === 'allow', prefix);
    if (rule.untilMs <= nowMs) this.#rules.delete(key);
    else if (this.#hasRoomFor(key, nowMs)) {
      this.#rules.set(key, { rule, prefix });
      this.#firstEnd.note(rule.untilMs);
    } else this.#refused++;
  }

  #remove(rule: Pick<Rule, 'scope' | 'value' | 'remediation'>): void {
    const prefix = prefixOfRule(rule);
    if (prefix) this.#rules.delete(keyOf(rule.remediation === 'allow', prefix));
  }

  #hasRoomFor(key: string, nowMs: number): boolean {
    if (this.#rules.size < this.#max || this.#rules.has(key)) return true;
    this.sweep(nowMs);
    return this.#rules.size < this.#max;
  }
}

/** One key for each meaning, whatever the text of the value. */
function keyOf(allow: boolean, prefix: Prefix): string {
  return `${allow} ${formatPrefix(prefix)}`;
}
