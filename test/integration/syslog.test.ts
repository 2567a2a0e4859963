/** Syslog over real sockets: datagrams, connections and TLS, with room for lines and without. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { copyFileSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { LINE_BYTES_MAX } from '#services/collector/formats/format.ts';
import { certificate } from '../support/certificate.ts';
import { failing } from '../support/failures.ts';
import { quiet, until } from '../support/file-reading.ts';
import { temporaryFolder } from '../support/folder.ts';
import { requirePart } from '../support/parts.ts';
import { syslog } from '../support/sent-lines.ts';

type Sending = ReturnType<typeof syslog>;

const HEADER = '<190>Nov 21 19:58:07 vm nginx: ';
const line = (i: number) => `line ${i}`;
const lines = (count: number) => Array.from({ length: count }, (_, i) => line(i));

const ready = ({ source }: Sending) => until(() => source.port > 0);

/** Sends datagrams one by one, each when the kernel has taken the one before. */
async function send(port: number, records: readonly (string | Buffer)[], from = '127.0.0.1'): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, from, resolve));
  for (const record of records) {
    await new Promise((resolve) => socket.send(record, port, '127.0.0.1', resolve));
  }
  socket.close();
}

/** Resolves when the other side has closed it, however. */
const closed = (socket: Socket) => new Promise<void>((resolve) => socket.once('close', () => resolve()));

async function dial(port: number) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

