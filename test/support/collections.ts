/** Programs over collections in few words, as scenarios. */
import { parseExpirevar, parseSetvar } from '#libs/collection/action.ts';
import { keyOf, type Program, type Rule, TIMEOUT_MS, type VariableTest } from '#libs/collection/program.ts';
import { number, text } from '#libs/match/condition.ts';
import type { Scenario, ScenarioDefinition } from '#libs/scenario/scenario.ts';
import { scenario } from './scenarios.ts';

/** What a server answers when something went wrong: 5xx, and 4xx but for 404. */
export const FAILURE = number('status', 'in', 400, 401, 403, 406, 500, 502, 503);

export interface RuleText extends Pick<Rule, 'when' | 'deny'> {
  readonly tests?: readonly VariableTest[];
  /** Such as `ip.failures=+1`. */
  readonly setvar?: readonly string[];
  /** Seconds, such as `ip.failures=60`; after `setvar`. */
  readonly expirevar?: readonly string[];
}

export function rule({ setvar = [], expirevar = [], tests = [], ...rest }: RuleText): Rule {
  const actions = [...setvar.map(parseSetvar), ...expirevar.map(parseExpirevar)];
  for (const action of actions) if (typeof action === 'string') throw new Error(action);
  return { ...rest, tests, actions: actions.filter((action) => typeof action !== 'string') };
}

export function atLeast(variable: string, value: number | string): VariableTest {
  return { variable, is: '>=', value: String(value) };
}

/** Failures of an address with an agent within 60 s of each other: five are answered with 406. */
export function program(options: Partial<Program> = {}): Program {
  return {
    app: 'default',
    collections: { ip: '%{remote_addr}_%{request_headers.user-agent}' },
    rules: [
      rule({ when: FAILURE, setvar: ['ip.failures=+1'], expirevar: ['ip.failures=60'] }),
      rule({ tests: [atLeast('ip.failures', 5)], deny: 406 }),
    ],
    store: 'persistent',
    refused: 'skip',
    timeoutMs: TIMEOUT_MS,
    ...options,
  };
}

/** The scenario about all requests that runs the program. */
export function collectionScenario(of: Program, options: Partial<ScenarioDefinition> = {}): Scenario {
  return scenario({
    name: 'collection',
    when: { op: 'and', of: [number('status', '>=', 100)] },
    key: keyOf(of),
    detect: { kind: 'collection', program: of },
    cooldownMs: 60_000,
    ...options,
  });
}

const BAD = text('path', 'startsWith', '/bad');
const COUNTED = [
  rule({ when: BAD, setvar: ['ip.n=+1', 'ip.last=%{request_uri}'], expirevar: ['ip.n=4'] }),
  rule({ when: text('path', 'is', '/good'), setvar: ['ip.n=-1'] }),
  rule({
    tests: [atLeast('ip.n', 3), { variable: 'ip.last', is: 'other text', value: '/bad/1' }],
    deny: 429,
  }),
];

/** About paths of test streams: by client, and by host, whose events come from many ranges. */
export const COLLECTION = collectionScenario(
  program({ collections: { ip: '%{remote_addr}' }, rules: COUNTED, timeoutMs: 10_000 }),
  { name: 'collection', cooldownMs: 3000 },
);
export const COLLECTION_ACROSS = collectionScenario(
  program({ collections: { ip: '%{request_headers.host}' }, rules: COUNTED, timeoutMs: 10_000 }),
  { name: 'across-collection', cooldownMs: 3000 },
);
