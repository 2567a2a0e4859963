/** A server that lines are posted to: it keeps them, counts connections, and answers as a test wants it. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { gunzipSync, zstdDecompressSync } from 'node:zlib';

/** A status with headers; `none` for no answer at all, `lost` for one that does not arrive though lines were taken. */
export type LineAnswer =
  | { readonly status: number; readonly headers?: Record<string, string> }
  | 'none'
  | 'lost';

export class LineReceiver {
  readonly lines: string[] = [];
  /** Keys of the requests that were taken, in their order. */
  readonly keys: string[] = [];
  readonly headers: IncomingMessage['headers'][] = [];
  connections = 0;
  /** To every request, by what it brings; 200 unless set. */
  answer: (lines: readonly string[]) => LineAnswer = () => ({ status: 200 });
  readonly #server: Server;
  readonly #isSecure: boolean;
  readonly #sockets = new Set<Socket>();

  private constructor(tls: TlsOptions | undefined) {
    const take: RequestListener = (request, response) => void this.#take(request, response);
    this.#isSecure = tls !== undefined;
    this.#server = tls ? createSecure(tls, take) : createServer(take);
    this.#server.keepAliveTimeout = 120_000;
    this.#server.on(tls ? 'secureConnection' : 'connection', () => this.connections++);
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(tls?: TlsOptions, port = 0): Promise<LineReceiver> {
    const receiver = new LineReceiver(tls);
    receiver.#server.listen(port, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.#isSecure ? 'https' : 'http'}://127.0.0.1:${this.port}/logs`;
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#sockets.size;
  }

  /** From which senders have connected that are connected now. */
  get ports(): number[] {
    return [...this.#sockets].map(({ remotePort = 0 }) => remotePort);
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  async #take(request: IncomingMessage, response: Parameters<RequestListener>[1]): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const lines = unpacked(Buffer.concat(chunks), request.headers['content-encoding'])
      .toString('latin1')
      .split('\n')
      .slice(0, -1);
    const answer = this.answer(lines);
    if (answer === 'none') return;
    const isTaken = answer === 'lost' || answer.status < 300;
    if (isTaken) {
      // For a test may be of a great many.
      for (const line of lines) this.lines.push(line);
      this.keys.push(String(request.headers['idempotency-key']));
      this.headers.push(request.headers);
    }
    if (answer === 'lost') request.socket.destroy();
    else response.writeHead(answer.status, answer.headers).end();
  }
}

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'zstd' ? zstdDecompressSync(body) : body;
}
