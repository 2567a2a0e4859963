import { type Condition, matches, or, text } from '#libs/match/condition.ts';
import type { TextualField } from '#libs/match/fields.ts';
import { defineScenario } from '#libs/scenario/scenario.ts';

/** Every field that a program behind the server may log. */
const LOGGED: readonly TextualField[] = [
  'path_decoded',
  'query_decoded',
  'user_agent_decoded',
  'referer_decoded',
  'user_decoded',
  'host_decoded',
];

/** `${jndi:` with some of its letters made by a lookup of their own: `${${lower:j}ndi:`, `${${::-j}${::-n}di:`. */
const NESTED = String.raw`\$\{\s*(\$\{|(lower|upper|env|sys|date|java|ctx|main|k8s|docker|base64):|::?-)[^}]{0,40}\}`;

const inField = (field: TextualField): Condition =>
  or(text(field, 'contains', '${jndi:', '$%7bjndi:'), matches(field, NESTED));

export default defineScenario({
  name: 'log4shell',
  description: 'A JNDI lookup for Log4j, plain or nested, in any logged field.',
  source: 'http',
  when: or(...LOGGED.map(inField)),
  key: ['client.ip'],
  detect: { kind: 'each' },
  severity: 'critical',
  labels: { attack: ['T1190'], cve: ['CVE-2021-44228'], cwe: ['CWE-502'], behavior: ['http:exploit'] },
  references: ['https://nvd.nist.gov/vuln/detail/CVE-2021-44228'],
  cooldownMs: 10 * 60_000,
  mode: 'enforce',
});
