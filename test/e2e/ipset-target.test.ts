/** ipset and iptables of a real kernel: what happens to packets while Weir, and others, change sets and chain. */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { flushIpset, type IpsetOptions, openIpset } from '#services/enforcer/targets/ipset/ipset.ts';
import { BANNED, FilterTrial, OTHER, type PacketFilter } from '../support/filter-trial.ts';
import { temporaryFolder } from '../support/folder.ts';
import { requirePart } from '../support/parts.ts';
import { put, ruleOn } from '../support/rule.ts';
import { runFile } from '../support/run.ts';
import { requireNamespaces, type TwoHosts } from '../support/two-hosts.ts';
import { packetFilterContract } from './packet-filter.contract.ts';

const LEGACY = { chain: 'weir', iptables: 'legacy' } as const;
const IPTABLES = ['iptables-legacy', 'ip6tables-legacy'];

function removeAll(hosts: TwoHosts): void {
  for (const iptables of IPTABLES) {
    hosts.run(iptables, '-t', 'raw', '-F');
    hosts.run(iptables, '-t', 'raw', '-X');
  }
  hosts.run('ipset', 'destroy');
}

const IPSET: PacketFilter<IpsetOptions> = {
  open: (hosts, options) => openIpset({ ...LEGACY, through: hosts.through, ...options }),
  clear: removeAll,
  removals: {
    'the rules': (hosts) => {
      for (const iptables of IPTABLES) hosts.run(iptables, '-t', 'raw', '-F');
    },
    'what leads to the chain': (hosts) =>
      hosts.run('iptables-legacy', '-t', 'raw', '-D', 'PREROUTING', '-j', 'weir'),
    'the addresses': (hosts) => hosts.run('ipset', 'flush'),
    everything: removeAll,
  },
  drop: (hosts, ...addresses) => {
    for (const address of addresses) hosts.run('ipset', 'del', 'weir_ban4_32', address);
  },
  add: (hosts, address, timeoutSeconds) => {
    const timeout = timeoutSeconds === undefined ? [] : ['timeout', String(timeoutSeconds)];
    hosts.run('ipset', 'add', 'weir_ban4_32', address, ...timeout);
  },
  endsInAnHour: (hosts, address) => {
    const listed = hosts.run('ipset', 'list', 'weir_ban4_32');
    return new RegExp(`^${address.replaceAll('.', '\\.')} timeout 3[56]\\d\\d$`, 'm').test(listed);
  },
};

const { skip } = await requirePart(requireNamespaces);

describe('ipset', { skip }, () => {
  const trial = new FilterTrial(IPSET);
  packetFilterContract(trial);

  test('leaves sets and rules of others alone, which are asked about whom Weir lets through', async () => {
    trial.hosts.run('ipset', 'create', 'theirs', 'hash:net');
    trial.hosts.run('iptables-legacy', '-t', 'raw', '-A', 'PREROUTING', '-s', OTHER, '-j', 'DROP');
    const before = trial.hosts.run('iptables-legacy', '-t', 'raw', '-S');
    const target = await trial.open();
    await target.reset([ruleOn(BANNED), ruleOn(OTHER, { remediation: 'allow' })]);
    assert.equal(await trial.answers(OTHER), false);
    await flushIpset({ ...LEGACY, through: trial.hosts.through, clock: new SystemClock() });
    assert.equal(trial.hosts.run('ipset', 'list', '-n'), 'theirs\n');
    assert.equal(trial.hosts.run('iptables-legacy', '-t', 'raw', '-S'), before);
    assert.ok(await trial.answers(BANNED));
  });

  test('a set that somebody else has filled is emptied by the reset that follows the failure', async () => {
    const target = await trial.open({ size: 1024 });
    await target.reset([]);
    const alien = Array.from({ length: 17_408 }, (_, i) => `add weir_ban4_32 10.0.${i >> 8}.${i & 255}\n`);
    trial.hosts.feed(alien.join(''), 'ipset', 'restore');
    // The kernel counts by parts of a set: one more may find room, not a hundred.
    const many = Array.from({ length: 100 }, (_, i) => put(ruleOn(`198.51.101.${i}`)));
    await assert.rejects(target.apply(many), (error) => failureOf(error) === 'full');
    assert.match(target.status().alarm, /^ipset can't be kept: ipset ended with exit code 1: .*Hash is full/);
    await target.reset([ruleOn(BANNED)]);
    assert.equal(target.status().alarm, '');
    assert.equal(await trial.answers(BANNED), false);
    assert.ok(await trial.answers('10.0.0.1'));
  });

  test('takes over from an enforcer that was killed amidst a replacement', async () => {
    const first = await trial.open();
    await first.reset([ruleOn(BANNED), ruleOn(OTHER)]);
    await first.close();
    // As one leaves it that was killed.
    trial.hosts.run('ipset', 'create', 'weir_ban4_32_new', 'hash:ip', 'maxelem', '7');
    const second = await trial.open({ size: 7777 });
    assert.equal(await trial.answers(BANNED), false);
    await second.reset([ruleOn(BANNED)]);
    assert.ok(await trial.answers(OTHER));
    assert.equal(await trial.answers(BANNED), false);
    assert.doesNotMatch(trial.hosts.run('ipset', 'list', '-n'), /_new|_trial/);
  });

  test('says what is missing', async () => {
    await assert.rejects(trial.open({ through: [...trial.hosts.through, 'env', 'PATH=/nowhere'] }), {
      failure: 'config',
      message: /target ipset can't work here: .*No such file/,
    });
    const nobody = ['setpriv', '--reuid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
    await assert.rejects(trial.open({ through: [...trial.hosts.through, ...nobody] }), {
      failure: 'config',
      message: /may not change packet filtering: run the enforcer as root/,
    });
  });

  test('needs no other capabilities than NET_ADMIN and NET_RAW', async () => {
    const capable = ['setpriv', '--inh-caps=-all', '--bounding-set=-all,+net_admin,+net_raw'];
    const target = await trial.open({ through: [...trial.hosts.through, ...capable] });
    await target.reset([ruleOn(BANNED)]);
    assert.equal(await trial.answers(BANNED), false);
  });

  test('weir enforcer flush removes chains and sets', async (t) => {
    await (await trial.open()).reset([ruleOn(BANNED)]);
    await trial.close();
    const folder = temporaryFolder(t);
    const config = join(folder, 'weir.yaml');
    writeFileSync(config, 'enforcer:\n  target: { type: ipset, iptables: legacy }\n');
    for (const program of [
      'ipset',
      ...['', '6'].flatMap((v) => ['save', 'restore'].map((what) => `ip${v}tables-legacy-${what}`)),
    ]) {
      writeFileSync(
        join(folder, program),
        `#!/bin/sh\nexec ${trial.hosts.through.join(' ')} ${program} "$@"\n`,
      );
      chmodSync(join(folder, program), 0o755);
    }
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const { stdout } = await runFile(
      'services/cli/main.ts',
      ['enforcer', 'flush', '--config', config, '--json'],
      { env },
    );
    assert.deepEqual(JSON.parse(stdout), { flushed: 'weir' });
    assert.equal(trial.hosts.run('ipset', 'list', '-n'), '');
    assert.doesNotMatch(trial.hosts.run('iptables-legacy', '-t', 'raw', '-S'), /weir/);
    assert.ok(await trial.answers(BANNED));
  });
});
