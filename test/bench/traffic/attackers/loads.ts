/** Too much of something from one address: requests, pages, records, bytes, messages, accounts. */
import { browserAgent } from '../agents.ts';
import { MINUTE_MS, SECOND_MS } from '../scene.ts';
import { API, COMMUNITY, MEMBERS, PRODUCTS, WWW } from '../site.ts';
import { type Attack, type AttackClass, fire, type Shot, shots } from './attack.ts';

const MB = 1024 * 1024;

/** So many a second for so long. */
function stream(attack: Attack, perSecond: number, seconds: number, make: (i: number) => Shot) {
  return fire(attack, shots(perSecond * seconds, make), SECOND_MS / perSecond);
}

/** An endpoint that costs money or trust each time it is called. */
function calls(name: string, pick: (attack: Attack) => Shot, gapS: readonly [number, number]): AttackClass {
  return {
    name,
    lastsMs: 30 * MINUTE_MS,
    run: (attack) => {
      const shot = pick(attack);
      const { dice } = attack;
      return fire(
        attack,
        shots(dice.whole(30, 150), () => shot),
        dice.between(...gapS) * SECOND_MS,
      );
    },
  };
}

/** Half of it numbers of orders, half of it members: one after the other. */
function scraped({ dice }: Attack): (i: number) => Shot {
  const ofOrders = dice.chance(0.5);
  const first = dice.whole(1000, 900_000);
  return (i) =>
    ofOrders
      ? {
          target: `/v1/orders/${first + i}`,
          particular: { host: API, status: dice.pick([200, 200, 403, 404]) },
        }
      : {
          target: `/u/${(first + i) % MEMBERS}`,
          particular: { host: COMMUNITY, status: dice.chance(0.9) ? 200 : 404 },
        };
}

export const LOADS: readonly AttackClass[] = [
  {
    name: 'request-flood',
    run: (attack) => {
      const { dice } = attack;
      const page = dice.pick(['/', '/search?q=a', `/products/${dice.below(PRODUCTS)}`, '/api/suggest?q=a']);
      return stream(attack, dice.between(25, 80), dice.between(20, 60), () => ({ target: page }));
    },
  },
  {
    name: 'cache-bypass',
    run: (attack) => {
      const { dice } = attack;
      const page = dice.pick(['/', '/category/shoes', '/search']);
      const shot = () => ({ target: `${page}?${dice.word(3)}=${dice.hex(10)}` });
      return stream(attack, dice.between(5, 25), dice.between(40, 120), shot);
    },
  },
  {
    // Holds connections open: each ends by the server's patience or by its own.
    name: 'slow-requests',
    lastsMs: 15 * MINUTE_MS,
    run: (attack) => {
      const { dice } = attack;
      const shot = (): Shot => {
        const seconds = dice.between(25, 65);
        const status = dice.pick([408, 408, 499]);
        return {
          target: '/login',
          particular: { method: 'POST', status, seconds, bytes: 0, requestBytes: 300 },
        };
      };
      return stream(attack, dice.between(0.4, 3), dice.between(180, 600), shot);
    },
  },
  {
    name: 'crawl',
    lastsMs: 10 * MINUTE_MS,
    run: (attack) => {
      const { dice } = attack;
      const shot = () => ({ target: `/products/${dice.below(PRODUCTS)}` });
      return stream(attack, dice.between(4, 12), dice.between(300, 540), shot);
    },
  },
  {
    // No faster than a hurried person, but it never takes a picture or a style.
    name: 'crawl-slow',
    lastsMs: 30 * MINUTE_MS,
    run: (attack) => {
      const { dice } = attack;
      const client = attack.client.as({ agent: browserAgent(dice), referer: `https://${WWW}/` });
      const shot = () => ({ target: `/products/${dice.below(PRODUCTS)}` });
      return stream({ ...attack, client }, dice.between(0.4, 1.5), dice.between(600, 1500), shot);
    },
  },
  {
    name: 'id-scraping',
    lastsMs: 15 * MINUTE_MS,
    run: (attack) =>
      stream(attack, attack.dice.between(1, 8), attack.dice.between(240, 600), scraped(attack)),
  },
  {
    name: 'bulk-download',
    lastsMs: 15 * MINUTE_MS,
    run: (attack) => {
      const { dice } = attack;
      const shot = (i: number) => ({
        target: `/account/export/${i}`,
        particular: { status: 200, bytes: dice.whole(60, 240) * MB, seconds: dice.between(2, 12) },
      });
      return fire(attack, shots(dice.whole(60, 120), shot), dice.between(3, 9) * SECOND_MS);
    },
  },
  {
    name: 'upload-flood',
    run: (attack) => {
      const { dice } = attack;
      const body = { host: COMMUNITY, method: 'POST', status: dice.pick([200, 413]), seconds: 2 };
      const shot = () => ({
        target: '/uploads',
        particular: { ...body, requestBytes: dice.whole(30, 60) * MB },
      });
      return fire(attack, shots(dice.whole(40, 100), shot), dice.between(0.5, 4) * SECOND_MS);
    },
  },
  {
    name: 'nameless-robot',
    run: (attack) => {
      const { dice } = attack;
      const shot = () => ({ target: `/products/${dice.below(PRODUCTS)}`, particular: { agent: '' } });
      return stream(attack, dice.between(2, 10), dice.between(90, 300), shot);
    },
  },
  {
    // Input that the program behind can't take.
    name: 'fuzzing',
    run: (attack) => {
      const { dice } = attack;
      const shot = () => ({
        target: `/v1/products?page=${encodeURIComponent(dice.pick(['-1', '%00', '[]', '9e999', "'", '\u202e']))}`,
        particular: { host: API, status: dice.chance(0.7) ? 500 : 400 },
      });
      return fire(attack, shots(dice.whole(40, 200), shot), dice.between(200, 3000));
    },
  },
  calls(
    'code-pumping',
    () => ({ target: '/v1/otp/send', particular: { host: API, method: 'POST', status: 200 } }),
    [2, 40],
  ),
  calls(
    'mass-registration',
    ({ dice }) => ({ target: '/register', particular: { method: 'POST', status: dice.pick([200, 302]) } }),
    [2, 20],
  ),
  calls(
    'reset-spam',
    () => ({ target: '/password/forgot', particular: { method: 'POST', status: 302 } }),
    [2, 30],
  ),
  calls(
    'message-spam',
    ({ dice }) => ({
      target: dice.pick(['/contact', '/invite']),
      particular: { method: 'POST', status: 200 },
    }),
    [2, 20],
  ),
];
