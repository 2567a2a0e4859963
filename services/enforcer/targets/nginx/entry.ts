/** A rule as nginx is told of it: a key, and a line of text that goes into frames and snapshot files alike. */
import type { Change, Rule } from '../target.ts';
import { keyOf } from './key.ts';

export interface Entry {
  /** Kind and key: see key.ts. */
  readonly key: string;
  /**
   * `+ <kind> <hex key> <expires, Unix ms of nginx's host> <status> <remediation letter> <decision id>`, to throttle with
   * ` <ms from one request to the next> <requests at once>` behind, and the line's end.
   */
  readonly line: string;
  /** Unix ms of the decision service. */
  readonly untilMs: number;
}

/** What one change does to the entries: `line` puts (then `entry` is there) or removes the one with this key. */
export interface Edit {
  readonly key: string;
  readonly line: string;
  readonly entry: Entry | undefined;
}

const SAFE_ID = /^[\w-]{1,64}$/;
const DEFAULT_STATUS = 403;
const TOO_MANY_REQUESTS = 429;
// The end of time in JavaScript: 16 digits, which Lua's numbers hold exactly.
const LATEST_MS = 8.64e15;

/** What a throttled client may do. */
export interface Rate {
  /** From one request to the next, ms: a whole number. */
  readonly everyMs: number;
  /** Requests at once, after a pause. */
  readonly burst: number;
}

/**
 * Undefined when nginx can't enforce the rule.
 * @param rate of rules that throttle
 * @param aheadMs how far nginx's clock is ahead of the one by which rules end
 */
export function entryOf(rule: Rule, rate: Rate, aheadMs: number): Entry | undefined {
  const key = keyOf(rule.scope, rule.value, rule.remediation === 'allow');
  if (key === undefined || rule.remediation === 'challenge') return undefined;
  const untilMs = timeOf(rule.untilMs);
  return { key, line: `+ ${key} ${timeOf(untilMs + aheadMs)} ${answerOf(rule, rate)}\n`, untilMs };
}

/**
 * Undefined when nginx can't enforce the change. A rule that was enforced and turns into one that can't be is
 * removed.
 */
export function editOf(change: Change, rate: Rate, aheadMs: number): Edit | undefined {
  const { rule } = change;
  if (change.kind === 'put') {
    const entry = entryOf(change.rule, rate, aheadMs);
    if (entry) return { key: entry.key, line: entry.line, entry };
  }
  // Throttle, challenge and block are one entry of the ledger, which has changed its remediation.
  const key = keyOf(rule.scope, rule.value, rule.remediation === 'allow');
  return key === undefined ? undefined : { key, line: `- ${key}\n`, entry: undefined };
}

function answerOf(rule: Rule, { everyMs, burst }: Rate): string {
  if (rule.remediation === 'throttle') return `${TOO_MANY_REQUESTS} t ${idOf(rule)} ${everyMs} ${burst}`;
  return `${statusOf(rule)} ${rule.remediation === 'allow' ? 'a' : 'b'} ${idOf(rule)}`;
}

function statusOf(rule: Rule): number {
  const { statusCode } = rule;
  return Number.isInteger(statusCode) && statusCode >= 400 && statusCode <= 599 ? statusCode : DEFAULT_STATUS;
}

/** The id goes into a header and a page: letters, digits, - and _ only. */
function idOf(rule: Rule): string {
  if (SAFE_ID.test(rule.decisionId)) return rule.decisionId;
  return rule.decisionId.replace(/[^\w-]/g, '').slice(0, 64) || '-';
}

/** The key that a line puts or removes: its second and third words. */
export function keyOfLine(line: string): string {
  const end = line.indexOf(' ', 4);
  return line.slice(2, end < 0 ? -1 : end);
}

function timeOf(ms: number): number {
  return Math.min(LATEST_MS, Math.max(0, Math.floor(ms)) || 0);
}
