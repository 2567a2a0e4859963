/** Events that are pushed by gRPC, to a source as a collector runs it, by a client made from the .proto files. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, it } from 'node:test';
import { ChannelCredentials, status } from '@grpc/grpc-js';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { FLAG } from '#libs/domain/event.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { START_MS } from '../support/batches.ts';
import { certificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { GrpcServing } from '../support/grpc-serving.ts';
import { IngestClient, messageOf, type PushedEvent, PushStream } from '../support/ingest-client.ts';
import { requirePart } from '../support/parts.ts';
import { until } from '../support/until.ts';

const TOKEN = 'a-token-of-24-characters';
const CREDIT = 32;

const event = (i: number): PushedEvent => ({
  timeMs: START_MS + i,
  address: `198.${51 + (i % 8)}.100.${i % 256}`,
  texts: { path: `/${i}`, host: 'shop.example' },
});
const events = (count: number, from = 0) => Array.from({ length: count }, (_, i) => event(from + i));
const paths = (count: number) => Array.from({ length: count }, (_, i) => `/${i}`).sort();

describe('a source of events that are pushed by gRPC', () => {
  let served: GrpcServing;
  afterEach(() => served.close());

  /** A stream of a sender that has been told where to go on. */
  async function opened(name = 'web-1'): Promise<PushStream> {
    const stream = new PushStream({ port: served.port });
    stream.send(messageOf({ collector: name }));
    await replied(stream);
    return stream;
  }

  const replied = (stream: PushStream) => until(() => stream.replies.length > 0, 'where to go on');
  const acknowledged = (stream: PushStream, number: number) =>
    until(() => stream.acknowledged === number, `batch ${number} to be acknowledged`);

  it('has them in the spool before it acknowledges', async () => {
    served = await GrpcServing.open();
    const stream = await opened();
    assert.deepEqual(stream.replies, [{ acknowledged: 0, credit: CREDIT }]);
    for (let number = 1; number <= 20; number++) {
      stream.send(messageOf({ number }, events(10, 10 * (number - 1))));
      await acknowledged(stream, number);
      assert.equal(served.paths.length, 10 * number);
    }
    stream.finish();
    assert.equal(await stream.ended, undefined);
    assert.deepEqual(served.paths.sort(), paths(200));
    const { lines, events: taken, repeated } = served.intake.counters;
    assert.deepEqual([lines, taken, repeated], [200, 200, 0]);
  });

  it('says where to go on, and counts what is sent again once', async () => {
    served = await GrpcServing.open();
    const first = await opened();
    for (const number of [1, 2, 3]) first.send(messageOf({ number }, events(10, 10 * (number - 1))));
    await acknowledged(first, 3);
    first.cancel();
    const second = await opened();
    assert.equal(second.acknowledged, 3);
    for (const number of [2, 3, 4]) second.send(messageOf({ number }, events(10, 10 * (number - 1))));
    await acknowledged(second, 4);
    // Another one has numbers of its own, and may have sent some to a collector that has forgotten it.
    const other = await opened('web-2');
    assert.equal(other.acknowledged, 0);
    other.send(messageOf({ number: 70 }, events(10, 40)));
    await acknowledged(other, 70);
    assert.deepEqual(served.paths.sort(), paths(50));
  });

  it('ends a stream whose sender has opened another, and doubles nothing of it', async () => {
    served = await GrpcServing.open();
    const first = await opened();
    first.send(messageOf({ number: 1 }, events(10)));
    const second = await opened();
    assert.equal((await first.ended)?.code, status.ABORTED);
    second.send(messageOf({ number: 1 }, events(10)));
    await acknowledged(second, 1);
    assert.deepEqual(served.paths.sort(), paths(10));
    assert.match(served.source.alarms.join(), /opened another, .* \(web-1\)/);
  });

  it('takes a batch as a whole or not at all, and tells what is wrong', async () => {
    served = await GrpcServing.open();
    const wrong: [RegExp, Buffer[]][] = [
      [
        /the first message of a stream names the sender/,
        [messageOf({ collector: 'a', number: 1 }, events(1))],
      ],
      [/the first message of a stream names the sender/, [messageOf({})]],
      [/row 9: status 1000/, [messageOf({ number: 1 }, [...events(9), { ...event(9), status: 1000 }])]],
      [/batch 0 after 0/, [messageOf({ number: 0 }, events(1))]],
      [/batch 3 after 1/, [messageOf({ number: 1 }), messageOf({ number: 3 }, events(1))]],
      [/a batch of web-2 in the stream of a/, [messageOf({ collector: 'web-2', number: 1 }, events(1))]],
      [/event batch: /, [Buffer.from('\xff\xff\xff\xff', 'latin1')]],
    ];
    for (const [text, messages] of wrong) {
      const stream = new PushStream({ port: served.port });
      if (!/first message/.test(text.source)) stream.send(messageOf({ collector: 'a' }));
      for (const message of messages) stream.send(message);
      const error = await stream.ended;
      assert.equal(error?.code, status.INVALID_ARGUMENT, error?.message);
      assert.match(error?.details ?? '', text);
    }
    const stream = await opened();
    stream.send(messageOf({ number: 1 }, [{ ...event(0), texts: { path: 'x'.repeat(300_000) } }]));
    assert.equal((await stream.ended)?.code, status.RESOURCE_EXHAUSTED, 'a message that is too long');
    assert.deepEqual(served.paths, []);
    assert.equal(served.source.counts.refused, wrong.length);
    assert.match(
      served.source.alarms.join(),
      /7 streams of senders ended for what they sent, .*: event batch: /,
    );
  });

  it('goes on behind a batch that can not be taken, which is sent empty', async () => {
    served = await GrpcServing.open();
    const wrong = await opened();
    wrong.send(messageOf({ number: 1 }, events(10)));
    wrong.send(messageOf({ number: 2 }, [{ ...event(10), flags: FLAG.late }]));
    assert.match((await wrong.ended)?.details ?? '', /a sender sets 13 at most/);
    const stream = await opened();
    for (const number of [1, 2, 3])
      stream.send(messageOf({ number }, number === 2 ? [] : events(10, number === 1 ? 0 : 10)));
    await acknowledged(stream, 3);
    assert.deepEqual(served.paths.sort(), paths(20));
  });

  it('judges what is late and who is a proxy by itself', async () => {
    const proxies = [parsePrefix('203.0.113.0/24')].flatMap((each) => each ?? []);
    served = await GrpcServing.open({ trustedProxies: proxies, collecting: { shards: 1 } });
    const stream = await opened();
    const late = { ...event(1), timeMs: START_MS - 40_000 };
    const ahead = { ...event(2), timeMs: START_MS + 3_600_000 };
    const proxy = { ...event(3), address: '203.0.113.9', flags: FLAG.refused };
    stream.send(messageOf({ number: 1 }, [event(0), late, ahead, proxy]));
    await acknowledged(stream, 1);
    const [batch] = served.collecting.sent.map(({ bytes }) => decodeBatch(bytes));
    assert.deepEqual([...batch.flags], [0, FLAG.late, 0, FLAG.refused | FLAG.proxy]);
    assert.ok(batch.timeMs[2] < START_MS + 60_000);
    assert.deepEqual([batch.sources[0].name, batch.sources[0].identity], ['edge', 'web-1']);
  });

  it('lets senders wait while no more can be taken in, and reads no further', async () => {
    served = await GrpcServing.open();
    let open = () => {};
    const shut = new Promise<void>((resolve) => {
      open = resolve;
    });
    const stream = await opened();
    served.collecting.room = () => shut;
    // More than it may: what is not read waits where it comes from.
    const message = (number: number) =>
      messageOf({ number }, [
        { ...event(number - 1), texts: { path: `/${number - 1}`, query: 'x'.repeat(60_000) } },
      ]);
    let couldWrite = true;
    for (let number = 1; number <= 100; number++) couldWrite = stream.send(message(number));
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(stream.acknowledged, 0);
    assert.equal(couldWrite, false);
    assert.ok((served.source.counts.heldBytes ?? 0) < 100_000);
    open();
    served.collecting.room = async () => {};
    await acknowledged(stream, 100);
    assert.deepEqual(served.paths.sort(), paths(100));
    assert.equal(served.source.counts.heldBytes, 0);
  });

  it('drops nothing of a sender where other lines are dropped', async () => {
    served = await GrpcServing.open();
    const stream = await opened();
    served.drops = true;
    stream.send(messageOf({ number: 1 }, events(10)));
    await acknowledged(stream, 1);
    assert.deepEqual(served.paths.sort(), paths(10));
  });

  it('gives each client the credit that it has, which is enough for all of them', async () => {
    served = await GrpcServing.open();
    const clients = ['a', 'b', 'c'].map((name) => new IngestClient(name, { port: served.port }));
    for (let i = 0; i < 300; i++) {
      for (const [at, client] of clients.entries()) client.push(events(5, 5 * (3 * i + at)));
      if (i % 60 === 30) for (const client of clients) client.breakOff();
    }
    await until(() => clients.every(({ acknowledged }) => acknowledged === 300), 'all to be acknowledged');
    for (const client of clients) client.close();
    assert.ok(clients.every(({ ahead }) => ahead <= CREDIT));
    assert.deepEqual(served.paths.sort(), paths(4500));
  });

  it('takes them from whoever shows a token', async (t) => {
    const tokenFile = join(temporaryFolder(t), 'tokens');
    writeFileSync(tokenFile, `${TOKEN}\n`);
    served = await GrpcServing.open({ source: { tokenFile } });
    for (const token of [undefined, `${TOKEN}x`]) {
      const stream = new PushStream({ port: served.port, ...(token !== undefined && { token }) });
      stream.send(messageOf({ collector: 'a' }));
      const error = await stream.ended;
      assert.equal(error?.code, status.UNAUTHENTICATED);
      assert.match(error?.details ?? '', /Bearer TOKEN/);
    }
    const stream = new PushStream({ port: served.port, token: TOKEN });
    stream.send(messageOf({ collector: 'a' }));
    await replied(stream);
    assert.equal(served.source.counts.refused, 2);
  });

  it('lets its time move on while nobody is connected, here or after a restart', async () => {
    served = await GrpcServing.open();
    const stream = await opened();
    stream.send(messageOf({ number: 1 }, events(10)));
    await acknowledged(stream, 1);
    stream.cancel();
    await until(() => served.source.counts.connections === 0, 'it to be closed');
    const movesOn = async () => {
      const { clock, batcher, sent } = served.collecting;
      const beganMs = clock.now();
      await until(
        () => {
          void clock.advance(1000);
          served.intake.idle();
          batcher.tellTime();
          const { sources } = decodeBatch(sent.at(-1)?.bytes ?? new Uint8Array());
          return sources.some(({ name, watermarkMs }) => name === 'edge' && watermarkMs > beganMs);
        },
        'its time to move on',
        5000,
      );
    };
    await movesOn();
    const { spool } = served.collecting;
    await served.close();
    served = await GrpcServing.open({ collecting: { spool } });
    served.collecting.sent.push({ record: undefined as never, bytes: messageOf({ number: 1 }) });
    await movesOn();
    assert.equal((await opened()).acknowledged, 1);
  });

  it('ends a stream that does not say whose it is', async () => {
    const clock = new SimulatedClock();
    served = await GrpcServing.open({ source: { clock } });
    const stream = new PushStream({ port: served.port });
    await until(() => served.source.counts.connections === 1, 'it to be there');
    let error: Awaited<typeof stream.ended>;
    void stream.ended.then((reason) => {
      error = reason;
    });
    await until(() => {
      void clock.advance(1000);
      return error !== undefined;
    }, 'it to be ended');
    assert.equal(error?.code, status.INVALID_ARGUMENT);
  });

  it('closes a connection whose other side is silent', async () => {
    served = await GrpcServing.open();
    const { port } = served;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {});
    await until(() => served.source.counts.connections === 1, 'it to be there');
    await until(() => served.source.counts.connections === 0, 'it to be closed', 30_000);
  });

  it('has no more streams than connections, and tells those it ends when it stops', async () => {
    served = await GrpcServing.open({ source: { connections: 2 } });
    const streams = [await opened('a'), await opened('b')];
    streams[0].cancel();
    await until(() => served.source.counts.connections === 1, 'its connection to be closed');
    streams[0] = await opened('c');
    const shared = new PushStream({ port: served.port });
    shared.send(messageOf({ collector: 'd' }));
    assert.equal((await shared.ended)?.code, status.UNAVAILABLE);
    await served.close();
    for (const stream of streams) {
      const error = await stream.ended;
      assert.equal(error?.code, status.UNAVAILABLE);
      assert.match(error?.details ?? '', /the collector is stopping/);
    }
  });
});

