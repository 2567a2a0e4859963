/**
 * ipset and iptables as a packet filter, for hosts without nftables. The sets and the chain in the table raw belong to Weir
 * alone. When the enforcer ends they stay, and the kernel lets go of what is over.
 */
import type { Clock } from '#libs/clock/clock.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Edits, type Elements, SETS, SIZE } from '../packets/elements.ts';
import type { PacketFilter, Sight } from '../packets/packet-filter.ts';
import { PacketTarget } from '../packets/packet-target.ts';
import { countsOf, readElements, readHeaders, readNames } from './listing.ts';
import { Programs, type Variant } from './programs.ts';
import {
  chainScript,
  editScript,
  isLinked,
  isWhole,
  kernelName,
  linesOf,
  removeChainScript,
  removeScript,
  replaceScript,
  trialChainScript,
  trialScript,
} from './script.ts';

const FAMILIES = [4, 6] as const;

export interface IpsetOptions {
  /** Of Weir alone, and what the names of its sets begin with; 15 letters, digits and _ at most. */
  readonly chain: string;
  readonly clock: Clock;
  /** Addresses in each set. */
  readonly size?: number;
  readonly iptables?: Variant;
  /** A program and arguments before those of each, as to run them elsewhere. */
  readonly through?: readonly string[];
  /** Somebody else had changed the sets or the chain, and they were put back. */
  readonly onRepair?: (what: string) => void;
}

/** @throws WeirError `config` when the programs are not there, may do nothing, or can't do what is needed. */
export async function openIpset(options: IpsetOptions): Promise<PacketTarget> {
  const { chain, size = SIZE, clock, onRepair } = options;
  const programs = programsOf(options);
  await check(programs, chain);
  return new PacketTarget({ filter: new Ipset(programs, chain, size), size, clock, onRepair });
}

/** Deletes Weir's chains and sets, so that the kernel drops nothing more for them. @throws WeirError `config`, `unavailable`. */
export async function flushIpset(options: IpsetOptions): Promise<void> {
  const { chain } = options;
  const programs = programsOf(options);
  for (const family of FAMILIES) {
    const lines = linesOf(chain, await programs.save(family));
    if (lines.length > 0) await programs.restore(family, removeChainScript(chain, lines));
  }
  await programs.ipset(removeScript(chain, readNames(await programs.listSets('list', '-n'))));
}

class Ipset implements PacketFilter {
  readonly name = 'ipset';
  readonly #programs: Programs;
  readonly #chain: string;
  readonly #size: number;

  constructor(programs: Programs, chain: string, size: number) {
    this.#programs = programs;
    this.#chain = chain;
    this.#size = size;
  }

  async replace(contents: ReadonlyMap<string, Elements>, nowMs: number): Promise<void> {
    const present = readNames(await this.#programs.listSets('list', '-n'));
    await this.#programs.ipset(replaceScript(this.#chain, this.#size, contents, present, nowMs));
    for (const family of FAMILIES) {
      const linked = isLinked(this.#chain, await this.#lines(family));
      await this.#programs.restore(family, chainScript(this.#chain, family, linked));
    }
  }

  async edit(edits: Edits, nowMs: number): Promise<void> {
    const script = editScript(this.#chain, edits, nowMs);
    if (script !== '') await this.#programs.ipset(script);
  }

  async look(): Promise<Sight> {
    const headers = readHeaders(await this.#programs.listSets('list', '-t'));
    const ours = SETS.map(({ name }) => headers.get(kernelName(this.#chain, name)));
    const chains = [await this.#lines(4), await this.#lines(6)];
    const isThere =
      ours.every((header) => header !== undefined) &&
      FAMILIES.every((family, i) => isWhole(this.#chain, family, chains[i]));
    if (!isThere) return { outline: undefined };
    return {
      outline: JSON.stringify([ours.map((header) => header!.form), chains]),
      counts: countsOf(SETS.map(({ name }, i) => [name, ours[i]!])),
    };
  }

  async elements(set: string): Promise<Map<string, number>> {
    return readElements(await this.#programs.listSets('save', kernelName(this.#chain, set)));
  }

  async #lines(family: 4 | 6): Promise<string[]> {
    return linesOf(this.#chain, await this.#programs.save(family));
  }
}

/** Tries with sets of its own whether the kernel would do what is needed; they are gone afterwards. */
async function check(programs: Programs, chain: string): Promise<void> {
  try {
    for (const family of FAMILIES) {
      const { make, name } = trialScript(chain, family);
      await programs.ipset(make);
      try {
        await programs.restore(family, trialChainScript(chain, name), '--test');
      } finally {
        await programs.ipset(`destroy ${name}\n`);
      }
    }
  } catch (error) {
    if (failureOf(error) === 'config') throw error;
    throw new WeirError('config', `target ipset can't work here: ${messageOf(error)}`, {}, error);
  }
}

function programsOf({ clock, iptables = 'default', through = [] }: IpsetOptions): Programs {
  return new Programs({ clock, iptables, through });
}
