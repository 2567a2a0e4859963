/** The configured database of ASNs: read whole, and again when the file has been replaced. */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { Asns, Origin } from './asns.ts';
import { MmdbAsns } from './mmdb.ts';

/** Those that are published have 10 to 60 MB; while one is replaced both are in memory. */
const BYTES_MAX = 256 * 1024 ** 2;
const LOOK_EVERY_MS = 60_000;

export interface AsnDatabaseOptions {
  readonly file: string;
  readonly clock: Clock;
  readonly log: Log;
}

export class AsnDatabase implements Asns {
  readonly #options: AsnDatabaseOptions;
  readonly #looking: Repeated;
  #asns: MmdbAsns;
  /** Of the file that the one in use was read from. */
  #stamp: string;
  #version = 1;
  #alarm = '';
  #failed = 0;

  /** @throws WeirError `config` when there is no such file, or when it is something else */
  constructor(options: AsnDatabaseOptions) {
    this.#options = options;
    const { file, clock, log } = options;
    const { stamp, asns } = readAsns(file);
    this.#stamp = stamp;
    this.#asns = asns;
    this.#looking = new Repeated({
      clock,
      everyMs: LOOK_EVERY_MS,
      work: () => this.look(),
      onError: (error) => logError(log, error, 'looking for another database of ASNs'),
    });
  }

  get version(): number {
    return this.#version;
  }

  /** When the one in use was made, Unix ms. */
  get builtMs(): number {
    return this.#asns.builtMs;
  }

  /** Addresses that could not be looked up, since the database is damaged. */
  get failed(): number {
    return this.#failed;
  }

  /** Why the file that is there is not in use; empty when it is. */
  get alarm(): string {
    return this.#alarm;
  }

  originOf(address: Uint32Array): Origin {
    try {
      return this.#asns.originOf(address);
    } catch {
      this.#failed++;
      return { network: { address, bits: 128 }, system: undefined };
    }
  }

  /** Takes up what has been put in the place of the file; what can't be used leaves the former one. */
  async look(): Promise<void> {
    const { file, log } = this.#options;
    try {
      const stamp = stampOf(await stat(file), file);
      const asns = stamp === this.#stamp ? this.#asns : asnsOf(await readFile(file), file);
      this.#alarm = '';
      if (asns === this.#asns) return;
      this.#asns = asns;
      this.#stamp = stamp;
      this.#version++;
      log.info({ file, built: new Date(asns.builtMs).toISOString() }, 'another database of ASNs');
    } catch (error) {
      const day = new Date(this.builtMs).toISOString().slice(0, 10);
      this.#alarm = `the database of ASNs of ${day} stays in use: ${messageOf(error)}`;
    }
  }

  end(): Promise<void> {
    return this.#looking.stop();
  }
}

/** @throws WeirError `config` that says what would be right */
export function readAsns(file: string): { readonly asns: MmdbAsns; readonly stamp: string } {
  try {
    const stamp = stampOf(statSync(file), file);
    return { asns: asnsOf(readFileSync(file), file), stamp };
  } catch (error) {
    if (error instanceof WeirError) throw error;
    throw new WeirError('config', `${file}: can't be read: ${messageOf(error)}`);
  }
}

function asnsOf(bytes: Buffer, file: string): MmdbAsns {
  try {
    return new MmdbAsns(bytes);
  } catch (error) {
    const right = 'name one in MMDB format, such as GeoLite2-ASN.mmdb';
    throw new WeirError('config', `${file}: is no database of ASNs: ${messageOf(error)}; ${right}`);
  }
}

/** Another one when the file has been written or replaced. @throws WeirError `config` for one that is too large */
function stampOf({ ino, size, mtimeMs }: Stats, file: string): string {
  if (size > BYTES_MAX)
    throw new WeirError(
      'config',
      `${file}: a database of ASNs has ${BYTES_MAX >> 20} MB at most, not ${Math.ceil(size / 1024 ** 2)}`,
    );
  return [ino, size, mtimeMs].join();
}
