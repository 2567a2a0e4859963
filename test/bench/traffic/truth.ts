/** The ground truth: who is behind each address, and what is an attack. */
import { addressOf, formatAddress } from '#libs/domain/address.ts';
import { type Prefix, parsePrefix, prefixContains } from '#libs/domain/prefix.ts';

export interface Innocent {
  readonly kind: string;
  /** How many people or programs share the address, all in all. */
  readonly visitors: number;
}

/** One attacker with one address. */
export interface Attacker {
  readonly class: string;
  readonly address: string;
}

/** An attack that no address of it shows: it is one of a network, a page or a host. */
export interface Campaign {
  readonly class: string;
  readonly target: CampaignTarget;
  readonly members: readonly string[];
  /** Event time, Unix ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

export type CampaignTarget =
  | { readonly kind: 'network'; readonly prefix: string }
  | { readonly kind: 'page'; readonly host: string; readonly path: string }
  | { readonly kind: 'host'; readonly host: string };

export class Truth {
  readonly innocents = new Map<string, Innocent>();
  /** Attackers that act alone, by address. */
  readonly attackers = new Map<string, Attacker>();
  readonly campaigns: Campaign[] = [];
  /** The members of campaigns, by address. */
  readonly members = new Map<string, Campaign>();

  addInnocent(address: string, kind: string, visitors = 1): void {
    const known = this.innocents.get(canonical(address));
    this.#refuseKnown(address, known?.kind === kind);
    this.innocents.set(canonical(address), { kind, visitors: visitors + (known?.visitors ?? 0) });
  }

  addAttacker(address: string, of: string): void {
    this.#refuseKnown(address, false);
    this.attackers.set(canonical(address), { class: of, address: canonical(address) });
  }

  addCampaign(campaign: Campaign): void {
    this.campaigns.push(campaign);
    for (const member of campaign.members) {
      this.#refuseKnown(member, false);
      this.members.set(canonical(member), campaign);
    }
  }

  /** Visitors of each kind. */
  visitors(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { kind, visitors } of this.innocents.values()) {
      counts.set(kind, (counts.get(kind) ?? 0) + visitors);
    }
    return counts;
  }

  /** The innocents of a network. */
  innocentsIn(prefix: Prefix): Innocent[] {
    return [...this.innocents]
      .filter(([address]) => prefixContains(prefix, words(address)))
      .map(([, innocent]) => innocent);
  }

  /** Campaigns that have members in a network. */
  campaignsIn(prefix: Prefix): Campaign[] {
    return this.campaigns.filter(({ members }) =>
      members.some((member) => prefixContains(prefix, words(member))),
    );
  }

  /** Lone attackers of a network. */
  attackersIn(prefix: Prefix): Attacker[] {
    return [...this.attackers.values()].filter(({ address }) => prefixContains(prefix, words(address)));
  }

  #refuseKnown(address: string, isSame: boolean): void {
    const key = canonical(address);
    const known = this.innocents.has(key) || this.attackers.has(key) || this.members.has(key);
    if (known && !isSame) throw new Error(`${address} is two things at once`);
  }
}

/** A prefix as a detection or a decision names it. */
export function prefixNamed(text: string): Prefix {
  const prefix = parsePrefix(text);
  if (!prefix) throw new Error(`${text} is no prefix`);
  return prefix;
}

function words(address: string): Uint32Array {
  const parsed = addressOf(address);
  if (!parsed) throw new Error(`${address} is no address`);
  return parsed;
}

function canonical(address: string): string {
  return formatAddress(words(address));
}
