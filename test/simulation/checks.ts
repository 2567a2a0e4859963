/** What must hold at any time, and what must have come true in the end. */
import { DETECTIONS } from '#libs/cluster/names.ts';
import { isEnforced } from '#libs/domain/decision.ts';
import type { Detection } from '#libs/domain/detection.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import { identityOf } from '../support/shards.ts';
import { COMMON } from './nodes.ts';
import { type LogRecord, roleOf, type World } from './world.ts';

/** Watches the cluster while it runs. */
export class Watchdog {
  readonly violations: string[] = [];
  readonly #world: World;
  /** By shard: the head as last written, and the highest epoch that has begun to work. */
  readonly #heads = new Map<string, { epoch: number; sequence: number; incarnation: string }>();
  readonly #active = new Map<string, number>();
  readonly #leases = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
    world.server.onWrite = (bucket, key, value) => {
      const text = Buffer.from(value).toString();
      if (bucket === 'weir-heads' || bucket === 'weir-own-heads') this.#head(key, JSON.parse(text));
      else if (key.startsWith('lease.')) this.#lease(key, JSON.parse(text));
    };
  }

  /** Takes note of a log line of a service. */
  hear({ node, message, fields }: LogRecord): void {
    if (message !== 'shard activated') return;
    const shard = roleOf(node) === 'own' ? `head.own.${fields.shard}` : `head.${fields.shard}`;
    this.#active.set(shard, Math.max(this.#active.get(shard) ?? 0, Number(fields.epoch)));
  }

  #head(key: string, head: { epoch: number; sequence: number; incarnation: string }): void {
    const before = this.#heads.get(key);
    const active = this.#active.get(key) ?? 0;
    if (before && head.epoch < before.epoch) {
      this.#violate(`${key}: epoch ${head.epoch} after ${before.epoch}`);
    }
    if (head.epoch < active) {
      this.#violate(`${key}: a write of epoch ${head.epoch} was accepted while epoch ${active} was at work`);
    }
    if (before && before.incarnation === head.incarnation && head.sequence < before.sequence) {
      this.#violate(`${key}: back to ${head.sequence} from ${before.sequence}`);
    }
    this.#heads.set(key, head);
  }

  #lease(key: string, { epoch }: { epoch: number }): void {
    const before = this.#leases.get(key) ?? 0;
    if (epoch < before) this.#violate(`${key}: epoch ${epoch} after ${before}`);
    this.#leases.set(key, epoch);
  }

  #violate(what: string): void {
    this.violations.push(`at ${Math.round(this.#world.atMs)} ms: ${what}`);
  }
}

/** What is not as it should be after something that was stored has been taken away: everybody has got over it. */
export function troubles(world: World): string[] {
  const analyzers = world.of('analyzer').map(({ analyzer }) => analyzer);
  const owned = analyzers.reduce((sum, analyzer) => sum + (analyzer?.shards() ?? 0), 0);
  const behind = analyzers.reduce((sum, analyzer) => sum + (analyzer?.behind() ?? 0), 0);
  const own = world.of('own').map(({ analyzer }) => analyzer);
  const ownShards = own.reduce((sum, analyzer) => sum + (analyzer?.shards() ?? 0), 0);
  const ownBehind = own.reduce((sum, analyzer) => sum + (analyzer?.behind() ?? 0), 0);
  const waiting = world.of('collector').reduce((sum, { collector }) => sum + (collector?.backlog() ?? 0), 0);
  return [
    ...(owned === COMMON.cluster.shards + COMMON.cluster.keyShards ? [] : [`${owned} shards have an owner`]),
    ...(behind === 0 ? [] : [`${behind} messages have not been judged`]),
    ...(own.length === 0 || ownShards === COMMON.cluster.shards
      ? []
      : [`${ownShards} shards of the own analyzer`]),
    ...(ownBehind === 0 ? [] : [`${ownBehind} messages have not been judged by the own analyzer`]),
    ...(waiting === 0 ? [] : [`${waiting} batches have not been published`]),
    ...ledgerDifferences(world, new Map()),
  ];
}

/** What is not as it should be once everything has come to rest; empty when all is well. */
export async function differences(world: World, expected: ReadonlyMap<string, Detection>): Promise<string[]> {
  const found = await storedDetections(world);
  const missing = [...expected.keys()].filter((identity) => !found.has(identity));
  const extra = [...found.keys()].filter((identity) => !expected.has(identity));
  const lines = world.logs.reduce((sum, log) => sum + log.lines.length, 0);
  const events = world.of('analyzer').reduce((sum, { analyzer }) => sum + (analyzer?.events() ?? 0), 0);
  return [
    ...(events === lines ? [] : [`${events} events of ${lines} lines were counted`]),
    ...missing.map((identity) => `missing detection ${identity}`),
    ...extra.map((identity) => `detection of nothing ${identity}`),
    ...[...found].flatMap(([identity, ids]) => (ids.size > 1 ? [`several ids of ${identity}`] : [])),
    ...ledgerDifferences(world, expected),
  ];
}

async function storedDetections(world: World): Promise<Map<string, Set<string>>> {
  const { streams } = world.server.memory;
  const { lastSequence } = await streams.state(DETECTIONS);
  const found = new Map<string, Set<string>>();
  if (lastSequence === 0) return found;
  for await (const { sequence, data } of streams.read(DETECTIONS, 1, new AbortController().signal)) {
    const detection = decodeDetection(data);
    const identity = identityOf(detection);
    found.set(identity, (found.get(identity) ?? new Set()).add(detection.id));
    if (sequence >= lastSequence) break;
  }
  return found;
}

function ledgerDifferences(world: World, expected: ReadonlyMap<string, Detection>): string[] {
  const nodes = world.of('decision').flatMap(({ decision }) => decision ?? []);
  const [first, ...others] = nodes;
  if (!first) return ['no decision service runs'];
  const { replica } = first.ledger;
  const nowMs = world.clock.now();
  const different: string[] = [];
  for (const { ledger } of others) {
    if (ledger.replica.checksum !== replica.checksum)
      different.push('decision services know different ledgers');
  }
  const reasons = new Set(
    [...replica.entries()].flatMap(({ decision }) =>
      decision.contributions.map(({ scenario, openedMs }) => `${decision.value} ${scenario} ${openedMs}`),
    ),
  );
  for (const { scenario, openedMs, key } of expected.values()) {
    const client = key.find(({ field }) => field === 'client.ip')?.value;
    const value = client ?? key.map((part) => part.value).join(' ');
    if (!reasons.has(`${value} ${scenario} ${openedMs}`))
      different.push(`no decision about ${value} ${scenario}`);
  }
  for (const { decision } of replica.entries()) {
    const newer = decision.contributions.some(({ lastSeenMs }) => lastSeenMs > decision.liftedMs);
    if (decision.state === 'active' && !newer) different.push(`${decision.value} was lifted and is back`);
  }
  const enforced = [...replica.entries()].filter(({ decision }) => isEnforced(decision, nowMs));
  for (const [index, { rules }] of world.targets.entries()) {
    const lacking = enforced.filter(({ key, decision }) => rules.get(key)?.decisionId !== decision.id);
    const surplus = [...rules.values()].filter(
      ({ key, untilMs }) => untilMs > nowMs && !enforced.some((entry) => entry.key === key),
    );
    if (lacking.length > 0)
      different.push(`target ${index} lacks ${lacking.map(({ key }) => key).join(', ')}`);
    if (surplus.length > 0)
      different.push(`target ${index} holds ${surplus.map(({ key }) => key).join(', ')}`);
  }
  return different;
}
