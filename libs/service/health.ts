/** The HTTP side of a service: /live, /ready, /metrics. */
import { createServer, type Server } from 'node:http';
import { messageOf, WeirError } from '../errors/weir-error.ts';

export interface HealthChecks {
  /** Empty when the service can do its work now, else why not. */
  readonly notReady: () => string;
  readonly metrics: () => Promise<string>;
}

/** Listens on `host:port`. @throws WeirError `config` when the address can't be had */
export async function serveHealth(
  endpoint: string,
  checks: HealthChecks,
): Promise<{ close(): Promise<void> }> {
  const { host, port } = splitEndpoint(endpoint);
  const server = createServer((request, response) => {
    const path = request.url?.split('?')[0];
    if (path === '/live') response.end('live\n');
    else if (path === '/ready') {
      const reason = checks.notReady();
      response.statusCode = reason === '' ? 200 : 503;
      response.end(reason === '' ? 'ready\n' : `${reason}\n`);
    } else if (path === '/metrics') {
      checks.metrics().then(
        (text) => response.setHeader('content-type', 'text/plain; version=0.0.4').end(text),
        (error) => {
          response.statusCode = 500;
          response.end(`${messageOf(error)}\n`);
        },
      );
    } else {
      response.statusCode = 404;
      response.end('There are /live, /ready and /metrics.\n');
    }
  });
  await listen(server, host, port, endpoint);
  return {
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** `[::1]:80` and `127.0.0.1:80` in their two parts. */
export function splitEndpoint(endpoint: string): { host: string; port: number } {
  const colon = endpoint.lastIndexOf(':');
  return { host: endpoint.slice(0, colon).replace(/^\[|\]$/g, ''), port: Number(endpoint.slice(colon + 1)) };
}

function listen(server: Server, host: string, port: number, endpoint: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => {
      reject(new WeirError('config', `telemetry.health: can't listen on ${endpoint}: ${messageOf(error)}`));
    });
    server.listen(port, host, resolve);
  });
}
