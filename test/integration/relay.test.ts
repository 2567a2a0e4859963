/** A relay as it runs in production: files, pipes and posts in, real connections out. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { certificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { LineReceiver } from '../support/line-receiver.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { Relaying } from '../support/relaying.ts';

const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));

interface Relayed {
  readonly relay: Relaying;
  readonly log: string;
  readonly folder: string;
}

/** One that reads a file `access.log`. */
async function relayed(
  t: TestContext,
  destinations: readonly object[],
  source: object = {},
  settings: object = {},
): Promise<Relayed> {
  const folder = temporaryFolder(t);
  const log = join(folder, 'access.log');
  appendFileSync(log, '');
  const sources = [{ name: 'access', type: 'file', path: log, ...source }];
  const relay = await Relaying.start(folder, { sources, destinations, ...settings });
  t.after(() => relay.stop());
  return { relay, log, folder };
}

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `line ${String(from + i).padStart(7, '0')} \xff "quoted" {`);
const write = (file: string, lines: readonly string[]) =>
  appendFileSync(file, Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
const inOrder = (lines: readonly string[]) => [...lines].sort();

describe('a relay', () => {
  it('sends lines as they are over few connections, packed', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    for (const compress of ['none', 'gzip', 'zstd']) {
      receiver.lines.length = 0;
      receiver.connections = 0;
      const destination = { name: 'all', type: 'http', url: receiver.url, compress, batch: '16KB' };
      const { relay, log } = await relayed(t, [destination]);
      write(log, numbered(5000));
      await until(() => receiver.lines.length >= 5000, 'all lines');
      assert.deepEqual(inOrder(receiver.lines), numbered(5000));
      assert.ok(receiver.connections <= 4, `${receiver.connections} connections`);
      assert.equal(receiver.headers.at(-1)?.['content-encoding'], compress === 'none' ? undefined : compress);
      await relay.stop();
    }
    assert.equal(new Set(receiver.keys).size, receiver.keys.length);
  });

  it('loses nothing while the other side is away, hangs, refuses, and it is killed itself', async (t) => {
    let receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    const { port, url } = receiver;
    const destination = { name: 'all', type: 'http', url, timeout: '1s', batch: '4KB', linger: '20ms' };
    const { relay, log } = await relayed(t, [destination]);
    const taken = new Map<string, number>();
    let sent = 0;
    const step = async (lines: number) => {
      write(log, numbered(lines, sent));
      sent += lines;
      await new Promise((resolve) => setTimeout(resolve, 300));
    };
    const count = () => {
      for (const line of receiver.lines.splice(0)) taken.set(line, (taken.get(line) ?? 0) + 1);
    };
    await step(500);
    await receiver.stop();
    count();
    await step(500);
    await relay.kill();
    await step(500);
    await relay.restart();
    await step(500);
    receiver = await LineReceiver.start(undefined, port);
    receiver.answer = () => 'none';
    await step(500);
    receiver.answer = () => ({ status: 503, headers: { 'retry-after': '1' } });
    await step(500);
    await relay.stop();
    receiver.answer = () => ({ status: 200 });
    renameSync(log, `${log}.1`);
    write(log, numbered(500, sent));
    sent += 500;
    await relay.restart();
    await until(() => {
      count();
      return taken.size >= sent;
    }, 'all lines');
    assert.deepEqual([...taken.keys()].sort(), numbered(sent));
    // What was on its way when it was killed may come twice, under the same key: the log says that it was not much.
    const numbers = await relay.numbers();
    assert.equal(numbers['dropped all'], 0);
    assert.equal(numbers['backlog all'], 0);
  });

  it('sends a batch whose answer was lost again under the same key, also after a kill', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    receiver.answer = () => 'lost';
    const destination = { name: 'all', type: 'http', url: receiver.url, timeout: '1s' };
    const { relay, log } = await relayed(t, [destination]);
    write(log, numbered(100));
    await until(() => receiver.keys.length >= 3, 'three attempts');
    await relay.kill();
    receiver.answer = () => ({ status: 200 });
    await relay.restart();
    await until(async () => (await relay.numbers())['delivered_batches all'] === 1, 'its delivery');
    assert.equal(new Set(receiver.keys).size, 1);
    assert.equal(receiver.lines.length, 100 * receiver.keys.length);
  });

  it('sends long lines whole, which a collector reads the beginning of', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    const { log } = await relayed(t, [{ name: 'all', type: 'http', url: receiver.url }]);
    const lines = [300_000, 10, 1_000_000, 70_000, 0].map((length, i) => `${i}${'x'.repeat(length)}`);
    write(log, lines);
    await until(() => receiver.lines.length >= lines.length, 'all lines');
    assert.deepEqual(inOrder(receiver.lines), lines);
  });

  it('puts aside the one line that is refused for good', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    receiver.answer = (lines) => ({ status: lines.some((line) => line.includes('poison')) ? 400 : 200 });
    const { relay, log, folder } = await relayed(t, [{ name: 'all', type: 'http', url: receiver.url }]);
    const lines = numbered(100);
    write(log, lines.with(37, 'poison'));
    await until(() => receiver.lines.length >= 99, 'the others');
    await until(async () => (await relay.numbers())['refused all'] === 1, 'the refusal');
    assert.deepEqual(inOrder(receiver.lines), lines.toSpliced(37, 1));
    const quarantine = join(folder, 'state/quarantine.ndjson');
    await until(
      () => existsSync(quarantine) && /poison/.test(readFileSync(quarantine, 'utf8')),
      'the sample',
    );
  });

  it('drops and counts what a full queue has no room for, if it is told to', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    receiver.answer = () => ({ status: 503 });
    const destination = { name: 'all', type: 'http', url: receiver.url, queue: '64KB', batch: '4KB' };
    const { relay, log } = await relayed(t, [destination], {}, { whenFull: 'drop-newest' });
    write(log, numbered(20_000));
    await until(async () => ((await relay.numbers())['dropped all'] ?? 0) > 0, 'lines to be dropped');
    receiver.answer = () => ({ status: 200 });
    await until(async () => {
      const numbers = await relay.numbers();
      return numbers['dropped all'] + receiver.lines.length === 20_000;
    }, 'every line to be sent or counted');
    assert.ok(receiver.lines.length * 30 < 200_000, `${receiver.lines.length} lines were kept`);
  });

  it('sends the lines of a source where they are wanted', async (t) => {
    const [access, waf] = [await LineReceiver.start(), await LineReceiver.start()];
    t.after(() => Promise.all([access.stop(), waf.stop()]));
    const folder = temporaryFolder(t);
    const file = (name: string) => join(folder, `${name}.log`);
    for (const name of ['access', 'waf']) write(file(name), [`a line of ${name}`]);
    const relay = await Relaying.start(folder, {
      sources: ['access', 'waf'].map((name) => ({ name, type: 'file', path: file(name) })),
      destinations: [
        { name: 'one', type: 'http', url: access.url, sources: ['access'] },
        { name: 'two', type: 'http', url: waf.url, sources: ['waf'] },
      ],
    });
    t.after(() => relay.stop());
    await until(() => access.lines.length > 0 && waf.lines.length > 0, 'a line of each');
    assert.deepEqual([access.lines, waf.lines], [['a line of access'], ['a line of waf']]);
  });

  it('sends each line to the destination of its host', async (t) => {
    const [shop, rest] = [await LineReceiver.start(), await LineReceiver.start()];
    t.after(() => Promise.all([shop.stop(), rest.stop()]));
    const { log } = await relayed(
      t,
      [
        { name: 'shop', type: 'http', url: shop.url, hosts: ['shop.example', '*.shop.example'] },
        { name: 'rest', type: 'http', url: rest.url },
      ],
      { format: 'json' },
    );
    const line = (host: string) => JSON.stringify({ t: 1_790_000_000, ip: '198.51.100.7', h: host, u: '/' });
    const lines = ['shop.example', 'other.example', 'WWW.shop.example:8443', 'xshop.example'].map(line);
    // A collector would read the beginning only, which is enough to tell.
    const long = line('shop.example').replace('/', `/${'x'.repeat(70_000)}`);
    write(log, [...lines, 'no JSON', long]);
    await until(() => shop.lines.length >= 3 && rest.lines.length >= 3, 'all lines');
    assert.deepEqual(shop.lines, [lines[0], lines[2], long]);
    assert.deepEqual(rest.lines, [lines[1], lines[3], 'no JSON']);
  });
});

