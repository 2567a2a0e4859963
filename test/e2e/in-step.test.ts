/**
 * Bans, unbans and extensions flow to three enforcers while every process is killed in turn: in the end each target holds
 * exactly the ledger, element by element, and the ledger what its callers were told.
 */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Decision, isEnforced } from '#libs/domain/decision.ts';
import { remediationNames } from '#libs/wire/enums.ts';
import { TIMEOUT_MAX_MS } from '#services/enforcer/targets/packets/elements.ts';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { Changes } from '../support/changes.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { HOUR_MS } from '../support/decisions.ts';
import {
  DUMP,
  differences,
  dueInFile,
  dueInNftables,
  dueInNginx,
  type Holdings,
  heldByFile,
  heldByNftables,
  heldByNginx,
} from '../support/holdings.ts';
import { TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { jsonLines, runFile } from '../support/run.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';

const SEED = Number(process.env.SEED ?? 7);
/** Changes from one fault to the next, at some 60 a second. */
const BETWEEN_FAULTS = 50;
const SLACK_MS = 4000;
const BLOCK = remediationNames.toWire('block');
const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart(), requireNamespaces()]));

interface TargetOfTest {
  readonly due: (inForce: readonly Decision[]) => Holdings;
  readonly held: () => Holdings | Promise<Holdings>;
  readonly longestMs?: number;
}

/** Whether a target holds an IPv4 address, in whose words ever. */
function holds(held: Holdings, value: string): boolean {
  const hex = value.replace(/(\d+)\.?/g, (_, byte) => Number(byte).toString(16).padStart(2, '0'));
  return [value, `ban4_32 ${value}`, hex].some((key) => held.has(key));
}

