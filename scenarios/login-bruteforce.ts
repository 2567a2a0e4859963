import { and, matches, number, or, text } from '#libs/scenario/condition.ts';
import { defineScenario } from '#libs/scenario/scenario.ts';

const LOGIN_PATH =
  '^/(api/(v[0-9]/)?)?(log-?in|sign-?in|auth|sessions?|oauth/token|users/sign_in|(account|accounts|user|users|admin)/login)/?$';

/** Most programs tell a failure by its status; WordPress answers it with the form again. */
const FAILED = or(
  and(number('status', 'in', 401, 403, 422), matches('path_decoded', '/', LOGIN_PATH)),
  and(number('status', 'in', 200, 403), text('path_decoded', 'endsWith', '/wp-login.php')),
);

export default defineScenario({
  name: 'login-bruteforce',
  description: 'One client fails to log in again and again at one host.',
  when: and(text('method', 'is', 'POST'), FAILED),
  key: ['client.ip', 'host'],
  detect: { kind: 'leaky', capacity: 5, leak: { events: 1, perMs: 10_000 } },
  severity: 'high',
  labels: { attack: ['T1110.001'], cwe: ['CWE-307'], behavior: ['http:bruteforce'] },
  cooldownMs: 10 * 60_000,
  mode: 'enforce',
});
