/** Autonomous systems, over a decision service with a database of them and one without, and a real nats-server. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { asnsOf } from '../support/mmdb.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(() => natsPart());

const POLICIES = `policies:
  - { name: hosting, match: { asn: AS64500 }, status: 429, for: 2h }
widen: { asn: 3 }
`;
const NETWORKS = { '203.0.112.0/20': 64500, '198.18.0.0/15': 64500, '2001:db8:a000::/36': 64500 };
const OFFENDERS = ['203.0.113.7', '198.18.1.1', '2001:db8:a123::1'];
const WIDENED = ['198.18.0.0/16', '2001:db8:a123::/48', '203.0.113.0/24'];

describe('autonomous systems', { skip }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    const database = join(cluster.folder, 'asn.mmdb');
    const policies = join(cluster.folder, 'policies.yaml');
    writeFileSync(database, asnsOf(NETWORKS));
    writeFileSync(policies, POLICIES);
    await cluster.addDecision('one', { asn: { database }, policies });
    cluster.addEnforcer('enforcer', ['one']);
  });
  after(() => cluster.stop());

  const run = (name: string, ...args: string[]) => cluster.weir(name, ...args);
  const inForce = async (scope: string) =>
    (await cluster.decisions('one')).filter((each) => each.scope === scope).map(({ value }) => value);

  test('many offenders of one are its networks, which ends when it is allowed', async () => {
    for (const each of OFFENDERS) await cluster.publish(each);
    await cluster.publish('198.51.100.9');
    await cluster.until(
      'its networks to be blocked',
      async () => (await inForce('prefix')).length === WIDENED.length,
    );
    await cluster.until('the other one to be', async () => (await inForce('ip')).includes('198.51.100.9'));
    assert.deepEqual((await inForce('prefix')).sort(), WIDENED);
    const blocked = await cluster.decisions('one');
    const statusOf = (value: string) => blocked.find((each) => each.value === value)?.statusCode;
    assert.deepEqual([statusOf('203.0.113.7'), statusOf('198.51.100.9')], [429, 403]);
    const shown = await run('one', 'decisions', 'show', '203.0.113.7');
    assert.match(shown.stdout, /^announced by AS64500 Net 64500$/m);

    const added = await run('one', 'allowlists', 'add', 'as64500', '--comment', 'a partner');
    assert.match(added.stdout, /^AS64500 is allowed for ever \(.*; 6 blocks lifted$/m);
    assert.match((await run('one', 'allowlists', 'list')).stdout, /AS64500 +asn +never +\S+ +a partner/);
    const about = await run('one', 'decisions', 'list', '203.0.113.7');
    assert.match(about.stdout, /AS64500 +allow +manual/);
    assert.match((await run('one', 'audit', '203.0.113.7')).stdout, /AS64500/);
    await cluster.until('nothing of it to be blocked', async () => (await inForce('prefix')).length === 0);
    assert.deepEqual(await inForce('ip'), ['198.51.100.9']);
    await cluster.publish('203.0.113.9', { id: 'later' });
    await cluster.until('what is found later not to be enforced', async () =>
      (await cluster.decisions('one', true)).some(({ withheld }) => withheld === 'allowed by AS64500'),
    );
    await cluster.until('the enforcer to know all that', async () => {
      const { token } = await cluster.plane('one').list({ limit: 1 });
      const state = await cluster.enforcer('enforcer', 'one');
      return token !== undefined && state?.token?.revision === token?.revision;
    });
  });

  test('a replica without a database says so, and takes none in', async () => {
    await cluster.addDecision('two');
    const refused = await run('two', 'allowlists', 'add', 'AS64501');
    assert.deepEqual(
      [refused.code, refused.stderr],
      [
        65,
        "weir: AS64501 can't be allowed: nothing tells which networks are its; set decision.asn.database\n",
      ],
    );
    const alarmsOf = async () => {
      const { services } = await cluster.plane('one').status();
      return services.find(({ instance }) => instance === 'two')?.alarms ?? [];
    };
    await cluster.until('its alarms', async () => (await alarmsOf()).length === 2);
    const [allowed, policies] = await alarmsOf();
    assert.match(allowed, /^AS64500 should be allowed, and nothing here tells their networks/);
    assert.match(policies, /^policies ask for ASNs/);
    assert.equal((await run('two', 'allowlists', 'remove', 'AS64500')).code, 0);
    await cluster.until('the other alarm', async () => (await alarmsOf()).length === 1);
  });
});
