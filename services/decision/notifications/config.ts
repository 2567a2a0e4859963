/** Settings of the channels. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { FileMistake } from '#libs/config/service-config.ts';
import { duration, identifier } from '#libs/config/types.ts';
import { MANUAL } from '#libs/domain/decision.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { misspeltScenarios } from '#libs/language/built-in.ts';
import { SEVERITIES } from '#libs/scenario/scenario.ts';
import { TLS } from './email.ts';
import { OCCASIONS } from './notice.ts';
import { PER_HOUR_MIN } from './rate.ts';

const CHANNELS_MAX = 16;
const EVERY_MIN_MS = 1000;
const EVERY_MAX_MS = 86_400_000;
const PER_HOUR_MAX = 3600;
const PER_HOUR = { error: `use ${PER_HOUR_MIN} to ${PER_HOUR_MAX}` };

const file = z.string().min(1, 'the path of a file');

/** Without line ends: it becomes a header. */
const mailbox = z.string().regex(/^(?:[^<>\p{Cc}]* <[^<>\s@]+@[^<>\s@]+>|[^<>\s@]+@[^<>\s@]+)$/u, {
  error: 'write an address such as ops@example.com or "Weir <weir@example.com>"',
});

const common = {
  /** Of the channel, in metrics and for `weir notifications test`. */
  name: identifier,
  /** What is told. */
  about: z
    .array(z.enum(OCCASIONS))
    .min(1)
    .default([...OCCASIONS]),
  /** Only decisions of these scenarios, and of these severities; alarms are told all the same. */
  match: z
    .strictObject({
      scenario: z.array(z.string()).min(1).optional(),
      severity: z.array(z.enum(SEVERITIES)).min(1).optional(),
    })
    .default({}),
  modes: z
    .array(z.enum(['enforce', 'shadow']))
    .min(1)
    .default(['enforce']),
  /** Between two messages about the same: the first is sent at once. */
  every: duration
    .refine((ms) => ms >= EVERY_MIN_MS && ms <= EVERY_MAX_MS, { error: 'use 1s to 24h' })
    .prefault('1m'),
  /** Messages at most, of all kinds. */
  perHour: z.int(PER_HOUR).min(PER_HOUR_MIN, PER_HOUR).max(PER_HOUR_MAX, PER_HOUR).default(60),
};

const URL_WANTED = 'write a URL such as https://hooks.example.com/weir, without a password';

const http = {
  url: z.string().refine(isUrl, { error: URL_WANTED }).optional(),
  /** Where the URL is itself a secret, as Slack's. */
  urlFile: file.optional(),
};

const oneUrl = {
  check: ({ url, urlFile }: { url?: string | undefined; urlFile?: string | undefined }) =>
    (url === undefined) !== (urlFile === undefined),
  error: { error: 'give url or urlFile, one of them', path: ['url'] },
};

const webhook = z
  .strictObject({
    ...{ type: z.literal('webhook'), ...common, ...http },
    /** File with the secret that bodies are signed with; without one they are not. */
    secretFile: file.optional(),
  })
  .refine(oneUrl.check, oneUrl.error);

const slack = z
  .strictObject({ type: z.literal('slack'), ...common, ...http })
  .refine(oneUrl.check, oneUrl.error);

const email = z
  .strictObject({
    ...{ type: z.literal('email'), ...common },
    host: z.string().regex(/^[A-Za-z0-9.:_-]+$/, { error: 'write the name or address of a mail server' }),
    /** By default 587, or 465 with `tls: tls`, or 25 with `tls: none`. */
    port: z.int().min(1).max(65_535).optional(),
    tls: z.enum(TLS, { error: `use ${TLS.join(', ')}` }).default('starttls'),
    from: mailbox,
    to: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(mailbox).min(1).max(20),
    ),
    user: z.string().min(1).optional(),
    passwordFile: file.optional(),
  })
  .refine(({ user, passwordFile }) => (user === undefined) === (passwordFile === undefined), {
    error: 'user and passwordFile belong together',
    path: ['user'],
  });

const channel = z.discriminatedUnion('type', [webhook, slack, email], {
  error: 'type must be webhook, slack or email',
});

export const notificationsConfig = z.array(channel).max(CHANNELS_MAX).default([]);

export type ChannelConfig = z.output<typeof channel>;

/** What shows only when other files are looked into, and all channels at once. */
export function checkNotifications(
  channels: readonly ChannelConfig[],
  scenarios: string | undefined,
): FileMistake[] {
  return channels.flatMap((each, at) => {
    const path = (...fields: string[]) => ['notifications', String(at), ...fields];
    const mistakes: FileMistake[] = [];
    if (channels.findIndex(({ name }) => name === each.name) < at)
      mistakes.push({
        path: path('name'),
        message: `there is another channel ${each.name}; give each its own name`,
      });
    const named = each.match.scenario?.filter((name) => name !== MANUAL) ?? [];
    for (const { name, message } of misspeltScenarios(named, scenarios)) {
      const index = String(each.match.scenario?.indexOf(name));
      mistakes.push({ path: path('match', 'scenario', index), message: `${name}: ${message}` });
    }
    for (const field of ['urlFile', 'secretFile', 'passwordFile'] as const) {
      const wrong = wrongFile((each as Partial<Record<typeof field, string>>)[field], field === 'urlFile');
      if (wrong !== '') mistakes.push({ path: path(field), message: wrong });
    }
    return mistakes;
  });
}

function isUrl(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
}

function wrongFile(name: string | undefined, holdsUrl: boolean): string {
  if (name === undefined) return '';
  try {
    const text = readSecret(name);
    return holdsUrl && !isUrl(text) ? `${name} holds no URL; ${URL_WANTED}` : '';
  } catch (error) {
    return messageOf(error);
  }
}

/** What a file holds, without the line end. @throws WeirError `config` when there is nothing */
export function readSecret(name: string): string {
  let text: string;
  try {
    text = readFileSync(name, 'utf8').trim();
  } catch (error) {
    throw new WeirError('config', `can't be read: ${messageOf(error)}`);
  }
  if (text === '') throw new WeirError('config', `${name} is empty`);
  return text;
}
