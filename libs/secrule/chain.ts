/** Rules that belong together: one, or several that are chained. */
import { actionsOf, type RuleActions } from './actions.ts';
import type { Remark } from './fragment.ts';
import type { SecRule } from './rule.ts';

export interface Link {
  readonly rule: SecRule;
  readonly actions: RuleActions;
}

/** The first link says phase, id and what is denied. */
export type Chain = readonly [Link, ...Link[]];

/** In the order in which ModSecurity runs them: by phase, and as they stand in the file. */
export function chainsOf(rules: readonly SecRule[], add: (problem: Remark) => void): readonly Chain[] {
  const chains: [Link, ...Link[]][] = [];
  let open: [Link, ...Link[]] | undefined;
  for (const rule of rules) {
    const link = { rule, actions: actionsOf(rule, add) };
    if (open) {
      open.push(link);
      const { deny, initcols } = link.actions;
      if (deny) add(deny.remark('of a chain only the first rule can deny'));
      for (const { at } of initcols) add(at.remark('initcol belongs into a SecAction of its own'));
    } else {
      open = [link];
      chains.push(open);
    }
    if (!link.actions.chained) open = undefined;
  }
  if (open) add(open[0].rule.at.remark('the chain has no end: the rule behind it is missing'));
  return chains.sort(([a], [b]) => a.actions.phase - b.actions.phase);
}

const ANYTHING = new Set(['', '^', '.*', '^.*', '^.*$', '(.*)', '^(.*)', '^(.*)$', '(.*)$']);

/** Whether the rule holds for every request. */
export function isUnconditional({ targets, operator }: SecRule): boolean {
  if (!operator) return targets.length === 0;
  if (operator.negated) return false;
  return (
    operator.name === 'unconditionalmatch' || (operator.name === 'rx' && ANYTHING.has(operator.argument.text))
  );
}
