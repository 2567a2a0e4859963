/** The ways of an audit log from nginx to its receiver, each with all that it takes. */
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '#services/standalone/stack/ports.ts';
import { Relaying } from '../../support/relaying.ts';
import { cpuSecondsOf } from '../stack.ts';
import { Receiving } from './receiving.ts';
import { Waf } from './waf.ts';

export const MODES = ['off', 'no-audit', 'fifo', 'serial', 'concurrent', 'http', 'direct'] as const;
export type Mode = (typeof MODES)[number];

/** Of the receiver, and whom it is signed by; PEM. */
export interface Files {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** A relay's queue must not be what ends a run. */
const QUEUE = '8GB';
const SYSTEM_AUTHORITIES = '/etc/ssl/certs';

const RULES = [
  'SecRuleEngine On',
  'SecRequestBodyAccess On',
  'SecResponseBodyAccess On',
  'SecResponseBodyMimeType text/html',
  'SecRule ARGS "@detectSQLi" "id:1001,phase:2,deny,status:406,log,msg:injection,severity:CRITICAL"',
  'SecRule REQUEST_HEADERS:User-Agent "@pm sqlmap nikto" "id:1002,phase:1,deny,status:406,log,msg:scanner"',
  'SecRule REQUEST_HEADERS:Host "@streq shop.example" "id:1003,phase:1,pass,nolog,auditlog,msg:seen,tag:shop"',
];
const AUDIT = ['SecAuditEngine On', 'SecAuditLogParts ABCEFHIJKZ', 'SecAuditLogFormat JSON'];

/** How ModSecurity is told where its logs go, and what a relay reads then, if there is one. */
interface Way {
  readonly audit: readonly string[];
  readonly source?: object;
  readonly authorities?: string;
}

export class Path implements AsyncDisposable {
  readonly mode: Mode;
  readonly waf: Waf;
  readonly receiving: Receiving | undefined;
  readonly relay: Relaying | undefined;
  readonly #all: AsyncDisposableStack;

  private constructor(
    mode: Mode,
    parts: { readonly waf: Waf; readonly receiving?: Receiving; readonly relay?: Relaying },
    all: AsyncDisposableStack,
  ) {
    this.mode = mode;
    this.waf = parts.waf;
    this.receiving = parts.receiving;
    this.relay = parts.relay;
    this.#all = all;
  }

  /** @param folder for all of its files, not there yet */
  static async open(mode: Mode, folder: string, files: Files): Promise<Path> {
    await using all = new AsyncDisposableStack();
    mkdirSync(folder);
    if (mode === 'off' || mode === 'no-audit') {
      const rules = mode === 'off' ? undefined : [...RULES, 'SecAuditEngine Off'];
      const waf = all.use(await Waf.start({ folder, rules }));
      return new Path(mode, { waf }, all.move());
    }
    const receiving = all.use(await Receiving.start(files));
    const { audit, source, authorities } = await wayOf(mode, folder, files, receiving);
    let relay: Relaying | undefined;
    if (source) {
      relay = await relayTo(receiving, join(folder, 'relay'), [source], { ca: files.ca, queue: QUEUE });
      all.adopt(relay, (each) => each.stop());
    }
    const waf = all.use(await Waf.start({ folder, rules: [...RULES, ...AUDIT, ...audit], authorities }));
    return new Path(mode, { waf, receiving, ...(relay && { relay }) }, all.move());
  }

  /** CPU seconds of the relay. */
  get relaySeconds(): number {
    return this.relay?.process.pid === undefined ? 0 : cpuSecondsOf(this.relay.process.pid);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#all.disposeAsync();
  }
}

export interface RelayTo {
  readonly ca: string;
  readonly queue?: string;
  readonly compress?: 'gzip' | 'zstd' | 'none';
  readonly whenFull?: 'wait' | 'drop-newest';
}

/** A relay, in a folder that is not there yet. */
export async function relayTo(
  { url }: Pick<Receiving, 'url'>,
  folder: string,
  sources: readonly object[],
  { ca, whenFull = 'wait', ...settings }: RelayTo,
): Promise<Relaying> {
  mkdirSync(folder);
  const destination = { name: 'all', type: 'http', url, tls: { ca }, ...settings };
  const relay = { sources, destinations: [destination], whenFull };
  return await Relaying.start(folder, relay);
}

async function wayOf(
  mode: Exclude<Mode, 'off' | 'no-audit'>,
  folder: string,
  files: Files,
  receiving: Receiving,
): Promise<Way> {
  const [file, pipe] = [join(folder, 'audit.log'), join(folder, 'audit.pipe')];
  const serial = (path: string) => ['SecAuditLogType Serial', `SecAuditLog ${path}`];
  const https = (url: string) => ['SecAuditLogType HTTPS', `SecAuditLog "${url}"`];
  switch (mode) {
    case 'fifo':
      return { audit: serial(pipe), source: { name: 'audit', type: 'pipe', path: pipe, create: true } };
    case 'serial':
      return { audit: serial(file), source: { name: 'audit', type: 'file', path: file } };
    case 'concurrent': {
      const logs = join(folder, 'logs');
      mkdirSync(logs);
      const source = { name: 'audit', type: 'concurrent', path: file, folder: logs, remove: true };
      const storage = [`SecAuditLog ${file}`, `SecAuditLogStorageDir ${logs}`];
      return { audit: ['SecAuditLogType Concurrent', ...storage], source };
    }
    case 'http': {
      const listen = `127.0.0.1:${await freePort()}`;
      return {
        audit: https(`http://${listen}/modsec/audit`),
        source: { name: 'audit', type: 'http', listen },
      };
    }
    case 'direct':
      return { audit: https(receiving.url), authorities: believing(join(folder, 'authorities'), files.ca) };
  }
}

/** Those that the system believes, and one more. */
function believing(folder: string, ca: string): string {
  cpSync(SYSTEM_AUTHORITIES, folder, { recursive: true, dereference: true });
  copyFileSync(ca, join(folder, 'bench.pem'));
  return folder;
}
