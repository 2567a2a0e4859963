/** How one part is fetched and tried out; parts.ts brings the recipes and the cache together. */
import type { PackageRecord } from './manifest.ts';

export type PartName = 'nats' | 'nginx' | 'nft' | 'ipset' | 'rsyslogd' | 'logrotate' | 'modsecurity' | 'wrk';

export interface PartProgress {
  readonly part: PartName;
  readonly step: 'index' | 'download' | 'unpack' | 'check' | 'ready';
  /** For people. */
  readonly detail: string;
}

export type Say = (step: PartProgress['step'], detail: string) => void;

export interface FetchContext {
  /** For whatever is needed on the way; removed afterwards. */
  readonly work: string;
  /** Where the packages are to be unpacked, with the paths they have in a system. */
  readonly root: string;
  readonly say: Say;
  readonly signal: AbortSignal;
}

export interface Recipe<Part> {
  readonly name: PartName;
  /** The command that installs the part for good, for people whose machine can't fetch it. */
  readonly remedy: string;
  /** Fills the root. @returns the packages that are in it. */
  fetch(context: FetchContext): Promise<PackageRecord[]>;
  /** The part in a root, after it ran. @throws WeirError when it does not run on this machine. */
  check(root: string, signal?: AbortSignal): Promise<Part>;
  /** The part as installed in the system, after it ran. @throws WeirError `missing` when it is not installed. */
  fromSystem(): Promise<Part>;
}