const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));

describe('events that are pushed over TLS', withOpenssl, () => {
  it('come from who has a certificate, also after the server has got a new one', async (t) => {
    const folder = temporaryFolder(t);
    const file = (name: string) => join(folder, name);
    const read = (name: string) => readFileSync(file(name));
    for (const name of ['ca', 'stranger']) certificate(folder, name);
    for (const name of ['one', 'two', 'web']) certificate(folder, name, 'ca');
    const use = (name: string) => {
      for (const suffix of ['crt', 'key']) copyFileSync(file(`${name}.${suffix}`), file(`now.${suffix}`));
    };
    use('one');
    const tls = { cert: file('now.crt'), key: file('now.key'), clientCa: file('ca.crt') };
    const served = await GrpcServing.open({ source: { tls } });
    t.after(() => served.close());
    let subject = '';
    const credentials = (name?: string) =>
      ChannelCredentials.createSsl(
        read('ca.crt'),
        name === undefined ? null : read(`${name}.key`),
        name === undefined ? null : read(`${name}.crt`),
        {
          checkServerIdentity: (_, { subject: { CN } }) => {
            subject = String(CN);
            return undefined;
          },
        },
      );
    const push = async (name: string, number: number) => {
      const stream = new PushStream({ port: served.port, credentials: credentials(name) });
      stream.send(messageOf({ collector: 'web' }));
      stream.send(messageOf({ number }, events(10, 10 * (number - 1))));
      await until(() => stream.acknowledged === number, `batch ${number} to be acknowledged`);
      return stream;
    };
    await push('web', 1);
    assert.equal(subject, 'one');
    for (const wrong of [credentials(), credentials('stranger'), ChannelCredentials.createInsecure()]) {
      const stream = new PushStream({ port: served.port, credentials: wrong });
      stream.send(messageOf({ collector: 'web' }));
      assert.equal((await stream.ended)?.code, status.UNAVAILABLE);
      assert.deepEqual(stream.replies, []);
    }
    assert.match(served.source.alarms.join(), /TLS handshakes failed/);
    use('two');
    for (let number = 2; subject === 'one' && number < 40; number++) {
      (await push('web', number)).cancel();
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    assert.equal(subject, 'two');
  });
});
