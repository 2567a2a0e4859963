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
];
