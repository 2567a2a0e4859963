/** The programs ipset and iptables, for both families. */
import type { Clock } from '#libs/clock/clock.ts';
import { failureOf, WeirError } from '#libs/errors/weir-error.ts';
import { type CommandResult, failureText, runCommand } from '../command.ts';

const SCRIPT_MS = 30_000;
/** A set of a million IPv6 addresses is 80 MB. */
const LISTING_MAX = 128 * 1024 ** 2;
/** That others may hold iptables' lock. */
const LOCK_SECONDS = '5';

/** Which iptables: what the system calls so, or by name the old kernel interface or that of nf_tables. */
export const VARIANTS = ['default', 'legacy', 'nft'] as const;
export type Variant = (typeof VARIANTS)[number];

export interface ProgramsOptions {
  readonly clock: Clock;
  readonly iptables: Variant;
  /** A program and arguments before those of each; empty when left out. */
  readonly through: readonly string[];
}

export class Programs {
  readonly #options: ProgramsOptions;

  constructor(options: ProgramsOptions) {
    this.#options = options;
  }

  /** Carries out lines, one after the other, until one fails. @throws WeirError `full` when a set is, `config`, `unavailable`. */
  async ipset(script: string): Promise<void> {
    await this.#run('ipset', ['-exist', 'restore'], script);
  }

  async listSets(...args: readonly string[]): Promise<string> {
    return await this.#run('ipset', args);
  }

  /** Changes what a script of one table says, all at once. @throws WeirError `config`, `unavailable`. */
  async restore(family: 4 | 6, script: string, ...args: readonly string[]): Promise<void> {
    await this.#run(
      this.#iptables(family, 'restore'),
      ['--noflush', '--wait', LOCK_SECONDS, ...args],
      script,
    );
  }

  /** The table raw, as text. @throws WeirError `config`, `unavailable`. */
  async save(family: 4 | 6): Promise<string> {
    return await this.#run(this.#iptables(family, 'save'), ['-t', 'raw']);
  }

  #iptables(family: 4 | 6, what: 'save' | 'restore'): string {
    const { iptables } = this.#options;
    return `${family === 4 ? 'iptables' : 'ip6tables'}${iptables === 'default' ? '' : `-${iptables}`}-${what}`;
  }

  async #run(program: string, args: readonly string[], input = ''): Promise<string> {
    const { clock, through } = this.#options;
    // Their errors are read here.
    const limits = { clock, input, timeoutMs: SCRIPT_MS, outputMax: LISTING_MAX, env: { LC_ALL: 'C' } };
    const result = await runCommand([...through, program, ...args], limits).catch((error) => {
      if (failureOf(error) !== 'missing') throw error;
      throw missing(program, error);
    });
    if (result.code !== 0) throw failed(program, result);
    if (result.cut) throw new WeirError('unavailable', `${program} lists more than ${LISTING_MAX} bytes`);
    return result.stdout;
  }
}

function missing(program: string, cause?: unknown): WeirError {
  const message = `target ipset needs ${program}, which is not there: run "apt-get install ipset iptables"`;
  return new WeirError('config', message, {}, cause);
}

function failed(program: string, result: CommandResult): WeirError {
  if (/Operation not permitted|Permission denied|you must be root/i.test(result.stderr)) {
    const message =
      'target ipset may not change packet filtering: run the enforcer as root, with the capabilities NET_ADMIN and NET_RAW ' +
      '(containers: cap_add: [NET_ADMIN, NET_RAW], user: "0")';
    return new WeirError('config', message);
  }
  const failure = result.stderr.includes('Hash is full') ? 'full' : 'unavailable';
  return new WeirError(failure, `${program} ${failureText(result)}`);
}
