/** The one line of JSON that a run ends with. */
import type { DemoLoad } from './demo/load.ts';
import type { StackSnapshot } from './view/snapshot.ts';

export interface DemoSummary {
  readonly attackers: number;
  readonly banned: number;
  readonly missed: number;
  readonly benign_banned: number;
  readonly time_to_ban_ms: { readonly p50: number; readonly p99: number };
  readonly blocked_requests: number;
}

/** How the demonstration went. A visitor counts as banned when it was refused even once. */
export function demoSummary(load: DemoLoad, snapshot: StackSnapshot): DemoSummary {
  const banned = new Set(snapshot.bans.filter(({ withheld }) => withheld === '').map(({ value }) => value));
  const caught = load.begun.filter(({ client }) => banned.has(client.address) && client.refused > 0);
  const tookMs = snapshot.bans.flatMap(({ tookMs: took }) => (took === undefined ? [] : [took]));
  return {
    attackers: load.begun.length,
    banned: caught.length,
    missed: load.begun.length - caught.length,
    benign_banned: load.visitors.filter((client) => client.refused > 0 || banned.has(client.address)).length,
    time_to_ban_ms: { p50: percentile(tookMs, 0.5), p99: percentile(tookMs, 0.99) },
    blocked_requests: load.attackers.reduce((sum, { client }) => sum + client.refused, 0),
  };
}

/** How the reading of a file went. */
export function fileSummary(snapshot: StackSnapshot) {
  const { lines, malformed, events, detections, bans } = snapshot;
  const inForce = bans.filter(({ withheld }) => withheld === '').length;
  return {
    lines,
    parsed: lines - malformed,
    malformed,
    events,
    detections,
    decisions: bans.length,
    in_force: inForce,
  };
}

/** Nearest rank, rounded to 0.1; 0 of nothing. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) return 0;
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(10 * sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]) / 10;
}
