/** All that attack, a few of each class. */
import { attackerAgent } from '../agents.ts';
import type { Dice } from '../dice.ts';
import type { Actor } from '../merge.ts';
import { Client } from '../request.ts';
import { MINUTE_MS, moment, type Scene } from '../scene.ts';
import { WWW } from '../site.ts';
import type { AttackClass } from './attack.ts';
import { castCampaigns } from './campaigns.ts';
import { EXPLOITS } from './exploits.ts';
import { LOADS } from './loads.ts';
import { LOGIN_ATTACKS } from './logins.ts';
import { SCANS } from './scans.ts';

export const ATTACK_CLASSES: readonly AttackClass[] = [...LOGIN_ATTACKS, ...SCANS, ...EXPLOITS, ...LOADS];

/** So many attackers of each class that acts alone, and one campaign of each kind. */
export function castAttackers(scene: Scene, each: number): Actor[] {
  const actors = ATTACK_CLASSES.flatMap((of) =>
    Array.from({ length: each }, (_, i) => castAttacker(scene, of, scene.dice.fork(`${of.name} ${i}`))),
  );
  return [...actors, ...castCampaigns(scene)];
}

function castAttacker(scene: Scene, { name, lastsMs = 5 * MINUTE_MS, run }: AttackClass, dice: Dice): Actor {
  const address = addressOf(scene, dice);
  scene.truth.addAttacker(address, name);
  const client = new Client(address, scene.site, dice, {
    agent: attackerAgent(dice),
    host: WWW,
    protocol: dice.chance(0.7) ? 'HTTP/1.1' : 'HTTP/2.0',
    bad: true,
  });
  const startMs = moment(scene, dice, lastsMs);
  return { startMs, requests: run({ client, dice, scene, startMs }) };
}

function addressOf({ addresses }: Scene, dice: Dice): string {
  const kind = dice.below(10);
  if (kind < 6) return addresses.hosting();
  if (kind < 8) return addresses.home();
  return kind < 9 ? addresses.hostingV6().next() : addresses.homeV6().next();
}
