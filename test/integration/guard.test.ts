/** Two decision services as real processes: a scenario that bans everybody is stopped, also when the one that acts is killed. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Objects } from '#libs/bus/objects.ts';
import { Catalog } from '#libs/catalog/catalog.ts';
import { compileTexts } from '#libs/catalog/compile.ts';
import { effectiveTexts } from '#libs/catalog/set-content.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { clusterBucket, scenarioSetSpec, statusSubject } from '#libs/cluster/names.ts';
import type { BusConfig } from '#libs/config/service-config.ts';
import { weir } from '#proto';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { guardedScenario } from '../support/guarding.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());

const BUS = { replicas: 1 } as BusConfig;
const NAMES = ['decision-1', 'decision-2'];
const texts = {
  scenarios: Object.fromEntries(['everybody', 'scanner'].map((name) => [name, guardedScenario(name)])),
  lists: {},
  modes: {},
};
const visitors = Array.from({ length: 400 }, (_, i) => `5.1.${i >>> 8}.${i & 255}`);
const scanners = Array.from({ length: 20 }, (_, i) => `6.1.1.${i + 1}`);

describe('a scenario that bans everybody', { skip }, () => {
  let cluster: DecisionCluster;
  let catalog: Catalog;
  const announcing = new AbortController();

  before(async () => {
    cluster = await DecisionCluster.start();
    await Promise.all(NAMES.map((name) => cluster.addDecision(name)));
    const { bus, clock } = cluster;
    const sets = await Objects.open(bus.streams, clock, scenarioSetSpec(BUS));
    catalog = new Catalog(await bus.keyValues.open(clusterBucket(BUS)), sets, seededRandom(1));
    await catalog.ensureBase(texts, { release: '0.0.1', madeMs: 0, by: 'test', what: 'test' });
    void announce();
  });
  after(async () => {
    announcing.abort();
    await cluster.stop();
  });

  /** What analyzers would tell. */
  async function announce(): Promise<void> {
    const { signal } = announcing;
    const shards = [{ shard: 0, owner: 'a', epoch: 1, clients: 500, successfulClients: 450 }];
    const data = weir.v1.ServiceStatus.encode({ service: 'analyzer', instance: 'a', shards }).finish();
    while (!signal.aborted) {
      cluster.bus.announcements.announce(statusSubject('analyzer', 'a'), data);
      await cluster.clock.sleep(500, signal);
    }
  }
  const inForce = async (name: string, values: readonly string[]) => {
    const found = new Set((await cluster.decisions(name)).map(({ value }) => value));
    return values.filter((value) => found.has(value)).length;
  };
  const version = compileTexts(texts).set.all.find(({ name }) => name === 'everybody')?.version ?? '';
  const cli = (...args: string[]) => {
    const addresses = NAMES.map((name) => cluster.addresses.get(name)).join(',');
    return runFile('services/cli/main.ts', [
      ...['--address', addresses, '--token-file', cluster.tokenFile],
      ...args,
    ]);
  };

  test('is stopped within seconds, though the one that acts is killed', async (t) => {
    for (const value of scanners) await cluster.publish(value, { scenario: 'scanner' });
    await Promise.all(visitors.map((value) => cluster.publish(value, { scenario: 'everybody', version })));
    await cluster.until('all to be banned', async () => (await inForce('decision-2', visitors)) === 400);
    const startMs = cluster.clock.now();
    await cluster.until('the guard to act', async () => {
      const { trips } = await cluster.plane('decision-1').guard();
      return trips.length > 0;
    });
    const { services } = await cluster.plane('decision-1').status();
    const owns = ({ partitions }: weir.v1.ServiceStatus.$Properties) =>
      partitions?.some(({ partition }) => partition === 0);
    const owner = services.find(owns)?.instance ?? assert.fail();
    cluster.process(owner).signal('SIGKILL');
    await cluster.process(owner).ended();
    const other = NAMES.find((name) => name !== owner) ?? '';
    t.diagnostic(`${await inForce(other, visitors)} of 400 were banned when ${owner} was killed`);
    await cluster.until('all of them to be free', async () => (await inForce(other, visitors)) === 0);
    t.diagnostic(`all were free after ${cluster.clock.now() - startMs} ms`);
    assert.equal(await inForce(other, scanners), 20);
    await cluster.until('the trip to be done', async () => {
      const { trips } = await cluster.plane(other).guard();
      return trips.length === 1 && trips[0].done === true;
    });
    const record = (await catalog.latest()) ?? assert.fail();
    assert.equal(record.by, 'guard');
    assert.equal(effectiveTexts(await catalog.content(record.number)).modes.everybody, 'shadow');
    cluster.process(owner).start();
    // The one that was started again has to hear of them first.
    await cluster.until('the clients', async () =>
      /500 clients in the last minute, 450 of them/.test((await cli('status')).stdout),
    );
    await cluster.until('an alarm', async () =>
      /guard: scenario everybody version \w+ is in shadow mode/.test((await cli('status')).stdout),
    );
    await cluster.publish('5.9.9.9', { scenario: 'everybody', version });
    await cluster.until('it to be recorded', async () =>
      (await cluster.decisions(other, true)).some(
        ({ value, mode }) => value === '5.9.9.9' && mode === 'shadow',
      ),
    );
  });

  test('what a scenario or a policy did is taken back by hand, and what was let go stays so', async () => {
    // What the owner had lifted when it was killed is not among what the next one counts.
    assert.match((await cli('guard', 'list')).stdout, /scenario +everybody +\w+ .*stopped +\d+ +400 of 500/);
    const dry = await cli('decisions', 'revoke', '--scenario', 'scanner@v1', '--dry-run');
    assert.match(dry.stdout, /^20 decisions would be lifted$/m);
    assert.match((await cli('decisions', 'revoke', '--scenario', 'scanner@v2')).stdout, /^nothing of it/);
    const done = await cli('decisions', 'revoke', '--scenario', 'scanner@v1', '--reason', 'ours', '--json');
    assert.deepEqual(JSON.parse(done.stdout), { lifted: 20, kept: 0 }, done.stderr);
    const lifted = await cluster.decisions('decision-1', true);
    const reason = lifted.find(({ value }) => value === scanners[0])?.contributions.at(-1)?.reason;
    assert.equal(reason, 'ours');
    assert.equal((await cli('decisions', 'revoke', '--scenario', 'manual')).code, 65);
    assert.match((await cli('guard', 'release', 'everybody')).stdout, /everybody is let go/);
    assert.match((await cli('guard', 'release', 'everybody')).stderr, /has not stopped "everybody"/);
    const { stdout } = await cli('audit', '--json');
    const { records } = JSON.parse(stdout) as { records: { action: string; what: string; token?: string }[] };
    assert.deepEqual(
      records.filter(({ token }) => token !== undefined).map(({ action, what }) => `${action} ${what}`),
      ['release everybody', 'revoke scanner@v1', 'revoke scanner@v2'],
    );
    await cluster.until('the alarm to end', async () => !/guard:/.test((await cli('status')).stdout));
  });
});
