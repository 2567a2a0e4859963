/** Lists through the weir command, a decision service and a real nats-server. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Decision } from '#libs/domain/decision.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { requirePart } from '../support/parts.ts';
import { jsonLines, runFile } from '../support/run.ts';
import { LOG4SHELL } from '../support/stack.ts';

const { skip } = await requirePart(() => natsPart());

describe('lists', { skip }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    await cluster.addDecision('one');
  });
  after(() => cluster.stop());

  const run = (...args: string[]) => cluster.weir('one', ...args);
  const write = (name: string, ...lines: string[]) => {
    const file = join(cluster.folder, name);
    writeFileSync(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  };
  const inForce = async () => (await cluster.decisions('one')).map(({ value }) => value).sort();

  test('import takes a list, once', async () => {
    const many = Array.from({ length: 2500 }, (_, i) => `198.18.${i >> 8}.${i & 255}`);
    const file = write('many.txt', '# ours', ...many);
    const tried = await run('decisions', 'import', file, '--dry-run');
    assert.match(tried.stdout, /^2500 entries: 2500 added, .*; nothing was changed$/m);
    assert.deepEqual(await inForce(), []);
    const first = await run('decisions', 'import', file, '--for', 'permanent', '--reason', 'ours');
    assert.deepEqual(
      [first.code, first.stdout, first.stderr],
      [0, '2500 entries: 2500 added, 0 already there, 0 refused, 0 bad\n', ''],
    );
    const [again] = jsonLines<Record<string, unknown>>(
      (await run('decisions', 'import', file, '--json')).stdout,
    );
    assert.deepEqual([again.added, again.present, again.bad, again.dry_run], [0, 2500, 0, false]);
    assert.match(
      (await run('decisions', 'list', '198.18.9.1')).stdout,
      /198\.18\.9\.1 +block +manual +never/,
    );
  });

  test('all are listed, however many, the newest first', async () => {
    type Told = { readonly total: number; readonly decisions: readonly Decision[] };
    const list = async (limit: number) =>
      jsonLines<Told>((await run('decisions', 'list', '--json', '--limit', String(limit))).stdout)[0];
    const all = await list(0);
    assert.deepEqual([all.total, all.decisions.length], [2500, 2500]);
    assert.equal(new Set(all.decisions.map(({ value }) => value)).size, 2500);
    const times = all.decisions.map(({ updatedMs }) => updatedMs);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => b - a),
    );
    const some = await list(1500);
    assert.deepEqual([some.total, some.decisions], [2500, all.decisions.slice(0, 1500)]);
    const { stdout } = await run('decisions', 'list', '--limit', '1200');
    assert.match(stdout, /\n1300 more; see --limit\n$/);
  });

  test('import changes nothing when a line is bad, and leaves it out when told to', async () => {
    const file = write('bad.txt', '203.0.113.1', 'shop.example', '10.1.2.3', '203.0.113.2');
    const refused = await run('decisions', 'import', file);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /bad\.txt:2: "shop\.example" is no IP address/);
    assert.match(refused.stdout, /^4 entries: 0 added, .* 1 bad; nothing was changed/);
    assert.equal((await inForce()).includes('203.0.113.1'), false);
    const lenient = await run('decisions', 'import', file, '--lenient');
    assert.equal(lenient.code, 0);
    assert.match(lenient.stderr, /bad\.txt:3: 10\.1\.2\.3 can't be blocked: it is a private address/);
    assert.match(lenient.stdout, /^4 entries: 2 added, 0 already there, 1 refused, 1 bad$/m);
    const strict = await run('decisions', 'import', write('private.csv', 'value', '10.1.2.3', '203.0.113.3'));
    assert.equal(strict.code, 1);
    assert.match(strict.stdout, /^2 entries: 1 added, 0 already there, 1 refused, 0 bad$/m);
  });

  test('import takes what a replay of an old log would have decided, from now on', async () => {
    const request = `198.51.100.77 - - [21/Nov/2025:10:00:30 +0000] "GET / HTTP/1.1" 200 100 "-" "${LOG4SHELL}"`;
    const replayed = await run('replay', write('access.log', request), '--json');
    const { code, stdout } = await run(
      'decisions',
      'import',
      write('replay.json', replayed.stdout.trimEnd()),
    );
    assert.deepEqual([code, stdout], [0, '1 entry: 1 added, 0 already there, 0 refused, 0 bad\n']);
    assert.match((await run('decisions', 'list', '198.51.100.77')).stdout, / 23h 59m .*log4shell/);
  });

  test('export prints all there is, and another cluster reads it', async () => {
    await run('decisions', 'add', '2001:db8::/64', '--remediation', 'allow', '--for', 'permanent');
    await run(
      'decisions',
      'add',
      '198.51.100.80',
      '--status',
      '429',
      '--reason',
      'a "bad", one',
      '--for',
      '7d',
    );
    await run('decisions', 'add', '198.51.100.81');
    await run('decisions', 'delete', '198.51.100.81');
    const told = (all: readonly Decision[]) =>
      all.map(({ scope, value, remediation, statusCode, untilMs }) => [
        scope,
        value,
        remediation,
        statusCode,
        Math.floor(untilMs),
      ]);
    const here = told(await cluster.decisions('one')).sort();
    assert.ok(here.length > 2500);
    const other = await DecisionCluster.start();
    try {
      await other.addDecision('two');
      const env = { WEIR_ADDRESS: other.addresses.get('two') ?? '', WEIR_TOKEN_FILE: other.tokenFile };
      const csv = await run('decisions', 'export', '--format', 'csv');
      const first = await runFile(
        'bin/weir.mjs',
        ['decisions', 'import', write('all.csv', csv.stdout.trimEnd())],
        {
          env,
        },
      );
      assert.match(first.stdout, new RegExp(`^${here.length} entries: ${here.length} added, `), first.stderr);
      assert.deepEqual(told(await other.decisions('two')).sort(), here);
      const [reason] = (await other.plane('two').list({ value: '198.51.100.80' })).decisions;
      assert.equal(reason.contributions?.[0].reason, 'a "bad", one');
      const all = await run('decisions', 'export', '--all');
      const file = write('all.ndjson', all.stdout.trimEnd());
      const again = await runFile('bin/weir.mjs', ['decisions', 'import', file, '--json'], { env });
      const [counts] = jsonLines<Record<string, number>>(again.stdout);
      assert.deepEqual([counts.added, counts.present, counts.skipped], [0, here.length, 1]);
    } finally {
      await other.stop();
    }
    const plain = await run('decisions', 'export', '--format', 'plain');
    assert.equal(plain.stdout.split('\n').length - 1, here.length - 1);
    assert.match(plain.stderr, /^1 decision left out, for which plain has no place$/m);
    const refused = await run('decisions', 'export', '--format', 'csv', '--all');
    assert.deepEqual([refused.code, refused.stdout], [65, '']);
  });

  test('import tells what can’t be read at all', async () => {
    for (const [file, code, why] of [
      [join(cluster.folder, 'nowhere.txt'), 66, /nowhere\.txt can't be read: /],
      [
        write('columns.csv', 'value,untill', '203.0.113.1,never'),
        65,
        /no column "untill"; did you mean "until"\?/,
      ],
    ] as const) {
      const { code: ended, stderr } = await run('decisions', 'import', file);
      assert.equal(ended, code);
      assert.match(stderr, why);
    }
  });
});
