import { defineScenario } from '#libs/scenario/scenario.ts';
import { FAILED_LOGIN } from './failed-login.ts';

export default defineScenario({
  name: 'login-bruteforce',
  description: 'One client fails to log in again and again at one host.',
  source: 'http',
  when: FAILED_LOGIN,
  key: ['client.ip', 'host'],
  detect: { kind: 'leaky', capacity: 5, leak: { events: 1, perMs: 10_000 } },
  severity: 'high',
  labels: { attack: ['T1110.001'], cwe: ['CWE-307'], behavior: ['http:bruteforce'] },
  cooldownMs: 10 * 60_000,
  mode: 'enforce',
});
