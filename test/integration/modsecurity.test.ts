/** The audit log of ModSecurity: as a real one posts it, and as one would that keeps its connection. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { FLAG } from '#libs/domain/event.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { RecentRequests } from '#services/collector/recent-requests.ts';
import type { HttpSourceOptions } from '#services/collector/sources/http/http-source.ts';
import { modsecurityPart } from '#services/standalone/parts/parts.ts';
import { testHash } from '../support/batches.ts';
import { certificate } from '../support/certificate.ts';
import { temporaryFolder } from '../support/folder.ts';
import { HttpServing } from '../support/http-serving.ts';
import { postedTo, TestModSecurity } from '../support/modsecurity.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';

const withModSecurity = await requirePart(() => modsecurityPart());
const withOpenssl = await requirePart(async () => execFileSync('openssl', ['version']));
const withNamespace = await requirePart(async () => execFileSync('unshare', ['-m', 'true']));
const TOKEN = 'a-token-of-24-characters';

function serve(options: Partial<HttpSourceOptions>): Promise<HttpServing> {
  return HttpServing.open(options, (collecting) =>
    collecting.intake('waf', openFormat({ format: 'modsecurity' }), [], new RecentRequests(testHash, 10_000)),
  );
}

/** A folder with a certificate for the collector, `weir.crt`, and that of who has signed it, `ca.crt`. */
function certificates(t: TestContext) {
  const folder = temporaryFolder(t);
  certificate(folder, 'ca');
  certificate(folder, 'weir', 'ca');
  const tls = { cert: join(folder, 'weir.crt'), key: join(folder, 'weir.key') };
  return { ca: join(folder, 'ca.crt'), tls };
}

/** Log number `i` as libmodsecurity writes it, with more of a body if that is wanted. */
function logOf(i: number, { headers = '', body = '' } = {}): Buffer {
  const text =
    `{"transaction":{"client_ip":"198.51.${100 + (i % 8)}.${i % 256}","time_stamp":"Thu Jan  1 00:00:00 2026","server_id":"0a1b2c",` +
    `"client_port":${40_000 + i},"host_ip":"192.0.2.1","host_port":443,"unique_id":"1795291087.${i}","request":{"method":"POST",` +
    `"http_version":1.1,"uri":"/${i}","body":"${body}","headers":{"Host":"shop.example"${headers}}},"response":{"body":"",` +
    `"http_code":403,"headers":{}},"producer":{"modsecurity":"ModSecurity v3.0.9"},"messages":[{"message":"attack","details":` +
    `{"match":"","reference":"","ruleId":"1001","file":"a.conf","lineNumber":"7","data":"","severity":"2","ver":"","rev":"",` +
    `"tags":[],"maturity":"0","accuracy":"0"}}]}}`;
  return Buffer.from(text, 'latin1');
}

/** What libmodsecurity says of itself; curl asks first where a body is large. */
const HEADERS = {
  'user-agent': 'ModSecurity3',
  'modsec-unique-id': '0a1b2c',
  'modsec-status': '403',
  'content-type': 'application/json',
};

/** What is in the spool. */
function eventsOf({ collecting }: HttpServing) {
  return collecting.sent.flatMap(({ bytes }) => {
    const { rows, texts, status, flags, wafSeverity } = decodeBatch(bytes);
    return Array.from({ length: rows }, (_, row) => ({
      path: texts[TEXT_INDEX.path].textAt(row),
      host: texts[TEXT_INDEX.host].textAt(row),
      agent: texts[TEXT_INDEX.user_agent].textAt(row),
      rule: texts[TEXT_INDEX.waf_rule].textAt(row),
      severity: wafSeverity[row],
      status: status[row],
      isWaf: (flags[row] & FLAG.waf) !== 0,
    }));
  });
}

