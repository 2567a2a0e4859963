/** An enforcer on a host whose clock is an hour off: clients of a real nginx, and of a real kernel, are refused until the end. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { systemRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import type { ServiceConfig } from '#libs/config/service-config.ts';
import { SystemDisk } from '#libs/disk/system-disk.ts';
import type { Service } from '#libs/service/service.ts';
import { Metrics } from '#libs/telemetry/metrics.ts';
import { NO_TRACING } from '#libs/telemetry/tracing.ts';
import { remediationNames } from '#libs/wire/enums.ts';
import { type EnforcerConfig, enforcerConfig } from '#services/enforcer/config.ts';
import { startEnforcer } from '#services/enforcer/enforcer.ts';
import { LedgerClock } from '#services/enforcer/ledger-clock.ts';
import { openNftables } from '#services/enforcer/targets/nftables/nftables.ts';
import type { Target } from '#services/enforcer/targets/target.ts';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { recordingLog } from '../support/log.ts';
import { openTarget, TestNginx, until } from '../support/nginx.ts';
import { requirePart } from '../support/parts.ts';
import { put, ruleOn } from '../support/rule.ts';
import { TestStack } from '../support/stack.ts';
import { requireNamespaces, TwoHosts } from '../support/two-hosts.ts';

const HOUR_MS = 3_600_000;
const SHORT_MS = 2000;
const AFTER_MS = 300;
/** Enforcers report every five seconds. */
const ENDS_AFTER_MS = 12_000;
const STAYS = '198.51.100.1';
const ENDS = '198.51.100.2';

const whole = await requirePart(() => Promise.all([natsPart(), nginxPart()]));
const withNginx = await requirePart(nginxPart);
const withKernel = await requirePart(requireNamespaces);

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

/** A clock that can be set while its counter goes on. */
class SetClock extends SystemClock {
  aheadMs = 0;

  override now(): number {
    return super.now() + this.aheadMs;
  }
}

describe('a host whose clock is set', () => {
  let weir: TestStack | undefined;
  let nginx: TestNginx | undefined;
  let enforcer: Service | undefined;

  after(async () => {
    await enforcer?.stop();
    await nginx?.stop();
    await weir?.stop();
  });

  test('is an alarm, and bans end on time all the same', whole, async () => {
    weir = await TestStack.start({ nginx: false });
    nginx = await TestNginx.start();
    const { stack } = weir;
    const { address } = JSON.parse(readFileSync(stack.layout.endpoint, 'utf8')) as { address: string };
    const clock = new SetClock();
    const { log, lines } = recordingLog();
    const own = enforcerConfig.parse({
      decision: address,
      tokenFile: stack.layout.tokenFile,
      target: { type: 'nginx', socket: nginx.socketPath, stateDir: nginx.stateDir },
    });
    enforcer = await startEnforcer(
      {
        instance: 'set',
        bus: new MemoryBus(clock),
        disk: new SystemDisk(),
        clock,
        random: systemRandom,
        log,
        metrics: new Metrics('enforcer', 'set'),
        tracing: NO_TRACING,
        fail: () => {},
      },
      { own } as ServiceConfig<EnforcerConfig>,
    );
    const refused = async (from: string) => (await nginx!.refusal({ from })) !== undefined;
    const ban = (value: string, durationMs: number) =>
      stack.controlPlane.add({
        value,
        durationMs,
        remediation: remediationNames.toWire('block'),
        statusCode: 403,
        author: 'somebody',
        reason: 'a test',
      });
    const alarm = async () =>
      (await stack.controlPlane.list({})).enforcers.find((each) => each.enforcer === 'set')?.alarm;
    const resets = () => lines.filter(({ msg }) => msg === 'target reset to the ledger').length;
    await until(async () => (await alarm()) === '', 'the enforcer');
    await ban(STAYS, HOUR_MS);
    await until(() => refused(STAYS), 'the ban');

    const before = resets();
    clock.aheadMs = 2 * HOUR_MS;
    await until(
      async () => /^the clock of this host is 7200\.\d s ahead/.test((await alarm()) ?? ''),
      'the alarm',
    );
    await until(() => resets() === before + 1, 'all rules to be given again');
    assert.ok(await refused(STAYS));
    const bannedMs = performance.now();
    await ban(ENDS, ENDS_AFTER_MS);
    await until(() => refused(ENDS), 'the next ban');
    // nginx was told of an end in two hours, by a clock that only this enforcer sees.
    clock.aheadMs = 0;
    await until(async () => (await alarm()) === '', 'no alarm');
    assert.ok(await refused(ENDS));
    await sleep(bannedMs + ENDS_AFTER_MS + AFTER_MS - performance.now());
    assert.deepEqual([await refused(STAYS), await refused(ENDS)], [true, false]);
  });
});

for (const aheadMs of [HOUR_MS, -HOUR_MS]) {
  describe(`a host that is ${aheadMs / HOUR_MS} h ahead`, () => {
    test('nginx', withNginx, async () => {
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

    test('nftables', withKernel, async () => {
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
