/** The packet filter of a real kernel: what happens to packets while Weir, and others, change its table. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import {
  flushNftables,
  type NftablesOptions,
  openNftables,
} from '#services/enforcer/targets/nftables/nftables.ts';
import { BANNED, FilterTrial, OTHER, type PacketFilter } from '../support/filter-trial.ts';
import { temporaryFolder } from '../support/folder.ts';
import { requirePart } from '../support/parts.ts';
import { put, ruleOn } from '../support/rule.ts';
import { runFile } from '../support/run.ts';
import { requireNamespaces } from '../support/two-hosts.ts';
import { packetFilterContract } from './packet-filter.contract.ts';

const SET = 'element inet weir ban4_32';

const NFTABLES: PacketFilter<NftablesOptions> = {
  open: (hosts, options) => openNftables({ table: 'weir', command: hosts.nft, ...options }),
  clear: (hosts) => void hosts.runNft('flush', 'ruleset'),
  removals: {
    'the whole ruleset': (hosts) => hosts.runNft('flush', 'ruleset'),
    'the table': (hosts) => hosts.runNft('delete', 'table', 'inet', 'weir'),
    'the rules': (hosts) => hosts.runNft('flush', 'chain', 'inet', 'weir', 'prerouting'),
  },
  drop: (hosts, ...addresses) => hosts.runNft(`delete ${SET} { ${addresses.join(', ')} }`),
  add: (hosts, address, timeoutSeconds) => {
    const timeout = timeoutSeconds === undefined ? '' : ` timeout ${timeoutSeconds}s`;
    hosts.runNft(`add ${SET} { ${address}${timeout} }`);
  },
  endsInAnHour: (hosts, address) => {
    const listed = hosts.runNft('list', 'set', 'inet', 'weir', 'ban4_32');
    return new RegExp(`${address.replaceAll('.', '\\.')} timeout (1h|59m)`).test(listed);
  },
};

const { skip } = await requirePart(requireNamespaces);

describe('nftables', { skip }, () => {
  const trial = new FilterTrial(NFTABLES);
  packetFilterContract(trial);

  test('leaves the tables of others alone', async () => {
    trial.hosts.runNft('add', 'table', 'inet', 'theirs');
    trial.hosts.runNft('add', 'chain', 'inet', 'theirs', 'input', '{ type filter hook input priority 0; }');
    const target = await trial.open();
    await target.reset([ruleOn(BANNED)]);
    await target.apply([put(ruleOn(OTHER))]);
    await flushNftables({ table: 'weir', command: trial.hosts.nft, clock: new SystemClock() });
    assert.match(
      trial.hosts.runNft('list', 'ruleset'),
      /^table inet theirs \{\s+chain input \{[^{}]+\}\s+\}\s+$/,
    );
  });

  test('a set that somebody else has filled is emptied by the reset that follows the failure', async () => {
    const target = await trial.open({ size: 3 });
    await target.reset([]);
    const fill = (count: number) => {
      const alien = Array.from({ length: count }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
      trial.hosts.runScript(`add element inet weir ban4_32 { ${alien.join(', ')} }\n`);
    };
    // The kernel has room for more than Weir puts into it, but not for any number.
    assert.throws(() => fill(20_000), /Too many open files in system/);
    fill(16_387);
    await assert.rejects(target.apply([put(ruleOn(BANNED))]), (error) => failureOf(error) === 'full');
    assert.match(
      target.status().alarm,
      /^nftables can't be kept: nft ended with exit code 1: .*Too many open files/,
    );
    assert.ok(await trial.answers(BANNED));
    await target.reset([ruleOn(BANNED)]);
    assert.equal(target.status().alarm, '');
    assert.equal(await trial.answers(BANNED), false);
    assert.ok(await trial.answers('10.0.0.1'));
  });

  test('says what is missing', async () => {
    const starting = (command: string[]) => trial.open({ command });
    await assert.rejects(starting(['nft-that-is-not-there']), {
      failure: 'config',
      message: /needs nft-that-is-not-there, which is not there: run "apt-get install nftables"/,
    });
    const [ip, netns, exec, name, ...nft] = trial.hosts.nft;
    const nobody = ['setpriv', '--reuid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
    await assert.rejects(starting([ip, netns, exec, name, ...nobody, ...nft]), {
      failure: 'config',
      message: /may not change packet filtering: give the enforcer the capability NET_ADMIN/,
    });
  });

  test('needs no other capability than NET_ADMIN', async () => {
    const [ip, netns, exec, name, ...nft] = trial.hosts.nft;
    const capable = [
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      '--inh-caps=+net_admin',
      '--ambient-caps=+net_admin',
    ];
    const target = await trial.open({ command: [ip, netns, exec, name, ...capable, ...nft] });
    await target.reset([ruleOn(BANNED)]);
    assert.equal(await trial.answers(BANNED), false);
  });

  test('weir enforcer flush removes the table', async (t) => {
    await (await trial.open()).reset([ruleOn(BANNED)]);
    await trial.close();
    const folder = temporaryFolder(t);
    const config = join(folder, 'weir.yaml');
    writeFileSync(config, 'enforcer:\n  target: { type: nftables }\n');
    const env = { PATH: trial.hosts.installNft(folder) };
    const weir = ['enforcer', 'flush', '--config', config, '--json'];
    const { stdout } = await runFile('services/cli/main.ts', weir, { env });
    assert.deepEqual(JSON.parse(stdout), { flushed: 'weir' });
    assert.equal(trial.hosts.runNft('list', 'ruleset'), '');
    assert.ok(await trial.answers(BANNED));
  });
});
