import { not, text } from '#libs/match/condition.ts';
import { STATIC_EXTENSIONS } from '#libs/match/fields.ts';
import { defineScenario } from '#libs/scenario/scenario.ts';

export default defineScenario({
  name: 'http-flood',
  description: 'One client asks one host for far more pages than a person or a well-behaved robot does.',
  source: 'http',
  when: not(text('extension', 'is', ...STATIC_EXTENSIONS)),
  key: ['client.ip', 'host'],
  detect: { kind: 'count', over: 150, withinMs: 10_000 },
  severity: 'high',
  labels: { attack: ['T1498', 'T1499.002'], behavior: ['http:dos'] },
  cooldownMs: 5 * 60_000,
  mode: 'enforce',
});
