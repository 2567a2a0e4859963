/** One client of the demonstration: an address of its own, a browser's way of asking, and a count of what came back. */
import { Agent, request } from 'node:http';

const TIMEOUT_MS = 5000;

export interface Asked {
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly referer?: string | undefined;
  readonly agent?: string;
}

export interface Answered {
  readonly status: number;
  /** Id of the decision by which Weir refused the request; empty when it did not. */
  readonly decision: string;
}

export class Client {
  readonly address: string;
  readonly #port: number;
  readonly #userAgent: string;
  readonly #connections: Agent;
  /** Answers so far, and those of them that were Weir's. */
  answered = 0;
  refused = 0;
  failed = 0;

  constructor(address: string, port: number, userAgent: string) {
    this.address = address;
    this.#port = port;
    this.#userAgent = userAgent;
    this.#connections = new Agent({ keepAlive: true, maxSockets: 6, maxFreeSockets: 2, timeout: TIMEOUT_MS });
  }

  /** Sends a request; an error of the connection counts as no answer (status 0). */
  ask(path: string, { method = 'GET', body = '', referer, agent }: Asked = {}): Promise<Answered> {
    return new Promise((resolve) => {
      const asking = request({
        host: '127.0.0.1',
        port: this.#port,
        localAddress: this.address,
        path,
        method,
        agent: this.#connections,
        timeout: TIMEOUT_MS,
        headers: {
          host: 'shop.example',
          'user-agent': agent ?? this.#userAgent,
          ...(referer === undefined ? {} : { referer }),
          ...(method === 'POST'
            ? {
                'content-type': 'application/x-www-form-urlencoded',
                'content-length': Buffer.byteLength(body),
              }
            : {}),
        },
      });
      const failed = () => {
        this.failed++;
        resolve({ status: 0, decision: '' });
      };
      asking.once('error', failed);
      asking.once('timeout', () => asking.destroy(new Error('no answer')));
      asking.once('response', (response) => {
        response.resume();
        response.once('error', failed);
        response.once('end', () => {
          const decision = String(response.headers['weir-decision'] ?? '');
          this.answered++;
          if (decision !== '') this.refused++;
          resolve({ status: response.statusCode ?? 0, decision });
        });
      });
      asking.end(body);
    });
  }

  close(): void {
    this.#connections.destroy();
  }
}
