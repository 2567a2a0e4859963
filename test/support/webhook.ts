/** A service that a webhook posts to. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class WebhookService {
  readonly url: string;
  readonly posted: Posted[] = [];
  /** How it answers. */
  answer: (posted: Posted, response: ServerResponse) => void = (_, response) => response.end();
  readonly #server: ReturnType<typeof createServer>;

  private constructor(server: ReturnType<typeof createServer>) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/weir`;
    server.on('request', (request, response) => void this.#take(request, response));
  }

  static async start(): Promise<WebhookService> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new WebhookService(server);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const posted = { method: request.method!, headers: request.headers, body };
    this.posted.push(posted);
    this.answer(posted, response);
  }
}
