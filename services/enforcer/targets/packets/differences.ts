/** What has to be edited so that a set of the kernel holds what it should. */
import { type Elements, TIMEOUT_MAX_MS } from './elements.ts';

/** Whole seconds are told, and what is about to end may be gone from one side and not yet from the other. */
const SLACK_MS = 5000;

export interface Comparison {
  /** What the set should hold. */
  readonly wanted: Elements;
  /** What it holds: for how long still, ms, which is infinite for what has no end. */
  readonly listed: ReadonlyMap<string, number>;
  /** Addresses that changed meanwhile: nothing can be said of them. */
  readonly except: ReadonlySet<string>;
  readonly nowMs: number;
  /** How long the listing took. */
  readonly tookMs: number;
}

/** By address, until when it should be held, or undefined for one that should not be there. */
export function differencesOf(comparison: Comparison): Map<string, number | undefined> {
  const { wanted, listed, except, nowMs, tookMs } = comparison;
  const slackMs = SLACK_MS + tookMs;
  const edits = new Map<string, number | undefined>();
  for (const [address, untilMs] of wanted) {
    const leftMs = untilMs - nowMs;
    if (leftMs <= slackMs || except.has(address)) continue;
    if (!isHeldFor(listed.get(address), leftMs, slackMs)) edits.set(address, untilMs);
  }
  for (const [address, leftMs] of listed) {
    if (leftMs > slackMs && !wanted.has(address) && !except.has(address)) edits.set(address, undefined);
  }
  return edits;
}

/** What lasts longer than the kernel is told is given again when half of that is over. */
function isHeldFor(listedMs: number | undefined, leftMs: number, slackMs: number): boolean {
  if (listedMs === undefined) return false;
  if (leftMs <= TIMEOUT_MAX_MS) return Math.abs(listedMs - leftMs) <= slackMs;
  return listedMs >= TIMEOUT_MAX_MS / 2 && listedMs <= TIMEOUT_MAX_MS + slackMs;
}
