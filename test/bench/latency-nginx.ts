/** Clients of an nginx, of which every worker has to refuse them. */
import { Agent, request } from 'node:http';
import type { Clock } from '#libs/clock/clock.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { freePort } from '#services/standalone/stack/ports.ts';
import type { Place } from './latency.ts';

const WORKERS = 2;
const POLL_MS = 0.5;
const GIVE_UP_MS = 10_000;
/** Connections that are opened from one address at most to reach every worker. */
const CONNECTIONS_MAX = 64;
const SITE = 'add_header X-Worker $pid always;\nlocation / { return 200 "ok\\n"; }';

export async function openNginxPlace(clock: Clock, run: number): Promise<Place> {
  const port = await freePort();
  return {
    nginx: { part: await nginxPart(), port, workers: WORKERS, site: SITE },
    addressOf: (i) => `127.${50 + run}.${i & 255}.${1 + (i >>> 8)}`,
    begin: async () => {},
    refusal: async (address, offend) => {
      const connections = await connectionsToAll(address, port);
      const writtenMs = clock.now();
      offend();
      for (const connection of connections) {
        while ((await ask(connection, address, port)).status !== 403) {
          if (clock.now() - writtenMs > GIVE_UP_MS)
            throw new Error(`${address} was not refused within ${GIVE_UP_MS} ms`);
          await clock.sleep(POLL_MS);
        }
      }
      const refusedMs = clock.now();
      for (const connection of connections) connection.destroy();
      return { writtenMs, refusedMs };
    },
    end: async () => {},
  };
}

/** One kept-alive connection to each worker. */
async function connectionsToAll(address: string, port: number): Promise<Agent[]> {
  const byWorker = new Map<string, Agent>();
  for (let i = 0; i < CONNECTIONS_MAX && byWorker.size < WORKERS; i++) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { worker } = await ask(agent, address, port);
    if (byWorker.has(worker)) agent.destroy();
    else byWorker.set(worker, agent);
  }
  return [...byWorker.values()];
}

function ask(agent: Agent, address: string, port: number): Promise<{ status: number; worker: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, localAddress: address, agent }, (response) => {
      response.resume();
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, worker: String(response.headers['x-worker'] ?? '') });
      });
    });
    asking.once('error', reject);
    asking.end();
  });
}
