/** ipset and iptables of a real kernel: what happens to packets while Weir, and others, change sets and chain. */
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { flushIpset, type IpsetOptions, openIpset } from '#services/enforcer/targets/ipset/ipset.ts';
import type { PacketTarget } from '#services/enforcer/targets/packets/packet-target.ts';
import { temporaryFolder } from '../support/folder.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, remove, ruleOn } from '../support/rule.ts';
import { runFile } from '../support/run.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';

const BANNED = '198.51.100.1';
const BANNED_V6 = '2001:db8::1';
const OTHER = '198.51.100.2';
const REFRESHES = 200;
const REPLACEMENTS = 50;
const LEGACY = { chain: 'weir', iptables: 'legacy' } as const;

/** What is done again and again is done when a test says so. */
class HandClock extends SystemClock {
  readonly repeated = new Map<number, () => void>();

  override every(ms: number, action: () => void) {
    this.repeated.set(ms, action);
    return { cancel: () => {} };
  }

  /** The most seldom of all. */
  compare(): void {
    this.repeated.get(Math.max(...this.repeated.keys()))!();
  }
}

const { skip } = await requirePart(requireNamespaces);

describe('ipset', { skip }, () => {
  let hosts: TwoHosts;
  let target: PacketTarget | undefined;
  let repairs: string[] = [];

  before(async () => {
    hosts = await TwoHosts.create();
  });
  after(() => hosts?.close());
  afterEach(async () => {
    await target?.close();
    target = undefined;
    clear();
  });

  async function open(options: Partial<IpsetOptions> = {}): Promise<PacketTarget> {
    repairs = [];
    target = await openIpset({
      ...LEGACY,
      through: hosts.through,
      clock: new SystemClock(),
      onRepair: (what) => repairs.push(what),
      ...options,
    });
    return target;
  }

  function clear(): void {
    for (const iptables of ['iptables-legacy', 'ip6tables-legacy']) {
      hosts.run(iptables, '-t', 'raw', '-F');
      hosts.run(iptables, '-t', 'raw', '-X');
    }
    hosts.run('ipset', 'destroy');
  }

  /** What the server got from each address while `action` ran, and what was sent. */
  async function during(action: () => Promise<void>, ...addresses: string[]) {
    await hosts.server.tell('counts');
    for (const address of addresses) await hosts.stream(address);
    await action();
    const sent = await hosts.client.tell('halt');
    await hosts.answers('192.0.2.99');
    return { sent, got: await hosts.server.tell('counts') };
  }

  test('an established connection stands still, and goes on when the ban is lifted', async () => {
    const target = await open();
    await target.reset([]);
    await hosts.connect(BANNED);
    assert.ok(await hosts.client.tell('say', 'before', 5000));
    await target.apply([put(ruleOn(BANNED))]);
    assert.equal(await hosts.client.tell('say', 'banned', 1000), false);
    await target.apply([remove(ruleOn(BANNED))]);
    assert.ok(await hosts.client.tell('say', '', 10_000));
  });

  test('no packet passes while a ban is given again, nor while all is replaced', async () => {
    const target = await open();
    const rules = [ruleOn(BANNED), ruleOn(BANNED_V6)];
    await target.reset(rules);
    const again = async () => {
      for (let i = 0; i < REFRESHES; i++) await target.apply(rules.map(put));
      for (let i = 0; i < REPLACEMENTS; i++) await target.reset([...rules, ruleOn(`10.0.0.${i}`)]);
    };
    const { sent, got } = await during(again, BANNED, BANNED_V6, OTHER);
    assert.ok(sent[BANNED] > 100 && sent[BANNED_V6] > 100);
    assert.deepEqual([got[BANNED], got[BANNED_V6]], [undefined, undefined]);
    assert.equal(got[OTHER], sent[OTHER]);
  });

  for (const [name, commands] of [
    ['the rules', ['iptables-legacy -t raw -F', 'ip6tables-legacy -t raw -F']],
    ['what leads to the chain', ['iptables-legacy -t raw -D PREROUTING -j weir']],
    ['the addresses', ['ipset flush']],
    [
      'everything',
      [
        ...['iptables-legacy', 'ip6tables-legacy'].flatMap((each) => [
          `${each} -t raw -F`,
          `${each} -t raw -X`,
        ]),
        'ipset destroy',
      ],
    ],
  ] as const) {
    test(`when somebody removes ${name}, it is put back`, async () => {
      const target = await open();
      await target.reset([ruleOn(BANNED)]);
      await target.apply([put(ruleOn(BANNED_V6))]);
      for (const command of commands) hosts.run(...command.split(' '));
      assert.ok(await hosts.answers(BANNED));
      await until(async () => !(await hosts.answers(BANNED)), 'the ban to be back', 5000);
      await until(() => repairs.length > 0, 'the repair to be told');
      assert.equal(await hosts.answers(BANNED_V6), false);
      assert.equal(target.numbers().repairs, 1);
      assert.equal(target.status().alarm, '');
      await target.apply([remove(ruleOn(BANNED))]);
      assert.ok(await hosts.answers(BANNED));
    });
  }

  test('what the sets hold is compared with what they should, and mended', async () => {
    const clock = new HandClock();
    const target = await open({ clock });
    await target.reset([BANNED, '10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => ruleOn(address)));
    for (const address of [BANNED, '10.0.0.1']) hosts.run('ipset', 'del', 'weir_ban4_32', address);
    hosts.run('ipset', 'add', 'weir_ban4_32', OTHER);
    hosts.run('ipset', 'add', 'weir_ban4_32', '10.0.0.1');
    hosts.run('ipset', '-exist', 'add', 'weir_ban4_32', '10.0.0.2', 'timeout', '60');
    assert.equal(await hosts.answers(OTHER), false);
    clock.compare();
    await until(() => repairs.length > 0, 'the repair');
    assert.deepEqual(repairs, ['4 addresses of ban4_32 were not as they should be']);
    assert.equal(await hosts.answers(BANNED), false);
    assert.ok(await hosts.answers(OTHER));
    const listed = hosts.run('ipset', 'list', 'weir_ban4_32');
    for (const i of [1, 2, 3])
      assert.match(listed, new RegExp(`^10\\.0\\.0\\.${i} timeout 3[56]\\d\\d$`, 'm'));
  });

  test('leaves sets and rules of others alone, which are asked about whom Weir lets through', async () => {
    hosts.run('ipset', 'create', 'theirs', 'hash:net');
    hosts.run('iptables-legacy', '-t', 'raw', '-A', 'PREROUTING', '-s', OTHER, '-j', 'DROP');
    const before = hosts.run('iptables-legacy', '-t', 'raw', '-S');
    const target = await open();
    await target.reset([ruleOn(BANNED), ruleOn(OTHER, { remediation: 'allow' })]);
    assert.equal(await hosts.answers(OTHER), false);
    await flushIpset({ ...LEGACY, through: hosts.through, clock: new SystemClock() });
    assert.equal(hosts.run('ipset', 'list', '-n'), 'theirs\n');
    assert.equal(hosts.run('iptables-legacy', '-t', 'raw', '-S'), before);
    assert.ok(await hosts.answers(BANNED));
  });

  test('a set that is full keeps what it holds, says so, and lets in who waits when there is room', async () => {
    const target = await open({ size: 3 });
    await target.reset([]);
    const all = [1, 2, 3, 4].map((i) => ruleOn(`198.51.100.${i}`));
    assert.equal((await target.apply(all.map(put))).instances, 0);
    assert.match(target.status().alarm, /^ban4_32 full \(3 addresses\), 1 rules not enforced/);
    assert.ok(await hosts.answers(all[3].value));
    await target.apply([remove(all[1])]);
    assert.equal(await hosts.answers(all[3].value), false);
    assert.equal(await hosts.answers(all[0].value), false);
    assert.equal(target.status().alarm, '');
  });

  test('a set that somebody else has filled is emptied by the reset that follows the failure', async () => {
    const target = await open({ size: 1024 });
    await target.reset([]);
    const alien = Array.from({ length: 17_408 }, (_, i) => `add weir_ban4_32 10.0.${i >> 8}.${i & 255}\n`);
    hosts.feed(alien.join(''), 'ipset', 'restore');
    // The kernel counts by parts of a set: one more may find room, not a hundred.
    const many = Array.from({ length: 100 }, (_, i) => put(ruleOn(`198.51.101.${i}`)));
    await assert.rejects(target.apply(many), (error) => failureOf(error) === 'full');
    assert.match(target.status().alarm, /^ipset can't be kept: ipset ended with exit code 1: .*Hash is full/);
    await target.reset([ruleOn(BANNED)]);
    assert.equal(target.status().alarm, '');
    assert.equal(await hosts.answers(BANNED), false);
    assert.ok(await hosts.answers('10.0.0.1'));
  });

  test('what was enforced outlasts the enforcer, and its start, even amidst a replacement', async () => {
    const first = await open();
    await first.reset([ruleOn(BANNED), ruleOn(OTHER)]);
    await first.close();
    // As one leaves it that was killed.
    hosts.run('ipset', 'create', 'weir_ban4_32_new', 'hash:ip', 'maxelem', '7');
    const second = await open({ size: 7777 });
    assert.equal(await hosts.answers(BANNED), false);
    await second.reset([ruleOn(BANNED)]);
    assert.ok(await hosts.answers(OTHER));
    assert.equal(await hosts.answers(BANNED), false);
    assert.doesNotMatch(hosts.run('ipset', 'list', '-n'), /_new|_trial/);
  });

  test('says what is missing', async () => {
    await assert.rejects(open({ through: [...hosts.through, 'env', 'PATH=/nowhere'] }), {
      failure: 'config',
      message: /target ipset can't work here: .*No such file/,
    });
    const nobody = ['setpriv', '--reuid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
    await assert.rejects(open({ through: [...hosts.through, ...nobody] }), {
      failure: 'config',
      message: /may not change packet filtering: run the enforcer as root/,
    });
  });

  test('needs no other capabilities than NET_ADMIN and NET_RAW', async () => {
    const capable = ['setpriv', '--inh-caps=-all', '--bounding-set=-all,+net_admin,+net_raw'];
    const target = await open({ through: [...hosts.through, ...capable] });
    await target.reset([ruleOn(BANNED)]);
    assert.equal(await hosts.answers(BANNED), false);
  });

  test('weir enforcer flush removes chains and sets', async (t) => {
    await (await open()).reset([ruleOn(BANNED)]);
    await target?.close();
    const folder = temporaryFolder(t);
    const config = join(folder, 'weir.yaml');
    writeFileSync(config, 'enforcer:\n  target: { type: ipset, iptables: legacy }\n');
    for (const program of [
      'ipset',
      ...['', '6'].flatMap((v) => ['save', 'restore'].map((what) => `ip${v}tables-legacy-${what}`)),
    ]) {
      writeFileSync(join(folder, program), `#!/bin/sh\nexec ${hosts.through.join(' ')} ${program} "$@"\n`);
      chmodSync(join(folder, program), 0o755);
    }
    const env = { PATH: `${folder}:${process.env.PATH}` };
    const { stdout } = await runFile(
      'services/cli/main.ts',
      ['enforcer', 'flush', '--config', config, '--json'],
      { env },
    );
    assert.deepEqual(JSON.parse(stdout), { flushed: 'weir' });
    assert.equal(hosts.run('ipset', 'list', '-n'), '');
    assert.doesNotMatch(hosts.run('iptables-legacy', '-t', 'raw', '-S'), /weir/);
    assert.ok(await hosts.answers(BANNED));
  });
});