describe('enforcers in step with the ledger', { skip }, () => {
  let cluster: DecisionCluster;
  let nginx: TestNginx;
  let hosts: TwoHosts;
  let file: string;
  let changes: Changes;

  before(async () => {
    cluster = await DecisionCluster.start();
    await cluster.addDecision('one');
    nginx = await TestNginx.start({ server: DUMP });
    hosts = await TwoHosts.create();
    file = join(cluster.folder, 'blocked');
    const programs = join(cluster.folder, 'bin');
    mkdirSync(programs);
    const { socketPath: socket, stateDir } = nginx;
    cluster.addEnforcer('nginx', ['one'], { target: { type: 'nginx', socket, stateDir } });
    cluster.addEnforcer('file', ['one'], { target: { type: 'file', path: file, every: '200ms' } });
    cluster.addEnforcer('nftables', ['one'], {
      target: { type: 'nftables' },
      env: { PATH: hosts.installNft(programs) },
    });
    changes = new Changes(cluster, SEED);
  });
  after(async () => {
    await changes?.stop().catch(() => {});
    await cluster?.stop();
    await nginx?.stop();
    hosts?.close();
  });

  async function killed(name: string): Promise<void> {
    cluster.process(name).signal('SIGKILL');
    await cluster.process(name).ended();
    await cluster.clock.sleep(500);
    cluster.process(name).start();
  }

  const faults: readonly (() => Promise<void>)[] = [
    () => killed('one'),
    () => killed('nginx'),
    () => killed('nftables'),
    () => killed('file'),
    async () => {
      await nginx.kill();
      await cluster.clock.sleep(500);
      await nginx.restart();
    },
    async () => {
      await cluster.nats.kill();
      await cluster.clock.sleep(500);
      await cluster.nats.restart();
    },
  ];

  async function ledger(): Promise<Decision[]> {
    const env = cluster.env('one');
    const args = ['decisions', 'list', '--json', '--all', '--limit', '100000'];
    const { code, stdout, stderr } = await runFile('bin/weir.mjs', args, { env });
    assert.equal(code, 0, stderr);
    return jsonLines<{ decisions: Decision[] }>(stdout)[0].decisions;
  }

  /** What is wrong with a target now, in words. */
  async function wrong({ due, held, longestMs }: TargetOfTest, all: readonly Decision[]): Promise<string[]> {
    const nowMs = cluster.clock.now();
    // With those that have just ended, of which nothing is said.
    const inForce = all.filter((decision) => isEnforced(decision, nowMs - SLACK_MS));
    return differences(due(inForce), await held(), { nowMs, slackMs: SLACK_MS, longestMs });
  }

  const targets: Readonly<Record<string, TargetOfTest>> = {
    nginx: { due: dueInNginx, held: () => heldByNginx(nginx) },
    // The kernel is given so long at most, again and again.
    nftables: { due: dueInNftables, held: () => heldByNftables(hosts), longestMs: TIMEOUT_MAX_MS },
    file: { due: dueInFile, held: () => heldByFile(file) },
  };

  test('changes flow while decision, enforcers, nginx and nats-server are killed', async () => {
    changes.start();
    await cluster.clock.sleep(1500);
    for (let round = 0; round < 2; round++) {
      for (const fault of faults) {
        await fault();
        const { made } = changes;
        await cluster.until('changes to go on', async () => changes.made >= made + BETWEEN_FAULTS);
      }
    }
    await changes.stop();
    assert.ok(changes.retries > 0, 'calls had to be made again');
  });

  test('the ledger holds what was answered, and each detection', async () => {
    let missing: string[] = [];
    await cluster.until('every detection to be decided', async () => {
      const known = new Set((await ledger()).map(({ value }) => value));
      missing = changes.detected.filter((value) => !known.has(value));
      return missing.length === 0;
    });
    const entries = new Map((await ledger()).map((decision) => [decision.value, decision]));
    const told = ({ id, state, untilMs }: Decision) => [id, state, untilMs];
    for (const [value, answer] of changes.answered) {
      const entry = entries.get(value);
      if (answer) assert.deepEqual(entry && told(entry), told(answer), value);
      else assert.ok(!entry || !isEnforced(entry, cluster.clock.now()), value);
    }
  });

  test('every enforcer tells the revision of the ledger', async () => {
    await cluster.until('all three to be there', async () => {
      const { enforcers, token } = await cluster.plane('one').list({ limit: 1 });
      const current = enforcers.filter(
        ({ token: own, alarm }) => own?.revision === token?.revision && alarm === '',
      );
      return current.length === 3;
    });
  });

  for (const [name, target] of Object.entries(targets)) {
    test(`${name} holds exactly the ledger`, async () => {
      assert.deepEqual(await wrong(target, await ledger()), []);
    });
  }

  test('without a control plane all is kept, ends on time, and goes on from its revision', async () => {
    const plane = cluster.plane('one');
    await plane.add({ value: '198.18.9.1', remediation: BLOCK, durationMs: 3000 });
    await plane.add({ value: '198.18.9.2', remediation: BLOCK, durationMs: HOUR_MS });
    await holdEverywhere('198.18.9.1', '198.18.9.2');
    const resets = () => Object.keys(targets).map((name) => cluster.logOf(name).split('target reset').length);
    const before = resets();
    const due = await cluster.decisions('one');
    cluster.process('one').signal('SIGKILL');
    await cluster.process('one').ended();
    await cluster.clock.sleep(4000);
    for (const [name, target] of Object.entries(targets)) {
      assert.deepEqual(await wrong(target, due), [], name);
      assert.ok(!holds(await target.held(), '198.18.9.1'), name);
    }
    cluster.process('one').start();
    await cluster.until('the decision service', async () => (await plane.list({})) !== undefined);
    await plane.add({ value: '198.18.9.3', remediation: BLOCK, durationMs: HOUR_MS });
    await holdEverywhere('198.18.9.3');
    const all = await cluster.decisions('one');
    for (const [name, target] of Object.entries(targets))
      assert.deepEqual(await wrong(target, all), [], name);
    assert.deepEqual(resets(), before);
  });

  async function holdEverywhere(...values: string[]): Promise<void> {
    await cluster.until(`${values} to be held`, async () => {
      const held = await Promise.all(Object.values(targets).map((target) => target.held()));
      return held.every((each) => values.every((value) => holds(each, value)));
    });
  }
});
