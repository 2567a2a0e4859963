/** What a file of policies may say. */
import { z } from 'zod';
import { formatAsn, parseAsn } from '#libs/domain/asn.ts';
import { parseDuration } from '#libs/domain/duration.ts';
import { MODES } from '#libs/domain/mode.ts';
import { NAME } from '#libs/domain/name.ts';
import { RULE_SCOPES } from '#libs/domain/scope.ts';
import { SEVERITIES } from '#libs/scenario/scenario.ts';
import { POLICY_REMEDIATIONS } from './policy.ts';

export const PERMANENT = 'permanent';
export const POLICIES_MAX = 500;
const VALUES_MAX = 200;
const HOUR_MS = 3_600_000;
/** What offenders get by default for coming back: twice as long each time, up to a week; forgotten at this pace. */
const REPEAT = { factor: 2, ceiling: 7 * 24 * HOUR_MS, forget: 24 * HOUR_MS };

/** What keeps a ban in force where that is wanted: so many refused requests within a minute, but not for ever. */
const EXTEND = { perMinute: 10, ceiling: 7 * 24 * HOUR_MS };

/** What is said where something else stands, or nothing. */
const write = (what: string) => ({
  error: ({ input }: { input?: unknown }) => `${input === undefined ? 'missing; ' : ''}write ${what}`,
});

/** `4h`: read as milliseconds. */
const time = z.string(write('a duration such as 30m, 4h or 7d')).transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined && ms >= 1000) return ms;
  context.addIssue({
    code: 'custom',
    message: `"${text}": write a duration of 1s or more, such as 30m or 4h`,
  });
  return z.NEVER;
});

/** The same, or `permanent`, which is read as infinite. */
const timeOrEver = z
  .string(write('a duration such as 30m, 4h or 7d, or permanent'))
  .transform((text, context) => {
    if (text === PERMANENT) return Number.POSITIVE_INFINITY;
    const ms = parseDuration(text);
    if (ms !== undefined && ms >= 1000) return ms;
    const message = `"${text}": write a duration of 1s or more, such as 4h, or permanent`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** One value or several. */
const some = <T extends z.ZodType<string>>(value: T) =>
  z
    .preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(value).min(1).max(VALUES_MAX))
    .exactOptional();

const host = z
  .string(write('a host name, such as shop.example or *.example'))
  .regex(
    /^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*(:\d{1,5})?$/,
    write('a host name, such as shop.example or *.example'),
  )
  .transform((text) => text.toLowerCase());

const asn = z.preprocess(
  (given) => formatAsn(parseAsn(String(given)) ?? 0),
  z.string().refine((text) => text !== formatAsn(0), write('an ASN, such as AS64500')),
);

const label = z.string(write('a label of scenarios, such as http:scan')).min(1).max(100);

const match = z.strictObject(
  {
    scenario: some(z.string(write('the name of a scenario')).regex(NAME, write('the name of a scenario'))),
    severity: some(z.enum(SEVERITIES, write('low, medium, high or critical'))),
    labels: z
      .strictObject({
        attack: some(label),
        cwe: some(label),
        cve: some(label),
        behavior: some(label),
      })
      .exactOptional(),
    source: some(z.string(write('the name of a source')).min(1).max(63)),
    host: some(host),
    asn: some(asn),
    escalated: z.boolean(write('true or false')).exactOptional(),
  },
  write('what it is for, such as { scenario: http-flood }, or {} for everything'),
);

const extend = z
  .union(
    [
      z.literal(false),
      z.strictObject({
        perMinute: z
          .int(write('refused requests a minute'))
          .min(1, write('1 or more'))
          .default(EXTEND.perMinute),
        by: time.exactOptional(),
        ceiling: timeOrEver.default(EXTEND.ceiling),
      }),
    ],
    write(
      'when one who keeps asking stays blocked, such as { perMinute: 10, by: 4h, ceiling: 7d }, or false',
    ),
  )
  .default(false);

const policy = z.strictObject(
  {
    name: z.string(write('a name')).regex(NAME, write('lower-case words joined by "-"')),
    match,
    mode: z.enum(MODES, write('enforce, shadow or off')).default('enforce'),
    remediation: z.enum(POLICY_REMEDIATIONS, write('block, throttle or log')).default('block'),
    status: z
      .int(write('a status from 400 to 599'))
      .min(400, write('a status from 400 to 599'))
      .max(599, write('a status from 400 to 599'))
      .default(403),
    scope: z.enum(RULE_SCOPES, write(RULE_SCOPES.join(', '))).default('ip'),
    for: timeOrEver,
    longest: timeOrEver.exactOptional(),
    repeat: z
      .union(
        [
          z.literal(false),
          z.strictObject({
            factor: z.number().min(1).max(100).default(REPEAT.factor),
            ceiling: timeOrEver.default(REPEAT.ceiling),
            forget: time.default(REPEAT.forget),
          }),
        ],
        write('what repeated offenders get, such as { factor: 2, ceiling: 7d, forget: 1d }, or false'),
      )
      .default(REPEAT),
    extend,
    packetsAbove: z.int(write('requests a second')).min(1, write('1 or more')).default(1000),
  },
  write('a policy: name, match, for'),
);

const over = (what: string) => {
  const right = write(`a number of ${what}, 2 to 65536, or false for never`);
  return z.union([z.literal(false), z.int().min(2, right).max(65_536, right)], right).exactOptional();
};

export const policyFileSchema = z.strictObject({
  policies: z
    .array(policy, write('a list of policies'))
    .max(POLICIES_MAX, write(`${POLICIES_MAX} at most`))
    .default([])
    .superRefine((policies, context) => {
      const seen = new Set<string>();
      for (const [i, { name }] of policies.entries()) {
        if (seen.has(name)) {
          const message = `there are two policies ${name}; the name tells them apart`;
          context.addIssue({ code: 'custom', path: [i, 'name'], message });
        }
        seen.add(name);
      }
      for (const [i, { extend, for: forMs }] of policies.entries()) {
        if (extend === false || extend.ceiling > forMs) continue;
        const message = 'nothing would be extended: write a ceiling that is longer than for';
        context.addIssue({ code: 'custom', path: [i, 'extend'], message });
      }
    }),
  widen: z
    .strictObject(
      {
        '/24': over('addresses'),
        '/64': over('addresses'),
        '/48': over('/64 networks'),
        asn: over('addresses'),
      },
      write('from how many on, such as { /24: 20, /64: 3 }'),
    )
    .prefault({}),
});

export type PolicyFileText = z.output<typeof policyFileSchema>;
