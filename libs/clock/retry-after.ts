/** What a server asks for with `Retry-After` (RFC 9110). */

/** Who asks for more is asked again all the same. */
const RETRY_AFTER_MAX_MS = 3_600_000;

/** ms from `nowMs` (Unix ms) on; undefined for anything but seconds or a date. */
export function retryAfterOf(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  const isDate = header.endsWith(' GMT');
  if (!isDate && !/^\d{1,9}$/.test(header)) return undefined;
  const ms = isDate ? Date.parse(header) - nowMs : Number(header) * 1000;
  return Number.isNaN(ms) ? undefined : Math.min(RETRY_AFTER_MAX_MS, Math.max(0, ms));
}
