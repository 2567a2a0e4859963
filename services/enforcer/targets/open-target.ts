/** The target that the configuration names. A new kind of target is one more case here and in the configuration. */
import { resolve } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import type { Log } from '#libs/telemetry/logging.ts';
import type { TargetConfig } from '../config.ts';
import type { DecisionHits } from '../hits.ts';
import { DryRunTarget } from './dry-run.ts';
import { execTarget } from './exec-target.ts';
import { FileTarget } from './file/file-target.ts';
import { openIpset } from './ipset/ipset.ts';
import { openNftables } from './nftables/nftables.ts';
import { NginxTarget } from './nginx/nginx-target.ts';
import type { Target } from './target.ts';
import { webhookTarget } from './webhook-target.ts';

export interface TargetContext {
  /** By which rules end. */
  readonly clock: Clock;
  /** How far the host's own clock is ahead of it, ms; when that changes, all rules are given again. */
  readonly hostAheadMs: () => number;
  readonly random: Random;
  readonly log: Log;
  /** Called when instances come or go, or an alarm may be another. */
  readonly onChange: () => void;
  /** An instance has refused so many more requests by a decision. */
  readonly onHits: (hits: DecisionHits) => void;
}

export async function openTarget(config: TargetConfig, context: TargetContext): Promise<Target> {
  const { clock, hostAheadMs, random, log, onChange, onHits } = context;
  const repaired = (what: string) => {
    log.warn({}, `${config.type} repaired: ${what}`);
    onChange();
  };
  switch (config.type) {
    case 'dry-run':
      return new DryRunTarget({ clock });
    case 'exec': {
      const { command, args, size, timeout } = config;
      return execTarget({ command, args, size, timeoutMs: timeout, clock });
    }
    case 'webhook': {
      const { url, tokenFile, size, timeout } = config;
      return webhookTarget({ url, tokenFile, size, timeoutMs: timeout, clock });
    }
    case 'file': {
      const { every, timeout, format, mode, size, after } = config;
      return FileTarget.open({
        path: resolve(config.path),
        format,
        mode,
        size,
        after,
        everyMs: every,
        timeoutMs: timeout,
        clock,
        onFailure: (what) => {
          log.warn({ path: config.path }, `after the file was written: ${what}`);
          onChange();
        },
        onRepair: (what) => {
          log.warn({ path: config.path }, `the file is written again: ${what}`);
          onChange();
        },
      });
    }
    case 'nftables':
      return openNftables({
        table: config.table,
        size: config.size,
        clock,
        onRepair: repaired,
      });
    case 'ipset': {
      const { chain, iptables, size } = config;
      return openIpset({ chain, iptables, size, clock, onRepair: repaired });
    }
    case 'nginx':
      return NginxTarget.open({
        socketPath: resolve(config.socket),
        stateDir: resolve(config.stateDir),
        socketMode: config.socketMode,
        throttle: { everyMs: config.throttle.rate, burst: config.throttle.burst },
        clock,
        hostAheadMs,
        random,
        onHits,
        onEvent: (event) => {
          log.info(event, 'nginx');
          onChange();
        },
      });
  }
}
