/** Credential stuffing: one client tries the names and passwords of many users, each of them once or twice. */
import { runAnalyzer } from '#libs/sdk/analyzer.ts';
import { distinct } from '#libs/sdk/operators.ts';
import { defineScenario } from '#libs/sdk/scenario.ts';

export const scenarios = [
  defineScenario({
    name: 'credential-stuffing',
    description: 'Many different users fail to log in from one address.',
    when: `user != '' && status in [401, 403, 422]`,
    key: ['client.ip', 'host'],
    // An office may be behind one address: so many of its people do not mistype within ten minutes.
    detect: distinct('user', { over: 15, within: '10m' }),
    cooldown: '10m',
    severity: 'high',
    labels: { attack: ['T1110.004'], cwe: ['CWE-307'], behavior: ['http:bruteforce'] },
    mode: 'enforce',
  }),
];

if (import.meta.main) await runAnalyzer({ name: 'credential-stuffing', scenarios });
