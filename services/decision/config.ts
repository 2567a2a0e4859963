/** Settings of the decision service. */
import { z } from 'zod';
import type { FileMistake, ServiceConfig } from '#libs/config/service-config.ts';
import { duration, endpoint, identifier } from '#libs/config/types.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { misspeltScenarios } from '#libs/language/built-in.ts';
import { protectionConfig } from '#libs/service/protection.ts';
import { readAsns } from './asn/asn-database.ts';
import { CRAWLERS } from './crawlers/crawler.ts';
import { checkNotifications, notificationsConfig } from './notifications/config.ts';
import { builtInPolicies, policiesOf, readPolicyText } from './policies/policy-file.ts';

const share = z
  .number()
  .gt(0, 'write a share above 0, such as 0.5; mode: off turns the guard off')
  .max(1, 'write a share up to 1, such as 0.5');

const keptFor = duration.refine((ms) => ms >= 3_600_000, 'write 1h or more, such as 90d');

export const decisionConfig = z.strictObject({
  /** Name of this replica in the cluster, another one for each. The same after a restart. */
  instance: identifier.default('decision-1'),
  /** Where the gRPC control plane listens. */
  listen: endpoint.default('127.0.0.1:7411'),
  /** How long a replica may be silent before others take its partitions over. */
  ttl: duration.prefault('2s'),
  /** For the tokens, unless they have a place of their own. */
  stateDir: z.string().min(1).default('.weir/decision'),
  /**
   * Folder with the tokens of those who may call, the same for all replicas: a file for each, `ROLE/NAME`. Default: `tokens`
   * in `stateDir`. A role without one is given its first at the start, for its owner only.
   */
  tokens: z.string().min(1).optional(),
  /** File of policies of one's own, before those that come with Weir. `weir policies` changes them at run time. */
  policies: z.string().min(1).optional(),
  /** Crawlers that are let through once their name has been confirmed. None: `[]`. */
  crawlers: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(60),
        /** Part of its user agent, in any case. */
        agent: z
          .string()
          .min(3)
          .transform((text) => text.toLowerCase()),
        /** Zones in which the names of its addresses lie. */
        domains: z.array(z.hostname({ error: 'write a domain such as googlebot.com' })).min(1),
      }),
    )
    .max(100)
    .default([...CRAWLERS]),
  /** Who announces which networks: what is said of ASNs, in policies and on the allow list, needs it. */
  asn: z
    .strictObject({
      /** File in MMDB format, such as GeoLite2-ASN.mmdb; read again when it has been replaced. */
      database: z.string().min(1).optional(),
    })
    .prefault({}),
  /** What a scenario or a policy may block before it is put into shadow mode, and its decisions are lifted. */
  guard: z
    .strictObject({
      mode: z.enum(['enforce', 'alarm', 'off']).default('enforce'),
      /** Of the clients of the last minute. */
      activeShare: share.default(0.5),
      /** Of those of them whose requests are mostly successful. */
      successfulShare: share.default(0.1),
      /** Whoever has blocked no more clients than that is left alone. */
      atLeast: z.int().min(1).max(1_000_000).default(50),
      /** The time in which these are blocked. */
      within: duration.refine((ms) => ms >= 1000 && ms <= 600_000, 'write 1s to 10m').prefault('1m'),
      /** Names of scenarios and policies that may block as many as they like. */
      except: z.array(z.string().min(1)).max(1000).default([]),
    })
    .prefault({}),
  protect: protectionConfig.prefault({}),
  /** Over which channels people are told what is decided, and what is wrong. The same for all replicas. */
  notifications: notificationsConfig,
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
  /** How long an entry that has ended is remembered while there is room. Longer than any detection can be delivered again. */
  retention: duration.prefault('25h'),
  /** When personal data goes. Not before what it is in, unless it is said here. The same for all replicas. */
  personalData: z
    .strictObject({
      /** How long the requests behind decisions are kept, of those in force too. */
      evidence: keptFor.optional(),
      /** How long addresses are named in decisions that have ended, and in the audit; then a hash stands for them. */
      redact: keptFor.optional(),
    })
    .prefault({}),
});

export type DecisionConfig = z.output<typeof decisionConfig>;

/** Policies are for scenarios of the pack, or of analyzers of one's own, whose names nobody here knows. */
export function checkDecision({ scenarios, own }: ServiceConfig<DecisionConfig>): FileMistake[] {
  const file = own.policies;
  const policies = file === undefined ? [] : policiesOf(readPolicyText(file), file).policies;
  const named = policies.flatMap(({ match }) => match.scenario ?? []);
  const wrong = misspeltScenarios(named, scenarios);
  const known = new Set([...policies, ...builtInPolicies().policies].map(({ name }) => name));
  const excepted = misspeltScenarios(
    own.guard.except.filter((name) => !known.has(name)),
    scenarios,
  );
  return [
    ...wrong.map(({ name, message }) => ({ path: ['policies'], message: `${file}: ${name}: ${message}` })),
    ...excepted.map(({ name, message }) => ({ path: ['guard', 'except'], message: `${name}: ${message}` })),
    ...checkNotifications(own.notifications, scenarios),
    ...checkDatabase(own.asn.database),
  ];
}

function checkDatabase(file: string | undefined): FileMistake[] {
  try {
    if (file !== undefined) readAsns(file);
    return [];
  } catch (error) {
    return [{ path: ['asn', 'database'], message: messageOf(error) }];
  }
}
