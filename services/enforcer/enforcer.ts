/** The enforcer: brings one target to the state of the ledger and tells how far it is. */

import type { ServiceConfig } from '#libs/config/service-config.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import { ControlPlane } from '#libs/rpc/client.ts';
import { readToken } from '#libs/rpc/tokens.ts';
import { protectionOf } from '#libs/service/protection.ts';
import type { Service, ServiceContext } from '#libs/service/service.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { weir } from '#proto';
import { Applier } from './applier.ts';
import type { EnforcerConfig } from './config.ts';
import { followLedger } from './follower.ts';
import { Hits } from './hits.ts';
import { LedgerClock } from './ledger-clock.ts';
import { Mirror } from './mirror.ts';
import { Reporter } from './reporter.ts';
import { Rules } from './rules.ts';
import { openTarget } from './targets/open-target.ts';
import type { TargetStatus } from './targets/target.ts';

/** How soon the target forgets what a wider rule does as well. */
const TIDY_EVERY_MS = 5000;

export async function startEnforcer(
  context: ServiceContext,
  { own: config }: ServiceConfig<EnforcerConfig>,
): Promise<Service> {
  const { random, log, metrics, tracing, instance } = context;
  const clock = new LedgerClock(context.clock);
  const hits = new Hits();
  const target = await openTarget(config.target, {
    clock,
    hostAheadMs: () => clock.hostAheadMs,
    random,
    log,
    onChange: () => reporter.soon(),
    onHits: (refused) => hits.add(refused),
  });
  const rules = new Rules(target, protectionOf(config.protect), config.which);
  const plane = new ControlPlane(config.decision, clock, tokenReader(config.tokenFile, log));
  const reporter = new Reporter({ plane, clock, log, enforcer: instance, target: target.name, hits });
  const applier = new Applier({
    target,
    rules,
    clock,
    log,
    tracing,
    enforcer: instance,
    entries: () => mirror.entries(),
    onApplied: (applied) => reporter.add(applied),
    onReset: () => reporter.soon(),
  });
  const mirror = new Mirror(config.removeShareMax, {
    onSnapshot: () => applier.reset(),
    onChange: (change: LedgerChange) => applier.add(change),
  });
  clock.onStep = () => {
    log.warn({ aheadMs: clock.hostAheadMs }, 'the clock of this host has jumped, or was found to be wrong');
    // What ends by the host's clock would end at another time; before the first snapshot nothing was given.
    if (mirror.token) applier.reset();
  };
  const state = () => {
    const status = target.status();
    const alarms = [clock.alarm, alarmOf(mirror.held(clock.now()), status, target.name)];
    return { token: mirror.token, held: status.held, alarm: alarms.filter((text) => text !== '').join('; ') };
  };
  reporter.state = state;
  metrics.gauge('weir_enforcer_held', 'Rules the target holds', () => target.status().held);
  metrics.gauge('weir_enforcer_instances', 'Instances of the target', () => target.status().instances);
  metrics.gauge(
    'weir_enforcer_clock_ahead_ms',
    'How far the host is ahead of the decision service',
    () => clock.hostAheadMs,
  );
  metrics.gauge('weir_enforcer_clock_steps', 'Times one of the clocks has jumped', () => clock.steps);
  metrics.gauge('weir_enforcer_drifts', 'Times the mirror differed from the ledger', () => mirror.drifts);
  metrics.gauge(
    'weir_enforcer_unsupported',
    'Decisions this target can’t carry out',
    () => rules.left.unsupported,
  );
  metrics.gauge(
    'weir_enforcer_protected',
    'Decisions this host must not carry out',
    () => rules.left.protected,
  );
  metrics.gauge('weir_enforcer_covered', 'Decisions that a wider one does as well', () => rules.left.covered);
  metrics.gauge('weir_enforcer_revision', 'Revision of the ledger here', () => mirror.token?.revision ?? 0);

  for (const name of Object.keys(target.numbers())) {
    const metric = `weir_enforcer_target_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`;
    metrics.gauge(metric, `Of target ${target.name}: ${name}`, () => target.numbers()[name]);
  }

  const stopping = new AbortController();
  const { signal } = stopping;
  const applying = applier.run(signal);
  const tidying = clock.every(TIDY_EVERY_MS, () => applier.tidy());
  const reporting = reporter.run(signal);
  const following = followLedger({ plane, mirror, enforcer: instance, clock, random, log }, signal);
  return {
    notReady: () => (mirror.token ? '' : 'the ledger was never read'),
    status: (): weir.v1.ServiceStatus.$Properties => ({ alarms: [state().alarm].filter(Boolean) }),
    stop: async () => {
      tidying.cancel();
      stopping.abort();
      await Promise.all([following, applying, reporting]);
      plane.close();
      clock.close();
      await target.close();
    },
  };
}

/** Reads the token for each call: the decision service may be the later one to start, and another may replace it. */
function tokenReader(file: string, log: Log): () => string | undefined {
  let told = false;
  return () => {
    try {
      return readToken(file);
    } catch (error) {
      if (!told) logError(log, error, 'going on without a token: nothing can be reported');
      told = true;
      return undefined;
    }
  };
}

function alarmOf(held: number, { alarm: target, instances }: TargetStatus, name: string): string {
  const alarms = [];
  if (held > 0) {
    alarms.push(
      `a snapshot lacked ${held} decisions that are in force: the ledger may have been lost; they are kept until they end, or until this enforcer is started again`,
    );
  }
  if (target !== '') alarms.push(target);
  if (instances === 0) alarms.push(`no ${name} is connected`);
  return alarms.join('; ');
}
