/** An enforcer on a host whose clock is an hour off: clients of a real nginx, and of a real kernel, are refused until the end. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { SystemClock } from '#libs/clock/system.ts';
import { LedgerClock } from '#services/enforcer/ledger-clock.ts';
import { openNftables } from '#services/enforcer/targets/nftables/nftables.ts';
import type { Target } from '#services/enforcer/targets/target.ts';
import { nginxPart } from '#services/standalone/parts/parts.ts';
import { openTarget, TestNginx } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, ruleOn } from '../support/rule.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';

const HOUR_MS = 3_600_000;
const SHORT_MS = 2000;
const AFTER_MS = 300;
const STAYS = '198.51.100.1';
const ENDS = '198.51.100.2';

/** What an enforcer knows of the time whose host is so far ahead of the decision service. */
function clockOf(aheadMs: number): LedgerClock {
  const host = new SystemClock();
  const clock = new LedgerClock(host);
  clock.take({ sentMs: host.elapsed(), serverMs: host.now() - aheadMs });
  return clock;
}

async function endsOnTime(
  target: Target,
  clock: LedgerClock,
  refuses: (address: string) => Promise<boolean>,
) {
  await target.reset([ruleOn(STAYS, { untilMs: clock.now() + HOUR_MS / 2 })]);
  const untilMs = clock.now() + SHORT_MS;
  await target.apply([put(ruleOn(ENDS, { untilMs }))]);
  assert.deepEqual([await refuses(STAYS), await refuses(ENDS)], [true, true]);
  await sleep(untilMs - clock.now() + AFTER_MS);
  assert.deepEqual([await refuses(STAYS), await refuses(ENDS)], [true, false]);
  assert.equal(target.status().held, 1);
}

for (const aheadMs of [HOUR_MS, -HOUR_MS]) {
  describe(`a host that is ${aheadMs / HOUR_MS} h ahead`, async () => {
    test('nginx', await requirePart(nginxPart), async () => {
      const clock = clockOf(aheadMs);
      const nginx = await TestNginx.start();
      const target = await openTarget(nginx, { clock, hostAheadMs: () => clock.hostAheadMs });
      try {
        await endsOnTime(target, clock, async (from) => (await nginx.refusal({ from })) !== undefined);
      } finally {
        await target.close();
        await nginx.stop();
        clock.close();
      }
    });

    test('nftables', await requirePart(requireNamespaces), async () => {
      const clock = clockOf(aheadMs);
      const hosts = await TwoHosts.create();
      const target = await openNftables({ table: 'weir', command: hosts.nft, clock });
      try {
        await endsOnTime(target, clock, async (from) => !(await hosts.answers(from)));
      } finally {
        await target.close();
        hosts.close();
        clock.close();
      }
    });
  });
}
