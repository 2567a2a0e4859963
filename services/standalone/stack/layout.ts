/** Where everything of one machine's stack lies. */
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { firstTokenFile } from '#libs/rpc/tokens.ts';

/** The folder that holds package.json. */
export const CHECKOUT = resolve(import.meta.dirname, '../../..');

/** A unix socket's path has at most 107 bytes; some room is left for names made from it. */
const SOCKET_PATH_MAX = 100;

export interface Layout {
  readonly folder: string;
  readonly config: string;
  readonly logs: string;
  readonly natsData: string;
  readonly natsConfig: string;
  readonly collector: string;
  readonly decision: string;
  /** Of operators. */
  readonly tokenFile: string;
  readonly enforcerTokenFile: string;
  readonly enforcer: string;
  readonly socket: string;
  readonly nginx: string;
  readonly accessLog: string;
  /** Where others find the control plane. */
  readonly endpoint: string;
  /** Process ids, for whoever has to clear up after a start that was killed. */
  readonly children: string;
}

export function layoutOf(folder: string): Layout {
  const socket = join(folder, 'nginx.sock');
  return {
    folder,
    config: join(folder, 'weir.yaml'),
    logs: join(folder, 'logs'),
    natsData: join(folder, 'nats'),
    natsConfig: join(folder, 'nats.conf'),
    collector: join(folder, 'collector'),
    decision: join(folder, 'decision'),
    tokenFile: firstTokenFile(join(folder, 'decision/tokens'), 'operator'),
    enforcerTokenFile: firstTokenFile(join(folder, 'decision/tokens'), 'enforcer'),
    enforcer: join(folder, 'enforcer'),
    socket: Buffer.byteLength(socket) <= SOCKET_PATH_MAX ? socket : shortSocket(folder),
    nginx: join(folder, 'nginx'),
    accessLog: join(folder, 'nginx/access.log'),
    endpoint: join(folder, 'endpoint.json'),
    children: join(folder, 'children.json'),
  };
}

/** Makes the folders; with `fresh`, what an earlier run left is removed first. */
export function prepareLayout(layout: Layout, fresh: boolean): void {
  if (fresh) rmSync(layout.folder, { recursive: true, force: true });
  const { folder, logs, natsData, collector, decision, enforcer, nginx } = layout;
  for (const each of [folder, logs, natsData, collector, decision, enforcer, nginx]) {
    mkdirSync(each, { recursive: true, mode: 0o700 });
  }
}

/** For a checkout that lies too deep. */
function shortSocket(folder: string): string {
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const home = join(tmpdir(), `weir-${userInfo().uid}-${name}`);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  return join(home, 'nginx.sock');
}
