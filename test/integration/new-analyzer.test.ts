/** weir new analyzer: what it writes works, and what it can't write is left alone. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'yaml';
import { SERVICES, temporaryCheckout } from '../support/checkout.ts';
import { runFile } from '../support/run.ts';

describe('weir new analyzer', () => {
  const folder = temporaryCheckout();
  after(() => rmSync(folder, { recursive: true }));
  const make = (...args: string[]) =>
    runFile('services/cli/main.ts', ['new', 'analyzer', ...args, '--checkout', folder]);

  it('makes a service whose test passes, and an entry like that of the example', async () => {
    const { code, stdout, stderr } = await make('slow-guessing');
    assert.equal(code, 0, stderr);
    assert.match(
      stdout,
      /^made services\/slow-guessing\/main\.ts\nmade test\/unit\/slow-guessing\.test\.ts\n/,
    );
    assert.match(stdout, /npx node --test test\/unit\/slow-guessing\.test\.ts/);
    const env = { NODE_TEST_CONTEXT: '' };
    const run = await runFile(join(folder, 'test/unit/slow-guessing.test.ts'), [], { cwd: folder, env });
    assert.equal(run.code, 0, run.stdout + run.stderr);
    assert.match(run.stdout, /pass 2\b/);
    const { services } = parse(readFileSync(join(folder, 'compose.yaml'), 'utf8'), { merge: true });
    const { command, ...made } = services['slow-guessing'];
    assert.deepEqual(command, ['services/slow-guessing/main.ts', '--config', '/etc/weir/weir.yaml']);
    const { command: _, ...example } = services['credential-stuffing'];
    assert.deepEqual(made, example);
    const main = readFileSync(join(folder, 'services/slow-guessing/main.ts'), 'utf8');
    assert.ok(main.split('\n').length <= 31, 'the whole service has 30 lines at most');
  });

  it('refuses names that can’t be, and those that are taken, and writes nothing then', async () => {
    const before = readFileSync(join(folder, 'compose.yaml'), 'utf8');
    for (const [name, reason] of [
      [
        'Slow_Guessing',
        /"Slow_Guessing" can't be the name of an analyzer: write lower-case words joined by "-"/,
      ],
      ['../elsewhere', /can't be the name/],
      ['collector', /services\/collector is there already/],
      ['credential-stuffing', /services\/credential-stuffing is there already/],
      ['log4shell', /Weir has a scenario log4shell: take another name/],
      ['jaeger', /compose\.yaml has a service jaeger already; take another name/],
    ] as const) {
      const { code, stderr } = await make(name);
      assert.notEqual(code, 0, name);
      assert.match(stderr, reason);
    }
    assert.equal(readFileSync(join(folder, 'compose.yaml'), 'utf8'), before);
    assert.deepEqual(readdirSync(join(folder, 'services')).sort(), [...SERVICES, 'slow-guessing'].sort());
  });
});
