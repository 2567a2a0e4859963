/** The packet filter of a real kernel: what happens to packets while Weir, and others, change its table. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import {
  flushNftables,
  type NftablesOptions,
  openNftables,
} from '#services/enforcer/targets/nftables/nftables.ts';
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

describe('nftables', { skip }, () => {
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
    hosts.runNft('flush', 'ruleset');
  });

  async function open(options: Partial<NftablesOptions> = {}): Promise<PacketTarget> {
    repairs = [];
    target = await openNftables({
      table: 'weir',
      command: hosts.nft,
      clock: new SystemClock(),
      onRepair: (what) => repairs.push(what),
      ...options,
    });
    return target;
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
    assert.ok(await hosts.client.tell('say', 'after', 5000));
  });

  test('a ban that is refreshed lets no packet through', async () => {
    const target = await open();
    const others = Array.from({ length: 1000 }, (_, i) => ruleOn(`10.0.${i >> 8}.${i & 255}`));
    const banned = [ruleOn(BANNED), ruleOn(BANNED_V6)];
    await target.reset([...banned, ...others]);
    const refresh = async () => {
      for (let i = 0; i < REFRESHES; i++) await target.apply([...banned, ...others.slice(0, i)].map(put));
    };
    const { sent, got } = await during(refresh, BANNED, BANNED_V6, OTHER);
    assert.ok(sent[BANNED] > REFRESHES && sent[BANNED_V6] > REFRESHES, JSON.stringify(sent));
    assert.deepEqual([got[BANNED], got[BANNED_V6]], [undefined, undefined]);
    assert.equal(got[OTHER], sent[OTHER]);
  });

  test('nor does one that all rules are replaced around', async () => {
    const target = await open();
    const rules = [ruleOn(BANNED), ruleOn('2001:db8::/64')];
    const others = Array.from({ length: 2000 }, (_, i) => ruleOn(`10.0.${i >> 8}.${i & 255}`));
    await target.reset(rules);
    const replace = async () => {
      for (let i = 0; i < REPLACEMENTS; i++) await target.reset(i % 2 === 0 ? [...rules, ...others] : rules);
    };
    const { sent, got } = await during(replace, BANNED, BANNED_V6, OTHER);
    assert.ok(sent[BANNED] > REPLACEMENTS, JSON.stringify(sent));
    assert.deepEqual([got[BANNED], got[BANNED_V6]], [undefined, undefined]);
    assert.equal(got[OTHER], sent[OTHER]);
  });

  for (const [name, words] of [
    ['the whole ruleset', ['flush', 'ruleset']],
    ['the table', ['delete', 'table', 'inet', 'weir']],
    ['the rules', ['flush', 'chain', 'inet', 'weir', 'prerouting']],
  ] as const) {
    test(`when somebody removes ${name}, it is put back`, async () => {
      const target = await open();
      await target.reset([ruleOn(BANNED)]);
      await target.apply([put(ruleOn(BANNED_V6))]);
      hosts.runNft(...words);
      assert.ok(await hosts.answers(BANNED));
      await until(async () => !(await hosts.answers(BANNED)), 'the ban to be back', 5000);
      assert.equal(await hosts.answers(BANNED_V6), false);
      await until(() => repairs.length > 0, 'the repair to be told');
      assert.equal(target.numbers().repairs, 1);
      assert.equal(target.status().alarm, '');
      await target.apply([remove(ruleOn(BANNED))]);
      assert.ok(await hosts.answers(BANNED));
    });
  }

  test('what the sets hold is compared with what they should, and mended', async () => {
    const clock = new HandClock();
    const target = await open({ clock });
    await target.reset([ruleOn(BANNED), ruleOn('10.0.0.1'), ruleOn('10.0.0.2'), ruleOn('10.0.0.3')]);
    const set = 'element inet weir ban4_32';
    hosts.runNft(`delete ${set} { ${BANNED}, 10.0.0.1, 10.0.0.2 }`);
    hosts.runNft(`add ${set} { ${OTHER}, 10.0.0.1, 10.0.0.2 timeout 60s }`);
    assert.ok(await hosts.answers(BANNED));
    assert.equal(await hosts.answers(OTHER), false);
    clock.compare();
    await until(() => repairs.length > 0, 'the repair');
    assert.deepEqual(repairs, ['4 addresses of ban4_32 were not as they should be']);
    assert.equal(await hosts.answers(BANNED), false);
    assert.ok(await hosts.answers(OTHER));
    const listed = hosts.runNft('list', 'set', 'inet', 'weir', 'ban4_32');
    for (const address of ['10.0.0.1', '10.0.0.2', '10.0.0.3']) {
      assert.match(listed, new RegExp(`${address.replaceAll('.', '\\.')} timeout (1h|59m)`));
    }
  });

  test('leaves the tables of others alone', async () => {
    hosts.runNft('add', 'table', 'inet', 'theirs');
    hosts.runNft('add', 'chain', 'inet', 'theirs', 'input', '{ type filter hook input priority 0; }');
    const target = await open();
    await target.reset([ruleOn(BANNED)]);
    await target.apply([put(ruleOn(OTHER))]);
    await flushNftables({ table: 'weir', command: hosts.nft, clock: new SystemClock() });
    assert.match(hosts.runNft('list', 'ruleset'), /^table inet theirs \{\s+chain input \{[^{}]+\}\s+\}\s+$/);
  });

  test('a set that is full keeps what it holds, says so, and lets in who waits when there is room', async () => {
    const target = await open({ size: 3 });
    await target.reset([]);
    const all = [1, 2, 3, 4, 5].map((i) => ruleOn(`198.51.100.${i}`));
    assert.equal((await target.apply(all.slice(0, 2).map(put))).instances, 1);
    const applied = await target.apply([...all.slice(2).map(put), put(ruleOn('203.0.113.0/24'))]);
    assert.equal(applied.instances, 0);
    assert.equal(target.status().held, 4);
    assert.match(target.status().alarm, /^ban4_32 full \(3 addresses\), 2 rules not enforced/);
    const refused = async () => {
      const answers = [];
      for (const { value } of all) answers.push(!(await hosts.answers(value)));
      return answers;
    };
    assert.deepEqual(await refused(), [true, true, true, false, false]);
    assert.equal(await hosts.answers('203.0.113.9'), false);
    assert.equal((await target.apply([put(all[0])])).instances, 1);
    await target.apply([remove(all[1]), remove(all[3])]);
    assert.deepEqual(await refused(), [true, false, true, false, true]);
    assert.equal(target.status().alarm, '');
  });

  test('rules that could not even wait are asked for again when there is room', async () => {
    const target = await open({ size: 1 });
    await target.reset([]);
    const all = [1, 2, 3].map((i) => ruleOn(`198.51.100.${i}`));
    await target.apply(all.map(put));
    assert.match(target.status().alarm, /^ban4_32 full \(1 addresses\), 2 rules not enforced/);
    await target.apply([remove(all[0])]);
    assert.match(target.status().alarm, /1 rules not enforced/);
    await assert.rejects(target.apply([]), (error) => failureOf(error) === 'full');
    await target.reset(all.slice(2));
    assert.equal(target.status().alarm, '');
    assert.equal(await hosts.answers('198.51.100.3'), false);
  });

  test('a set that somebody else has filled is emptied by the reset that follows the failure', async () => {
    const target = await open({ size: 3 });
    await target.reset([]);
    const fill = (count: number) => {
      const alien = Array.from({ length: count }, (_, i) => `10.0.${i >> 8}.${i & 255}`);
      hosts.runScript(`add element inet weir ban4_32 { ${alien.join(', ')} }\n`);
    };
    // The kernel has room for more than Weir puts into it, but not for any number.
    assert.throws(() => fill(20_000), /Too many open files in system/);
    fill(16_387);
    await assert.rejects(target.apply([put(ruleOn(BANNED))]), (error) => failureOf(error) === 'full');
    assert.match(
      target.status().alarm,
      /^nftables can't be kept: nft ended with exit code 1: .*Too many open files/,
    );
    assert.ok(await hosts.answers(BANNED));
    await target.reset([ruleOn(BANNED)]);
    assert.equal(target.status().alarm, '');
    assert.equal(await hosts.answers(BANNED), false);
    assert.ok(await hosts.answers('10.0.0.1'));
  });

  test('what was enforced outlasts the enforcer, and its start', async () => {
    const first = await open();
    await first.reset([ruleOn(BANNED), ruleOn(OTHER)]);
    await first.close();
    assert.equal(await hosts.answers(BANNED), false);
    const second = await open();
    await assert.rejects(second.apply([put(ruleOn(BANNED))]), (error) => failureOf(error) === 'bug');
    assert.equal(await hosts.answers(OTHER), false);
    await second.reset([ruleOn(BANNED)]);
    assert.ok(await hosts.answers(OTHER));
    assert.equal(await hosts.answers(BANNED), false);
  });

  test('says what is missing', async () => {
    const starting = (command: string[]) => open({ command });
    await assert.rejects(starting(['nft-that-is-not-there']), {
      failure: 'config',
      message: /needs nft-that-is-not-there, which is not there: run "apt-get install nftables"/,
    });
    const [ip, netns, exec, name, ...nft] = hosts.nft;
    const nobody = ['setpriv', '--reuid=65534', '--clear-groups', '--inh-caps=-all', '--bounding-set=-all'];
    await assert.rejects(starting([ip, netns, exec, name, ...nobody, ...nft]), {
      failure: 'config',
      message: /may not change packet filtering: give the enforcer the capability NET_ADMIN/,
    });
  });

  test('needs no other capability than NET_ADMIN', async () => {
    const [ip, netns, exec, name, ...nft] = hosts.nft;
    const capable = [
      'setpriv',
      '--reuid=65534',
      '--clear-groups',
      '--inh-caps=+net_admin',
      '--ambient-caps=+net_admin',
    ];
    const target = await open({ command: [ip, netns, exec, name, ...capable, ...nft] });
    await target.reset([ruleOn(BANNED)]);
    assert.equal(await hosts.answers(BANNED), false);
  });

  test('weir enforcer flush removes the table', async (t) => {
    await (await open()).reset([ruleOn(BANNED)]);
    await target?.close();
    const folder = temporaryFolder(t);
    const config = join(folder, 'weir.yaml');
    writeFileSync(config, 'enforcer:\n  target: { type: nftables }\n');
    const env = { PATH: hosts.installNft(folder) };
    const weir = ['enforcer', 'flush', '--config', config, '--json'];
    const { stdout } = await runFile('services/cli/main.ts', weir, { env });
    assert.deepEqual(JSON.parse(stdout), { flushed: 'weir' });
    assert.equal(hosts.runNft('list', 'ruleset'), '');
    assert.ok(await hosts.answers(BANNED));
  });
});
