/** What the nginx target needs and what it tells about itself. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { DecisionHits } from '../../hits.ts';
import type { Rate } from './entry.ts';

export interface NginxTargetOptions {
  /** Where nginx dials; the target owns it. */
  readonly socketPath: string;
  /** Directory of the snapshot, which the master of nginx has to be able to read. */
  readonly stateDir: string;
  /** By which rules end. */
  readonly clock: Clock;
  /** How far nginx's clock is ahead of it, ms; 0 when left out. When that changes, all rules are to be given again. */
  readonly hostAheadMs?: () => number;
  readonly random: Random;
  readonly onEvent?: (event: NginxEvent) => void;
  /** An instance has refused so many more requests by a decision. */
  readonly onHits?: (hits: DecisionHits) => void;
  /** Permissions of the socket: the workers of nginx must be able to write to it. 0660 when left out. */
  readonly socketMode?: number;
  /** For throttled clients, each of them; 2 requests a second and 10 at once when left out. */
  readonly throttle?: Rate;
  readonly rulesMax?: number;
  readonly logRevisionsMax?: number;
  readonly logLinesMax?: number;
}

export type NginxEvent =
  /** `resumed`: it still had the state of this target, and is sent only what it missed. */
  | {
      readonly kind: 'connected';
      readonly boot: string;
      readonly pid: number;
      readonly generation: number;
      readonly resumed: boolean;
    }
  | { readonly kind: 'disconnected'; readonly boot: string; readonly pid: number; readonly reason: string }
  /** It was sent all rules. */
  | { readonly kind: 'filled'; readonly boot: string; readonly pid: number; readonly tookMs: number }
  /** A frame was not understood; everything is sent again. */
  | { readonly kind: 'confused'; readonly boot: string; readonly pid: number; readonly reason: string }
  /** It did not hold what it was sent; everything is sent again. */
  | { readonly kind: 'repaired'; readonly boot: string; readonly pid: number; readonly what: string }
  /** A client of the socket that is not served; told once a second at most, the numbers have the count. */
  | { readonly kind: 'refused'; readonly reason: string };

/** How full everything is that has a limit. */
export interface NginxNumbers extends Readonly<Record<string, number>> {
  readonly rules: number;
  readonly rulesRefused: number;
  readonly unenforceable: number;
  /** Rules that the dictionaries of nginx had no room for: the most of any instance. */
  readonly unstored: number;
  readonly logRevisions: number;
  readonly logLines: number;
  readonly journalLines: number;
  readonly instances: number;
  /** Connections that were not served, since the start. */
  readonly connectionsRefused: number;
  readonly callsWaiting: number;
  /** Times an instance did not hold what it was sent. */
  readonly repairs: number;
  /** Bits set in the filter of keys: the most of any instance. Above 80 most look-ups are made in vain. */
  readonly filterPercent: number;
  /** Throttled clients that had to give way, and have full buckets again: of the instances there are. */
  readonly bucketsEvicted: number;
  /** Refused requests that were not counted for their decision: likewise. */
  readonly hitsUncounted: number;
  /** Free memory in the fullest dictionary; -1 when no instance has told. */
  readonly freeBytes: number;
}

export const THROTTLE: Rate = { everyMs: 500, burst: 10 };
export const INSTANCES_MAX = 16;
export const RULES_MAX = 1_000_000;
export const LOG_REVISIONS_MAX = 1000;
export const LOG_LINES_MAX = 50_000;
