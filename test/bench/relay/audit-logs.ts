/** Audit logs as ModSecurity writes them, of some 2 KB, each with an id of its own; and a file that grows by them. */
import { appendFileSync, closeSync, openSync, writeSync } from 'node:fs';
import type { Clock } from '#libs/clock/clock.ts';
import { type Random, seededRandom } from '#libs/clock/random.ts';

const TICK_MS = 50;
const WRITE_BYTES = 1024 * 1024;
const PATHS = ['/', '/login', '/catalogue/shoes', '/api/v1/basket', '/search', '/admin/config.php'];
const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'sqlmap/1.8#stable (https://sqlmap.org)',
];

/** @param i its number, by which it is known */
export function auditLog(i: number, random: Random): string {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random.next() * from.length)];
  const uri = `${pick(PATHS)}?n=${i}&id=${random.hex(4)}%27%20OR%201=1--`;
  const [ip, port] = [`198.51.${i & 255}.${(i >> 8) & 255}`, 1024 + (i % 60_000)];
  return JSON.stringify({
    transaction: {
      client_ip: ip,
      time_stamp: 'Sat Nov 21 19:57:05 2026',
      server_id: '5f2bd4a9b6f1d2c3e4a5968778695a4b3c2d1e0f',
      client_port: port,
      host_ip: '203.0.113.10',
      host_port: 443,
      unique_id: `1795${random.hex(6)}.${random.hex(4)}`,
      request: {
        method: 'GET',
        http_version: 1.1,
        uri,
        headers: {
          Host: 'shop.example',
          'User-Agent': pick(AGENTS),
          Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
          'Accept-Language': 'en-US,en;q=0.5',
          Referer: 'https://shop.example/catalogue/shoes?page=3',
          Cookie: `session=${random.hex(16)}; basket=${i % 97}`,
        },
      },
      response: {
        body: '<html>\r\n<head><title>403 Forbidden</title></head>\r\n<body>\r\n<center><h1>403 Forbidden</h1></center>\r\n</body>\r\n</html>\r\n',
        http_code: 403,
        headers: {
          Server: 'nginx',
          'Content-Type': 'text/html',
          'Content-Length': '153',
          Connection: 'close',
        },
      },
      producer: {
        modsecurity: 'ModSecurity v3.0.9 (Linux)',
        connector: 'ModSecurity-nginx v1.0.3',
        secrules_engine: 'Enabled',
        components: ['OWASP_CRS/3.3.4"'],
      },
      messages: [
        {
          message: 'SQL Injection Attack Detected via libinjection',
          details: {
            match: `detected SQLi using libinjection with fingerprint 's&1=1' [data "Matched Data: s&1=1 found within ARGS:id: ${random.hex(4)}"]`,
            reference: 'v12,18t:urlDecodeUni,t:utf8toUnicode,t:removeNulls',
            ruleId: '942100',
            file: '/usr/share/modsecurity-crs/rules/REQUEST-942-APPLICATION-ATTACK-SQLI.conf',
            lineNumber: '65',
            data: 'Matched Data: s&1=1 found within ARGS:id',
            severity: '2',
            ver: 'OWASP_CRS/3.3.4',
            rev: '',
            tags: [
              'application-multi',
              'language-multi',
              'platform-multi',
              'attack-sqli',
              'paranoia-level/1',
            ],
            maturity: '0',
            accuracy: '0',
          },
        },
      ],
    },
  });
}

/** Writes a file of so many logs, numbered from 0. @returns its bytes */
export function writeAuditLogs(file: string, count: number): number {
  const random = seededRandom(1);
  const handle = openSync(file, 'w');
  let [pending, bytes] = ['', 0];
  for (let i = 0; i < count; i++) {
    pending += `${auditLog(i, random)}\n`;
    if (pending.length < WRITE_BYTES && i < count - 1) continue;
    bytes += writeSync(handle, pending);
    pending = '';
  }
  closeSync(handle);
  return bytes;
}

/** Appends logs to a file, so many a second, for as long as it is told to. */
export class AuditLogs {
  readonly #file: string;
  readonly #perSecond: number;
  readonly #clock: Clock;
  readonly #random = seededRandom(2);
  #count = 0;

  constructor(options: { readonly file: string; readonly perSecond: number; readonly clock: Clock }) {
    this.#file = options.file;
    this.#perSecond = options.perSecond;
    this.#clock = options.clock;
    appendFileSync(this.#file, '');
  }

  /** That were written. */
  get count(): number {
    return this.#count;
  }

  async write(seconds: number): Promise<void> {
    const [startMs, before] = [this.#clock.elapsed(), this.#count];
    const total = Math.round(seconds * this.#perSecond);
    while (this.#count - before < total) {
      const due = Math.min(total, Math.ceil(((this.#clock.elapsed() - startMs) / 1000) * this.#perSecond));
      let lines = '';
      while (this.#count - before < due) lines += `${auditLog(this.#count++, this.#random)}\n`;
      if (lines !== '') appendFileSync(this.#file, lines);
      await this.#clock.sleep(TICK_MS);
    }
  }
}
