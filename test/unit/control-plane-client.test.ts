/** Calling a control plane of several replicas, of which some do not answer. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { Authentication } from '#libs/rpc/authentication.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { decisionsDefinition, inspectorDefinition } from '#libs/rpc/definitions.ts';
import { Rpc, type ServiceDefinition, serveRpc } from '#libs/rpc/server.ts';
import type { weir } from '#proto';
import { freePort } from '#services/standalone/stack/ports.ts';
import { failing } from '../support/failures.ts';
import { quietLog } from '../support/log.ts';

const clock = new SystemClock();
/** For what should be told at once. */
const PATIENCE_MS = 5000;

type Send = (reply: weir.v1.WatchReply.$Properties) => Promise<void>;

/** Answers with its name, or not at all. */
class Replica {
  readonly name: string;
  address = '';
  calls = 0;
  answers = true;
  /** Ends watches with an error. */
  follows = true;
  #server: { close(): Promise<void> } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  async start(): Promise<void> {
    this.address = this.address === '' ? `127.0.0.1:${await freePort()}` : this.address;
    const authentication = new Authentication({
      find: (token) => (token === 'secret' ? { name: 'ops', role: 'operator' } : undefined),
      anonymous: 'viewer',
      onDenied: () => {},
    });
    const rpc = new Rpc({ authentication, log: quietLog });
    const inspector = {
      status: rpc.call(async () => {
        this.calls++;
        if (!this.answers) await new Promise(() => {});
        return { services: [{ instance: this.name }] };
      }),
      explain: rpc.call(() => {
        this.calls++;
        throw new WeirError('invalid', 'nothing to explain');
      }),
    };
    const decisions = {
      ...Object.fromEntries(
        ['list', 'add', 'delete', 'reportApplied'].map((name) => [name, rpc.call(() => ({}))]),
      ),
      add: rpc.call(() => {
        this.calls++;
        return { decision: { id: this.name } };
      }),
      import: rpc.exchange(
        async (
          requests: AsyncIterable<weir.v1.ImportRequest>,
          send: (reply: weir.v1.ImportReply.$Properties) => Promise<void>,
        ) => {
          for await (const { chunk } of requests) {
            this.calls++;
            if (chunk?.entries?.length === 0) throw new WeirError('full', 'no more');
            await send({ added: chunk?.entries?.length ?? 0 });
          }
        },
      ),
      watch: rpc.stream(async (request: weir.v1.WatchRequest, send: Send, signal: AbortSignal) => {
        await send({
          snapshotEnd: { token: { incarnation: this.name, revision: request.token?.revision ?? 0 } },
        });
        if (!this.follows) throw new WeirError('unavailable', 'the ledger is lost');
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      }),
    };
    this.#server = await serveRpc({ address: this.address, setting: 'listen' }, [
      { definition: inspectorDefinition as ServiceDefinition, handlers: inspector },
      { definition: decisionsDefinition as ServiceDefinition, handlers: decisions },
    ]);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
    this.#server = undefined;
  }
}

async function open(t: TestContext, token = 'secret') {
  const replicas = [new Replica('one'), new Replica('two')];
  for (const each of replicas) await each.start();
  const plane = new ControlPlane(
    replicas.map(({ address }) => address),
    clock,
    () => token,
  );
  t.after(async () => {
    plane.close();
    for (const each of replicas) await each.stop();
  });
  const asked = async () => (await plane.status()).services[0].instance;
  return { replicas, plane, asked };
}

