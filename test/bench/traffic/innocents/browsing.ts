/** How people use a site with a browser: pages with what they bring along, pauses, searches, logins. */
import type { Dice } from '../dice.ts';
import type { Client, Particular, Request } from '../request.ts';
import { BLOG, COMMUNITY, DOCS, MEMBERS, POSTS, PRODUCTS, THREADS, WWW } from '../site.ts';

/** A browser and who sits at it. */
export interface Browser {
  readonly client: Client;
  readonly dice: Dice;
  /** Whether it has the site's files from an earlier visit. */
  cached: boolean;
  /** Whether it tells where it comes from. */
  readonly tells: boolean;
  /** The version of the files that the open page names. */
  build: string;
}

const READING_MS = 14_000;
const CATEGORIES = ['shoes', 'lamps', 'garden', 'kitchen', 'audio', 'books', 'toys', 'tools'];
const WANTED = [
  'winter boots',
  'led lamp',
  'garden chair',
  'usb c cable',
  "women's jacket",
  'toaster 4 slots',
];
const ENGINES = ['https://www.google.com/', 'https://duckduckgo.com/', 'https://www.bing.com/', ''];
/** As links in newsletters are: some with names of the template that nobody has filled in. */
const CAMPAIGNS = ['utm_source=news&utm_campaign=w12', 'utm_content=${campaign.id}', 'n=%24%7Bfirst_name%7D'];
const TOPICS = [
  'getting-started',
  'webhooks',
  'oauth',
  'rate-limits',
  'errors',
  'pagination',
  'sdk',
  'config',
];

export function browserOf(client: Client, dice: Dice, build: string): Browser {
  return { client, dice, cached: dice.chance(0.3), tells: dice.chance(0.9), build };
}

/** A page and all it brings along, as requests in order of time. */
export function pageOf(
  browser: Browser,
  atMs: number,
  host: string,
  target: string,
  from: string,
): Request[] {
  const { client, dice, tells } = browser;
  const referer = (url: string) => (tells ? url : '');
  const page = client.ask(atMs, target, { host, referer: referer(from) });
  const requests = [page];
  const here = `https://${host}${target.split('?')[0]}`;
  const bring = (path: string, particular: Particular = {}) => {
    const later = dice.between(30, 1400);
    requests.push(client.ask(atMs + later, path, { host, referer: referer(here), ...particular }));
  };
  if (!browser.cached) for (const file of filesOf(host, browser.build, dice)) bring(file);
  browser.cached = true;
  if (page.status < 400) for (const path of picturesOf(host, target, dice)) bring(path);
  return requests.sort((a, b) => a.timeMs - b.timeMs);
}

/** Styles, scripts and what browsers ask for of their own accord, of which not all is there. */
function filesOf(host: string, build: string, dice: Dice): string[] {
  const folder = host === BLOG ? '/wp-content/themes/plain' : '/assets';
  const files = Array.from({ length: dice.whole(5, 16) }, (_, i) => `${folder}/part${i}.${build}.js`);
  files.push(`${folder}/main.${build}.css`, `${folder}/text.woff2`, '/favicon.ico');
  if (dice.chance(0.2)) files.push('/apple-touch-icon-precomposed.png', '/apple-touch-icon.png');
  if (dice.chance(0.03)) files.push('/.well-known/appspecific/com.chrome.devtools.json');
  if (dice.chance(0.05)) files.push('/manifest.webmanifest', '/.well-known/traffic-advice');
  return files;
}

function picturesOf(host: string, target: string, dice: Dice): string[] {
  const many = (count: number, path: (i: number) => string) =>
    Array.from({ length: count }, (_, i) => path(i));
  // A thread shows the members who wrote in it; their pictures are there by number, without an extension.
  if (host === COMMUNITY && target.startsWith('/t/')) {
    return many(dice.whole(3, 18), () => `/avatar/${dice.below(MEMBERS)}`);
  }
  if (host === BLOG) return many(dice.whole(1, 5), () => `/wp-content/uploads/2026/${dice.below(400)}.jpg`);
  if (host !== WWW) return [];
  if (target.startsWith('/products/')) {
    return many(dice.whole(3, 9), (i) => `/img${target.split('?')[0]}-${i}.webp`);
  }
  return /^\/(category|search)/.test(target)
    ? many(dice.whole(8, 36), () => `/img/products/${dice.below(PRODUCTS)}-0.webp`)
    : [];
}

