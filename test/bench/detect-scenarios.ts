/** Scenarios to measure detection with: the built-in pack, and as many more of its kind as are asked for. */
import { loadScenarios } from '#libs/language/built-in.ts';
import { and, type Condition, text } from '#libs/match/condition.ts';
import { defineScenario, type Scenario } from '#libs/scenario/scenario.ts';

/** The first so many; when these are not enough, the same again about other texts, as nobody writes one twice. */
export function benchScenarios(many: number): Scenario[] {
  const pack = loadScenarios().scenarios;
  const copied = pack.filter(({ source }) => source === 'http');
  return Array.from({ length: many }, (_, i) => {
    if (i < pack.length) return pack[i];
    const round = 1 + Math.floor((i - pack.length) / copied.length);
    const scenario = copied[(i - pack.length) % copied.length];
    return defineScenario({
      ...scenario,
      name: `${scenario.name}-${round}`,
      when: altered(scenario.when, round),
    });
  });
}

/** The condition about other texts; one in which there are none to alter holds in some folder only. */
function altered(condition: Condition, round: number): Condition {
  const other = changed(condition, round);
  if (JSON.stringify(other) !== JSON.stringify(condition)) return other;
  return and(condition, text('path_decoded', 'startsWith', `/area-${round}/`));
}

function changed(condition: Condition, round: number): Condition {
  switch (condition.op) {
    case 'and':
    case 'or':
      return { op: condition.op, of: condition.of.map((part) => changed(part, round)) };
    case 'text':
      return condition.field === 'method' || condition.field === 'extension'
        ? condition
        : { ...condition, values: condition.values.map((value) => otherText(value, round)) };
    default:
      return condition;
  }
}

/** Letters of words become others; what means something in a pattern stays. */
function otherText(value: string, round: number): string {
  return value.replace(/(?<![\\(?{]|\\x.?)[e-r](?=[a-z])/g, (letter) =>
    String.fromCharCode(101 + ((letter.charCodeAt(0) - 101 + round) % 14)),
  );
}
