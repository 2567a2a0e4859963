/** When a decision ends, as people write and read it: some time from now, at a time, or never. */
import { PERMANENT_MS } from './decision.ts';
import { parseDuration } from './duration.ts';

/** With a zone: what is 12:00 for one machine is not for another. */
const TIME = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d))?$/;

/** Milliseconds from now, Infinity for `permanent`; undefined when `text` is no such length. */
export function parseLength(text: string): number | undefined {
  if (text === 'permanent') return Number.POSITIVE_INFINITY;
  const ms = parseDuration(text);
  return ms !== undefined && ms > 0 ? ms : undefined;
}

/** Unix ms of a day or time of ISO 8601, `never` and `permanent`; undefined when `text` is none of them. */
export function parseEnd(text: string): number | undefined {
  if (text === 'never' || text === 'permanent') return PERMANENT_MS;
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.min(PERMANENT_MS, ms);
}

/** Unix ms, never later than what is permanent. */
export function endAfter(nowMs: number, lengthMs: number): number {
  return Math.min(PERMANENT_MS, nowMs + lengthMs);
}

export function isPermanent(untilMs: number): boolean {
  return untilMs >= PERMANENT_MS;
}

/** The text that `parseEnd` reads as the same. */
export function formatEnd(untilMs: number): string {
  return isPermanent(untilMs) ? 'never' : new Date(untilMs).toISOString();
}
