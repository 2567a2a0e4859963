/** Small scenarios with short times, one for each detector. */
import { text } from '#libs/match/condition.ts';
import { defineScenario, type Scenario, type ScenarioDefinition } from '#libs/scenario/scenario.ts';

/** About requests of /bad by one client; each is a crossing, and three quiet seconds end a detection. */
export function scenario(options: Partial<ScenarioDefinition> = {}): Scenario {
  return defineScenario({
    name: 'bad',
    description: 'Requests of /bad.',
    source: 'http',
    when: text('path', 'startsWith', '/bad'),
    key: ['client.ip'],
    detect: { kind: 'each' },
    severity: 'high',
    labels: {},
    cooldownMs: 3000,
    mode: 'enforce',
    ...options,
  });
}

export const EACH = scenario({ name: 'each' });
export const LEAKY = scenario({
  name: 'leaky',
  detect: { kind: 'leaky', capacity: 2, leak: { events: 1, perMs: 2000 } },
});
export const COUNT = scenario({
  name: 'count',
  key: ['client.ip', 'host'],
  detect: { kind: 'count', over: 3, withinMs: 4000 },
  cooldownMs: 1000,
});
export const DISTINCT = scenario({
  name: 'distinct',
  key: ['client.net'],
  detect: { kind: 'distinct', of: 'path', over: 2, withinMs: 5000 },
  cooldownMs: 8000,
});

export const UNIQUE = scenario({
  name: 'unique',
  detect: { kind: 'leaky', capacity: 2, leak: { events: 1, perMs: 3000 }, unique: 'path' },
});
export const MANY = scenario({
  name: 'many',
  key: ['client.net'],
  detect: { kind: 'count', over: 15, withinMs: 40_000 },
});
export const APPROX = scenario({
  name: 'approx',
  detect: { kind: 'count', over: 5, withinMs: 7000, approx: true },
});
export const SUM = scenario({
  name: 'sum',
  detect: { kind: 'sum', of: 'bytes_sent', over: 1600, withinMs: 5000 },
});
export const RATIO = scenario({
  name: 'ratio',
  when: text('path', 'startsWith', '/'),
  key: ['client.ip', 'host'],
  detect: { kind: 'ratio', part: text('path', 'is', '/bad/1', '/bad/2'), over: 0.5, min: 3, withinMs: 6000 },
  cooldownMs: 2000,
});
export const SEQUENCE = scenario({
  name: 'sequence',
  detect: {
    kind: 'sequence',
    withinMs: 8000,
    steps: [
      { when: text('path', 'is', '/bad/1', '/bad/2'), times: 2 },
      { when: text('path', 'is', '/bad/3', '/bad/4'), times: 1, same: 'host' },
    ],
  },
});
export const ABSENCE = scenario({
  name: 'absence',
  when: text('path', 'startsWith', '/'),
  detect: {
    kind: 'absence',
    after: text('path', 'startsWith', '/bad'),
    times: 4,
    of: text('path', 'is', '/good'),
    withinMs: 6000,
  },
});

/** With one for every detector. */
export const LOCAL: readonly Scenario[] = [
  EACH,
  LEAKY,
  UNIQUE,
  COUNT,
  MANY,
  APPROX,
  SUM,
  RATIO,
  DISTINCT,
  SEQUENCE,
  ABSENCE,
];

/** One that throws whenever it judges an event. */
export const THROWING = scenario({
  name: 'throwing',
  when: text('path', 'is', '/throw'),
  detect: { kind: 'distinct', of: 'no such field' as never, over: 1, withinMs: 1000 },
});

/** One for each detector whose keys come from many ranges. */
export const ACROSS = [
  scenario({ name: 'across-each', key: ['user_agent', 'path'] }),
  scenario({
    name: 'across-leaky',
    key: ['path'],
    detect: { kind: 'leaky', capacity: 3, leak: { events: 1, perMs: 2000 } },
  }),
  scenario({
    name: 'across-count',
    key: ['host', 'path'],
    detect: { kind: 'count', over: 3, withinMs: 4000 },
    cooldownMs: 1000,
  }),
  scenario({
    name: 'across-distinct',
    key: ['host'],
    detect: { kind: 'distinct', of: 'client.ip', over: 4, withinMs: 6000 },
    cooldownMs: 8000,
  }),
  scenario({ ...APPROX, name: 'across-approx', key: ['host', 'path'] }),
  scenario({ ...SUM, name: 'across-sum', key: ['path'] }),
  scenario({ ...RATIO, name: 'across-ratio', key: ['host'] }),
  scenario({ ...SEQUENCE, name: 'across-sequence', key: ['host', 'user_agent'] }),
  scenario({ ...ABSENCE, name: 'across-absence', key: ['host'] }),
];
