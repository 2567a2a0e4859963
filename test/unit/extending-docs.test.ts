/** What docs/extending.md shows has to work. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import type { Scenario } from '#libs/scenario/scenario.ts';
import { absence, count, distinct, each, leaky, ratio, sequence, sum } from '#libs/sdk/operators.ts';
import { defineScenario, type ScenarioSpec } from '#libs/sdk/scenario.ts';
import { tryOut } from '#libs/sdk/testkit.ts';
import { temporaryCheckout } from '../support/checkout.ts';
import { runFile } from '../support/run.ts';

const OPERATORS = { absence, count, distinct, each, leaky, ratio, sequence, sum };
const ROOT = resolve(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'docs/extending.md'), 'utf8');
const [example, where, trial, own] = [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(
  ([, block]) => block,
);

describe('the documentation of analyzers', () => {
  const folder = temporaryCheckout();
  after(() => rmSync(folder, { recursive: true }));

  /** Writes a block as a service of the temporary checkout, and imports it. */
  async function service<T>(name: string, block: string): Promise<T> {
    const file = join(folder, 'services', name, 'main.ts');
    mkdirSync(join(folder, 'services', name));
    writeFileSync(file, block);
    return (await import(file)) as T;
  }

  it('has the example as it is', () => {
    assert.equal(example, readFileSync(join(ROOT, 'services/credential-stuffing/main.ts'), 'utf8'));
  });

  it('has a function of the event that finds something', async () => {
    const { oversized } = await service<{ oversized: Scenario }>('oversized', where);
    const search = (query: string) => ({ path: '/search', query });
    const found = tryOut([oversized])
      .request(search('q=shoes'))
      .request({ ...search('x'.repeat(400)), ip: '192.0.2.7' })
      .request(search('x'.repeat(400)))
      .detections();
    assert.deepEqual(
      found.map(({ key, events }) => [key['client.ip'], events]),
      [['198.51.100.7', 1]],
    );
  });

  it('has a test that passes', async () => {
    const file = join(folder, 'trial.test.ts');
    writeFileSync(file, trial);
    const { code, stdout } = await runFile(file, [], { cwd: folder, env: { NODE_TEST_CONTEXT: '' } });
    assert.equal(code, 0, stdout);
    assert.match(stdout, /pass 1\b/);
  });

  it('has a detector that finds what it says, whoever owns the shard', async () => {
    const { scenarios } = await service<{ scenarios: Scenario[] }>('clockwork', own);
    const failed = () => ({ ip: '203.0.113.7', status: 401 });
    const [found] = tryOut(scenarios)
      .requests(6, '10m', failed)
      .handOver()
      .advance('10m')
      .requests(6, '10m', failed)
      .detections();
    assert.equal(found.events, 12);
    const people = tryOut(scenarios);
    for (let i = 0; i < 30; i++) people.request(failed()).advance(`${5 + (i % 2) * 3}m`);
    assert.deepEqual(people.detections(), []);
  });

  it('has an example of each detector', () => {
    const examples = [...text.matchAll(/^\| `(\w+)\((.*)\)` \|/gm)];
    assert.deepEqual(examples.map(([, name]) => name).sort(), Object.keys(OPERATORS).sort());
    for (const [, name, args] of examples) {
      const make = new Function(name, `return ${name}(${args})`);
      const detect = make(OPERATORS[name as keyof typeof OPERATORS]) as ScenarioSpec['detect'];
      const scenario = defineScenario({
        name: 'pages',
        description: 'Pages.',
        when: 'status >= 200',
        key: ['client.ip'],
        detect,
        severity: 'low',
      });
      assert.equal(scenario.detect.kind, name);
    }
  });

  it('says the truth about sizes', () => {
    const python = readFileSync(join(ROOT, 'docs/examples/failed_logins.py'), 'utf8');
    assert.match(text, new RegExp(`one in ${python.trim().split('\n').length} lines of Python`));
    assert.ok(example.trim().split('\n').length <= 30);
  });
});
