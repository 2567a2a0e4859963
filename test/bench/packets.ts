/** What bans cost in the kernel's packet filter, in a network namespace, and what looks at it cost. */
import { SystemClock } from '#libs/clock/system.ts';
import { openIpset } from '#services/enforcer/targets/ipset/ipset.ts';
import { openNftables } from '#services/enforcer/targets/nftables/nftables.ts';
import type { Rule } from '#services/enforcer/targets/target.ts';
import { put, ruleOn } from '../support/rule.ts';
import { TwoHosts } from '../support/two-hosts.ts';

export interface PacketsResult {
  readonly bans: number;
  /** All in one transaction, as after a start. */
  readonly reset_ms: number;
  /** The same while as many are held. */
  readonly reset_again_ms: number;
  /** In batches of 2,000, as an enforcer gives them that many come to. */
  readonly batches_ms: number;
  readonly us_per_ban: number;
  readonly one_more_p50_ms: number;
  readonly one_more_p99_ms: number;
  readonly refresh_1000_ms: number;
  /** Whether the table is there and whole: every two seconds. */
  readonly look_ms: number;
  /** All that one set holds: every minute. */
  readonly compare_ms: number;
}

const BATCH = 2000;
const SINGLES = 200;
const ROUNDS = 10;

export async function benchPackets(name: 'nftables' | 'ipset', bans: number): Promise<PacketsResult> {
  const hosts = await TwoHosts.create();
  const clock = new SystemClock();
  const common = { size: 2 * bans, clock };
  const target =
    name === 'nftables'
      ? await openNftables({ ...common, table: 'weir', command: hosts.nft })
      : await openIpset({ ...common, chain: 'weir', iptables: 'legacy', through: hosts.through });
  try {
    const rules = Array.from({ length: bans }, (_, i) => ruleAt(10, i));
    await target.reset([]);
    const batchesMs = await timed(async () => {
      for (let i = 0; i < bans; i += BATCH) await target.apply(rules.slice(i, i + BATCH).map(put));
    });
    const resetAgainMs = await timed(() => target.reset(rules));
    await target.reset([]);
    const resetMs = await timed(() => target.reset(rules));
    const singles = await each(SINGLES, (i) => target.apply([put(ruleAt(11, i))]));
    const refreshes = await each(ROUNDS, () => target.apply(rules.slice(0, 1000).map(put)));
    const looks = await each(ROUNDS, () => target.filter.look());
    const compareMs = await timed(() => target.filter.elements('ban4_32'));
    return {
      bans,
      reset_ms: rounded(resetMs),
      reset_again_ms: rounded(resetAgainMs),
      batches_ms: rounded(batchesMs),
      us_per_ban: rounded((1000 * batchesMs) / bans),
      one_more_p50_ms: rounded(quantile(singles, 0.5)),
      one_more_p99_ms: rounded(quantile(singles, 0.99)),
      refresh_1000_ms: rounded(quantile(refreshes, 0.5)),
      look_ms: rounded(quantile(looks, 0.5)),
      compare_ms: rounded(compareMs),
    };
  } finally {
    await target.close();
    hosts.close();
  }
}

function ruleAt(first: number, i: number): Rule {
  return ruleOn(`${first}.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`);
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** Times, the shortest first. */
async function each(count: number, action: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < count; i++) times.push(await timed(() => action(i)));
  return times.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
