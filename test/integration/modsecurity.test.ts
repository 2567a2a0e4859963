/** The audit log of a real ModSecurity, which it posts itself. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { FLAG } from '#libs/domain/event.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { RecentRequests } from '#services/collector/recent-requests.ts';
import { modsecurityModule } from '#services/standalone/parts/modsecurity.ts';
import { modsecurityPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import { testHash } from '../support/batches.ts';
import { HttpServing } from '../support/http-serving.ts';
import { until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(() => modsecurityPart());
const TOKEN = 'a-token-of-24-characters';

describe('ModSecurity that posts its audit log', { skip }, () => {
  let served: HttpServing;
  let nginx: ChildProcess;
  let port: number;
  let folder: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'weir-modsecurity-'));
    const tokenFile = join(folder, 'tokens');
    writeFileSync(tokenFile, TOKEN);
    served = await HttpServing.open({ tokenFile }, (collecting) =>
      collecting.intake('waf', openFormat({ format: 'modsecurity' }), [], new RecentRequests(testHash, 1000)),
    );
    const part = await modsecurityPart();
    port = await freePort();
    for (const name of ['temp', 'html']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, 'html/page'), 'a page\n');
    writeFileSync(
      join(folder, 'nginx.conf'),
      configuration(modsecurityModule(part), port, served.source.port),
    );
    const log = openSync(join(folder, 'output'), 'a');
    nginx = spawn(part.binary, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
      stdio: ['ignore', log, log],
      env: { ...process.env, ...(part.libraryPath && { LD_LIBRARY_PATH: part.libraryPath }) },
    });
    closeSync(log);
    const listens = () =>
      new Promise<boolean>((resolve) => {
        const socket = connect(port, '127.0.0.1');
        socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
        socket.once('connect', () => socket.destroy());
      });
    await until(async () => nginx.exitCode !== null || (await listens()), 'nginx to listen');
    if (nginx.exitCode !== null) throw new Error(readFileSync(join(folder, 'output'), 'utf8'));
  });
  after(async () => {
    if (nginx.exitCode === null) {
      const ended = once(nginx, 'exit');
      nginx.kill('SIGTERM');
      await ended;
    }
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Sends a request as it is, byte by byte. @returns the first line of the answer */
  async function ask(head: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.end(Buffer.from(`${head}\r\nConnection: close\r\n\r\n`, 'latin1'));
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    return answer.split('\r\n')[0];
  }

  const events = () =>
    served.collecting.sent.flatMap(({ bytes }) => {
      const { rows, texts, status, flags, wafSeverity } = decodeBatch(bytes);
      return Array.from({ length: rows }, (_, row) => ({
        path: texts[TEXT_INDEX.path].textAt(row),
        host: texts[TEXT_INDEX.host].textAt(row),
        rule: texts[TEXT_INDEX.waf_rule].textAt(row),
        severity: wafSeverity[row],
        status: status[row],
        isWaf: (flags[row] & FLAG.waf) !== 0,
      }));
    });

  it('has each log taken in, repeated headers, bytes that are no text and all', async () => {
    const attack = 'GET /page?q=attack HTTP/1.1\r\nHost: shop.example';
    assert.match(await ask('GET /page HTTP/1.1\r\nHost: shop.example'), /200/);
    assert.match(await ask(attack), /406/);
    assert.match(await ask(`${attack}\r\nX-Twice: one\r\nX-Twice: two\r\nX-Twice: "three"`), /406/);
    assert.match(await ask(`${attack}\r\nUser-Agent: \xff\xfe\x80 caf\xe9`), /406/);
    await until(() => events().length === 4, 'all four logs');
    assert.deepEqual(
      events().map(({ path, host, rule, severity, status, isWaf }) => [
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
    const before = events().length;
    for (let i = 0; i < 3; i++) {
      const { status } = await served.post(`${log}\n`, {
        authorization: `Bearer ${TOKEN}`,
        expect: '100-continue',
      });
      assert.equal(status, 200);
    }
    assert.deepEqual([events().length, served.intake.counters.repeated], [before + 1, 2]);
  });
});

function configuration(module: string, port: number, receiver: number): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `load_module "${module}";
daemon off;
user root;
pid nginx.pid;
worker_processes 1;
events {}
http {
  access_log off;
${temporary.map((name) => `  ${name}_temp_path temp/${name};`).join('\n')}
  server {
    listen 127.0.0.1:${port};
    root html;
    modsecurity on;
    modsecurity_rules '
      SecRuleEngine On
      SecAuditEngine On
      SecAuditLogParts ABFHZ
      SecAuditLogFormat JSON
      SecAuditLogType HTTPS
      SecAuditLog "http://127.0.0.1:${receiver}/modsec/${TOKEN}"
      SecRule ARGS "@contains attack" "id:1001,phase:1,deny,status:406,log,msg:attack,severity:CRITICAL"
    ';
  }
}
`;
}
