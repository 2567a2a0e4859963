/** What happens to packets while Weir, and others, change a packet filter: the same for each of them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureOf } from '#libs/errors/weir-error.ts';
import {
  BANNED,
  BANNED_V6,
  type FilterOptions,
  type FilterTrial,
  HandClock,
  OTHER,
} from '../support/filter-trial.ts';
import { until } from '../support/nginx.ts';
import { put, remove, ruleOn } from '../support/rule.ts';

const REFRESHES = 200;
const REPLACEMENTS = 50;

export function packetFilterContract<Options extends FilterOptions>(trial: FilterTrial<Options>): void {
  const open = (options: FilterOptions | Partial<FilterOptions> = {}) =>
    trial.open(options as Partial<Options>);

  test('an established connection stands still, and goes on when the ban is lifted', async () => {
    const target = await open();
    const { hosts } = trial;
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
    const { sent, got } = await trial.during(refresh, BANNED, BANNED_V6, OTHER);
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
    const { sent, got } = await trial.during(replace, BANNED, BANNED_V6, OTHER);
    assert.ok(sent[BANNED] > REPLACEMENTS, JSON.stringify(sent));
    assert.deepEqual([got[BANNED], got[BANNED_V6]], [undefined, undefined]);
    assert.equal(got[OTHER], sent[OTHER]);
  });

  for (const [name, removal] of Object.entries(trial.filter.removals)) {
    test(`when somebody removes ${name}, it is put back`, async () => {
      const target = await open();
      await target.reset([ruleOn(BANNED)]);
      await target.apply([put(ruleOn(BANNED_V6))]);
      removal(trial.hosts);
      assert.ok(await trial.answers(BANNED));
      await until(async () => !(await trial.answers(BANNED)), 'the ban to be back', 5000);
      await until(() => trial.repairs.length > 0, 'the repair to be told');
      assert.equal(await trial.answers(BANNED_V6), false);
      assert.equal(target.numbers().repairs, 1);
      assert.equal(target.status().alarm, '');
      await target.apply([remove(ruleOn(BANNED))]);
      assert.ok(await trial.answers(BANNED));
    });
  }

  test('what the sets hold is compared with what they should, and mended', async () => {
    const { filter, hosts } = trial;
    const clock = new HandClock();
    const target = await open({ clock });
    const others = ['10.0.0.1', '10.0.0.2', '10.0.0.3'];
    await target.reset([BANNED, ...others].map((address) => ruleOn(address)));
    filter.drop(hosts, BANNED, '10.0.0.1', '10.0.0.2');
    filter.add(hosts, OTHER);
    filter.add(hosts, '10.0.0.1');
    filter.add(hosts, '10.0.0.2', 60);
    assert.ok(await trial.answers(BANNED));
    assert.equal(await trial.answers(OTHER), false);
    clock.compare();
    await until(() => trial.repairs.length > 0, 'the repair');
    assert.deepEqual(trial.repairs, ['4 addresses of ban4_32 were not as they should be']);
    assert.equal(await trial.answers(BANNED), false);
    assert.ok(await trial.answers(OTHER));
    for (const address of others) assert.ok(filter.endsInAnHour(hosts, address), address);
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
      for (const { value } of all) answers.push(!(await trial.answers(value)));
      return answers;
    };
    assert.deepEqual(await refused(), [true, true, true, false, false]);
    assert.equal(await trial.answers('203.0.113.9'), false);
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
    assert.equal(await trial.answers('198.51.100.3'), false);
  });

  test('what was enforced outlasts the enforcer, and its start', async () => {
    const first = await open();
    await first.reset([ruleOn(BANNED), ruleOn(OTHER)]);
    await first.close();
    assert.equal(await trial.answers(BANNED), false);
    const second = await open();
    await assert.rejects(second.apply([put(ruleOn(BANNED))]), (error) => failureOf(error) === 'bug');
    assert.equal(await trial.answers(OTHER), false);
    await second.reset([ruleOn(BANNED)]);
    assert.ok(await trial.answers(OTHER));
    assert.equal(await trial.answers(BANNED), false);
  });
}
