/** What a relay makes of connections: those that are half open, that nobody uses, and that have no answers. */
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { nftPart, rsyslogdPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { certificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { LineReceiver } from '../support/line-receiver.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { Relaying } from '../support/relaying.ts';
import { startRsyslog } from '../support/rsyslog.ts';
import { syslog } from '../support/sent-lines.ts';
import { requireNamespaces } from '../support/two-hosts.ts';

const withNamespaces = await requirePart(requireNamespaces);
const withRsyslog = await requirePart(rsyslogdPart);
const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));
const HALF_OPEN = resolve(import.meta.dirname, '../support/half-open.ts');

const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `line ${String(from + i).padStart(7, '0')} "quoted" {`);

/** A relay of a file to one destination. */
async function relayed(t: TestContext, destination: object) {
  const folder = temporaryFolder(t);
  const log = join(folder, 'access.log');
  appendFileSync(log, '');
  const relay = await Relaying.start(folder, {
    sources: [{ name: 'access', type: 'file', path: log }],
    destinations: [{ name: 'all', linger: '20ms', timeout: '2s', ...destination }],
  });
  t.after(() => relay.stop());
  return { relay, write: (lines: readonly string[]) => appendFileSync(log, `${lines.join('\n')}\n`) };
}

describe('connections that the network has forgotten', withNamespaces, () => {
  for (const kind of ['http', 'syslog']) {
    it(`are given up by ${kind}, and all is sent over others`, async (t) => {
      const folder = temporaryFolder(t);
      const { binary, libraryPath } = await nftPart();
      const name = `weir${process.pid}${randomBytes(3).toString('hex')}`;
      execFileSync('ip', ['netns', 'add', name]);
      t.after(() => execFileSync('ip', ['netns', 'del', name]));
      execFileSync('ip', ['-n', name, 'link', 'set', 'lo', 'up']);
      const nft = ['env', `LD_LIBRARY_PATH=${libraryPath}`, binary];
      const args = ['netns', 'exec', name, process.execPath, HALF_OPEN, folder, kind, ...nft];
      const { stdout } = await promisify(execFile)('ip', args, { timeout: 60_000 });
      const { lines, before, another, retries } = JSON.parse(stdout);
      assert.deepEqual([before, another], [1, true]);
      assert.ok(retries > 0, 'it has noticed');
      assert.ok(lines >= 100 && lines <= 150, `${lines} lines for 100`);
    });
  }
});

describe('a connection that nobody uses', () => {
  it('is closed, and another is made when it is needed', async (t) => {
    const receiver = await LineReceiver.start();
    t.after(() => receiver.stop());
    const { write } = await relayed(t, { type: 'http', url: receiver.url, idle: '1s' });
    write(numbered(10));
    await until(() => receiver.lines.length === 10, 'the lines');
    assert.ok(receiver.open > 0);
    await until(() => receiver.open === 0, 'the connection to be closed');
    write(numbered(10, 10));
    await until(() => receiver.lines.length === 20, 'more lines');
  });
});

describe('syslog as a way out', () => {
  it('brings all lines in their order, also to one that was away', async (t) => {
    const port = await freePort();
    const settings = 'transport: tcp';
    let edge = syslog(t, settings, `127.0.0.1:${port}`);
    const { relay, write } = await relayed(t, { type: 'syslog', address: `127.0.0.1:${port}` });
    write(numbered(2000));
    await until(() => edge.sink.lines.length === 2000, 'all lines');
    assert.deepEqual(edge.sink.lines, numbered(2000));
    await until(async () => (await relay.numbers())['backlog all'] === 0, 'the relay to know');
    await edge.stop();
    write(numbered(2000, 2000));
    await until(async () => (await relay.numbers())['trouble all'] === 1, 'the relay to notice');
    edge = syslog(t, settings, `127.0.0.1:${port}`);
    await until(() => edge.sink.lines.length === 2000, 'the others');
    assert.deepEqual(edge.sink.lines, numbered(2000, 2000));
  });

  it('is encrypted if that is asked for', withOpenssl, async (t) => {
    const folder = temporaryFolder(t);
    const file = (name: string) => join(folder, name);
    certificate(folder, 'ca');
    for (const name of ['server', 'edge']) certificate(folder, name, 'ca');
    const port = await freePort();
    const own = `{ cert: ${file('server.crt')}, key: ${file('server.key')}, clientCa: ${file('ca.crt')} }`;
    const edge = syslog(t, `transport: tcp, tls: ${own}`, `127.0.0.1:${port}`);
    const tls = { ca: file('ca.crt'), cert: file('edge.crt'), key: file('edge.key') };
    const { write } = await relayed(t, { type: 'syslog', address: `127.0.0.1:${port}`, tls });
    write(numbered(500));
    await until(() => edge.sink.lines.length === 500, 'all lines');
    const stranger = await relayed(t, { type: 'syslog', address: `127.0.0.1:${port}`, tls: {} });
    stranger.write(numbered(1));
    await until(async () => (await stranger.relay.numbers())['tls_failures all'] > 0, 'a failure');
    const told = /"level":"error".*certificate is not believed \([A-Z_]+\)/;
    await until(() => told.test(stranger.relay.process.logTail), 'an error in the log');
    assert.equal(edge.sink.lines.length, 500);
  });

  it('is understood by a real rsyslog', withRsyslog, async (t) => {
    const port = await freePort();
    const out = join(temporaryFolder(t), 'out');
    await startRsyslog(
      t,
      `module(load="imtcp")
template(name="line" type="string" string="%app-name% %msg%\\n")
ruleset(name="all") { action(type="omfile" file="${out}" template="line") }
input(type="imtcp" address="127.0.0.1" port="${port}" ruleset="all")`,
    );
    for (const [i, framing] of ['octet-counted', 'newline'].entries()) {
      const { write } = await relayed(t, {
        type: 'syslog',
        address: `127.0.0.1:${port}`,
        framing,
        tag: 'edge',
      });
      write(numbered(300));
      const read = () => (existsSync(out) ? readFileSync(out, 'utf8').split('\n').slice(0, -1) : []);
      await until(() => read().length === 300 * (i + 1), 'all lines');
      assert.deepEqual(
        read().slice(300 * i),
        numbered(300).map((line) => `edge ${line}`),
      );
    }
  });
});
