/** Robots that nobody minds: search engines, probes, feed readers, previews, the blog's own helpers. */
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene, SECOND_MS } from '../scene.ts';
import { API, BLOG, COMMUNITY, DOCS, POSTS, PRODUCTS, THREADS, WWW } from '../site.ts';

const ENGINES = [
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)',
  'Mozilla/5.0 (Applebot/0.1; +http://www.apple.com/go/applebot)',
];
const PROBES = [
  'Mozilla/5.0+(compatible; UptimeRobot/2.0; http://www.uptimerobot.com/)',
  'Blackbox Exporter/0.25.0',
];
const READERS = [
  'Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)',
  'NetNewsWire (RSS Reader)',
];
const PREVIEWS = [
  'facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)',
  'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
  'WhatsApp/2.23.20.0',
];

/** A search engine: some addresses side by side that go through everything, what is long gone too. */
export function searchEngine(scene: Scene, dice: Dice, kind: string, addresses: number): Actor[] {
  const agent = dice.pick(ENGINES);
  return scene.addresses.neighbours(addresses).map((address) => {
    scene.truth.addInnocent(address, kind);
    const client = new Client(address, scene.site, dice.fork(address), { agent, protocol: 'HTTP/1.1' });
    const startMs = moment(scene, dice, HOUR_MS);
    return { startMs, requests: indexes(scene, client, startMs) };
  });
}

function* indexes(scene: Scene, client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const perSecond = dice.around(0.15, 0.9);
  let atMs = startMs;
  yield client.ask(atMs, '/robots.txt', { host: WWW });
  for (let left = dice.whole(100, 1500); left > 0 && atMs < scene.endMs; left--) {
    atMs += dice.wait(1000 / perSecond);
    const kind = dice.below(20);
    if (kind < 11) yield client.ask(atMs, `/products/${dice.below(PRODUCTS)}`, { host: WWW });
    else if (kind < 14) yield client.ask(atMs, `/t/${dice.below(THREADS)}`, { host: COMMUNITY });
    else if (kind < 16)
      yield client.ask(atMs, `/2026/0${dice.whole(1, 9)}/post-${dice.below(POSTS)}/`, { host: BLOG });
    // Addresses of a shop system that was there before.
    else if (kind < 18)
      yield client.ask(atMs, `/index.php/shop/item-${dice.below(4000)}.html`, { host: WWW });
    else
      yield client.ask(atMs, `/assets/part${dice.below(12)}.${scene.site.build(startMs)}.js`, { host: WWW });
  }
}

/** Asks all the time whether the site is there. */
export function probe(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.hosting();
  scene.truth.addInnocent(address, kind);
  const agent = dice.chance(0.25) ? '' : dice.pick(PROBES);
  const client = new Client(address, scene.site, dice, { agent, protocol: 'HTTP/1.1' });
  return [{ startMs: scene.startMs, requests: checks(scene, client) }];
}

function* checks(scene: Scene, client: Client): Generator<Request> {
  const { dice } = client;
  const everyMs = dice.pick([10, 30, 60, 60]) * SECOND_MS;
  for (let atMs = scene.startMs + dice.between(0, everyMs); atMs < scene.endMs; atMs += everyMs) {
    yield client.ask(atMs, '/', { host: WWW, method: 'HEAD', bytes: 0 });
    yield client.ask(atMs + 150, '/health', { host: WWW });
    yield client.ask(atMs + 300, '/health', { host: API });
  }
}

/** Fetches the blog's feed again and again. */
export function feedReader(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = dice.chance(0.5) ? scene.addresses.home() : scene.addresses.hosting();
  scene.truth.addInnocent(address, kind);
  const client = new Client(address, scene.site, dice, { agent: dice.pick(READERS), host: BLOG });
  return [{ startMs: scene.startMs, requests: fetches(scene, client) }];
}

function* fetches(scene: Scene, client: Client): Generator<Request> {
  const { dice } = client;
  const everyMs = dice.pick([5, 15, 30, 60]) * MINUTE_MS;
  for (let atMs = scene.startMs + dice.between(0, everyMs); atMs < scene.endMs; atMs += everyMs) {
    yield client.ask(atMs, '/feed/', dice.chance(0.85) ? { status: 304, bytes: 0 } : {});
  }
}

/** Somebody has shared a link: one page, and its picture. */
export function preview(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.hosting();
  scene.truth.addInnocent(address, kind);
  const client = new Client(address, scene.site, dice, { agent: dice.pick(PREVIEWS), host: WWW });
  const startMs = moment(scene, dice, MINUTE_MS);
  const product = dice.below(PRODUCTS);
  const requests = [
    client.ask(startMs, `/products/${product}`),
    client.ask(startMs + 300, `/img/products/${product}-0.webp`),
  ];
  return [{ startMs, requests: requests[Symbol.iterator]() }];
}

/** A small crawler that takes links as they are written, with `../` in them. */
export function smallCrawler(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.hosting();
  scene.truth.addInnocent(address, kind);
  const agent = `Mozilla/5.0 (compatible; ${dice.word(7)}bot/0.9; +https://${dice.word(7)}.example/bot)`;
  const client = new Client(address, scene.site, dice, { agent, host: DOCS, protocol: 'HTTP/1.1' });
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: walks(client, startMs) }];
}

function* walks(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const topics = ['webhooks', 'oauth', 'errors', 'pagination', 'sdk', 'config'];
  let atMs = startMs;
  yield client.ask(atMs, '/robots.txt');
  for (let left = dice.whole(40, 160); left > 0; left--) {
    atMs += dice.between(2, 8) * SECOND_MS;
    const target = dice.chance(0.15)
      ? `/guide/../reference/${dice.pick(topics)}`
      : `/guide/${dice.pick(topics)}`;
    yield client.ask(atMs, target, target.includes('..') ? { status: 200 } : {});
  }
}

/** Writes for the blog with a program on the telephone, which makes all its calls at once when it is opened. */
export function author(scene: Scene, dice: Dice, kind: string): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind);
  const agent = 'wp-iphone/25.4 (iPhone; iOS 18.1; Scale/3.00)';
  const client = new Client(address, scene.site, dice, { agent, host: BLOG, method: 'POST' });
  const startMs = moment(scene, dice, HOUR_MS);
  return [{ startMs, requests: writes(client, startMs) }];
}

function* writes(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  let atMs = startMs;
  for (let sessions = dice.whole(2, 5); sessions > 0; sessions--) {
    for (let calls = dice.whole(4, 11); calls > 0; calls--) {
      atMs += dice.between(100, 1800);
      yield client.ask(atMs, '/xmlrpc.php', { bytes: dice.around(6000), requestBytes: 900 });
    }
    atMs += dice.between(5, 60) * MINUTE_MS;
  }
}
