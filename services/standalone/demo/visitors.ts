/** Ordinary visitors: they look at pages with all that belongs to them, mistype addresses and passwords, and go away. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Client } from './client.ts';
import { PASSWORD } from './site.ts';

const ASSETS = [
  '/assets/site.css',
  '/assets/site.js',
  '/assets/logo.svg',
  '/assets/hero.webp',
  '/assets/icons.woff2',
];
const SEARCHES = ['red+shoes', 'garden+chair', 'coffee', 'C%2B%2B+book', 'size=42&sale=1', 'caf%C3%A9'];
const MISTYPED = ['/prodcuts/3', '/abuot', '/favicon.png', '/artciles/7', '/.well-known/change-password'];
const ORIGIN = 'http://shop.example';

export const AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
];

/** One visit after the other, until `signal`. */
export async function visit(
  client: Client,
  clock: Clock,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)];
  const pause = (minMs: number, maxMs: number) =>
    clock.sleep(minMs + random.next() * (maxMs - minMs), signal);
  let referer: string | undefined;
  const page = async (path: string) => {
    await client.ask(path, referer === undefined ? {} : { referer });
    referer = `${ORIGIN}${path}`;
    await Promise.all(
      ASSETS.slice(0, 2 + Math.floor(random.next() * 4)).map((asset) => client.ask(asset, { referer })),
    );
  };
  while (!signal.aborted) {
    await page('/');
    for (let pages = 1 + Math.floor(random.next() * 5); pages > 0 && !signal.aborted; pages--) {
      await pause(500, 3000);
      const kind = random.next();
      if (kind < 0.6) await page(`/${pick(['products', 'articles'])}/${Math.floor(random.next() * 200)}`);
      else if (kind < 0.8) await page(`/search?q=${pick(SEARCHES)}`);
      else if (kind < 0.9) await client.ask(pick(MISTYPED), { referer });
      else await logIn(client, pause, random, referer);
    }
    await pause(1000, 4000);
  }
}

/** With up to three wrong passwords before the right one. */
async function logIn(
  client: Client,
  pause: (minMs: number, maxMs: number) => Promise<void>,
  random: Random,
  referer: string | undefined,
): Promise<void> {
  const options = { method: 'POST', ...(referer === undefined ? {} : { referer }) } as const;
  for (let wrong = Math.floor(random.next() ** 2 * 4); wrong > 0; wrong--) {
    await client.ask('/login', { ...options, body: 'user=me&password=Correct+hrose' });
    await pause(1500, 4000);
  }
  await client.ask('/login', { ...options, body: `user=me&password=${encodeURIComponent(PASSWORD)}` });
}
