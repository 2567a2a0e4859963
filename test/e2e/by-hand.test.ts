/** What people change with the weir command, over a decision service and a real nats-server. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PERMANENT_MS } from '#libs/domain/decision.ts';
import { readBackup } from '#services/cli/backup.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { HOUR_MS } from '../support/decisions.ts';
import { requirePart } from '../support/parts.ts';
import { jsonLines, runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());

describe('changes by hand', { skip }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    await cluster.addDecision('one');
  });
  after(() => cluster.stop());

  const run = (...args: string[]) => cluster.weir('one', ...args);
  const json = async <T>(...args: string[]): Promise<T> => {
    const { code, stdout, stderr } = await run(...args, '--json');
    assert.equal(code, 0, stderr);
    return jsonLines<T>(stdout)[0];
  };

  test('what has no end is told so, and an extension never shortens', async () => {
    const startMs = cluster.clock.now();
    const added = await json<{ id: string; untilMs: number }>(
      'decisions',
      'add',
      '198.51.100.7',
      '--for',
      '2h',
    );
    const longer = await json<typeof added>('decisions', 'extend', '198.51.100.7', '--for', '4h');
    assert.equal(longer.id, added.id);
    assert.ok(longer.untilMs >= startMs + 4 * HOUR_MS);
    const same = await json<typeof added>('decisions', 'extend', '198.51.100.7', '--for', '1h');
    assert.equal(same.untilMs, longer.untilMs);
    const { stdout } = await run(
      'decisions',
      'extend',
      '198.51.100.7',
      '--for',
      'permanent',
      '--reason',
      'enough',
    );
    assert.match(stdout, /^198\.51\.100\.7 is blocked for ever \(/);
    const [entry] = await cluster.decisions('one');
    assert.equal(entry.untilMs, PERMANENT_MS);
    assert.match(
      (await run('decisions', 'list')).stdout,
      /198\.51\.100\.7 +block +manual +never +- +- +- +enough/,
    );
    const none = await run('decisions', 'extend', '198.51.100.8', '--for', '4h');
    assert.deepEqual(
      [none.code, none.stderr],
      [66, 'weir: there is no decision in force about 198.51.100.8\n'],
    );
    const added2 = await run('decisions', 'add', '198.51.100.8', '--for', 'permanent');
    assert.match(added2.stdout, /is blocked for ever/);
  });

  test('whom one allows is blocked no more, and listed with who did it and why', async () => {
    await run('decisions', 'add', '203.0.113.7');
    await run('decisions', 'add', '203.0.113.7 shop.example', '--scope', 'ip+host');
    const added = await run('allowlists', 'add', '203.0.113.0/24', '--comment', 'the office');
    assert.match(
      added.stdout,
      /^203\.0\.113\.0\/24 is allowed for ever \(\w+\); 2 blocks lifted$/m,
      added.stderr,
    );
    assert.match((await run('decisions', 'list', '203.0.113.7', '--all')).stdout, / lifted /);
    assert.match(
      (await run('allowlists', 'list')).stdout,
      /^203\.0\.113\.0\/24 +prefix +never +\w+ +the office$/m,
    );
    const list = await json<{ total: number; decisions: { value: string }[] }>('allowlists', 'list');
    assert.deepEqual([list.total, list.decisions[0].value], [1, '203.0.113.0/24']);
    const refused = await run('decisions', 'add', '203.0.113.7');
    assert.equal(refused.code, 65);
    assert.match(refused.stderr, /can't be blocked: it is allowed by 203\.0\.113\.0\/24/);
    assert.match((await run('allowlists', 'remove', '203.0.113.0/24')).stdout, /can be blocked again/);
    const again = await run('allowlists', 'remove', '203.0.113.0/24');
    assert.deepEqual([again.code, again.stderr], [66, 'weir: 203.0.113.0/24 is not on the list\n']);
    assert.equal((await run('allowlists', 'list')).stdout, 'Nobody is.\n');
    assert.equal((await run('allowlists', 'add', '203.0.113.9', '--for', '1h')).code, 0);
    assert.doesNotMatch((await run('allowlists', 'list')).stdout, /never/);
  });

  test('audit tells who did what', async () => {
    await run('decisions', 'add', '198.18.0.7', '--reason', 'scraping');
    const file = join(cluster.folder, 'list.txt');
    writeFileSync(file, '198.18.0.7\n198.18.0.8\n10.1.2.3\n');
    await run('decisions', 'import', file, '--reason', 'a list', '--for', '1h');
    await run('decisions', 'delete', '198.18.0.8');
    const user = userInfo().username;
    const { records } = await json<{ records: Record<string, unknown>[] }>('audit', '198.18.0.8');
    assert.deepEqual(
      records.map(({ author, action, reason }) => [author, action, reason]),
      [
        [user, 'delete', undefined],
        [user, 'imported', 'a list'],
      ],
    );
    assert.deepEqual(records[1].subjects, [{ scope: 'ip', value: '198.18.0.8' }]);
    assert.deepEqual(records[1].counts, {
      added: 1,
      changed: 0,
      present: 1,
      ended: 0,
      refused: 1,
      lifted: 0,
    });
    const { stdout } = await run('audit', '--limit', '4');
    assert.match(
      stdout,
      new RegExp(
        `^\\d{4}-\\d\\d-\\d\\d [\\d:]{8} +${user} \\(operator\\) +delete +block 198\\.18\\.0\\.8$`,
        'm',
      ),
    );
    assert.match(stdout, / +add +block 198\.18\.0\.7 +\S+Z +scraping$/m);
    assert.match(stdout, /was not looked through; see --limit/);
    assert.equal((await run('audit', '192.0.2.99')).stdout, 'There is nothing.\n');
  });

  test('history tells what has happened to an address, in order', async () => {
    await cluster.publish('198.18.1.7');
    await cluster.until('the decision', async () =>
      (await cluster.decisions('one')).some(({ value }) => value === '198.18.1.7'),
    );
    await run('decisions', 'add', '198.18.1.0/24', '--reason', 'a bad network');
    await run('decisions', 'delete', '198.18.1.7', '--reason', 'a mistake');
    const { history } = await json<{ history: Record<string, string>[] }>(
      'decisions',
      'history',
      '198.18.1.7',
    );
    assert.deepEqual(
      history.map(({ source, about, what, why }) => [source, about, what.split(' ')[0], why]),
      [
        ['ledger', '198.18.1.7', 'block', 'GET /.env 404'],
        ['audit', '198.18.1.0/24', 'add', 'a bad network'],
        ['ledger', '198.18.1.0/24', 'block', 'a bad network'],
        ['audit', '198.18.1.7', 'delete', 'a mistake'],
        ['ledger', '198.18.1.7', 'lifted', 'a mistake'],
      ],
    );
    const { stdout } = await run('decisions', 'history', '198.18.1.7');
    assert.match(
      stdout,
      / ledger +198\.18\.1\.7 +block until \S+Z, 4 events +scanner-probing +GET \/\.env 404$/m,
    );
    assert.equal((await run('decisions', 'history', '192.0.2.99')).stdout, 'Nothing is known.\n');
    assert.equal((await run('decisions', 'history', '192.0.2.0/24')).code, 65);
  });

  test('a backup of the ledger is stored elsewhere byte by byte, and a damaged one is not', async () => {
    const made = await run('ledger', 'export');
    assert.equal(made.code, 0, made.stderr);
    const { header, entries } = readBackup(made.stdout);
    assert.equal(entries.length, (await cluster.decisions('one', true)).length);
    assert.match(header.time, /Z$/);
    const file = join(cluster.folder, 'ledger.backup');
    const other = await DecisionCluster.start();
    try {
      await other.addDecision('two');
      const env = { WEIR_ADDRESS: other.addresses.get('two') ?? '', WEIR_TOKEN_FILE: other.tokenFile };
      const there = (...args: string[]) => runFile('bin/weir.mjs', args, { env });
      writeFileSync(file, made.stdout.replace('block.ip.', 'block.ip.A'));
      const damaged = await there('ledger', 'import', file);
      assert.equal(damaged.code, 74);
      assert.match(
        damaged.stderr,
        /ledger\.backup: line \d+: the checksum is another: .*; nothing was changed/,
      );
      assert.deepEqual(await other.decisions('two', true), []);
      writeFileSync(file, made.stdout);
      const first = await there('ledger', 'import', file);
      const all = entries.length;
      assert.match(first.stdout, new RegExp(`: ${all} added, 0 replaced, 0 as new or newer`), first.stderr);
      const again = jsonLines<Record<string, number>>(
        (await there('ledger', 'import', file, '--json')).stdout,
      )[0];
      assert.deepEqual([again.added, again.replaced, again.kept], [0, 0, all]);
      const sorted = (text: string) =>
        readBackup(text)
          .entries.map(({ key, value }) => `${key} ${Buffer.from(value).toString('hex')}`)
          .sort();
      assert.deepEqual(sorted((await there('ledger', 'export')).stdout), sorted(made.stdout));
    } finally {
      await other.stop();
    }
  });
});
