/** Attacks by many addresses, none of which does much: of a network, on a page, on a host. */
import { attackerAgent, browserAgent } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Particular, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene, SECOND_MS } from '../scene.ts';
import { API, BLOG, PRODUCTS, WWW } from '../site.ts';
import type { CampaignTarget } from '../truth.ts';
import type { Shot } from './attack.ts';

interface Plan {
  readonly class: string;
  readonly target: CampaignTarget;
  readonly members: readonly string[];
  readonly fromMs: number;
  readonly lastsMs: number;
  /** Requests of one member. */
  readonly each: (dice: Dice) => number;
  readonly shot: (dice: Dice) => Shot;
}

/** Each member sends its share at any times of the campaign. */
function run(scene: Scene, dice: Dice, plan: Plan): Actor[] {
  const { fromMs, lastsMs, members, target } = plan;
  const toMs = fromMs + lastsMs;
  scene.truth.addCampaign({ class: plan.class, target, members, fromMs, toMs });
  return members.map((address) => {
    const own = dice.fork(address);
    const usual: Particular = { host: WWW, agent: browserAgent(own), bad: true };
    const client = new Client(address, scene.site, own, usual);
    const times = Array.from({ length: plan.each(own) }, () => own.between(fromMs, toMs)).sort(
      (a, b) => a - b,
    );
    return { startMs: times[0] ?? toMs, requests: sends(client, times, plan.shot) };
  });
}

function* sends(client: Client, times: readonly number[], shot: Plan['shot']): Generator<Request> {
  for (const timeMs of times) {
    const { target, particular } = shot(client.dice);
    yield client.ask(timeMs, target, particular);
  }
}

function fresh(count: number, next: () => string): string[] {
  return Array.from({ length: count }, next);
}

function guess(host: string, target: string): Shot {
  const particular = { host, method: 'POST', status: 401, referer: `https://${host}/`, requestBytes: 600 };
  return { target, particular };
}

/** Passwords that leaked elsewhere, each tried once, from a rented botnet. */
function stuffing(scene: Scene, dice: Dice): Actor[] {
  const lastsMs = dice.between(6, 15) * MINUTE_MS;
  return run(scene, dice, {
    class: 'credential-stuffing',
    target: { kind: 'page', host: WWW, path: '/login' },
    members: fresh(dice.whole(120, 300), () => scene.addresses.home()),
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: (own) => own.whole(1, 4),
    shot: () => guess(WWW, '/login'),
  });
}

function lowAndSlow(scene: Scene, dice: Dice): Actor[] {
  const lastsMs = Math.min(dice.between(3, 5) * HOUR_MS, 0.8 * (scene.endMs - scene.startMs));
  return run(scene, dice, {
    class: 'low-and-slow',
    target: { kind: 'page', host: API, path: '/v1/login' },
    members: fresh(dice.whole(250, 500), () => scene.addresses.home()),
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: (own) => own.whole(1, 3),
    shot: () => guess(API, '/v1/login'),
  });
}

function networkFlood(scene: Scene, dice: Dice): Actor[] {
  const { prefix, at } = scene.addresses.network();
  const lastsMs = dice.between(60, 120) * SECOND_MS;
  const members = Array.from({ length: dice.whole(180, 250) }, (_, i) => at(i + 2));
  const perSecond = dice.between(100, 200);
  return run(scene, dice, {
    class: 'network-flood',
    target: { kind: 'network', prefix },
    members,
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: () => Math.round((perSecond * lastsMs) / 1000 / members.length),
    shot: (own) => ({ target: `/products/${own.below(PRODUCTS)}` }),
  });
}

/** One machine with a /64 of its own takes a new address for each guess. */
function rotation(scene: Scene, dice: Dice): Actor[] {
  const net = scene.addresses.hostingV6();
  const members = fresh(dice.whole(100, 300), net.next);
  const lastsMs = members.length * dice.between(0.5, 3) * SECOND_MS;
  return run(scene, dice, {
    class: 'ipv6-rotation',
    target: { kind: 'network', prefix: net.prefix },
    members,
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: () => 1,
    shot: () => guess(WWW, '/login'),
  });
}

function randomUris(scene: Scene, dice: Dice): Actor[] {
  const lastsMs = dice.between(30, 60) * SECOND_MS;
  const members = fresh(dice.whole(200, 350), () => scene.addresses.hosting());
  const perSecond = dice.between(150, 300);
  const agent = attackerAgent(dice);
  return run(scene, dice, {
    class: 'random-uri-flood',
    target: { kind: 'host', host: BLOG },
    members,
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: () => Math.round((perSecond * lastsMs) / 1000 / members.length),
    shot: (own) => ({ target: `/${own.hex(12)}`, particular: { host: BLOG, status: 404, agent } }),
  });
}

function sharedScrape(scene: Scene, dice: Dice): Actor[] {
  const lastsMs = 20 * MINUTE_MS;
  const perMinute = dice.between(2, 5);
  return run(scene, dice, {
    class: 'distributed-scrape',
    target: { kind: 'host', host: WWW },
    members: fresh(dice.whole(100, 250), () => scene.addresses.home()),
    fromMs: moment(scene, dice, lastsMs),
    lastsMs,
    each: () => Math.round(perMinute * 20),
    shot: (own) => ({
      target: `/products/${own.below(PRODUCTS)}`,
      particular: { referer: `https://${WWW}/` },
    }),
  });
}

const CAMPAIGNS = { stuffing, lowAndSlow, networkFlood, rotation, randomUris, sharedScrape };

export function castCampaigns(scene: Scene): Actor[] {
  return Object.entries(CAMPAIGNS).flatMap(([name, cast]) =>
    cast(scene, scene.dice.fork(`campaign ${name}`)),
  );
}
