/** What an enforcer brings to the ledger's state: it keeps what it holds while enforcers come and go. */
import { BLOCK_AND_ALLOW, PREFIX_SCOPES } from '#services/enforcer/targets/prefix-of-rule.ts';
import type { Applied, Change, Rule, Target } from '#services/enforcer/targets/target.ts';
import type { Process } from './process.ts';

const TAKES_MS = 3;

export class SimulatedTarget {
  readonly rules = new Map<string, Rule>();

  /** The target as one process of the enforcer reaches it. */
  for({ clock }: Process): Target {
    const applied = async (action: () => void): Promise<Applied> => {
      await clock.sleep(TAKES_MS);
      action();
      return { atMs: clock.now(), instances: 1 };
    };
    return {
      name: 'simulated',
      scopes: PREFIX_SCOPES,
      remediations: BLOCK_AND_ALLOW,
      reset: (rules) => applied(() => this.#reset(rules)),
      apply: (changes) => applied(() => this.#apply(changes)),
      status: () => ({ held: this.rules.size, instances: 1, alarm: '' }),
      numbers: () => ({}),
      close: async () => {},
    };
  }

  #reset(rules: readonly Rule[]): void {
    this.rules.clear();
    for (const rule of rules) this.rules.set(rule.key, rule);
  }

  #apply(changes: readonly Change[]): void {
    for (const { kind, rule } of changes) {
      if (kind === 'put') this.rules.set(rule.key, rule);
      else this.rules.delete(rule.key);
    }
  }
}
