/** Two decision services and two enforcers as real processes: any of the former may die, and nothing is lost. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';

const { skip } = await requirePart(() => natsPart());

const PARTITIONS = 8;
const TTL_MS = 2000;
/** What a busy machine may take on top. */
const SLACK_MS = 3000;

/** Publishes detections about new addresses, steadily. */
class Attackers {
  readonly #cluster: DecisionCluster;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;
  readonly addresses: string[] = [];

  constructor(cluster: DecisionCluster) {
    this.#cluster = cluster;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    for (let n = 0; !signal.aborted; n++) {
      const address = `5.${n & 255}.${n >>> 8}.${1 + (n % 200)}`;
      this.addresses.push(address);
      // Each in several revisions, as an attack that goes on.
      await this.#cluster.publish(address);
      if (n % 3 === 0) await this.#cluster.publish(address, { rev: 2 });
      await this.#cluster.clock.sleep(5, signal);
    }
  }
}

describe('two decision services', { skip }, () => {
  let cluster: DecisionCluster;
  let attackers: Attackers;

  before(async () => {
    cluster = await DecisionCluster.start();
    await Promise.all(['decision-1', 'decision-2'].map((name) => cluster.addDecision(name)));
    cluster.addEnforcer('both', ['decision-1', 'decision-2']);
    cluster.addEnforcer('second', ['decision-2']);
    attackers = new Attackers(cluster);
    attackers.start();
  });
  after(async () => {
    await attackers?.stop();
    await cluster?.stop();
  });

  const ownedBy = (owners: Record<string, number>, ...names: string[]) =>
    names.every((name) => owners[name] > 0) &&
    Object.entries(owners).every(([name]) => names.includes(name)) &&
    Object.values(owners).reduce((sum, count) => sum + count, 0) === PARTITIONS;

  /** Stops the attack, and looks whether every attacker is banned once, there and at the enforcers. */
  async function allBanned(at: string, ...enforcers: string[]): Promise<void> {
    await attackers.stop();
    const { addresses } = attackers;
    attackers = new Attackers(cluster);
    banned.push(...addresses.filter((address) => !banned.includes(address)));
    const count = banned.length;
    await cluster.until(`${count} bans at ${at}`, async () => {
      const { total } = await cluster.plane(at).list({ limit: 1 });
      return total === count;
    });
    const decisions = await cluster.decisions(at, true);
    assert.deepEqual(new Set(decisions.map(({ value }) => value)), new Set(banned));
    assert.equal(new Set(decisions.map(({ id }) => id)).size, decisions.length, 'no id is doubled');
    for (const name of enforcers) {
      await cluster.until(`${count} bans held by ${name}`, async () => {
        const state = await cluster.enforcer(name, at);
        return state?.held === count;
      });
    }
  }
  const banned: string[] = [];

  /** Full snapshots that an enforcer was given. */
  const snapshotsOf = (name: string) => cluster.logOf(name).split('target reset to the ledger').length - 1;

  test('share the work and tell the same', async () => {
    await cluster.until('both to own partitions', async () =>
      ownedBy(await cluster.owners('decision-1'), 'decision-1', 'decision-2'),
    );
    assert.deepEqual(await cluster.owners('decision-2'), await cluster.owners('decision-1'));
    await cluster.clock.sleep(1000);
    await allBanned('decision-1', 'both', 'second');
    await allBanned('decision-2', 'both', 'second');
    const [one, two] = await Promise.all(
      ['decision-1', 'decision-2'].map((name) => cluster.plane(name).list({ limit: 1000 })),
    );
    assert.deepEqual(two.decisions, one.decisions);
    assert.ok(one.applied.length > 0);
    const sorted = (applied: typeof one.applied) => applied.map((each) => JSON.stringify(each)).sort();
    assert.deepEqual(sorted(two.applied), sorted(one.applied));
  });

  test('kill -9 of the one that an enforcer watches', async (t) => {
    attackers.start();
    await cluster.clock.sleep(500);
    const snapshots = snapshotsOf('both');
    cluster.process('decision-1').signal('SIGKILL');
    const tookMs = await cluster.until('the other to own all partitions', async () =>
      ownedBy(await cluster.owners('decision-2').then(({ 'decision-1': _, ...rest }) => rest), 'decision-2'),
    );
    t.diagnostic(`took over after ${Math.round(tookMs)} ms`);
    assert.ok(tookMs < 1.3 * TTL_MS + 300 + SLACK_MS, `${tookMs} ms`);
    await allBanned('decision-2', 'both', 'second');
    assert.equal(snapshotsOf('both'), snapshots, 'it went on from where it was');
  });

  test('one that comes again is given its part, and SIGTERM hands it over', async (t) => {
    attackers.start();
    cluster.process('decision-1').start();
    await cluster.until('both to own partitions', async () =>
      ownedBy(await cluster.owners('decision-1'), 'decision-1', 'decision-2'),
    );
    await cluster.clock.sleep(500);
    const stopping = cluster.process('decision-2');
    const startMs = cluster.clock.now();
    stopping.signal('SIGTERM');
    await stopping.ended();
    const endedMs = cluster.clock.now();
    assert.match(cluster.logOf('decision-2'), /"msg":"stopped"/);
    await cluster.clock.sleep(500);
    await allBanned('decision-1', 'both');
    // Nobody waited for anything: detections have been decided when they came.
    const waits = (await cluster.decisions('decision-1')).flatMap(
      ({ createdMs, contributions: [{ openedMs }] }) => (openedMs >= startMs ? [createdMs - openedMs] : []),
    );
    const longestMs = Math.max(...waits);
    t.diagnostic(
      `ended after ${endedMs - startMs} ms; the longest wait was ${longestMs} ms of ${waits.length}`,
    );
    assert.ok(waits.length > 20 && longestMs < TTL_MS / 2, `${longestMs} ms of ${waits.length}`);
    cluster.process('decision-2').start();
    await cluster.until('both to own partitions', async () =>
      ownedBy(await cluster.owners('decision-2'), 'decision-1', 'decision-2'),
    );
  });

  test('one that is stopped for a while and goes on', async () => {
    attackers.start();
    // The enforcer watches this one: the other has just come.
    cluster.process('decision-1').signal('SIGSTOP');
    try {
      await cluster.clock.sleep(2 * TTL_MS);
      await allBanned('decision-2', 'both', 'second');
    } finally {
      cluster.process('decision-1').signal('SIGCONT');
    }
    await cluster.until('both to own partitions', async () =>
      ownedBy(await cluster.owners('decision-2'), 'decision-1', 'decision-2'),
    );
    await allBanned('decision-1', 'both', 'second');
  });

  test('a person changes something at one, and a late delivery at the other changes nothing', async () => {
    const value = banned[3];
    const before = (await cluster.decisions('decision-1')).find((each) => each.value === value);
    assert.ok(before);
    await cluster.plane('decision-1').delete({ value, author: 'ann', reason: 'a mistake' });
    const { openedMs } = before.contributions[0];
    for (const rev of [1, 2, 3]) await cluster.publish(value, { openedMs, lastSeenMs: openedMs, rev });
    await cluster.publish('5.255.255.1');
    await cluster.until('what was published last', async () =>
      (await cluster.decisions('decision-2')).some((each) => each.value === '5.255.255.1'),
    );
    for (const name of ['decision-1', 'decision-2']) {
      const entry = (await cluster.decisions(name, true)).find((each) => each.value === value);
      assert.equal(entry?.state, 'lifted', name);
    }
    await cluster.plane('decision-2').delete({ value: '5.255.255.1' });
    await cluster.until('both enforcers to hear of it', async () => {
      const states = await Promise.all(
        ['both', 'second'].map((name) => cluster.enforcer(name, 'decision-1')),
      );
      return states.every((state) => state?.held === banned.length - 1);
    });
  });

  test('the command line asks the one that answers', async () => {
    cluster.process('decision-1').signal('SIGKILL');
    await cluster.process('decision-1').ended();
    const addresses = ['decision-1', 'decision-2'].map((name) => cluster.addresses.get(name)).join(',');
    const args = ['--address', addresses, '--token-file', cluster.tokenFile];
    const listed = await runFile('services/cli/main.ts', [
      ...args,
      'decisions',
      'list',
      '--json',
      '--limit',
      '1',
    ]);
    assert.equal(JSON.parse(listed.stdout).total, banned.length - 1, listed.stderr);
    const added = await runFile('services/cli/main.ts', [...args, 'decisions', 'add', '5.255.255.2']);
    assert.match(added.stdout, /5\.255\.255\.2 is blocked/);
    const status = await runFile('services/cli/main.ts', [...args, 'status']);
    assert.match(status.stdout, /PARTITION +OWNER +EPOCH/);
  });
});
