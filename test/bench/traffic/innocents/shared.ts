/** One IPv4 address that many share: a mobile carrier's, an office's. */
import { desktopAgent, mobileAgent } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client, type Request } from '../request.ts';
import { HOUR_MS, MINUTE_MS, moment, type Scene } from '../scene.ts';
import { COMMUNITY, DOCS, WWW } from '../site.ts';
import { arrival, personAt, visits } from './people.ts';
import { appAt, appSessions, polls } from './programs.ts';

/** So many phones behind one address of a carrier: browsers and apps of every kind. */
export function carrier(scene: Scene, dice: Dice, kind: string, people: number): Actor[] {
  const address = scene.addresses.carrier();
  scene.truth.addInnocent(address, kind, people);
  return Array.from({ length: people }, () => {
    const startMs = arrival(scene, dice);
    const requests = dice.chance(0.4)
      ? appSessions(scene, appAt(scene, dice, address), startMs)
      : visits(scene, personAt(scene, dice, address, { agent: mobileAgent(dice) }), startMs);
    return { startMs, requests };
  });
}

/** So many people of one firm, most of whom come within the same hour and have the same browser. */
export function office(scene: Scene, dice: Dice, kind: string, people: number): Actor[] {
  const address = scene.addresses.home();
  scene.truth.addInnocent(address, kind, people);
  const openMs = moment(scene, dice, 2 * HOUR_MS);
  const agent = desktopAgent(dice);
  const actors: Actor[] = Array.from({ length: people }, () => {
    const startMs = openMs + dice.wait(40 * MINUTE_MS);
    const person = personAt(scene, dice, address, { agent: dice.chance(0.7) ? agent : desktopAgent(dice) });
    const stays = dice.chance(0.2);
    return {
      startMs,
      requests: stays ? polls(scene, person.client, startMs) : visits(scene, person, startMs),
    };
  });
  const client = new Client(address, scene.site, dice, { host: WWW });
  actors.push({ startMs: openMs, requests: outlook(client, openMs) });
  actors.push({ startMs: openMs, requests: documents(client, openMs) });
  if (dice.chance(0.25)) {
    const startMs = openMs + HOUR_MS * dice.between(0.2, 1);
    actors.push({ startMs, requests: workshop(client.as({ agent }), startMs) });
  }
  return actors;
}

/** Mail programs look for their settings at the site of the address. */
function* outlook(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const agent = 'Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17928; Pro)';
  let atMs = startMs;
  for (let left = dice.whole(2, 8); left > 0; left--) {
    yield client.ask(atMs, '/autodiscover/autodiscover.xml', { agent, method: 'POST' });
    if (dice.chance(0.3)) {
      const query = `Email=a.${dice.word(5)}%40shop.example&Protocol=ActiveSync&RedirectCount=1`;
      yield client.ask(atMs + 700, `/autodiscover/autodiscover.json?${query}`, { agent });
    }
    atMs += dice.between(2, 40) * MINUTE_MS;
  }
}

/** Links in documents: Office asks what the server can do before it opens one, Windows whether it is a folder. */
function* documents(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  let atMs = startMs;
  for (let left = dice.whole(1, 4); left > 0; left--) {
    const target = `/guide/${dice.pick(['webhooks', 'oauth', 'errors'])}`;
    const asks = [
      { method: 'OPTIONS', agent: 'Microsoft Office Protocol Discovery', status: 405 },
      { method: 'HEAD', agent: 'Microsoft Office Existence Discovery', status: 200, bytes: 0 },
      { method: 'PROPFIND', agent: 'Microsoft-WebDAV-MiniRedir/10.0.22631', status: 405 },
      { method: 'PROPFIND', agent: 'Microsoft-WebDAV-MiniRedir/10.0.22631', status: 405 },
    ];
    for (const ask of asks) {
      atMs += dice.whole(40, 400);
      yield client.ask(atMs, target, { host: DOCS, ...ask });
    }
    atMs += dice.between(5, 60) * MINUTE_MS;
  }
}

/** A course, in which all register at the same time, or all log in at its beginning. */
function* workshop(client: Client, startMs: number): Generator<Request> {
  const { dice } = client;
  const isNew = dice.chance(0.5);
  const target = isNew ? '/register' : '/login';
  const referer = `https://${WWW}${target}`;
  const pauseMs = isNew ? 40_000 : 5000;
  let atMs = startMs;
  for (let left = dice.whole(10, 28); left > 0; left--) {
    atMs += dice.wait(pauseMs);
    const isWrong = !isNew && dice.chance(0.25);
    yield client.ask(atMs, target, { method: 'POST', status: isWrong ? 401 : 302, referer });
    if (isWrong) continue;
    yield client.ask(atMs + 300, '/account', { referer });
    yield client.ask(atMs + 900, '/latest', { host: COMMUNITY });
    atMs += 1000;
  }
}