describe('ModSecurity that posts its audit log', withModSecurity, () => {
  let served: HttpServing;
  let server: TestModSecurity;

  const tokenFile = join(temporaryFolder({ after }), 'tokens');

  before(async () => {
    writeFileSync(tokenFile, TOKEN);
    served = await serve({ tokenFile });
    server = await TestModSecurity.start({
      auditLog: postedTo(`http://127.0.0.1:${served.source.port}/modsec/${TOKEN}`),
    });
  });
  after(async () => {
    await server.stop();
    await served.close();
  });

  it('has each log taken in, repeated headers, bytes that are no text and all', async () => {
    const attack = 'GET /page?q=attack HTTP/1.1\r\nHost: shop.example';
    assert.match(await server.ask('GET /page HTTP/1.1\r\nHost: shop.example'), /200/);
    assert.match(await server.ask(attack), /406/);
    assert.match(await server.ask(`${attack}\r\nX-Twice: one\r\nX-Twice: two\r\nX-Twice: "three"`), /406/);
    assert.match(await server.ask(`${attack}\r\nUser-Agent: \xff\xfe\x80 caf\xe9`), /406/);
    await until(() => eventsOf(served).length === 4, 'all four logs');
    assert.deepEqual(
      eventsOf(served).map(({ path, host, rule, severity, status, isWaf }) => [
        path,
        host,
        rule,
        severity,
        status,
        isWaf,
      ]),
      [
        ['/page', 'shop.example', '', 0, 200, false],
        ...Array(3).fill(['/page', 'shop.example', '1001', 2, 406, true]),
      ],
    );
    assert.equal(served.intake.counters.malformed, 0);
  });

  it('does not count a log twice that is sent again', async () => {
    const log = JSON.stringify({
      transaction: {
        client_ip: '198.51.100.7',
        time_stamp: 'Thu Jan  1 00:00:00 2026',
        server_id: 'a',
        unique_id: '179529108797.828381',
        request: { method: 'GET', uri: '/again', headers: { Host: 'shop.example' } },
        response: { http_code: 406 },
        messages: [{ message: 'x', details: { ruleId: '7', severity: '2' } }],
      },
    });
    const before = eventsOf(served).length;
    for (let i = 0; i < 3; i++) {
      const { status } = await served.post(`${log}\n`, {
        authorization: `Bearer ${TOKEN}`,
        expect: '100-continue',
      });
      assert.equal(status, 200);
    }
    assert.deepEqual([eventsOf(served).length, served.intake.counters.repeated], [before + 1, 2]);
  });
});

describe('ModSecurity that posts its audit log by TLS', withOpenssl, () => {
  it('may keep one connection for as many logs as there are', async (t) => {
    const { ca, tls } = certificates(t);
    const served = await serve({ tls });
    t.after(() => served.close());
    const agent = new Agent({ ca: readFileSync(ca), keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    let handshakes = 0;
    agent.on('keylog', (line: Buffer) => {
      if (line.includes('SERVER_HANDSHAKE_TRAFFIC_SECRET')) handshakes++;
    });
    for (let i = 0; i < 1000; i++) {
      const isLarge = i % 50 === 0;
      const log = logOf(i, { body: 'x'.repeat(isLarge ? 20_000 : 10) });
      const headers = { ...HEADERS, ...(isLarge && { expect: '100-continue' }) };
      const { status, text } = await served.postBy(agent, log, headers, '/modsec/audit');
      assert.equal(status, 200, text);
      // Each answer is a promise.
      assert.equal(served.intake.counters.events, i + 1);
    }
    assert.deepEqual([handshakes, served.source.counts.connections], [1, 1]);
    assert.equal(new Set(eventsOf(served).map(({ path }) => path)).size, 1000);
    assert.ok(eventsOf(served).every(({ rule, isWaf }) => isWaf && rule === '1001'));
  });

  it('may send headers twice and bytes that are no text, and a log that is none costs no other', async (t) => {
    const { ca, tls } = certificates(t);
    const served = await serve({ tls });
    t.after(() => served.close());
    const agent = new Agent({ ca: readFileSync(ca), keepAlive: true });
    t.after(() => agent.destroy());
    const twice = `,"X-Twice":"one","X-Twice":"two","User-Agent":"first","user-agent":"\xff\xfe caf\xe9"`;
    const batch = [logOf(0), logOf(1, { headers: twice }), logOf(2).subarray(0, 300), logOf(3)];
    const body = Buffer.concat(batch.flatMap((log) => [log, Buffer.from('\n')]));
    const { status } = await served.postBy(agent, body, { 'content-type': 'application/x-ndjson' });
    assert.equal(status, 200);
    assert.deepEqual(
      eventsOf(served)
        .map(({ path, agent }) => [path, agent])
        .sort(),
      [
        ['/0', ''],
        ['/1', '\ufffd\ufffd caf\ufffd'],
        ['/3', ''],
      ],
    );
    const { malformed } = served.intake.counters;
    assert.deepEqual([malformed, served.collecting.malformed], [1, ['2: not JSON']]);
  });

  it('trusts whom the system trusts', { skip: withModSecurity.skip || withNamespace.skip }, async (t) => {
    const { ca, tls } = certificates(t);
    const trusted = temporaryFolder(t);
    copyFileSync(ca, join(trusted, 'ca-certificates.crt'));
    const served = await serve({ tls });
    t.after(() => served.close());
    const server = await TestModSecurity.start({
      auditLog: postedTo(`https://127.0.0.1:${served.source.port}/audit`),
      certificates: trusted,
    });
    t.after(() => server.stop());
    assert.match(await server.ask('GET /page?q=attack HTTP/1.1\r\nHost: shop.example'), /406/);
    await until(() => eventsOf(served).length === 1, 'the log');
    assert.deepEqual([eventsOf(served)[0].rule, served.intake.counters.malformed], ['1001', 0]);
  });
});
