/**
 * Takes audit logs that are posted, over TLS, as cheaply as it can: it counts them and knows which they are. A process of
 * its own, which does what it is told by messages, and ends with who has started it.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, zstdDecompress } from 'node:zlib';

export interface Received {
  readonly requests: number;
  readonly logs: number;
  /** Different logs. */
  readonly distinct: number;
  /** TLS handshakes. */
  readonly connections: number;
}

/** What it can be told; each has an answer. */
export interface Orders {
  /** Listens on 127.0.0.1; 0 for any port, which is answered. */
  open(files: { readonly cert: string; readonly key: string }, port: number): Promise<number>;
  /** Listens no more, and ends all connections. */
  close(): Promise<void>;
  received(): Promise<Received>;
}

const UNPACK = { gzip: promisify(gunzip), zstd: promisify(zstdDecompress) };
/** ModSecurity's ids are of a second and a number by chance, and two can be the same: each request has a number as well. */
const LOG = /"unique_id":"([^"]{1,64})".*?[?&]n=(\d{1,15})/;

const known = new Set<string>();
const sockets = new Set<Duplex>();
let requests = 0;
let logs = 0;
let connections = 0;
let server: Server | undefined;

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const packed = Buffer.concat(chunks);
  const encoding = request.headers['content-encoding'];
  const body = encoding === 'gzip' || encoding === 'zstd' ? await UNPACK[encoding](packed) : packed;
  for (const line of body.toString('latin1').split('\n')) {
    if (line === '') continue;
    logs++;
    const [, id, n] = LOG.exec(line) ?? [];
    if (id !== undefined) known.add(`${id} ${n}`);
  }
  requests++;
  response.end();
}

const orders: Orders = {
  async open({ cert, key }, port) {
    const opened = createServer({ cert: readFileSync(cert), key: readFileSync(key) }, (request, response) => {
      take(request, response).catch(() => request.destroy());
    });
    opened.keepAliveTimeout = 120_000;
    opened.on('secureConnection', () => connections++);
    opened.on('connection', (socket) => {
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      opened.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    server = opened;
    const address = opened.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  },

  async close() {
    server?.close();
    for (const socket of sockets) socket.destroy();
  },

  async received() {
    return { requests, logs, distinct: known.size, connections };
  },
};

process.on('disconnect', () => process.exit());
process.on('message', ({ id, order, args }: { id: number; order: keyof Orders; args: never[] }) => {
  const act = orders[order] as (...values: never[]) => Promise<unknown>;
  act(...args).then(
    (answer) => process.send?.({ id, answer }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
