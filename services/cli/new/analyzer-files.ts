/** The files of a new analyzer, and its entry in compose.yaml. */
import { WeirError } from '#libs/errors/weir-error.ts';

/** The line of compose.yaml behind which entries of analyzers stand. */
export const COMPOSE_MARK = '  # Analyzers of your own; npx weir new analyzer NAME adds to them.\n';

export function mainText(name: string): string {
  return `/** ${name}: finds clients for which many different paths are not there. Change it to what you look for. */
import { runAnalyzer } from '#libs/sdk/analyzer.ts';
import { distinct } from '#libs/sdk/operators.ts';
import { defineScenario } from '#libs/sdk/scenario.ts';

export const scenarios = [
  defineScenario({
    name: '${name}',
    description: 'Many different paths are not there for one client.',
    when: 'status == 404',
    key: ['client.ip', 'host'],
    detect: distinct('path', { over: 20, within: '5m' }),
    severity: 'low',
    mode: 'shadow',
  }),
];

if (import.meta.main) await runAnalyzer({ name: '${name}', scenarios });
`;
}

export function testText(name: string): string {
  return `import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tryOut } from '#libs/sdk/testkit.ts';
import { scenarios } from '#services/${name}/main.ts';

const missing = (i: number) => ({ ip: '203.0.113.7', path: \`/missing/\${i}\`, status: 404 });

describe('${name}', () => {
  it('finds a client for which many paths are not there', () => {
    const found = tryOut(scenarios).requests(21, '1s', missing).detections();
    assert.deepEqual(
      found.map(({ scenario, key, events }) => [scenario, key['client.ip'], events]),
      [['${name}', '203.0.113.7', 21]],
    );
  });

  it('does not mind fewer, or the same one again and again', () => {
    const found = tryOut(scenarios)
      .requests(20, '1s', missing)
      .requests(100, '1s', () => missing(0))
      .detections();
    assert.deepEqual(found, []);
  });
});
`;
}

/** compose.yaml with one more service. @throws WeirError `invalid` when it has one of that name, or lacks the mark */
export function withComposeEntry(compose: string, name: string): string {
  if (compose.includes(`\n  ${name}:`)) {
    throw new WeirError('invalid', `compose.yaml has a service ${name} already; take another name`);
  }
  const at = compose.indexOf(COMPOSE_MARK);
  if (at < 0) {
    throw new WeirError(
      'invalid',
      `compose.yaml lacks the line "${COMPOSE_MARK.trim()}" to add the service behind`,
    );
  }
  const end = at + COMPOSE_MARK.length;
  return `${compose.slice(0, end)}  ${name}:
    <<: *own-analyzer
    command: ["services/${name}/main.ts", "--config", "/etc/weir/weir.yaml"]

${compose.slice(end)}`;
}