describe('a relay by TLS', withOpenssl, () => {
  it('shows its certificate, believes its authority only, and says so', async (t) => {
    const folder = temporaryFolder(t);
    const file = (name: string) => join(folder, name);
    for (const name of ['ca', 'stranger']) certificate(folder, name);
    for (const name of ['server', 'edge']) certificate(folder, name, 'ca');
    const receiver = await LineReceiver.start({
      cert: readFileSync(file('server.crt')),
      key: readFileSync(file('server.key')),
      ca: readFileSync(file('ca.crt')),
      requestCert: true,
      rejectUnauthorized: true,
    });
    t.after(() => receiver.stop());
    const to = (name: string, tls: object) => ({ name, type: 'http', url: receiver.url, tls });
    const known = { cert: file('edge.crt'), key: file('edge.key') };
    const trusting = await relayed(t, [to('all', { ca: file('ca.crt'), ...known })]);
    write(trusting.log, numbered(3000));
    await until(() => receiver.lines.length === 3000, 'all lines');
    assert.ok(receiver.connections <= 4);
    const doubting = await relayed(t, [to('all', { ca: file('stranger.crt'), ...known })]);
    write(doubting.log, numbered(10));
    await until(async () => (await doubting.relay.numbers())['tls_failures all'] > 0, 'a failure');
    const told = /"level":"error".*certificate is not believed \([A-Z_]+\)/;
    await until(() => told.test(doubting.relay.process.logTail), 'an error in the log');
    assert.equal(receiver.lines.length, 3000);
  });
});
