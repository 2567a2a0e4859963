/** From entries of the ledger to rules of a target, with a last look at whom nobody may block. */
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Protection } from '#libs/domain/protection.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import type { Change, Rule, Target } from './targets/target.ts';

/** What a target can carry out. */
type Enforceable = Pick<Target, 'scopes' | 'remediations'>;

/** All decisions, or of those that block only what a policy thinks worth dropping packets for. */
export const WHICH = ['all', 'intense'] as const;
export type Which = (typeof WHICH)[number];

export class Rules {
  readonly #target: Enforceable;
  readonly #protection: Protection;
  readonly #which: Which;
  /** Of every key that was given to the target: what it takes to remove it again. */
  readonly #given = new Map<string, Rule>();
  /** Keys of decisions that this target can't carry out, and of those it must not. */
  readonly #unsupported = new Set<string>();
  readonly #protected = new Set<string>();

  constructor(target: Enforceable, protection: Protection, which: Which = 'all') {
    this.#target = target;
    this.#which = which;
    this.#protection = protection;
  }

  /** How many decisions this target can't carry out now, and how many it must not. */
  get left(): { readonly unsupported: number; readonly protected: number } {
    return { unsupported: this.#unsupported.size, protected: this.#protected.size };
  }

  /** All that is to be enforced. */
  all(entries: Iterable<LedgerChange>, nowMs: number): Rule[] {
    this.#given.clear();
    this.#unsupported.clear();
    this.#protected.clear();
    const rules: Rule[] = [];
    for (const { key, decision } of entries) {
      const rule = decision && this.#ruleOf(key, decision, nowMs);
      if (!rule) continue;
      this.#given.set(key, rule);
      rules.push(rule);
    }
    return rules;
  }

  /** What a change of the ledger means for the target; undefined when nothing. */
  change({ key, decision }: LedgerChange, nowMs: number): Change | undefined {
    this.#unsupported.delete(key);
    this.#protected.delete(key);
    const rule = decision && this.#ruleOf(key, decision, nowMs);
    if (rule) {
      this.#given.set(key, rule);
      return { kind: 'put', rule };
    }
    const given = this.#given.get(key);
    if (!given) return undefined;
    this.#given.delete(key);
    return { kind: 'remove', rule: given };
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