/** One visit: some pages, with time to read each. */
export function* visit(browser: Browser, startMs: number, host = WWW): Generator<Request> {
  const { dice } = browser;
  const pages = dice.chance(0.35) ? 1 : Math.min(60, 2 + Math.floor(dice.wait(6)));
  let atMs = startMs;
  let from = dice.pick(ENGINES);
  for (let page = 0; page < pages; page++) {
    const target = page === 0 && dice.chance(0.07) ? `/?${dice.pick(CAMPAIGNS)}` : targetOf(host, dice);
    const requests = pageOf(browser, atMs, host, target, from);
    yield* requests;
    from = `https://${host}${target}`;
    atMs = requests[requests.length - 1].timeMs;
    if (target.startsWith('/search')) atMs = yield* typed(browser, atMs, host, dice.pick(WANTED));
    if (host === COMMUNITY && target.startsWith('/t/')) atMs = yield* longPoll(browser, atMs, from);
    else atMs += Math.max(400, dice.around(READING_MS, 1));
  }
}

function targetOf(host: string, dice: Dice): string {
  switch (host) {
    case DOCS:
      return `/${dice.pick(['guide', 'reference'])}/${dice.pick(TOPICS)}`;
    case COMMUNITY:
      return dice.chance(0.2) ? '/latest' : `/t/${dice.below(THREADS)}`;
    case BLOG:
      return dice.chance(0.3) ? '/' : `/2026/0${dice.whole(1, 9)}/post-${dice.below(POSTS)}/`;
  }
  const kind = dice.below(100);
  if (kind < 12) return '/';
  if (kind < 36)
    return `/category/${dice.pick(CATEGORIES)}${dice.chance(0.3) ? `?page=${dice.whole(2, 9)}` : ''}`;
  if (kind < 74) return `/products/${dice.below(PRODUCTS)}`;
  if (kind < 88) return `/search?q=${encodeURIComponent(dice.pick(WANTED)).replaceAll('%20', '+')}`;
  if (kind < 95) return '/cart';
  // Links that are old or were mistyped.
  return dice.pick([
    '/sale',
    '/about-us',
    '/prodcuts/12',
    '/index.html',
    '/en/',
    '/kontakt',
    '/products/undefined',
  ]);
}

/** A search field that suggests something for every few letters. */
export function* typed(
  browser: Browser,
  startMs: number,
  host: string,
  text: string,
): Generator<Request, number> {
  const { client, dice, tells } = browser;
  let atMs = startMs + dice.around(2500);
  for (let letters = 3; letters <= text.length; letters += dice.whole(1, 3)) {
    atMs += dice.between(180, 500);
    const target = `/api/suggest?q=${encodeURIComponent(text.slice(0, letters))}`;
    yield client.ask(atMs, target, {
      host,
      referer: tells ? `https://${host}/` : '',
      bytes: dice.whole(20, 900),
    });
  }
  return atMs + dice.around(3000);
}

/** An open page of the community holds a request until there is something new, 25 s at most. */
function* longPoll(browser: Browser, startMs: number, from: string): Generator<Request, number> {
  const { client, dice } = browser;
  const endMs = startMs + Math.max(2000, dice.around(45_000, 0.9));
  let atMs = startMs;
  while (atMs + 25_000 < endMs) {
    const seconds = dice.chance(0.8) ? 25.02 : dice.between(1, 25);
    atMs += seconds * 1000;
    const answer = { status: 200, bytes: seconds > 25 ? 5 : 310, seconds };
    const target = `/message-bus/${dice.hex(8)}/poll`;
    yield client.ask(atMs, target, { host: COMMUNITY, method: 'POST', referer: from, ...answer });
  }
  return endMs;
}

export interface LoginOptions {
  /** Tries with a wrong password before the right one. */
  readonly wrong: number;
  /** Median time between two tries, ms. */
  readonly pauseMs?: number;
}

/**
 * Opens the form and logs in. Who is refused with the right password tries it some more times.
 * @returns when it is over
 */
export function* logIn(
  browser: Browser,
  startMs: number,
  site: { loginStatus(right: boolean, timeMs: number): number },
  { wrong, pauseMs = 9000 }: LoginOptions,
): Generator<Request, number> {
  const { client, dice, tells } = browser;
  const form = pageOf(browser, startMs, WWW, '/login', `https://${WWW}/`);
  yield* form;
  let atMs = form[form.length - 1].timeMs;
  const patience = wrong + dice.whole(1, 4);
  for (let attempt = 0; attempt < patience; attempt++) {
    atMs += Math.max(1500, dice.around(pauseMs, 0.6));
    const status = site.loginStatus(attempt >= wrong, atMs);
    const referer = tells ? `https://${WWW}/login` : '';
    yield client.ask(atMs, '/login', { host: WWW, method: 'POST', status, referer, requestBytes: 640 });
    if (status === 302) {
      atMs += 150;
      yield* pageOf(browser, atMs, WWW, '/account', `https://${WWW}/login`);
      return atMs + 2000;
    }
  }
  return atMs;
}
