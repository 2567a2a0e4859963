/** The configuration files of one machine's stack. */
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { renderSnippets } from '#services/enforcer/targets/nginx/snippets.ts';
import type { NginxPart } from '../parts/parts.ts';
import { CHECKOUT, type Layout } from './layout.ts';

const FILE_MODE = 0o600;
const LUA_DIR = resolve(CHECKOUT, 'services/enforcer/targets/nginx/lua');

/** Who may talk to the embedded nats-server: whoever can read its files. */
export interface NatsAccess {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export function newNatsAccess(port: number): NatsAccess {
  return { port, user: 'weir', password: randomBytes(18).toString('base64url') };
}

export function writeNatsConfig(layout: Layout, access: NatsAccess): void {
  const config = `listen: "127.0.0.1:${access.port}"
server_name: "weir"
log_file: ${JSON.stringify(join(layout.logs, 'nats.log'))}
logfile_size_limit: 8MB
max_payload: 1MB
authorization { user: ${JSON.stringify(access.user)}, password: ${JSON.stringify(access.password)} }
jetstream { store_dir: ${JSON.stringify(layout.natsData)}, max_memory_store: 64MB, max_file_store: 64GB }
`;
  writeFileSync(layout.natsConfig, config, { mode: FILE_MODE });
}

/** Range shards of a stack on one machine. */
export const SHARDS = 8;
/** And shards for keys that are no address. */
export const KEY_SHARDS = 2;

export interface WeirConfigOptions {
  readonly shards?: number;
  readonly nats: NatsAccess;
  readonly decisionPort: number;
  readonly otlp?: string | undefined;
  /** What the collector reads; see services/collector/config. */
  readonly source: Readonly<Record<string, unknown>>;
  /** Whether nginx refuses what is decided, or it is only shown. */
  readonly enforce: boolean;
  /** Whether loopback addresses may be blocked: the clients of the demonstration have such. */
  readonly loopback: boolean;
  readonly logLevel?: string;
  /** How often services announce how they are. */
  readonly announce?: string;
}

/** Writes weir.yaml, which is also an example of one. */
export function writeWeirConfig(layout: Layout, options: WeirConfigOptions): void {
  const {
    nats,
    decisionPort,
    shards = SHARDS,
    otlp,
    source,
    enforce,
    loopback,
    logLevel = 'info',
    announce = '1s',
  } = options;
  const decision = `127.0.0.1:${decisionPort}`;
  const protect = loopback ? { loopback: false } : {};
  const config = {
    bus: { servers: [`127.0.0.1:${nats.port}`], user: nats.user, password: nats.password },
    cluster: { shards, keyShards: KEY_SHARDS },
    telemetry: { log: logLevel, announce, ...(otlp === undefined ? {} : { otlp }) },
    collector: { stateDir: layout.collector, sources: [source] },
    analyzer: {},
    decision: { listen: decision, stateDir: layout.decision, protect },
    enforcer: {
      decision,
      tokenFile: layout.enforcerTokenFile,
      protect,
      target: enforce
        ? { type: 'nginx', socket: layout.socket, stateDir: layout.enforcer }
        : { type: 'dry-run' },
    },
  };
  writeFileSync(layout.config, `# Made by npm start; one file for all four services.\n${stringify(config)}`, {
    mode: FILE_MODE,
  });
}

export interface NginxConfigOptions {
  readonly part: NginxPart;
  readonly port: number;
  readonly workers: number;
  /** Directives of `server { }` that make up the site. */
  readonly site: string;
  readonly dictionaryMb?: number;
}

/** Writes nginx.conf: a small site behind Weir, which logs in Weir's own format. */
export function writeNginxConfig(
  layout: Layout,
  { part, port, workers, site, dictionaryMb }: NginxConfigOptions,
): void {
  const { http, server } = renderSnippets({
    luaDir: LUA_DIR,
    socketPath: layout.socket,
    stateDir: layout.enforcer,
    luaPackagePath: part.luaPackagePath,
    ...(dictionaryMb === undefined ? {} : { dictionaryMb }),
  });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const config = `load_module ${part.modules.ndk};
load_module ${part.modules.lua};
${process.getuid?.() === 0 ? 'user root root;' : ''}
daemon off;
worker_processes ${workers};
pid nginx.pid;
error_log stderr notice;
events { worker_connections 2048; }
http {
${temporary.map((name) => `${name}_temp_path temp-${name};`).join('\n')}
include ${part.mimeTypes};
${http}
access_log ${layout.accessLog} weir;
keepalive_requests 100000;
server {
listen 127.0.0.1:${port};
${server}
${site}
}
}
`;
  writeFileSync(join(layout.nginx, 'nginx.conf'), config, { mode: FILE_MODE });
}
