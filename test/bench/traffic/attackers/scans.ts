/** Looking for what is not meant to be found: one address asks for many things that are not there. */
import { attackerAgent, TOOLS } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../scene.ts';
import { API, BLOG, COMMUNITY, WWW } from '../site.ts';
import { type Attack, type AttackClass, fire, type Shot, shots } from './attack.ts';
import { CONSOLES, HOLES, SECRETS, SHELLS, WORDS } from './targets.ts';

/** Goes through part of a list, now and then answered 403 instead of 404. */
function sweep(
  attack: Attack,
  list: readonly string[],
  gapMs: number,
  count = attack.dice.whole(15, 60),
): Generator<Request> {
  const { dice } = attack;
  const host = dice.pick([WWW, BLOG]);
  const targets = dice.some(list, count);
  const all = targets.map((target) => ({
    target,
    particular: { host, status: dice.chance(0.1) ? 403 : 404, bytes: 153 },
  }));
  return fire(attack, all, gapMs);
}

function guessedPath(dice: Dice): Shot {
  const name = dice.chance(0.6) ? dice.pick(WORDS) : `${dice.pick(WORDS)}${dice.below(30)}`;
  const path = dice.chance(0.4) ? `/${dice.pick(WORDS)}/${name}` : `/${name}`;
  return {
    target: `${path}${dice.pick(['', '/', '.php', '.html', '.txt', '.zip'])}`,
    particular: { status: 404 },
  };
}

/** Looks for a backdoor that somebody has left, finds one and uses it. */
function* usesShell(attack: Attack): Generator<Request> {
  const { client, dice } = attack;
  let atMs = attack.startMs;
  for (const target of dice.some(SHELLS, dice.whole(8, 30))) {
    yield client.ask(atMs, target, { host: BLOG, status: 404 });
    atMs += dice.between(0.2, 3) * SECOND_MS;
  }
  const found = '/wp-content/uploads/2026/cache.php';
  yield client.ask(atMs, found, { host: BLOG, status: 200, bytes: 3100 });
  for (let commands = dice.whole(2, 9); commands > 0; commands--) {
    atMs += dice.between(2, 20) * SECOND_MS;
    yield client.ask(atMs, found, { host: BLOG, method: 'POST', status: 200, bytes: 900 });
  }
}

/** What nginx can't make a request of: it answers 400, or 505, and logs the line as it was. */
const GARBLED = [
  '\u0016\u0003\u0001\u0000\u00ee\u0001\u0000\u0000\u00ea\u0003\u0003',
  '\u0003\u0000\u0000/*\u00e0\u0000\u0000\u0000\u0000\u0000Cookie: mstshash=Administr',
  'SSH-2.0-Go',
  'MGLNDD_198.51.100.20_443',
  'GET / HTTP/9.8',
  'OPTIONS / RTSP/1.0',
  'helo x',
];

const PROXY_TARGETS = [
  'http://httpbin.example/ip',
  'http://proxyjudge.example/azenv.php',
  'http://checkip.example/',
];

/** nginx logs a foreign host of an absolute target as the host; CONNECT it refuses as no request. */
function proxied(dice: Dice): Shot {
  if (dice.chance(0.4)) {
    const garbled = `CONNECT ${dice.pick(['mail', 'www', 'api'])}.${dice.word(6)}.example:443 HTTP/1.1`;
    return { target: '', particular: { garbled, status: 400, bytes: 157, protocol: 'HTTP/1.1', agent: '' } };
  }
  const { host, pathname } = new URL(dice.pick(PROXY_TARGETS));
  return { target: pathname, particular: { host, status: 404, protocol: 'HTTP/1.1' } };
}