describe('syslog by datagrams', () => {
  it('takes a line out of each, up to the largest there is', async (t) => {
    const edge = syslog(t);
    await ready(edge);
    const largest = 'x'.repeat(65_507 - HEADER.length);
    await send(edge.source.port, [`${HEADER}a`, `<171>1 - - - - - - b\n`, HEADER + largest, 'c']);
    await until(() => edge.sink.lines.length === 4);
    assert.deepEqual(edge.sink.lines, ['a', 'b', largest, 'c']);
    await edge.stop();
    assert.equal(edge.sink.ended, 1);
  });

  it('takes none of senders that are not allowed, and says who they are', async (t) => {
    const edge = syslog(t, 'allow: [127.0.0.1]');
    await ready(edge);
    await send(edge.source.port, [`${HEADER}a`], '127.0.0.2');
    await send(edge.source.port, [`${HEADER}b`]);
    await until(() => edge.sink.lines.length === 1);
    assert.deepEqual(edge.sink.lines, ['b']);
    assert.equal(edge.source.counts?.refused, 1);
    assert.ok(edge.source.alarms?.some((alarm) => /^1 datagrams .* from 127\.0\.0\.2: /.test(alarm)));
    await edge.stop();
  });

  it('holds lines while there is no room, in order, and counts those beyond', async (t) => {
    const edge = syslog(t, 'buffer: 10KB');
    await ready(edge);
    const { promise, resolve } = Promise.withResolvers<void>();
    edge.sink.hold = promise;
    await send(edge.source.port, [HEADER + line(0)]);
    await until(() => edge.sink.flushes === 1);
    await send(
      edge.source.port,
      lines(200)
        .slice(1)
        .map((text) => HEADER + text),
    );
    await until(
      () => edge.sink.overrun > 0 && edge.sink.overrun + (edge.source.counts?.heldBytes ?? 0) / 108 > 198,
    );
    const held = 199 - edge.sink.overrun;
    assert.ok(held > 80 && held < 110, `${held} held`);
    assert.ok(
      edge.source.alarms?.some((alarm) => /lines dropped because no more could be taken in/.test(alarm)),
    );
    edge.sink.hold = Promise.resolve();
    resolve();
    await until(() => edge.sink.lines.length === 1 + held);
    assert.deepEqual(edge.sink.lines, lines(1 + held));
    await until(() => edge.source.counts?.heldBytes === 0);
    await edge.stop();
  });

  it('passes on what it holds when it ends', async (t) => {
    const edge = syslog(t);
    await ready(edge);
    edge.sink.hold = new Promise(() => {});
    await send(edge.source.port, [HEADER + line(0)]);
    await until(() => edge.sink.flushes === 1);
    await send(edge.source.port, [HEADER + line(1), HEADER + line(2)]);
    await until(() => (edge.source.counts?.heldBytes ?? 0) > 200);
    await edge.stop();
    assert.deepEqual(edge.sink.lines, lines(3));
  });

  it('tells of datagrams that the kernel dropped, and of a kernel that keeps too few', async (t) => {
    const edge = syslog(t, 'receiveBuffer: 1GB');
    await ready(edge);
    assert.ok(edge.source.alarms?.some((alarm) => /sysctl -w net\.core\.rmem_max=1073741824/.test(alarm)));
    await edge.stop();
    const small = syslog(t, 'receiveBuffer: 64KB');
    await ready(small);
    assert.deepEqual(small.source.alarms, []);
    // Nobody reads while this loop runs.
    const port = small.source.port;
    const script = `const s = require('dgram').createSocket('udp4'); let left = 200; const next = () => left-- > 0 ? s.send(Buffer.alloc(8000), ${port}, '127.0.0.1', next) : s.close(); next();`;
    execFileSync(process.execPath, ['-e', script]);
    await until(() => (small.source.counts?.kernelDrops ?? 0) > 0);
    await until(() => small.sink.lines.length + (small.source.counts?.kernelDrops ?? 0) === 200);
    assert.ok(small.source.alarms?.some((alarm) => /datagrams dropped by the kernel/.test(alarm)));
    await small.stop();
  });

  it('says what is in the way of a port', async (t) => {
    const first = syslog(t);
    await ready(first);
    const second = syslog(t, 'transport: udp', `127.0.0.1:${first.source.port}`);
    await assert.rejects(
      second.done,
      failing('unavailable', /can't listen on 127\.0\.0\.1:\d+: .*EADDRINUSE/),
    );
    await first.stop();
  });
});

describe('syslog by connections', () => {
  it('takes both framings, of several senders', async (t) => {
    const edge = syslog(t, 'transport: tcp');
    await ready(edge);
    const [one, other] = [await dial(edge.source.port), await dial(edge.source.port)];
    const record = `${HEADER}a\nb`;
    one.write(`${record.length} ${record}`);
    await until(() => edge.sink.lines.length === 1);
    other.write(`${HEADER}c\n${HEADER}d`);
    await until(() => edge.sink.lines.length === 2);
    other.end();
    await until(() => edge.sink.lines.length === 3);
    assert.deepEqual(edge.sink.lines, ['a\nb', 'c', 'd']);
    await until(() => edge.source.counts?.connections === 1);
    one.write(`${HEADER}${'x'.repeat(70_000)}\n${HEADER}e\n`);
    await until(() => edge.sink.lines.length === 4);
    // The line is cut, its header is not taken for a part of it; one that has no end to its header is passed on with it.
    one.write(`${HEADER.replace('nginx', 'n'.repeat(250))}y${'x'.repeat(70_000)}\n`);
    one.write(`<190>1 2026-11-21T19:58:07Z vm vm - - [a b="${'x'.repeat(5000)}"] ${'y'.repeat(70_000)}\n`);
    await until(() => edge.sink.tooLong.length === 3);
    const starts = edge.sink.tooLong.map((line) => line.slice(0, 5));
    assert.deepEqual(starts, ['xxxxx', 'yxxxx', '<190>']);
    assert.ok(edge.sink.tooLong.every(({ length }) => length > LINE_BYTES_MAX));
    one.end('900 <190>half of it');
    await until(() => edge.source.counts?.connections === 0);
    assert.equal(edge.source.counts?.cutOff, 1);
    assert.match(edge.source.alarms?.join() ?? '', /1 records were cut off when their connection ended/);
    await edge.stop();
  });

  it('lets senders wait while there is no room, and loses nothing', async (t) => {
    const edge = syslog(t, 'transport: tcp');
    await ready(edge);
    const { promise, resolve } = Promise.withResolvers<void>();
    edge.sink.hold = promise;
    const socket = await dial(edge.source.port);
    const count = 20_000;
    const text = lines(count).map((each) => `${HEADER}${each}${' '.repeat(1000)}\n`);
    let isSent = false;
    socket.write(text.join(''), () => {
      isSent = true;
    });
    await until(() => edge.sink.lines.length > 0);
    await quiet();
    assert.ok(edge.sink.lines.length < 1000, `${edge.sink.lines.length} lines were taken`);
    assert.equal(isSent, false);
    resolve();
    await until(() => edge.sink.lines.length === count, 20_000);
    assert.deepEqual(
      edge.sink.lines.map((each) => each.trim()),
      lines(count),
    );
    assert.equal(edge.sink.overrun, 0);
    await edge.stop();
  });

  it('refuses those that are not allowed or too many, and closes those that are idle', async (t) => {
    const edge = syslog(t, 'transport: tcp, connections: 2, idle: 1s');
    await ready(edge);
    const sockets = [await dial(edge.source.port), await dial(edge.source.port)];
    await until(() => edge.source.counts?.connections === 2);
    const third = await dial(edge.source.port);
    await closed(third);
    assert.equal(edge.source.counts?.refused, 1);
    assert.ok(edge.source.alarms?.some((alarm) => /because 2 are open/.test(alarm)));
    await Promise.all(sockets.map(closed));
    await until(() => edge.source.counts?.connections === 0);
    await edge.stop();
    const other = syslog(t, 'transport: tcp, allow: [192.0.2.0/24]');
    await ready(other);
    await closed(await dial(other.source.port));
    assert.equal(other.source.counts?.refused, 1);
    await other.stop();
  });
});

const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));

