/** From entries of the ledger to rules of a target, with a last look at whom nobody may block. */
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import type { Protection } from '#libs/domain/protection.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import type { Change, Rule, Target } from './targets/target.ts';

export class Rules {
  readonly #target: Pick<Target, 'scopes'>;
  readonly #protection: Protection;
  /** Of every key that was given to the target: what it takes to remove it again. */
  readonly #given = new Map<string, Rule>();
  #unsupported = 0;
  #protected = 0;

  constructor(target: Pick<Target, 'scopes'>, protection: Protection) {
    this.#target = target;
    this.#protection = protection;
  }

  /** Decisions that this target can't carry out, and those it must not. */
  get left(): { readonly unsupported: number; readonly protected: number } {
    return { unsupported: this.#unsupported, protected: this.#protected };
  }

  /** All that is to be enforced. */
  all(entries: Iterable<LedgerChange>, nowMs: number): Rule[] {
    this.#given.clear();
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
    const { scope, value, remediation, statusCode, id, untilMs } = decision;
    const known = remediation === 'block' || remediation === 'allow';
    if (!known || !this.#target.scopes.has(scope)) {
      this.#unsupported++;
      return undefined;
    }
    if (remediation === 'block' && this.#protection.reasonFor(decision) !== '') {
      this.#protected++;
      return undefined;
    }
    return { key, scope, value, remediation, statusCode, decisionId: id, untilMs };
  }
}
