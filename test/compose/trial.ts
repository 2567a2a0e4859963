/** One fault of one container: what holds while it lasts, and how soon all is as before. */
import { messageOf } from '#libs/errors/weir-error.ts';
import { sleep } from './eventually.ts';
import { begin, type Fault } from './faults.ts';
import type { ComposeStack, Site } from './stack.ts';
import type { Traffic } from './traffic.ts';

/** Longer than a member of the cluster may be silent. */
const HOLD_MS = 4000;
const LOOK_MS = 500;
const DURING_MS = 30_000;
const AFTER_MS = 60_000;

export interface Trial {
  readonly service: string;
  readonly fault: Fault;
  /** Ms until attackers were banned who came while the fault lasted; absent where that takes the missing container. */
  readonly duringMs?: number;
  /** Ms from the end of the fault until those and new attackers at every site were banned; absent if they were not. */
  readonly afterMs?: number;
  /** Everything that was not as it should be. */
  readonly wrong: readonly string[];
}

/** Never rejects: what goes wrong is told. */
export async function runTrial(
  stack: ComposeStack,
  traffic: Traffic,
  service: string,
  fault: Fault,
): Promise<Trial> {
  const watch = new Watch(traffic, stack.sites, service);
  const attackers = traffic.newAttackers();
  try {
    const duringMs = await whileAway(stack, traffic, attackers, service, fault);
    const afterMs = await recover(stack, traffic, attackers, service);
    const wrong = await watch.stop();
    return { service, fault, ...(duringMs === undefined ? {} : { duringMs }), afterMs, wrong };
  } catch (error) {
    const wrong = [messageOf(error), ...(await watch.stop())];
    // The next trial is of one fault only, whatever became of this one.
    await stack.recovered(service).catch(() => {});
    return { service, fault, wrong };
  }
}

/** The fault from its beginning to its end. @returns ms until new attackers were banned, where that goes on */
async function whileAway(
  stack: ComposeStack,
  traffic: Traffic,
  attackers: readonly string[],
  service: string,
  fault: Fault,
): Promise<number | undefined> {
  const { sites, profile } = stack;
  const answering = sites.filter(({ nginx }) => nginx !== service);
  const enforcing = answering.filter(({ enforcer }) => enforcer !== service);
  const seen = answering.find(({ collector }) => collector !== service);
  const ofEdge = sites.some((site) => [site.nginx, site.enforcer, site.collector].includes(service));
  const goesOn = (ofEdge || profile.spare.includes(service)) && seen !== undefined && enforcing.length > 0;
  const end = await begin(stack, service, fault);
  try {
    const site = seen ?? answering[0];
    if (site) await traffic.attack(site, attackers, DURING_MS);
    const tookMs = goesOn ? await traffic.refused(enforcing, attackers, DURING_MS) : undefined;
    await sleep(HOLD_MS);
    // Where the only one is away, nobody can be banned: else there was no fault, and nothing is proven.
    if (!goesOn && sites.length === 1 && fault !== 'kill') await traffic.requireLoss(sites[0], attackers);
    return tookMs;
  } finally {
    await end();
  }
}

/** @returns ms until all is as before: those attackers are refused everywhere, and new ones at every site */
async function recover(
  stack: ComposeStack,
  traffic: Traffic,
  attackers: readonly string[],
  service: string,
): Promise<number> {
  const { sites } = stack;
  const startMs = performance.now();
  // Where nginx itself was away, they could not attack yet.
  await traffic.attack(sites[0], attackers, AFTER_MS);
  await traffic.refused(sites, attackers, AFTER_MS);
  traffic.remember(attackers);
  for (const site of sites) {
    const more = traffic.newAttackers();
    await traffic.attack(site, more, AFTER_MS);
    await traffic.refused(sites, more, AFTER_MS);
    traffic.remember(more);
  }
  const tookMs = Math.round(performance.now() - startMs);
  await stack.recovered(service);
  return tookMs;
}

/** Looks at every site again and again: no banned client may get in, nor anybody else be kept out. */
class Watch {
  readonly #wrong = new Set<string>();
  readonly #running: Promise<void>;
  #stopping = false;

  /** @param away the service that has its fault: an nginx may be silent then */
  constructor(traffic: Traffic, sites: readonly Site[], away: string) {
    this.#running = this.#look(traffic, sites, away);
  }

  /** Looks a last time. @returns everything that was not as it should be */
  async stop(): Promise<string[]> {
    this.#stopping = true;
    await this.#running;
    return [...this.#wrong];
  }

  async #look(traffic: Traffic, sites: readonly Site[], away: string): Promise<void> {
    for (let last = false; !last; last = this.#stopping) {
      for (const site of sites) {
        for (const each of await traffic.wrong(site, site.nginx === away)) this.#wrong.add(each);
      }
      await sleep(LOOK_MS);
    }
  }
}
