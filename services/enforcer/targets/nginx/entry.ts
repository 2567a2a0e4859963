/** A rule as nginx is told of it: a key, and a line of text that goes into frames and snapshot files alike. */
import type { Change, Rule } from '../target.ts';
import { keyOf } from './key.ts';

export interface Entry {
  /** Kind and key: see key.ts. */
  readonly key: string;
  /** `+ <kind> <hex key> <expires, Unix ms> <status> <remediation letter> <decision id>`, with the line's end. */
  readonly line: string;
  /** Unix ms. */
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
// The end of time in JavaScript: 16 digits, which Lua's numbers hold exactly.
const LATEST_MS = 8.64e15;

/** Undefined when nginx can't enforce the rule. */
export function entryOf(rule: Rule): Entry | undefined {
  const key = keyOf(rule.scope, rule.value, rule.remediation);
  if (key === undefined) return undefined;
  const untilMs = Math.min(LATEST_MS, Math.max(0, Math.floor(rule.untilMs)) || 0);
  const letter = rule.remediation === 'allow' ? 'a' : 'b';
  const line = `+ ${key} ${untilMs} ${statusOf(rule)} ${letter} ${idOf(rule)}\n`;
  return { key, line, untilMs };
}

/**
 * Undefined when nginx can't enforce the change. A rule that was enforced and turns into one that can't be is
 * removed.
 */
export function editOf(change: Change): Edit | undefined {
  const { rule } = change;
  if (change.kind === 'put') {
    const entry = entryOf(change.rule);
    if (entry) return { key: entry.key, line: entry.line, entry };
  }
  // Throttle, challenge and block are one entry of the ledger, which has changed its remediation.
  const key = keyOf(rule.scope, rule.value, rule.remediation === 'allow' ? 'allow' : 'block');
  return key === undefined ? undefined : { key, line: `- ${key}\n`, entry: undefined };
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
