import { defineScenario } from '#libs/scenario/scenario.ts';
import { FAILED_LOGIN } from './failed-login.ts';

/** In shadow mode: it finds the page that is attacked and names none of the attackers. */
export default defineScenario({
  name: 'login-distributed',
  description: 'Very many clients fail to log in at one page, each of them seldom.',
  source: 'http',
  when: FAILED_LOGIN,
  key: ['host', 'path'],
  detect: { kind: 'distinct', of: 'client.ip', over: 20, withinMs: 10 * 60_000 },
  severity: 'high',
  labels: { attack: ['T1110.003', 'T1110.004'], cwe: ['CWE-307'], behavior: ['http:bruteforce'] },
  cooldownMs: 10 * 60_000,
  mode: 'shadow',
});
