/** People at home: alone behind an IPv4 address, or together in an IPv6 network with addresses that change. */
import { browserAgent, desktopAgent, mobileAgent } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Particular, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene } from '../scene.ts';
import { API, BLOG, COMMUNITY, DOCS, WWW } from '../site.ts';
import { type Browser, browserOf, logIn, pageOf, typed, visit } from './browsing.ts';

const NEWSLETTER_READERS = 0.12;

const QUESTIONS = [
  'rate limit per key',
  'oauth refresh token',
  'webhook signature',
  'pagination cursor',
  'error codes',
  'test mode',
  'idempotency key',
];

/** What programmers write about is at times what attackers send. */
const CODE_QUESTIONS = [
  'curl | bash install',
  'select union all sql example',
  'escape <script> in template',
  '/etc/hosts override staging',
  'javascript: links blocked',
  'import ../../config relative path',
  'sleep(5) retry example',
  '{{ 7*7 }} template syntax',
];
const CODE_QUESTIONS_SHARE = 0.05;

export function personAt(scene: Scene, dice: Dice, address: string, usual: Particular): Browser {
  return browserOf(new Client(address, scene.site, dice, usual), dice, '');
}

/** When somebody comes: at any time, or because of the newsletter. */
export function arrival(scene: Scene, dice: Dice): number {
  if (dice.chance(NEWSLETTER_READERS)) return scene.site.newsletterMs + dice.wait(12 * MINUTE_MS);
  return moment(scene, dice, 5 * MINUTE_MS);
}

/** Anybody's visits: one or two, some of them with a login in which a password may be mistyped. */
export function* visits(scene: Scene, browser: Browser, startMs: number): Generator<Request> {
  const { dice } = browser;
  let atMs = startMs;
  for (let left = dice.chance(0.12) ? 2 : 1; left > 0; left--) {
    const kind = dice.below(100);
    const host = kind < 66 ? WWW : kind < 78 ? COMMUNITY : kind < 90 ? BLOG : DOCS;
    browser.build = scene.site.build(atMs);
    let lastMs = atMs;
    for (const request of visit(browser, atMs, host)) {
      lastMs = request.timeMs;
      yield request;
    }
    if (host === WWW && dice.chance(0.25)) {
      lastMs = yield* logIn(browser, lastMs + dice.around(8000), scene.site, { wrong: mistypings(dice) });
    }
    atMs = lastMs + HOUR_MS * dice.between(0.5, 3);
  }
}

function mistypings(dice: Dice): number {
  let wrong = 0;
  while (wrong < 4 && dice.chance(0.2)) wrong++;
  return wrong;
}

export function atHome(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind);
  const startMs = arrival(scene, dice);
  const browser = personAt(scene, dice, address, { agent: browserAgent(dice) });
  return [{ startMs, requests: visits(scene, browser, startMs) }];
}

/** Up to four people in one /64, each visit from an address of its own. */
export function household(scene: Scene, dice: Dice, kind: string, people: number): Actor[] {
  const net = scene.addresses.homeV6();
  return Array.from({ length: people }, () => {
    const startMs = arrival(scene, dice);
    const addresses = [net.next(), net.next()];
    scene.truth.addInnocent(addresses[0], kind);
    scene.truth.addInnocent(addresses[1], kind, 0);
    const agent = browserAgent(dice);
    const [first, second] = addresses.map((address) => personAt(scene, dice, address, { agent }));
    return { startMs, requests: rotating(scene, first, second, startMs) };
  });
}

/** The second visit comes from the next address. */
function* rotating(scene: Scene, first: Browser, second: Browser, startMs: number): Generator<Request> {
  let lastMs = startMs;
  for (const request of visits(scene, first, startMs)) {
    lastMs = request.timeMs;
    yield request;
  }
  if (first.dice.chance(0.4)) yield* visits(scene, second, lastMs + first.dice.between(0.2, 2) * HOUR_MS);
}

/** Knows one of his passwords, but not which: many tries, then a new one by mail. */
export function forgetful(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind);
  const startMs = moment(scene, dice, 20 * MINUTE_MS);
  const browser = personAt(scene, dice, address, { agent: browserAgent(dice) });
  return [{ startMs, requests: forgets(scene, browser, startMs) }];
}

function* forgets(scene: Scene, browser: Browser, startMs: number): Generator<Request> {
  const { client, dice } = browser;
  browser.build = scene.site.build(startMs);
  const page = pageOf(browser, startMs, WWW, '/login', 'https://www.google.com/');
  yield* page;
  const wrong = 3 + Math.min(7, Math.floor(dice.wait(1.6)));
  let atMs = yield* tries(scene, browser, page[page.length - 1].timeMs, wrong);
  atMs += dice.around(15_000);
  const referer = `https://${WWW}/login`;
  yield client.ask(atMs, '/password/forgot', { host: WWW, method: 'POST', status: 302, referer });
  atMs += dice.around(60_000);
  yield* pageOf(browser, atMs, WWW, `/password/reset?token=${dice.hex(40)}`, '');
  atMs += dice.around(30_000) + 2000;
  yield client.ask(atMs, '/password/reset', { host: WWW, method: 'POST', status: 302, referer: '' });
  yield* logIn(browser, atMs + 3000, scene.site, { wrong: 0 });
}

