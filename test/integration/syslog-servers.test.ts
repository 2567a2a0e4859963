/** Lines of a real nginx by syslog, directly and through a real rsyslog, become the same events as from its file. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { formatAddress } from '#libs/domain/address.ts';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { nginxPart, rsyslogdPart } from '#services/standalone/parts/parts.ts';
import { quiet } from '../support/file-reading.ts';
import { TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { startRsyslog } from '../support/rsyslog.ts';
import { syslog } from '../support/sent-lines.ts';

const withNginx = await requirePart(nginxPart);
const { skip } = await requirePart(async () => {
  await nginxPart();
  await rsyslogdPart();
});

/** A line of a log that says that 8.8.8.8 has done something, as part of a path. */
const FORGED = encodeURIComponent(
  '\n8.8.8.8 - - [21/Nov/2026:19:58:07 +0000] "GET /wp-login.php HTTP/1.1" 200 1 "-" "-"',
);
const FORGED_ERROR = encodeURIComponent(
  '\n2026/11/21 19:58:08 [error] 1#1: *1 access forbidden by rule, client: 8.8.8.8, server: x',
);

/** Who is told of by lines in these formats, and how many lines are of none. */
function readAll(lines: readonly string[], format: 'auto' | 'json' | 'combined' = 'combined') {
  const reader = openFormat({ format }, { trustedProxies: [] });
  const row = new EventRow();
  const addresses: string[] = [];
  let malformed = 0;
  for (const text of lines) {
    const line = Buffer.from(text, 'latin1');
    if (reader.parse(line, 0, line.length, row) === '') addresses.push(formatAddress(row.address));
    else malformed++;
  }
  return { addresses, malformed };
}

/** An nginx that logs requests and errors of `/file` by syslog. @param to `server=...` and what follows */
async function nginxTo(t: TestContext, to: string, http = '', format = 'combined'): Promise<TestNginx> {
  const server = `access_log access.log ${format};
access_log syslog:${to} ${format};
error_log syslog:${to} error;`;
  const nginx = await TestNginx.start({ workers: 1, http, server });
  t.after(() => nginx.stop());
  return nginx;
}

/** Three requests that are served, and two that are not, whose errors hold what looks like lines of others. */
async function request(nginx: TestNginx): Promise<void> {
  for (const path of ['/', '/?"\\\u00ff', '/file', `/file${FORGED}`, `/file${FORGED_ERROR}`])
    await nginx.ask({
      path: encodeURI(path).replaceAll('%25', '%'),
      headers: { 'User-Agent': 'a "b" \\ é <1>' },
    });
}

describe('nginx, by datagrams', withNginx, () => {
  for (const [what, options] of [
    ['with the name of its host', ''],
    ['without', ',nohostname,tag=ngx_acc,severity=notice,facility=local3'],
  ]) {
    it(`${what}: the lines of its file, and its errors are no events`, async (t) => {
      const edge = syslog(t);
      await until(() => edge.source.port > 0, 'the port');
      const nginx = await nginxTo(t, `server=127.0.0.1:${edge.source.port}${options}`);
      await request(nginx);
      await until(() => edge.sink.lines.length === 7, 'all lines');
      await quiet();
      for (const format of ['combined', 'auto'] as const) {
        const { addresses, malformed } = readAll(edge.sink.lines, format);
        assert.deepEqual([addresses, malformed], [Array(5).fill('127.0.0.1'), 2], format);
      }
      const inFile = nginx.accessLog().split('\n').filter(Boolean);
      assert.deepEqual(edge.sink.lines.filter((line) => inFile.includes(line)).length, 5);
    });
  }

  it('with a line of JSON that is as long as a datagram can be', async (t) => {
    const edge = syslog(t);
    await until(() => edge.source.port > 0, 'the port');
    const http = `large_client_header_buffers 8 64k;
log_format long escape=json '{"time":"$time_iso8601","client_ip":"$remote_addr","uri":"$request_uri","user_agent":"$http_user_agent","status":$status,"method":"$request_method"}';`;
    const nginx = await nginxTo(t, `server=127.0.0.1:${edge.source.port}`, http, 'long');
    await nginx.ask({ headers: { 'User-Agent': 'x'.repeat(60_000) } });
    await until(() => edge.sink.lines.length === 1, 'the line');
    assert.ok(edge.sink.lines[0].length > 60_000);
    assert.deepEqual(readAll(edge.sink.lines, 'json'), { addresses: ['127.0.0.1'], malformed: 0 });
  });
});

describe('nginx, through the socket of rsyslog', { skip }, () => {
  const FORWARDS = {
    'by connections, counted, RFC 5424':
      'protocol="tcp" TCP_Framing="octet-counted" template="RSYSLOG_SyslogProtocol23Format"',
    'by connections, by lines, RFC 3164': 'protocol="tcp" template="RSYSLOG_TraditionalForwardFormat"',
    'by connections, by lines, with a full time': 'protocol="tcp" template="RSYSLOG_ForwardFormat"',
    'by datagrams': 'protocol="udp" template="RSYSLOG_TraditionalForwardFormat"',
  };
  for (const [what, options] of Object.entries(FORWARDS)) {
    it(what, async (t) => {
      const edge = syslog(t, `transport: ${options.includes('tcp') ? 'tcp' : 'udp'}`);
      await until(() => edge.source.port > 0, 'the port');
      const rsyslog = await startRsyslog(
        t,
        `action(type="omfwd" target="127.0.0.1" port="${edge.source.port}" ${options})`,
      );
      const nginx = await nginxTo(t, `server=unix:${rsyslog.socket},nohostname`);
      await request(nginx);
      await until(() => edge.sink.lines.length === 7, 'all lines');
      await quiet();
      const { addresses, malformed } = readAll(edge.sink.lines);
      assert.deepEqual([addresses, malformed], [Array(5).fill('127.0.0.1'), 2]);
    });
  }

  it('as the documentation says', async (t) => {
    const text = readFileSync(resolve(import.meta.dirname, '../../docs/sources.md'), 'utf8');
    const edge = syslog(t, 'transport: tcp');
    await until(() => edge.source.port > 0, 'the port');
    const shown = /^```\n# \/etc\/rsyslog\.d\/[\s\S]*?^```$/m.exec(text)?.[0] ?? '';
    const actions = shown
      .replaceAll('```', '')
      .replace('target="10.0.0.5" port="6514"', `target="127.0.0.1" port="${edge.source.port}"`);
    const rsyslog = await startRsyslog(t, actions);
    const nginx = await nginxTo(t, `server=unix:${rsyslog.socket},nohostname,tag=nginx,facility=local7`);
    await request(nginx);
    await until(() => edge.sink.lines.length === 7, 'all lines');
    const { addresses, malformed } = readAll(edge.sink.lines);
    assert.deepEqual([addresses, malformed], [Array(5).fill('127.0.0.1'), 2]);
  });

  it('without nohostname no line is understood, and none is misunderstood', async (t) => {
    const edge = syslog(t, 'transport: tcp');
    await until(() => edge.source.port > 0, 'the port');
    const action = `action(type="omfwd" target="127.0.0.1" port="${edge.source.port}" protocol="tcp")`;
    const rsyslog = await startRsyslog(t, action);
    const nginx = await nginxTo(t, `server=unix:${rsyslog.socket}`);
    await request(nginx);
    await until(() => edge.sink.lines.length === 7, 'all lines');
    assert.deepEqual(readAll(edge.sink.lines), { addresses: [], malformed: 7 });
  });
});
