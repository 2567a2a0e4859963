/** A real HTTP server that takes webhooks, and answers as a test wants it. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The status it got; 0 for none. */
  readonly answered: number;
}

/** A status with its headers, or no answer at all. */
export type HttpAnswer = { readonly status: number; readonly headers?: Record<string, string> } | 'none';

export class HttpReceiver {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  /** Answers to come; 200 when there are no more. */
  #answers: HttpAnswer[] = [];

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method = '', url = '', headers } = request;
      const answer = this.#answers.shift() ?? { status: 200 };
      const answered = answer === 'none' ? 0 : answer.status;
      this.requests.push({ method, path: url, headers, body: Buffer.concat(chunks).toString(), answered });
      if (answer !== 'none')
        response.writeHead(answer.status, answer.headers).end('what it says is not looked at');
    });
  }

  static async start(): Promise<HttpReceiver> {
    const receiver = new HttpReceiver();
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  /** What it answers to the next requests. */
  answer(...answers: HttpAnswer[]): void {
    this.#answers = answers;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