describe('a caller of several replicas', () => {
  it('stays with one for as long as it answers, and goes on to the next when not', async (t) => {
    const { replicas, asked } = await open(t);
    assert.deepEqual([await asked(), await asked()], ['one', 'one']);
    await replicas[0].stop();
    assert.deepEqual([await asked(), await asked()], ['two', 'two']);
    await replicas[0].start();
    assert.equal(await asked(), 'two');
    await replicas[1].stop();
    // A connection that was refused is tried again after a moment.
    let answer = await asked().catch(() => undefined);
    for (let tries = 0; tries < 50 && answer === undefined; tries++) {
      await clock.sleep(100);
      answer = await asked().catch(() => undefined);
    }
    assert.equal(answer, 'one');
  });

  it('does not wait for ever for one that is silent', async (t) => {
    const { replicas, asked } = await open(t);
    replicas[0].answers = false;
    const startMs = clock.elapsed();
    assert.equal(await asked(), 'two');
    assert.ok(clock.elapsed() - startMs < 9000);
    assert.equal(await asked(), 'two');
    assert.equal(replicas[0].calls, 1);
  });

  it('is told who does not answer when nobody does', async (t) => {
    const { replicas, asked } = await open(t);
    for (const each of replicas) await each.stop();
    await assert.rejects(
      asked(),
      failing('unavailable', new RegExp(`at ${replicas[1].address} does not answer`)),
    );
  });

  it('takes a refusal for an answer', async (t) => {
    const { replicas, plane } = await open(t, 'guessed');
    await assert.rejects(plane.add({ value: '203.0.113.7' }), failing('unauthenticated'));
    assert.deepEqual(
      replicas.map(({ calls }) => calls),
      [0, 0],
    );
  });

  const CHUNK = { chunk: { entries: Array.from({ length: 1000 }, () => ({ value: '203.0.113.7' })) } };

  it('sends much to one that answers, and is told of each', async (t) => {
    const { replicas, plane } = await open(t);
    await replicas[0].stop();
    const told: number[] = [];
    for await (const { added } of plane.import(Array.from({ length: 50 }, () => CHUNK))) told.push(added);
    assert.deepEqual(told, Array(50).fill(1000));
    // It is asked first whether it answers.
    assert.equal(replicas[1].calls, 51);
  });

  it('is told why no more is taken, and what was taken until then', async (t) => {
    const { replicas, plane } = await open(t);
    const told: number[] = [];
    const sending = async () => {
      const requests = [CHUNK, { chunk: { entries: [] } }, ...Array(100).fill(CHUNK)];
      for await (const { added } of plane.import(requests)) told.push(added);
    };
    await assert.rejects(sending(), failing('full', /no more/));
    assert.deepEqual(told, [1000]);
    assert.equal(replicas[0].calls, 3);
  });

  it('sends nothing to one that refuses its token', async (t) => {
    const { replicas, plane } = await open(t, 'guessed');
    await assert.rejects(plane.import([CHUNK]).next(), failing('unauthenticated'));
    assert.deepEqual(
      replicas.map(({ calls }) => calls),
      [0, 0],
    );
  });

  it('watches at the next after a watch has ended, from where it was', async (t) => {
    const { replicas, plane } = await open(t);
    const signal = new AbortController();
    const told: string[] = [];
    const watching = async (revision: number) => {
      for await (const { snapshotEnd } of plane.watch({ token: { revision } }, signal.signal)) {
        told.push(`${snapshotEnd?.token?.incarnation} ${snapshotEnd?.token?.revision}`);
        if (told.length === 1) void replicas[0].stop();
        if (told.length === 2) signal.abort();
      }
    };
    await assert.rejects(watching(3), failing('unavailable'));
    await watching(4);
    assert.deepEqual(told, ['one 3', 'two 4']);
  });

  it('is told at once why a watch ends, and watches at the next', async (t) => {
    const { replicas, plane } = await open(t);
    replicas[0].follows = false;
    const told: (string | null | undefined)[] = [];
    const watching = async (signal: AbortSignal) => {
      for await (const { snapshotEnd } of plane.watch({ token: { revision: 3 } }, signal)) {
        told.push(snapshotEnd?.token?.incarnation);
        if (told.length === 2) return;
      }
    };
    await assert.rejects(
      watching(AbortSignal.timeout(PATIENCE_MS)),
      failing('unavailable', /the ledger is lost/),
    );
    await watching(AbortSignal.timeout(PATIENCE_MS));
    assert.deepEqual(told, ['one', 'two']);
  });
});
