/** Settings of the decision service. */
import { z } from 'zod';
import { duration, endpoint, identifier } from '#libs/config/types.ts';
import { protectionConfig } from '#libs/service/protection.ts';
import { BUILT_IN } from '#scenarios/index.ts';
import type { Policy } from './policy.ts';

const policyConfig = z.strictObject({
  duration: duration.optional(),
  scope: z.enum(['ip', 'prefix'], { error: 'use ip or prefix' }).optional(),
  status: z.int().min(400).max(599).optional(),
});

const scenarioNames = BUILT_IN.map(({ name }) => name);

const FALLBACK: Policy = { durationMs: 3600_000, scope: 'ip', statusCode: 403 };

const BUILT_IN_POLICIES: Readonly<Record<string, Partial<Policy>>> = {
  'http-flood': { durationMs: 15 * 60_000 },
  'login-bruteforce': { durationMs: 3600_000 },
  'login-distributed': { durationMs: 30 * 60_000 },
  'scanner-probing': { durationMs: 4 * 3600_000 },
  log4shell: { durationMs: 24 * 3600_000 },
};

export const decisionConfig = z.strictObject({
  /** Name of this replica in the cluster, another one for each. The same after a restart. */
  instance: identifier.default('decision-1'),
  /** Where the gRPC control plane listens. */
  listen: endpoint.default('127.0.0.1:7411'),
  /** How long a replica may be silent before others take its partitions over. */
  ttl: duration.prefault('2s'),
  /** For the token, unless it has a place of its own. */
  stateDir: z.string().min(1).default('.weir/decision'),
  /**
   * File with the token that lets others change decisions: the same for all replicas. Default: `token` in `stateDir`.
   * Where there is none, it is made, for its owner only.
   */
  tokenFile: z.string().min(1).optional(),
  /** What is done about the detections of a scenario, where it is not the built-in policy. */
  policies: z.partialRecord(z.enum(scenarioNames), policyConfig).default({}),
  protect: protectionConfig.prefault({}),
  limits: z
    .strictObject({
      /** Entries of the ledger, those included that have ended. */
      entries: z.int().min(1000).max(10_000_000).default(500_000),
      /** Watching enforcers. */
      watchers: z.int().min(1).max(10_000).default(1000),
      /** Detections of one partition that are worked on at the same time. */
      parallel: z.int().min(1).max(1024).default(32),
    })
    .prefault({}),
  /** How long an entry that has ended is remembered. Longer than any detection can be delivered again. */
  retention: duration.prefault('25h'),
});

export type DecisionConfig = z.output<typeof decisionConfig>;

/** The policy for a scenario: configured, else built in, else a common one. */
export function policyFor(config: Pick<DecisionConfig, 'policies'>, scenario: string): Policy {
  const own = config.policies[scenario];
  return {
    ...FALLBACK,
    ...BUILT_IN_POLICIES[scenario],
    ...(own?.duration === undefined ? {} : { durationMs: own.duration }),
    ...(own?.scope === undefined ? {} : { scope: own.scope }),
    ...(own?.status === undefined ? {} : { statusCode: own.status }),
  };
}
