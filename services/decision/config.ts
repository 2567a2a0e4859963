/** Settings of the decision service. */
import { z } from 'zod';
import type { FileMistake, ServiceConfig } from '#libs/config/service-config.ts';
import { duration, endpoint, identifier } from '#libs/config/types.ts';
import { misspeltScenarios } from '#libs/language/built-in.ts';
import type { Severity } from '#libs/scenario/scenario.ts';
import { protectionConfig } from '#libs/service/protection.ts';
import type { Policy, PolicyFor } from './policy.ts';

const policyConfig = z.strictObject({
  duration: duration.optional(),
  scope: z.enum(['ip', 'prefix'], { error: 'use ip or prefix' }).optional(),
  status: z.int().min(400).max(599).optional(),
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const COMMON: Policy = { durationMs: HOUR_MS, longestMs: 24 * HOUR_MS, scope: 'ip', statusCode: 403 };

const BY_SEVERITY: Readonly<Record<Severity, Partial<Policy>>> = {
  low: { durationMs: 15 * MINUTE_MS },
  medium: { durationMs: HOUR_MS },
  high: { durationMs: 4 * HOUR_MS },
  critical: { durationMs: 24 * HOUR_MS },
};

/** Where the severity says too much: others may stand behind the same address, or it was a fault of theirs. */
const BY_SCENARIO: Readonly<Record<string, Partial<Policy>>> = {
  'http-flood': { durationMs: 15 * MINUTE_MS },
  'http-flood-network': { durationMs: 5 * MINUTE_MS },
  'login-bruteforce': { durationMs: HOUR_MS },
  'login-distributed': { durationMs: 30 * MINUTE_MS },
  'sms-api-abuse': { durationMs: HOUR_MS },
  'wordpress-bruteforce': { durationMs: HOUR_MS },
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
  /** What is done about the detections of a scenario, where it is not what follows from its name or severity. */
  policies: z.record(z.string(), policyConfig).default({}),
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

/** Policies are for scenarios of the pack, or of analyzers of one's own, whose names nobody here knows. */
export function checkDecision({ scenarios, own }: ServiceConfig<DecisionConfig>): FileMistake[] {
  const wrong = misspeltScenarios(Object.keys(own.policies), scenarios);
  return wrong.map(({ name, message }) => ({ path: ['policies', name], message }));
}

/** The policy for a detection: configured, else of its scenario, else of its severity. */
export function policyFor(
  { policies }: Pick<DecisionConfig, 'policies'>,
  { scenario, severity, isEscalated = false }: Parameters<PolicyFor>[0],
): Policy {
  const own = policies[scenario];
  return {
    ...COMMON,
    ...BY_SEVERITY[severity as Severity],
    ...(isEscalated ? {} : BY_SCENARIO[scenario]),
    ...(own?.duration === undefined ? {} : { durationMs: own.duration, longestMs: own.duration }),
    ...(own?.scope === undefined ? {} : { scope: own.scope }),
    ...(own?.status === undefined ? {} : { statusCode: own.status }),
  };
}
