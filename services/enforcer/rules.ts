/** From entries of the ledger to rules of a target, with a last look at whom nobody may block. */
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Protection } from '#libs/domain/protection.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import { Covering } from './covering.ts';
import type { Change, Rule, Target } from './targets/target.ts';

/** What a target can carry out. */
type Enforceable = Pick<Target, 'scopes' | 'remediations'>;

/** All decisions, or of those that block only what a policy thinks worth dropping packets for. */
export const WHICH = ['all', 'intense'] as const;
export type Which = (typeof WHICH)[number];

/** Rules that are looked at, and left out, at once. */
const LOOKED_AT_MAX = 20_000;
const LEFT_OUT_MAX = 2000;

export class Rules {
  readonly #target: Enforceable;
  readonly #protection: Protection;
  readonly #which: Which;
  /** Of every key that was given to the target: what it takes to remove it again. */
  readonly #given = new Map<string, Rule>();
  /** Keys of decisions that this target can't carry out, and of those it must not. */
  readonly #unsupported = new Set<string>();
  readonly #protected = new Set<string>();

  /** What need not be given, since a wider rule does the same. */
  readonly #covering = new Covering();
  /** Whether a wide rule has come under which some may be that were given before. */
  #isUntidy = false;
  #tidying: Iterator<Rule> | undefined;

  constructor(target: Enforceable, protection: Protection, which: Which = 'all') {
    this.#target = target;
    this.#which = which;
    this.#protection = protection;
  }

  /** How many decisions this target can't carry out now, how many it must not, and how many a wider one covers. */
  get left(): { readonly unsupported: number; readonly protected: number; readonly covered: number } {
    const covered = this.#covering.size;
    return { unsupported: this.#unsupported.size, protected: this.#protected.size, covered };
  }

  /** Whether the target carries a decision out, by its own rule or a wider one. */
  isCarriedOut(key: string): boolean {
    return this.#given.has(key) || this.#covering.has(key);
  }

  /** All that is to be enforced, networks first. */
  all(entries: Iterable<LedgerChange>, nowMs: number): Rule[] {
    this.#given.clear();
    this.#covering.clear();
    this.#unsupported.clear();
    this.#protected.clear();
    this.#isUntidy = false;
    this.#tidying = undefined;
    const rules: Rule[] = [];
    for (const { key, decision } of entries) {
      const rule = decision && this.#ruleOf(key, decision, nowMs);
      if (rule) rules.push(rule);
    }
    const [networks, others] = [true, false].map((is) =>
      rules.filter(({ scope }) => is === (scope === 'prefix')),
    );
    networks.sort((a, b) => lengthOf(a) - lengthOf(b));
    return [...networks, ...others].filter((rule) => this.#give(rule));
  }

  /** What a change of the ledger means for the target, in this order: nothing is free in between that is to be blocked. */
  change({ key, decision }: LedgerChange, nowMs: number): Change[] {
    this.#unsupported.delete(key);
    this.#protected.delete(key);
    return this.#settle(key, decision && this.#ruleOf(key, decision, nowMs), nowMs);
  }

  /** Whether there may be rules that need not be held any more. */
  get isUntidy(): boolean {
    return this.#isUntidy || this.#tidying !== undefined;
  }

  /** Looks through some of what was given, and leaves out what wider rules cover by now. */
  tidy(nowMs: number): Change[] {
    if (!this.#tidying) {
      this.#isUntidy = false;
      this.#tidying = this.#given.values();
    }
    const changes: Change[] = [];
    for (let looked = 0; looked < LOOKED_AT_MAX && changes.length < LEFT_OUT_MAX; looked++) {
      const { value: rule, done } = this.#tidying.next();
      if (done) {
        this.#tidying = undefined;
        break;
      }
      if (this.#covering.coverOf(rule)) changes.push(...this.#settle(rule.key, rule, nowMs));
    }
    return changes;
  }

  /** Gives a rule, or lets it wait under a wider one. Returns whether the target is to be given it. */
  #give(rule: Rule): boolean {
    const cover = this.#covering.coverOf(rule);
    if (cover) {
      this.#given.delete(rule.key);
      this.#covering.leaveOut(rule, cover);
    } else {
      this.#given.set(rule.key, rule);
      if (this.#covering.give(rule)) this.#isUntidy = true;
    }
    return !cover;
  }

  #settle(key: string, rule: Rule | undefined, nowMs: number): Change[] {
    const before = this.#given.get(key);
    const freed = this.#covering.drop(key, before);
    const isGiven = rule !== undefined && this.#give(rule);
    if (!rule) this.#given.delete(key);
    const changes: Change[] = freed
      .filter((each) => each.untilMs > nowMs && this.#give(each))
      .map((each) => ({ kind: 'put', rule: each }));
    if (isGiven) changes.push({ kind: 'put', rule });
    else if (before) changes.push({ kind: 'remove', rule: before });
    return changes;
  }

  #ruleOf(key: string, decision: Decision, nowMs: number): Rule | undefined {
    if (!isEnforced(decision, nowMs)) return undefined;
    // Another enforcer carries it out.
    if (this.#which === 'intense' && decision.remediation !== 'allow' && !decision.intense) return undefined;
    const { scope, value, remediation, statusCode, id, untilMs } = decision;
    // Nothing of what it covers is blocked in the first place.
    if (scope === 'asn') return undefined;
    if (!this.#target.remediations.has(remediation) || !this.#target.scopes.has(scope)) {
      this.#unsupported.add(key);
      return undefined;
    }
    if (remediation !== 'allow' && this.#protection.reasonFor(decision) !== '') {
      this.#protected.add(key);
      return undefined;
    }
    return { key, scope, value, remediation, statusCode, decisionId: id, untilMs };
  }
}

/** Of a network: the shorter, the wider. */
function lengthOf({ value }: Rule): number {
  return Number(value.slice(value.indexOf('/') + 1));
}
