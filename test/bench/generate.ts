/** Logs to measure with: ordinary traffic of many addresses with some attackers in it, the same for the same seed. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { type Random, seededRandom } from '#libs/clock/random.ts';

export interface LogOptions {
  readonly lines: number;
  /** Different addresses, about. */
  readonly addresses: number;
  readonly seed?: number;
  /** Event time that the log covers, ms. */
  readonly spanMs?: number;
  /** Unix ms of its end. */
  readonly endMs: number;
}

const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (compatible; examplebot/2.1; +http://bot.example/about)',
];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const FLUSH_BYTES = 1024 * 1024;

/** Writes an nginx combined log. */
export function writeCombinedLog(file: string, options: LogOptions): void {
  const { lines, addresses, seed = 1, spanMs = 480_000, endMs } = options;
  const random = seededRandom(seed);
  const handle = openSync(file, 'w');
  let pending: string[] = [];
  let bytes = 0;
  for (let i = 0; i < lines; i++) {
    const timeMs = endMs - spanMs + (i / lines) * spanMs;
    // Few clients ask often, many seldom. Each has its browser.
    const client = Math.floor(addresses * random.next() ** 2);
    const line = combinedLine(addressOf(client), timeMs, requestOf(random), AGENTS[client % AGENTS.length]);
    pending.push(line);
    bytes += line.length;
    if (bytes > FLUSH_BYTES) {
      writeSync(handle, pending.join(''));
      pending = [];
      bytes = 0;
    }
  }
  writeSync(handle, pending.join(''));
  closeSync(handle);
}

export function combinedLine(address: string, timeMs: number, request: Request, agent: string): string {
  const { method, target, status, bytes, referer } = request;
  return `${address} - - [${timeLocal(timeMs)}] "${method} ${target} HTTP/1.1" ${status} ${bytes} "${referer}" "${agent}"\n`;
}

interface Request {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  readonly bytes: number;
  readonly referer: string;
}

function requestOf(random: Random): Request {
  const kind = random.next();
  const bytes = 200 + pick(random, 40_000);
  const referer = `https://shop.example/products/${pick(random, 5000)}`;
  if (kind < 0.55)
    return {
      method: 'GET',
      target: `/assets/${pick(random, 300)}.js?v=${pick(random, 9)}`,
      status: 200,
      bytes,
      referer,
    };
  if (kind < 0.85)
    return { method: 'GET', target: `/products/${pick(random, 5000)}`, status: 200, bytes, referer };
  if (kind < 0.93)
    return { method: 'GET', target: `/search?q=item+${pick(random, 20_000)}`, status: 200, bytes, referer };
  if (kind < 0.97)
    return { method: 'GET', target: `/old/${pick(random, 500)}`, status: 404, bytes: 153, referer: '-' };
  if (kind < 0.985) return { method: 'POST', target: '/login', status: 302, bytes: 0, referer };
  if (kind < 0.99) return { method: 'POST', target: '/login', status: 401, bytes: 40, referer };
  return { method: 'GET', target: '/.env', status: 404, bytes: 153, referer: '-' };
}

function addressOf(i: number): string {
  return `${20 + (i % 200)}.${(i >>> 8) & 255}.${(i * 7) & 255}.${1 + (i % 250)}`;
}

function pick(random: Random, count: number): number {
  return Math.floor(random.next() * count);
}

let lastSecond = -1;
let lastText = '';

function timeLocal(ms: number): string {
  const second = Math.floor(ms / 1000);
  if (second !== lastSecond) {
    const date = new Date(second * 1000);
    const two = (value: number) => String(value).padStart(2, '0');
    lastSecond = second;
    lastText = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${date.toISOString().slice(11, 19)} +0000`;
  }
  return lastText;
}
