/** Programs that work for people: native apps, clients with old passwords, tabs left open. */
import { appAgent, browserAgent } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene, SECOND_MS } from '../scene.ts';
import { API, PRODUCTS, WWW } from '../site.ts';
import { browserOf, logIn } from './browsing.ts';

/** A native app: no referers, nothing static, bursts of calls for each screen. */
export function app(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = dice.chance(0.6) ? scene.addresses.home() : scene.addresses.homeV6().next();
  scene.truth.addInnocent(address, kind);
  const startMs = moment(scene, dice, 10 * MINUTE_MS);
  return [{ startMs, requests: appSessions(scene, appAt(scene, dice, address), startMs) }];
}

export function appAt(scene: Scene, dice: Dice, address: string): Client {
  return new Client(address, scene.site, dice, { host: API, agent: appAgent(dice) });
}

export function* appSessions(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  let atMs = startMs;
  for (let left = dice.whole(1, 3); left > 0; left--) {
    atMs = yield* opens(scene, client, atMs);
    for (let screens = dice.whole(2, 14); screens > 0; screens--) {
      for (let calls = dice.whole(1, 6); calls > 0; calls--) {
        atMs += dice.between(2, 60);
        yield client.ask(atMs, screenCall(dice));
      }
      atMs += Math.max(800, dice.around(7000, 0.9));
    }
    atMs += dice.between(0.2, 2) * HOUR_MS;
  }
}

function screenCall(dice: Dice): string {
  const calls = [
    `/v1/products/${dice.below(PRODUCTS)}`,
    `/v1/products?page=${dice.whole(1, 12)}`,
    '/v1/cart',
    `/v1/recommendations?for=${dice.below(PRODUCTS)}`,
    '/v1/notifications',
  ];
  return dice.pick(calls);
}

/** The token of last time is made new; who has to log in again may mistype, or is sent a code. */
function* opens(scene: Scene, client: Client, startMs: number): Generator<Request, number> {
  const { dice } = client;
  const { site } = scene;
  const post = (timeMs: number, target: string, status: number) =>
    client.ask(timeMs, target, { method: 'POST', status, bytes: status === 200 ? 900 : 80 });
  let atMs = startMs;
  const known = !dice.chance(0.06);
  yield post(atMs, '/oauth/token', site.loginStatus(known, atMs, 200));
  if (!known) {
    const byCode = dice.chance(0.4);
    atMs += 6000;
    if (byCode) yield post(atMs, '/v1/otp/send', 200);
    for (let wrong = dice.chance(0.25) ? dice.whole(1, 3) : 0; wrong > 0; wrong--) {
      atMs += Math.max(2500, dice.around(9000, 0.5));
      yield byCode
        ? post(atMs, '/v1/otp/verify', 422)
        : post(atMs, '/v1/login', site.loginStatus(false, atMs, 200));
    }
    atMs += Math.max(2500, dice.around(9000, 0.5));
    yield byCode
      ? post(atMs, '/v1/otp/verify', 200)
      : post(atMs, '/v1/login', site.loginStatus(true, atMs, 200));
  }
  atMs += 300;
  yield client.ask(atMs, '/v1/config');
  return atMs;
}

/** A client whose password or token is no longer right and that tries again for hours, without anybody looking. */
export function staleCredentials(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = dice.chance(0.8) ? scene.addresses.home() : scene.addresses.homeV6().next();
  scene.truth.addInnocent(address, kind);
  const client = new Client(address, scene.site, dice, {
    host: API,
    agent: dice.pick([appAgent(dice), 'MailSync/2.1', 'okhttp/3.14.9', 'DAVx5/4.4.3-ose (2024/10/08)']),
    method: 'POST',
    bytes: 64,
  });
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: retries(scene, client, startMs) }];
}

function* retries(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const target = dice.pick(['/oauth/token', '/oauth/token', '/v1/login']);
  // Some servers say 400 invalid_grant, as the standard has it; most say 401.
  const status = dice.chance(0.25) ? 400 : 401;
  const untilMs = Math.min(scene.endMs, startMs + dice.between(1, 10) * HOUR_MS);
  const backsOff = dice.chance(0.3);
  const everyMs = dice.pick([20, 30, 60, 60, 120, 300, 300, 900, 900]) * SECOND_MS;
  let waitMs = backsOff ? SECOND_MS : everyMs;
  for (let atMs = startMs; atMs < untilMs; atMs += waitMs * dice.between(0.95, 1.1)) {
    yield client.ask(atMs, target, { status });
    if (backsOff) waitMs = Math.min(15 * MINUTE_MS, waitMs * 2);
  }
}

/** A tab that is left open and asks for news, also after its session has ended. */
export function openTab(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = dice.chance(0.7) ? scene.addresses.home() : scene.addresses.homeV6().next();
  scene.truth.addInnocent(address, kind);
  const client = new Client(address, scene.site, dice, { agent: browserAgent(dice) });
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: polls(scene, client, startMs) }];
}

export function* polls(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const browser = browserOf(client, dice, scene.site.build(startMs));
  let atMs = yield* logIn(browser, startMs, scene.site, { wrong: dice.chance(0.15) ? 1 : 0 });
  const untilMs = Math.min(scene.endMs, atMs + dice.between(0.3, 5) * HOUR_MS);
  const sessionMs = atMs + dice.between(0.3, 4) * HOUR_MS;
  const everyMs = dice.pick([5, 10, 15, 30, 60]) * SECOND_MS;
  const asks = ['/api/notifications', '/api/messages?unread=1'].slice(0, dice.whole(1, 2));
  for (; atMs < untilMs; atMs += everyMs) {
    for (const [i, target] of asks.entries()) {
      const ended = atMs > sessionMs ? { status: 401, bytes: 40 } : {};
      yield client.ask(atMs + 20 * i, target, { ...ended, host: WWW, referer: `https://${WWW}/account` });
    }
  }
}
