/**
 * Who has blocked how many clients lately: by scenario and version, and by policy, from the whole ledger, so that a replica
 * that has just begun knows the same as the others. What people decide and what follows from many being blocked counts for
 * nobody; a network counts as one client.
 */
import { type Contribution, type Decision, isEnforceable } from '#libs/domain/decision.ts';
import type { LedgerFeed } from '#libs/ledger/feed.ts';
import { begunMs, isBy } from '../ledger/revoke.ts';
import { culpritOf } from './trip.ts';

/** Of whom nobody in a scope without an address: a page or an agent is no client. */
const SCOPES: ReadonlySet<string> = new Set(['ip', 'ip+host', 'ip+agent', 'prefix']);

export interface Culprit {
  readonly kind: 'scenario' | 'policy';
  readonly name: string;
  readonly version: string;
}

export interface BlockCounts {
  readonly culprit: Culprit;
  /** Different clients, and those of them that had mostly been successful. */
  readonly clients: number;
  readonly successful: number;
}

interface Block {
  readonly client: string;
  readonly begunMs: number;
  readonly successful: boolean;
  readonly scenario: string;
  readonly version: string;
  readonly policy: string;
}

export class Blocks {
  readonly #feed: LedgerFeed;
  readonly #withinMs: number;
  /** By key of the ledger, whose limit bounds them; those of the last minute only. */
  readonly #blocks = new Map<string, readonly Block[]>();

  constructor(feed: LedgerFeed, withinMs: number) {
    this.#feed = feed;
    this.#withinMs = withinMs;
  }

  /** Entries that are looked at. */
  get size(): number {
    return this.#blocks.size;
  }

  /** Takes up what has changed, and forgets what was too long ago. */
  follow(nowMs: number): void {
    const { isAnew, changes } = this.#feed.news();
    if (isAnew) this.#blocks.clear();
    for (const { key, decision } of changes) {
      const blocks = decision ? this.#blocksOf(decision, nowMs) : [];
      if (blocks.length > 0) this.#blocks.set(key, blocks);
      else this.#blocks.delete(key);
    }
    for (const [key, blocks] of this.#blocks) {
      const recent = blocks.filter(({ begunMs }) => nowMs - begunMs < this.#withinMs);
      if (recent.length === 0) this.#blocks.delete(key);
      else if (recent.length < blocks.length) this.#blocks.set(key, recent);
    }
  }

  /**
   * Everybody who has blocked somebody within the time, as of when it was followed last.
   * @param without whose blocks are not their policies' fault
   */
  counts(without: ReadonlySet<string> = new Set()): BlockCounts[] {
    const found = new Map<string, { culprit: Culprit; clients: Map<string, boolean> }>();
    const note = (culprit: Culprit, { client, successful }: Block) => {
      const name = culpritOf(culprit);
      const known = found.get(name) ?? { culprit, clients: new Map<string, boolean>() };
      found.set(name, known);
      known.clients.set(client, successful || known.clients.get(client) === true);
    };
    for (const blocks of this.#blocks.values()) {
      for (const block of blocks) {
        const { scenario, version, policy } = block;
        const culprit = { kind: 'scenario', name: scenario, version } as const;
        note(culprit, block);
        if (!without.has(culpritOf(culprit))) note({ kind: 'policy', name: policy, version: '' }, block);
      }
    }
    return [...found.values()].map(({ culprit, clients }) => ({
      culprit,
      clients: clients.size,
      successful: [...clients.values()].filter((each) => each).length,
    }));
  }

  /** Whether anybody is blocked by it who was not a moment ago. */
  isBlocking({ kind, name, version }: Culprit): boolean {
    const isOf = (block: Block) =>
      kind === 'scenario' ? block.scenario === name && block.version === version : block.policy === name;
    for (const blocks of this.#blocks.values()) if (blocks.some(isOf)) return true;
    return false;
  }

  #blocksOf(decision: Decision, nowMs: number): Block[] {
    const { scope, value, contributions } = decision;
    if (!isEnforceable(decision) || !SCOPES.has(scope)) return [];
    const [client] = value.split(' ', 1);
    return contributions.filter(isBlock).flatMap((each) => {
      const { scenario, version, policy, successful, untilMs } = each;
      const sinceMs = begunMs(decision, each);
      if (nowMs - sinceMs >= this.#withinMs || untilMs <= decision.createdMs) return [];
      return [{ client, begunMs: sinceMs, successful, scenario, version, policy }];
    });
  }
}

function isBlock(contribution: Contribution): boolean {
  const { mode, remediation, revokedMs } = contribution;
  return mode === 'enforce' && remediation === 'block' && revokedMs === 0 && isBy({}, contribution);
}