export const SCANS: readonly AttackClass[] = [
  {
    name: 'secrets-scan',
    run: (attack) => sweep(attack, SECRETS, attack.dice.between(50, 2000)),
  },
  {
    // The same list, with so much time in between that nothing is seen within minutes.
    name: 'secrets-scan-slow',
    lastsMs: 4 * HOUR_MS,
    run: (attack) => sweep(attack, SECRETS, attack.dice.between(4, 8) * MINUTE_MS, attack.dice.whole(20, 35)),
  },
  {
    // Numbers and places of others, all of which are refused.
    name: 'access-probing',
    run: (attack) => {
      const { dice } = attack;
      const first = dice.whole(1000, 900_000);
      const places = dice.pick(['/v1/orders', '/v1/users', '/v1/invoices']);
      const probe = (i: number): Shot => ({
        target: `${places}/${first + i}`,
        particular: { host: API, status: dice.chance(0.9) ? 403 : 401, bytes: 60 },
      });
      return fire(attack, shots(dice.whole(80, 300), probe), dice.between(100, 1000));
    },
  },
  {
    name: 'console-scan',
    run: (attack) => sweep(attack, CONSOLES, attack.dice.between(50, 2000)),
  },
  {
    name: 'webshell-scan',
    run: (attack) => sweep(attack, SHELLS, attack.dice.between(50, 2000)),
  },
  { name: 'webshell-used', run: usesShell },
  {
    name: 'hole-scan',
    run: (attack) => sweep(attack, HOLES, attack.dice.between(50, 3000)),
  },
  {
    name: 'path-guessing',
    run: (attack) =>
      fire(
        attack,
        shots(attack.dice.whole(150, 900), () => guessedPath(attack.dice)),
        attack.dice.between(20, 800),
      ),
  },
  {
    name: 'scan-tool',
    run: (attack) => {
      const { dice } = attack;
      const client = attack.client.as({ agent: dice.pick(TOOLS) });
      const probe = () => (dice.chance(0.5) ? { target: dice.pick(SECRETS) } : guessedPath(dice));
      return fire({ ...attack, client }, shots(dice.whole(15, 150), probe), dice.between(30, 1500));
    },
  },
  {
    name: 'proxy-probing',
    run: (attack) =>
      fire(
        attack,
        shots(attack.dice.whole(6, 30), () => proxied(attack.dice)),
        attack.dice.between(200, 8000),
      ),
  },
  {
    name: 'method-probing',
    run: (attack) => {
      const { dice } = attack;
      const methods = [
        'TRACE',
        'TRACK',
        'DEBUG',
        'PROPFIND',
        'MKCOL',
        'PUT',
        'DELETE',
        'MOVE',
        'SEARCH',
        'PATCH',
      ];
      const probe = () => ({
        target: `/${dice.pick(['', 'test.txt', 'uploads/a.jsp', 'webdav/', dice.word(5)])}`,
        particular: { method: dice.pick(methods), status: dice.pick([403, 404, 405, 405]) },
      });
      return fire(attack, shots(dice.whole(12, 60), probe), dice.between(100, 4000));
    },
  },
  {
    name: 'protocol-probing',
    run: (attack) => {
      const { dice } = attack;
      const probe = () => {
        const garbled = dice.pick(GARBLED);
        return {
          target: '',
          particular: { garbled, status: garbled.includes('9.8') ? 505 : 400, agent: '' },
        };
      };
      return fire(attack, shots(dice.whole(6, 25), probe), dice.between(200, 8000));
    },
  },
  {
    name: 'graphql-probing',
    run: (attack) => {
      const { dice } = attack;
      const asks = [
        '{__schema{types{name}}}',
        'query IntrospectionQuery{__schema{queryType{name}}}',
        '{__type(name:"U"){name}}',
      ];
      const guess = (): Shot => ({
        target: dice.pick(['/graphiql', '/playground', '/altair', '/v1/graphql', '/graphql']),
      });
      const probe = (): Shot =>
        dice.chance(0.3)
          ? { ...guess(), particular: { status: 404 } }
          : {
              target: `/graphql?query=${encodeURIComponent(dice.pick(asks))}`,
              particular: { host: COMMUNITY },
            };
      return fire(attack, shots(dice.whole(8, 30), probe), dice.between(200, 5000));
    },
  },
  {
    name: 'user-enumeration',
    run: (attack) => {
      const { dice } = attack;
      const byAuthor = dice.chance(0.6);
      const probe = (i: number): Shot => ({
        target: byAuthor ? `/?author=${i + 1}` : `/wp-json/wp/v2/users/${i + 1}`,
        particular: { host: BLOG, status: dice.chance(0.3) ? 301 : 404 },
      });
      return fire(attack, shots(dice.whole(15, 80), probe), dice.between(200, 4000));
    },
  },
  {
    name: 'agent-switching',
    lastsMs: 10 * MINUTE_MS,
    run: (attack) => {
      const { dice } = attack;
      const probe = (): Shot => ({
        target: `/products/${dice.below(5000)}`,
        // As taken from a list of a hundred thousand agents.
        particular: {
          agent: `${attackerAgent(dice).replace(/\d+\.0\.0\.0/, `${dice.whole(60, 143)}.0.${dice.below(6000)}.0`)}`,
        },
      });
      return fire(attack, shots(dice.whole(120, 400), probe), dice.between(300, 2000));
    },
  },
];
