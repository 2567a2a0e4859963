/** The socket that nginx dials: opened with care, and with a bound on who waits at it. */
import { chmod, lstat, mkdir, unlink } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

/** The system cuts or refuses longer ones. */
export const SOCKET_PATH_BYTES_MAX = 107;

export interface GateEvents {
  onSocket(socket: Socket): void;
  /** There were too many connections. */
  onDrop(): void;
}

/**
 * Listens on a unix socket. One that a dead process has left is removed first, a folder that is not there is made.
 * @throws WeirError `config` when the path can't be used, `conflict` when another process listens there.
 */
export async function openGate(
  path: string,
  mode: number,
  connectionsMax: number,
  events: GateEvents,
): Promise<Server> {
  if (Buffer.byteLength(path) > SOCKET_PATH_BYTES_MAX) {
    throw new WeirError('config', `a socket path has at most ${SOCKET_PATH_BYTES_MAX} bytes`, { path });
  }
  await clear(path);
  const server = createServer((socket) => events.onSocket(socket));
  server.maxConnections = connectionsMax;
  server.on('drop', () => events.onDrop());
  try {
    await mkdir(dirname(path), { recursive: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(path, () => {
        server.off('error', reject);
        resolve();
      });
    });
    await chmod(path, mode);
  } catch (error) {
    server.close();
    throw new WeirError('config', `can't listen: ${messageOf(error)}`, { path }, error);
  }
  // A later error (no file descriptors left, say) concerns one connection; nginx dials again.
  server.on('error', () => events.onDrop());
  return server;
}

async function clear(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (!found) return;
  if (!found.isSocket()) throw new WeirError('config', 'there is a file that is no socket', { path });
  if (await isAnswered(path)) throw new WeirError('conflict', 'another enforcer listens there', { path });
  await unlink(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
