/** The example of an analyzer of one's own, as two processes beside a stack, of which one is killed during an attack. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { weir } from '#proto';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { ClusterProcess } from '../support/cluster-process.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';
import { TestStack, weirLine } from '../support/stack.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const NAME = 'credential-stuffing';
const SHARDS = 8;
const ATTACKERS = ['203.0.113.7', '203.0.114.8', '2001:db8:7::1'];
/** Less than the scenario lets pass, and more with the next as many. */
const HALF = 10;
const FORGET_MS = 30_000;

const { skip } = await requirePart(natsPart);

describe('an analyzer of one’s own', { skip }, () => {
  let stack: TestStack;
  let processes: ClusterProcess[] = [];

  before(async () => {
    stack = await TestStack.start({ nginx: false });
    const { config, logs } = stack.stack.layout;
    processes = [1, 2].map((i) => {
      const name = `${NAME}-${i}`;
      const args = [join(ROOT, `services/${NAME}/main.ts`), '--config', config, '--instance', name];
      return new ClusterProcess({
        name,
        command: process.execPath,
        args,
        logFile: join(logs, `${name}.log`),
      });
    });
    for (const each of processes) each.start();
    await owned(2);
  });
  after(async () => {
    for (const each of processes) await each.stop();
    await stack.stop();
  });

  const plane = () => stack.stack.controlPlane;
  const statuses = async (): Promise<weir.v1.ServiceStatus.$Properties[]> =>
    (await plane().status()).services.filter(({ group }) => group === NAME);

  /** Resolves when so many processes share the shards. */
  async function owned(members: number): Promise<void> {
    await stack.stack.until(`${members} processes to share the shards`, async () => {
      const running = new Set(processes.filter((each) => each.running).map(({ name }) => name));
      const owners = (await statuses()).filter(({ instance }) => running.has(instance ?? ''));
      const shards = owners.flatMap((each) => each.shards ?? []);
      return (
        owners.filter((each) => (each.shards ?? []).length > 0).length === members && shards.length === SHARDS
      );
    });
  }

  function attack(from: number): void {
    for (const ip of ATTACKERS) {
      for (let i = from; i < from + HALF; i++) {
        const login = { method: 'POST', uri: '/api/token', status: 401, user: `user-${i}` };
        stack.append(weirLine({ timeMs: stack.clock.now(), ip, ...login }));
      }
    }
  }

  const cli = (...args: string[]) => {
    const { layout } = stack.stack;
    const { address } = JSON.parse(readFileSync(layout.endpoint, 'utf8')) as { address: string };
    return runFile('bin/weir.mjs', args, {
      env: { WEIR_ADDRESS: address, WEIR_TOKEN_FILE: layout.tokenFile },
    });
  };

  it('finds its attackers although an owner is killed in between, and decisions are made of that', async () => {
    attack(0);
    const events = async () =>
      (await statuses()).reduce((sum, { numbers }) => sum + (numbers?.weir_own_analyzer_events ?? 0), 0);
    await stack.stack.until(
      'the first half to be judged',
      async () => (await events()) >= ATTACKERS.length * HALF,
    );
    processes[0].signal('SIGKILL');
    await processes[0].ended();
    await owned(1);
    attack(HALF);
    let found: weir.v1.Decision.$Properties[] = [];
    await stack.stack.until('decisions about all of them', async () => {
      const { decisions } = await plane().list({});
      found = decisions.filter(({ contributions }) =>
        contributions?.some(({ scenario }) => scenario === NAME),
      );
      return found.length >= ATTACKERS.length;
    });
    assert.deepEqual(found.map(({ value }) => value).sort(), [...ATTACKERS].sort());
    for (const { contributions, remediation } of found) {
      const own = (contributions ?? []).filter(({ scenario }) => scenario === NAME);
      assert.equal(own.length, 1);
      // The events before the kill are counted once, those after it too.
      assert.ok((own[0].events ?? 0) > 15 && (own[0].events ?? 0) <= 2 * HALF, `${own[0].events} events`);
      assert.equal(remediation, 1);
      assert.ok((own[0].evidence ?? []).length > 0);
    }
    const main = (await plane().status()).services.find(({ service }) => service === 'analyzer');
    assert.equal(main?.group, '');
    assert.equal((main?.shards ?? []).length, SHARDS + 2);
  });

  it('is shown, and forgotten only when nobody runs it', async () => {
    processes[0].start();
    await owned(2);
    const status = (await cli('status')).stdout;
    assert.match(status, /^credential-stuffing +2 +8 +0 +0 ms +0 +\d+$/m);
    assert.match(status, /^credential-stuffing +credential-stuffing-1 /m);
    assert.doesNotMatch(status, /no process runs it/);
    const explained = (await cli('explain', ATTACKERS[0])).stdout;
    assert.match(
      explained,
      /^credential-stuffing +client\.ip=203\.0\.113\.7 host=shop\.example .* detection open; \d+, fires over 15$/m,
    );
    assert.match(
      (await cli('analyzers', 'list')).stdout,
      /^credential-stuffing +\d{4}-.* credential-stuffing-1 credential-stuffing-2$/m,
    );
    const refused = await cli('analyzers', 'remove', NAME);
    assert.match(
      refused.stderr,
      /analyzer credential-stuffing runs: credential-stuffing-1 was heard just now; stop it first/,
    );
    assert.match(
      (await cli('analyzers', 'remove', 'credential-stuffin')).stderr,
      /did you mean credential-stuffing\?/,
    );
    for (const each of processes) await each.stop();
    await stack.stack.until(
      'it to be forgotten',
      async () => (await cli('analyzers', 'remove', NAME)).code === 0,
      FORGET_MS,
    );
    assert.deepEqual((await plane().analyzers()).analyzers, []);
    assert.match((await cli('analyzers', 'list')).stdout, /^none; weir new analyzer NAME makes one/);
  });
});
