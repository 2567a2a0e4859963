/** When somebody blocks too many: how many are there, and what share of them may one scenario or policy block. */
import { formatDuration } from '#libs/domain/duration.ts';
import type { weir } from '#proto';
import type { BlockCounts } from './blocks.ts';

export interface GuardSettings {
  readonly mode: 'enforce' | 'alarm' | 'off';
  /** Of the clients of the last minute. */
  readonly activeShare: number;
  /** Of those of them whose requests are mostly successful. */
  readonly successfulShare: number;
  /** Whoever has blocked fewer is left alone. */
  readonly atLeast: number;
  readonly within: number;
  /** Names of scenarios and policies that may block as many as they like. */
  readonly except: readonly string[];
}

/** Clients of the last minute in the whole cluster. */
export interface Activity {
  readonly clients: number;
  readonly successful: number;
}

/**
 * The sum over all range shards, each as its latest owner tells it. Analyzers of one's own see the same clients again.
 * @returns undefined where nobody tells
 */
export function activityOf(services: readonly weir.v1.ServiceStatus.$Properties[]): Activity | undefined {
  const latest = new Map<number, weir.v1.ShardStatus.$Properties>();
  for (const { shards, group } of services) {
    for (const status of group ? [] : (shards ?? [])) {
      const known = latest.get(status.shard ?? 0);
      if (!known || (status.epoch ?? 0) > (known.epoch ?? 0)) latest.set(status.shard ?? 0, status);
    }
  }
  const told = [...latest.values()].filter(({ clients }) => typeof clients === 'number');
  if (told.length === 0) return undefined;
  const sum = (number: (shard: weir.v1.ShardStatus.$Properties) => number | null | undefined) =>
    told.reduce((total, shard) => total + (number(shard) ?? 0), 0);
  return { clients: sum((each) => each.clients), successful: sum((each) => each.successfulClients) };
}

/**
 * Why somebody blocks too many, for people; empty when that is not so. A share is never of fewer than `atLeast`: where
 * there are few clients, one more or less says nothing.
 */
export function tooMany(
  { clients, successful }: BlockCounts,
  activity: Activity,
  { activeShare, successfulShare, atLeast, within }: GuardSettings,
): string {
  if (clients <= atLeast) return '';
  const time = formatDuration(within);
  if (clients > activeShare * Math.max(activity.clients, atLeast)) {
    return `${clients} of ${activity.clients} clients within ${time}`;
  }
  if (successful > successfulShare * Math.max(activity.successful, atLeast)) {
    return `${successful} of ${activity.successful} clients whose requests were mostly successful within ${time}`;
  }
  return '';
}
