/** TCP ports on this machine. */
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string')
    throw new WeirError('unavailable', 'there is no free port');
  return address.port;
}

/** @throws WeirError `config` when somebody else listens there */
export async function requireFree(port: number, hint: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    throw new WeirError('config', `port ${port} can't be used: ${messageOf(error)}; ${hint}`);
  }
  server.close();
  await once(server, 'close');
}

export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
