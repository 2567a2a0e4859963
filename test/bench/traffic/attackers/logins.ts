/** Guessing passwords from one address. */
import type { Dice } from '../dice.ts';
import type { Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../scene.ts';
import { API, BLOG, COMMUNITY, WWW } from '../site.ts';
import { type Attack, type AttackClass, fire, type Shot, shots } from './attack.ts';

/** Where passwords are asked for, and how wrong ones are answered there. */
const LOGINS = [
  { host: WWW, target: '/login', status: 401 },
  { host: WWW, target: '/login', status: 401 },
  { host: API, target: '/v1/login', status: 401 },
  { host: API, target: '/oauth/token', status: 401 },
  { host: COMMUNITY, target: '/users/sign_in', status: 422 },
] as const;

function guessAt(dice: Dice): () => Shot {
  const { host, target, status } = dice.pick(LOGINS);
  const referer = dice.chance(0.5) ? `https://${host}${target}` : '';
  return () => ({
    target,
    particular: { host, method: 'POST', status, referer, requestBytes: 600, bytes: 900 },
  });
}

function* taken(attack: Attack): Generator<Request> {
  const { client, dice, startMs } = attack;
  const guess = { host: WWW, method: 'POST', referer: '' };
  let atMs = startMs;
  for (let wrong = dice.whole(12, 60); wrong > 0; wrong--) {
    yield client.ask(atMs, '/login', { ...guess, status: 401 });
    atMs += dice.between(1, 6) * SECOND_MS;
  }
  yield client.ask(atMs, '/login', { ...guess, status: 302 });
  for (const target of ['/account', '/account/cards', '/account/orders', '/account/export/1']) {
    atMs += dice.between(0.5, 5) * SECOND_MS;
    yield client.ask(atMs, target, { host: WWW });
  }
}

export const LOGIN_ATTACKS: readonly AttackClass[] = [
  {
    name: 'login-guessing',
    lastsMs: 20 * MINUTE_MS,
    run: (attack) =>
      fire(attack, shots(attack.dice.whole(40, 400), guessAt(attack.dice)), attack.dice.between(150, 3000)),
  },
  {
    // Just slow enough for what counts within a minute, and for hours.
    name: 'login-guessing-slow',
    lastsMs: 3 * HOUR_MS,
    run: (attack) => {
      const gapMs = attack.dice.between(12, 30) * SECOND_MS;
      const tries = (attack.dice.between(1.5, 4) * HOUR_MS) / gapMs;
      return fire(attack, shots(tries, guessAt(attack.dice)), gapMs);
    },
  },
  { name: 'login-taken-over', lastsMs: 10 * MINUTE_MS, run: taken },
  {
    // WordPress shows the form again, with 200, when a password is wrong.
    name: 'wordpress-guessing',
    lastsMs: 20 * MINUTE_MS,
    run: (attack) => {
      const guess = { host: BLOG, method: 'POST', status: 200, bytes: 7300, requestBytes: 700 };
      const all = shots(attack.dice.whole(40, 300), () => ({ target: '/wp-login.php', particular: guess }));
      return fire(attack, all, attack.dice.between(300, 4000));
    },
  },
  {
    name: 'xmlrpc-guessing',
    lastsMs: 20 * MINUTE_MS,
    run: (attack) => {
      const call = { host: BLOG, method: 'POST', status: 200, bytes: 420, requestBytes: 40_000 };
      const all = shots(attack.dice.whole(40, 250), () => ({ target: '/xmlrpc.php', particular: call }));
      return fire(attack, all, attack.dice.between(300, 5000));
    },
  },
];
