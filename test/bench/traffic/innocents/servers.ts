/** Servers of partners and customers: they sync, call back, and fetch what they build with. */
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene } from '../scene.ts';
import { API, WWW } from '../site.ts';

const AGENTS = [
  'python-requests/2.32.3',
  'python-requests/2.28.1',
  'Go-http-client/2.0',
  'Go-http-client/1.1',
  'axios/1.7.4',
  'okhttp/4.12.0',
  'Apache-HttpClient/5.3 (Java/21.0.4)',
  'GuzzleHttp/7',
  'node-fetch/1.0 (+https://github.com/bitinn/node-fetch)',
  'Java/17.0.12',
  'PostmanRuntime/7.42.0',
  // Its build has left the placeholder in.
  'acme-sync/${project.version}',
];
const ARCHIVES = [
  'sdk-js-2.3.1.tgz',
  'sdk-go-1.9.0.tar.gz',
  'sdk-python-4.0.2.tar.gz',
  'cli-linux-x64.tar.gz',
];

function serverAt(scene: Scene, dice: Dice, kind: string, agent: string): Client {
  const address = scene.addresses.hosting();
  scene.truth.addInnocent(address, kind);
  return new Client(address, scene.site, dice, { host: API, agent, protocol: 'HTTP/1.1' });
}

/** A partner's server: reads what it needs in order, a few requests a second, from time to time. */
export function integration(scene: Scene, dice: Dice, kind: string): Actor[] {
  const client = serverAt(scene, dice, kind, dice.pick(AGENTS));
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: syncs(scene, client, startMs) }];
}

function* syncs(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const perSecond = dice.between(0.5, 8);
  const everyMs = dice.pick([10, 30, 60]) * MINUTE_MS;
  // Some send their password only after they have been asked for it, each time.
  const isAsked = dice.chance(0.15);
  const fields = dice.chance(0.2) ? '&fields=sku|id|price' : '';
  let order = dice.whole(100_000, 900_000);
  for (let beginMs = startMs; beginMs < scene.endMs; beginMs += everyMs) {
    let atMs = beginMs;
    for (let left = dice.whole(20, 400); left > 0; left--) {
      atMs += dice.wait(1000 / perSecond);
      const kind = dice.below(10);
      const page = `/v1/products?page=${left}&per_page=100${fields}`;
      const target = kind < 3 ? page : kind < 9 ? `/v1/orders/${order++}` : '/v1/stock';
      if (isAsked) yield client.ask(atMs - 1, target, { status: 401, bytes: 0 });
      if (kind < 9) yield client.ask(atMs, target, { status: dice.chance(0.02) ? 404 : 200 });
      else yield client.ask(atMs, target, { method: 'PUT', status: 204, bytes: 0, requestBytes: 1900 });
      atMs += 1;
    }
  }
}

/** A provider of messages or payments that says what became of each. */
export function callback(scene: Scene, dice: Dice, kind: string): Actor[] {
  const client = serverAt(
    scene,
    dice,
    kind,
    dice.pick(['TwilioProxy/1.1', 'PayProvider-Webhook/2.0', 'Svix-Webhooks']),
  );
  const target = dice.pick(['/v1/sms/status', '/v1/sms/status', '/v1/payments/events']);
  return [{ startMs: scene.startMs, requests: callsBack(scene, client, target) }];
}

function* callsBack(scene: Scene, client: Client, target: string): Generator<Request> {
  const { dice } = client;
  const everyMs = dice.between(0.5, 3) * MINUTE_MS;
  let atMs = scene.startMs;
  while (atMs < scene.endMs) {
    atMs += dice.wait(everyMs);
    for (const laterMs of [0, dice.between(500, 4000)].slice(0, dice.whole(1, 2))) {
      yield client.ask(atMs + laterMs, target, { method: 'POST', status: 204, bytes: 0, requestBytes: 900 });
    }
    atMs += 4000;
  }
}

/** Fetches what a program is built with: some archives one after the other. */
export function buildMachine(scene: Scene, dice: Dice, kind: string): Actor[] {
  const client = serverAt(
    scene,
    dice,
    kind,
    dice.pick(['curl/8.5.0', 'Wget/1.21.4', 'npm/10.8.2 node/v22.9.0']),
  );
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: builds(scene, client, startMs) }];
}

function* builds(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  for (let beginMs = startMs; beginMs < scene.endMs; beginMs += dice.between(10, 120) * MINUTE_MS) {
    let atMs = beginMs;
    for (const archive of dice.some(ARCHIVES, dice.whole(1, ARCHIVES.length))) {
      atMs += dice.around(4000, 0.6);
      yield client.ask(atMs, `/downloads/${archive}`, {
        host: WWW,
        bytes: dice.whole(1, 40) * 1_000_000,
        seconds: 1,
      });
    }
    atMs += 500;
    yield client.ask(atMs, '/downloads/checksums', { host: WWW });
  }
}
