/**
 * nftables as a packet filter. The table belongs to Weir alone. When the enforcer ends it stays, and the kernel lets go of
 * what is over; it is as it was left until the first reset.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { type Edits, type Elements, SIZE } from '../packets/elements.ts';
import type { PacketFilter, Sight } from '../packets/packet-filter.ts';
import { PacketTarget } from '../packets/packet-target.ts';
import { Nft } from './nft.ts';
import { editScript, removeScript, replaceScript } from './ruleset.ts';

export interface NftablesOptions {
  /** Of Weir alone; letters, digits and _. */
  readonly table: string;
  readonly clock: Clock;
  /** Addresses in each set. */
  readonly size?: number;
  /** The program and arguments before nft's own; `nft` when left out. */
  readonly command?: readonly string[];
  /** Somebody else had changed the table, and it was put back. */
  readonly onRepair?: (what: string) => void;
}

/** @throws WeirError `config` when nft is not there, may do nothing, or can't do what is needed. */
export async function openNftables(options: NftablesOptions): Promise<PacketTarget> {
  const { table, size = SIZE, clock, onRepair } = options;
  const nft = nftOf(options);
  await nft.check(replaceScript(table, size, new Map(), clock.now()));
  return new PacketTarget({ filter: new Nftables(nft, table, size), size, clock, onRepair });
}

/** Deletes Weir's table, so that the kernel drops nothing more for it. @throws WeirError `config`, `unavailable`. */
export async function flushNftables(options: NftablesOptions): Promise<void> {
  const nft = nftOf(options);
  const script = removeScript(options.table);
  await nft.check(script);
  await nft.run(script);
}

class Nftables implements PacketFilter {
  readonly name = 'nftables';
  readonly #nft: Nft;
  readonly #table: string;
  readonly #size: number;

  constructor(nft: Nft, table: string, size: number) {
    this.#nft = nft;
    this.#table = table;
    this.#size = size;
  }

  replace(contents: ReadonlyMap<string, Elements>, nowMs: number): Promise<void> {
    return this.#nft.run(replaceScript(this.#table, this.#size, contents, nowMs));
  }

  async edit(edits: Edits, nowMs: number): Promise<void> {
    const script = editScript(this.#table, edits, nowMs);
    if (script !== '') await this.#nft.run(script);
  }

  async look(): Promise<Sight> {
    return { outline: await this.#nft.outline() };
  }

  elements(set: string): Promise<Map<string, number>> {
    return this.#nft.elements(set);
  }
}

function nftOf({ command = ['nft'], table, clock }: NftablesOptions): Nft {
  return new Nft({ command, table, clock });
}
