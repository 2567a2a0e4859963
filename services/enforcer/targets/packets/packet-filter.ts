/** The port to what drops packets in the kernel: sets of addresses, and rules that look them up. */
import type { Edits, Elements } from './elements.ts';

export interface Sight {
  /**
   * Text that changes when somebody else changes what belongs to Weir, or makes it anew, whatever addresses it holds;
   * undefined when anything of it is missing.
   */
  readonly outline: string | undefined;
  /** By set, how many addresses it holds; where the kernel tells without listing them. */
  readonly counts?: ReadonlyMap<string, number>;
}

export interface PacketFilter {
  /** Such as `nftables`, for messages. */
  readonly name: string;
  /**
   * Makes `contents` all that is held, whatever there was, and never leaves a moment in which an address is missing that
   * was and stays held. @throws WeirError `full` when a set is, else `unavailable`.
   */
  replace(contents: ReadonlyMap<string, Elements>, nowMs: number): Promise<void>;
  /** Carries out edits; the same again changes nothing. What is replaced is never missing. @throws as `replace` does. */
  edit(edits: Edits, nowMs: number): Promise<void>;
  /** Takes some milliseconds, however many addresses there are. @throws WeirError `unavailable`. */
  look(): Promise<Sight>;
  /** What a set holds: for how long still, ms, infinite for what has no end. @throws WeirError `unavailable`. */
  elements(set: string): Promise<Map<string, number>>;
}