/** Wrong passwords one after the other, faster than one mistypes, with the form coming back each time. */
function* tries(scene: Scene, browser: Browser, startMs: number, wrong: number): Generator<Request, number> {
  const { client, dice } = browser;
  let atMs = startMs;
  for (let i = 0; i < wrong; i++) {
    atMs += Math.max(2500, dice.around(12_000, 0.6));
    const status = scene.site.loginStatus(false, atMs);
    yield client.ask(atMs, '/login', { host: WWW, method: 'POST', status, referer: `https://${WWW}/login` });
  }
  return atMs;
}

/** Waits for a code by message that comes late, and mistypes it. */
export function codeTrouble(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = dice.chance(0.5) ? scene.addresses.home() : scene.addresses.homeV6().next();
  scene.truth.addInnocent(address, kind);
  const startMs = moment(scene, dice, 10 * MINUTE_MS);
  const browser = personAt(scene, dice, address, { agent: mobileAgent(dice) });
  return [{ startMs, requests: waitsForCode(scene, browser, startMs) }];
}

function* waitsForCode(scene: Scene, browser: Browser, startMs: number): Generator<Request> {
  const { client, dice } = browser;
  browser.build = scene.site.build(startMs);
  yield* pageOf(browser, startMs, WWW, '/register', `https://${WWW}/`);
  let atMs = startMs + dice.around(40_000, 0.4);
  const post = (target: string, status: number, host: string) =>
    client.ask(atMs, target, { host, method: 'POST', status, referer: `https://${WWW}/register` });
  yield post('/register', 200, WWW);
  for (let sent = dice.whole(2, 4); sent > 0; sent--) {
    atMs += dice.around(1500, 0.3);
    yield post('/v1/otp/send', 200, API);
    for (let typedIn = dice.below(3); typedIn > 0; typedIn--) {
      atMs += dice.around(25_000, 0.5);
      yield post('/v1/otp/verify', 422, API);
    }
    atMs += dice.around(50_000, 0.4);
  }
  yield post('/v1/otp/verify', 200, API);
}

/** Reads and searches the documentation, as programmers do: many pages, many searches. */
export function developer(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind);
  const startMs = moment(scene, dice, HOUR_MS / 2);
  const browser = personAt(scene, dice, address, { agent: desktopAgent(dice) });
  return [{ startMs, requests: looksUp(scene, browser, startMs) }];
}

function* looksUp(scene: Scene, browser: Browser, startMs: number): Generator<Request> {
  const { dice } = browser;
  browser.build = scene.site.build(startMs);
  let atMs = startMs;
  if (dice.chance(0.3)) atMs = yield* logsProgramIn(browser, startMs);
  for (let left = dice.whole(3, 9); left > 0; left--) {
    const question = dice.pick(dice.chance(CODE_QUESTIONS_SHARE) ? CODE_QUESTIONS : QUESTIONS);
    atMs = yield* typed(browser, atMs, DOCS, question);
    const found = pageOf(
      browser,
      atMs,
      DOCS,
      `/search?q=${encodeURIComponent(question)}`,
      `https://${DOCS}/`,
    );
    yield* found;
    let lastMs = found[found.length - 1].timeMs;
    for (const request of visit(browser, lastMs + dice.around(4000), DOCS)) {
      lastMs = request.timeMs;
      yield request;
    }
    atMs = lastMs + dice.around(2 * MINUTE_MS, 1);
  }
}

/** A program on the own machine is given access, and is told so at an address of that machine (RFC 8252). */
function* logsProgramIn({ client, dice }: Browser, startMs: number): Generator<Request, number> {
  const back = encodeURIComponent(`http://127.0.0.1:${dice.whole(30_000, 60_000)}/callback`);
  const authorize = `/oauth/authorize?client_id=cli&state=${dice.hex(16)}&redirect_uri=${back}`;
  yield client.ask(startMs, authorize, { host: WWW, status: 302 });
  yield client.ask(startMs + 120, `/login?return_to=${encodeURIComponent(authorize)}`, { host: WWW });
  const atMs = startMs + Math.max(3000, dice.around(9000, 0.5));
  yield client.ask(atMs, '/login', { host: WWW, method: 'POST', status: 302 });
  yield client.ask(atMs + 150, authorize, { host: WWW, status: 302 });
  return atMs + 8000;
}

/** Takes or brings what is large: a download in parallel parts, or a video in pieces. */
export function heavyTransfer(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind);
  const startMs = moment(scene, dice, 20 * MINUTE_MS);
  const client = new Client(address, scene.site, dice, { agent: desktopAgent(dice) });
  return [{ startMs, requests: dice.chance(0.5) ? downloads(client, startMs) : uploads(client, startMs) }];
}

function* downloads(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const partBytes = dice.whole(4, 24) * 1024 * 1024;
  let atMs = startMs;
  for (let part = dice.whole(12, 60); part > 0; part--) {
    const seconds = dice.around(4, 0.3);
    atMs += (seconds / 6) * 1000;
    yield client.ask(atMs, '/downloads/firmware', { host: WWW, status: 206, bytes: partBytes, seconds });
  }
}

function* uploads(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const pieceBytes = 10 * 1024 * 1024;
  const id = dice.hex(12);
  let atMs = startMs;
  for (let piece = dice.whole(10, 60); piece > 0; piece--) {
    const seconds = dice.around(6, 0.4);
    atMs += seconds * 1000;
    const particular = { method: 'POST', status: 200, requestBytes: pieceBytes, seconds, host: COMMUNITY };
    yield client.ask(atMs, `/uploads?id=${id}`, { ...particular, referer: `https://${COMMUNITY}/t/12` });
  }
}
