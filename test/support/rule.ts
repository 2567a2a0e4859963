/** Rules for tests, in which only what matters is said. */
import type { Change, Rule } from '#services/enforcer/targets/target.ts';

/** A rule on an address, or on a prefix when there is a slash in `value`; it holds for an hour. */
export function ruleOn(value: string, rest: Partial<Rule> = {}): Rule {
  const remediation = rest.remediation ?? 'block';
  return {
    key: `${remediation === 'allow' ? 'allow' : 'block'}.${value}`,
    scope: value.includes('/') ? 'prefix' : 'ip',
    value,
    remediation,
    statusCode: 403,
    decisionId: `d${value.replace(/\W/g, '-')}`,
    untilMs: Date.now() + 3_600_000,
    ...rest,
  };
}

export const put = (rule: Rule): Change => ({ kind: 'put', rule });

export const remove = (rule: Rule): Change => ({ kind: 'remove', rule });
