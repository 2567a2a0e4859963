/** The nft program: transactions, and what the kernel really holds. */
import type { Clock } from '#libs/clock/clock.ts';
import { failureOf, messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type CommandResult, failureText, runCommand } from '../command.ts';
import { OBJECTS } from './ruleset.ts';

const SCRIPT_MS = 30_000;
const LIST_MS = 30_000;
/** A set of a million IPv6 addresses is 100 MB. Tables of others are read with the outline. */
const LISTING_MAX = 128 * 1024 ** 2;

export interface NftOptions {
  /** The program and arguments before nft's own. */
  readonly command: readonly string[];
  readonly table: string;
  readonly clock: Clock;
}

type Listed = Readonly<Record<string, { readonly name?: string; readonly table?: string; elem?: unknown[] }>>;

export class Nft {
  readonly #options: NftOptions;

  constructor(options: NftOptions) {
    this.#options = options;
  }

  /** Carries out a script: all of it or nothing. @throws WeirError `full` when a set is, else `unavailable`. */
  async run(script: string): Promise<void> {
    const result = await this.#nft(['-f', '-'], script, SCRIPT_MS);
    if (result.code === 0) return;
    // The kernel's word for a set that has no room.
    const failure = result.stderr.includes('Too many open files in system') ? 'full' : 'unavailable';
    throw new WeirError(failure, `nft ${failureText(result)}`);
  }

  /** Asks the kernel whether it would carry out a script. @throws WeirError `config` that says what to do. */
  async check(script: string): Promise<void> {
    const [program] = this.#options.command;
    const result = await this.#nft(['-c', '-f', '-'], script, SCRIPT_MS).catch((error) => {
      if (failureOf(error) !== 'missing') throw error;
      const message = `target nftables needs ${program}, which is not there: run "apt-get install nftables"`;
      throw new WeirError('config', message, {}, error);
    });
    if (result.code === 0) return;
    throw new WeirError(
      'config',
      /Operation not permitted/.test(result.stderr)
        ? 'target nftables may not change packet filtering: give the enforcer the capability NET_ADMIN ' +
            '(systemd: AmbientCapabilities=CAP_NET_ADMIN; containers: cap_add: [NET_ADMIN], user: "0")'
        : `target nftables can't work here: nft ${failureText(result)}`,
    );
  }

  /**
   * The table without its addresses, as text that changes when somebody changes the table or makes it anew; undefined
   * when anything of it is missing. Takes some milliseconds, however many addresses there are: of all that nft can list,
   * only the terse ruleset does.
   */
  async outline(): Promise<string | undefined> {
    const { table } = this.#options;
    const objects = await this.#list(['-j', '-t', '-s', 'list', 'ruleset', 'inet']);
    const ours = objects.filter((object) =>
      Object.entries(object).some(([kind, each]) => (kind === 'table' ? each.name : each.table) === table),
    );
    return ours.length >= OBJECTS ? JSON.stringify(ours) : undefined;
  }

  /** What a set holds: for how long still, ms, infinite for what has no end. Takes a second for 100,000. */
  async elements(set: string): Promise<Map<string, number>> {
    const objects = await this.#list(['-j', 'list', 'set', 'inet', this.#options.table, set]);
    const listed = objects.find((object) => object.set)?.set.elem ?? [];
    return new Map(listed.map(readElement));
  }

  async #list(args: readonly string[]): Promise<Listed[]> {
    const result = await this.#nft(args, '', LIST_MS);
    if (result.code !== 0) throw new WeirError('unavailable', `nft ${failureText(result)}`);
    if (result.cut) throw new WeirError('unavailable', `nft lists more than ${LISTING_MAX} bytes`);
    try {
      return (JSON.parse(result.stdout) as { nftables: Listed[] }).nftables;
    } catch (error) {
      throw new WeirError('unavailable', `what nft lists is no JSON: ${messageOf(error)}`, {}, error);
    }
  }

  #nft(args: readonly string[], input: string, timeoutMs: number): Promise<CommandResult> {
    const { command, clock } = this.#options;
    // Its errors are read here.
    const env = { LC_ALL: 'C' };
    return runCommand([...command, ...args], { clock, input, timeoutMs, outputMax: LISTING_MAX, env });
  }
}

/** An address alone, or with the seconds that are left. */
function readElement(element: unknown): [address: string, leftMs: number] {
  if (typeof element === 'string') return [element, Number.POSITIVE_INFINITY];
  const { val, expires } = (element as { elem: { val: unknown; expires?: number } }).elem;
  return [String(val), expires === undefined ? Number.POSITIVE_INFINITY : expires * 1000];
}
