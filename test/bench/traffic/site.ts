/** The site that is visited: its hosts, what is on them, how it answers, and its bad moments. */
import type { Dice } from './dice.ts';

export const WWW = 'www.shop.example';
export const API = 'api.shop.example';
export const DOCS = 'docs.shop.example';
export const COMMUNITY = 'community.shop.example';
export const BLOG = 'blog.shop.example';

export const PRODUCTS = 5000;
export const THREADS = 1800;
export const MEMBERS = 9000;
export const POSTS = 240;
const MINUTE_MS = 60_000;
const RETIRED_OF_100 = 8;

export interface Asked {
  readonly host: string;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly timeMs: number;
}

export interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly seconds: number;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What there is on each host besides files: everything else is missing. */
const PLACES: Readonly<Record<string, RegExp>> = {
  [WWW]:
    /^\/($|category\/[a-z]+|search|cart|checkout|login$|logout|oauth\/authorize|register$|password\/|account|api\/[a-z]+$|newsletter|contact|about|terms|health$|downloads\/\w+|invite)/,
  [API]: /^\/(v1\/|oauth\/token|graphql$|health$)/,
  [DOCS]: /^\/($|guide\/[a-z-]+|reference\/[a-z-]+|search|api\/suggest)/,
  [COMMUNITY]:
    /^\/($|t\/\d+|u\/\d+|avatar\/\d+|latest|users\/sign_in$|posts$|message-bus\/|uploads|search|graphql$)/,
  [BLOG]:
    /^\/($|20\d\d\/\d\d\/[a-z0-9-]+\/$|feed\/$|wp-login\.php$|xmlrpc\.php$|wp-admin\/|wp-json\/|category\/|author\/)/,
};
const FILE = /\.(js|css|png|jpg|webp|svg|woff2|ico|webmanifest|map)$/;
const FILES = /^\/(assets|img|wp-content\/(themes|uploads)|wp-includes|favicon\.ico|manifest\.webmanifest)/;
const PLAIN_FILES = new Set(['/robots.txt', '/sitemap.xml', '/ads.txt', '/.well-known/security.txt']);
const PRODUCT = /^\/(?:v1\/)?products\/(\d+)$/;
const LOGIN = /^\/(login|oauth\/token|v1\/login|users\/sign_in)$/;

export class Site {
  /** The database is away: what is not a file fails. */
  readonly outage: Span;
  /** The directory of accounts is away: right passwords are refused. */
  readonly lockout: Span;
  /** A new version went live: the files of the one before are gone. */
  readonly deployedMs: number;
  /** A newsletter went out: many come at once. */
  readonly newsletterMs: number;

  constructor(dice: Dice, startMs: number, endMs: number) {
    const at = (from: number, to: number) => startMs + dice.between(from, to) * (endMs - startMs);
    const span = (fromMs: number, minutes: number) => ({ fromMs, toMs: fromMs + minutes * MINUTE_MS });
    this.outage = span(at(0.2, 0.4), 4);
    this.lockout = span(at(0.5, 0.7), 5);
    this.deployedMs = at(0.3, 0.8);
    this.newsletterMs = at(0.1, 0.6);
  }

  answer({ host, method, target, timeMs }: Asked, dice: Dice): Answer {
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    if (FILE.test(path)) return this.#file(path, timeMs, dice);
    if (PLAIN_FILES.has(path)) return { status: 200, bytes: dice.whole(80, 3000), seconds: 0.001 };
    if (within(this.outage, timeMs)) return failing(timeMs - this.outage.fromMs, dice);
    if (!this.#has(host, path)) return missing(dice);
    if (method === 'POST')
      return { status: LOGIN.test(path) ? 302 : 200, bytes: 180, seconds: slow(0.06, dice) };
    if (path.startsWith('/account') && host === WWW) {
      return { status: 200, bytes: dice.around(9000, 0.4), seconds: slow(0.08, dice) };
    }
    const isData = host === API || path.startsWith('/api/');
    return { status: 200, bytes: dice.around(isData ? 1800 : 21_000, 0.7), seconds: slow(0.05, dice) };
  }

  /** How a login with the right password or a wrong one is answered: 302 or 401 with a form, 200 or 401 without. */
  loginStatus(right: boolean, timeMs: number, success = 302): number {
    if (within(this.outage, timeMs)) return 502;
    return right && !within(this.lockout, timeMs) ? success : 401;
  }

  /** The version of the files that a page names at some time. */
  build(timeMs: number): string {
    return timeMs < this.deployedMs ? '5f1c02' : '77ab90';
  }

  #file(path: string, timeMs: number, dice: Dice): Answer {
    const old = path.includes('.5f1c02.') && timeMs >= this.deployedMs;
    if (old || !FILES.test(path)) return { status: 404, bytes: 153, seconds: 0 };
    if (dice.chance(0.06)) return { status: 304, bytes: 0, seconds: 0 };
    return { status: 200, bytes: dice.around(path.endsWith('.svg') ? 1500 : 24_000, 1), seconds: 0.001 };
  }

  #has(host: string, path: string): boolean {
    const product = PRODUCT.exec(path);
    if (product) return Number(product[1]) < PRODUCTS && !isRetired(Number(product[1]));
    return PLACES[host]?.test(path) ?? false;
  }
}

/** Products that are sold no more; links to them remain. */
function isRetired(product: number): boolean {
  return (product * 37) % 100 < RETIRED_OF_100;
}

function within({ fromMs, toMs }: Span, timeMs: number): boolean {
  return timeMs >= fromMs && timeMs < toMs;
}

/** First the program fails, then it is taken out. */
function failing(sinceMs: number, dice: Dice): Answer {
  return sinceMs < MINUTE_MS
    ? { status: 500, bytes: 1200, seconds: slow(2, dice) }
    : { status: dice.chance(0.8) ? 503 : 502, bytes: 197, seconds: slow(0.2, dice) };
}

function missing(dice: Dice): Answer {
  return { status: 404, bytes: 2900, seconds: slow(0.02, dice) };
}

function slow(median: number, dice: Dice): number {
  return Math.min(30, dice.around(median, 0.7));
}