describe('syslog by TLS', withOpenssl, () => {
  it('asks senders for a certificate, and takes up a new one of its own', async (t) => {
    const folder = temporaryFolder(t);
    const file = (name: string) => join(folder, name);
    for (const name of ['ca', 'stranger']) certificate(folder, name);
    for (const name of ['one', 'two', 'nginx']) certificate(folder, name, 'ca');
    const use = (name: string) => {
      for (const suffix of ['crt', 'key']) copyFileSync(file(`${name}.${suffix}`), file(`now.${suffix}`));
    };
    use('one');
    const tls = `{ cert: ${file('now.crt')}, key: ${file('now.key')}, clientCa: ${file('ca.crt')} }`;
    const edge = syslog(t, `transport: tcp, connections: 3, tls: ${tls}`);
    await ready(edge);
    const dialTls = async (options: ConnectionOptions) => {
      const ca = readFileSync(file('ca.crt'));
      const socket = connectTls({ port: edge.source.port, host: '127.0.0.1', ca, ...options });
      socket.on('error', () => {});
      await once(socket, 'secureConnect');
      return socket;
    };
    const own = (name: string) => ({
      cert: readFileSync(file(`${name}.crt`)),
      key: readFileSync(file(`${name}.key`)),
    });
    const socket = await dialTls(own('nginx'));
    assert.equal(socket.getPeerCertificate().subject.CN, 'one');
    socket.write(`${HEADER}a\n`);
    await until(() => edge.sink.lines.length === 1);
    for (const wrong of [{}, own('stranger')]) {
      const refused = await dialTls(wrong);
      refused.write(`${HEADER}forged\n`);
      await closed(refused);
    }
    const plain = await dial(edge.source.port);
    plain.write(`${HEADER}forged\n`);
    await closed(plain);
    await until(() => edge.source.counts?.refused === 3);
    assert.deepEqual([edge.sink.lines, edge.source.counts?.connections], [['a'], 1]);
    assert.ok(edge.source.alarms?.some((alarm) => /^3 TLS handshakes failed/.test(alarm)));
    // First only one of the two files is new.
    copyFileSync(file('two.crt'), file('now.crt'));
    await until(
      () => edge.source.alarms?.some((alarm) => /from before is still in use/.test(alarm)) ?? false,
      10_000,
    );
    use('two');
    await until(() => !edge.source.alarms?.some((alarm) => /still in use/.test(alarm)), 10_000);
    const next = await dialTls(own('nginx'));
    assert.equal(next.getPeerCertificate().subject.CN, 'two');
    next.write(`${HEADER}b\n`);
    await until(() => edge.sink.lines.length === 2);
    socket.write(`${HEADER}c\n`);
    await until(() => edge.sink.lines.length === 3);
    next.destroy();
    await until(() => edge.source.counts?.connections === 1);
    await edge.stop();
  });

  it('does not begin with files that are no certificate', async (t) => {
    const folder = temporaryFolder(t);
    const edge = syslog(t, `transport: tcp, tls: { cert: ${folder}/no.crt, key: ${folder}/no.key }`);
    await assert.rejects(edge.done, failing('config', /no\.crt can't be read/));
  });
});
