/** Settings of the enforcer. */
import { z } from 'zod';
import { duration, endpoints, identifier } from '#libs/config/types.ts';
import { protectionConfig } from '#libs/service/protection.ts';
import { WHICH } from './rules.ts';
import { FILE_FORMATS } from './targets/file/formats.ts';
import { VARIANTS } from './targets/ipset/programs.ts';

const mode = z
  .string()
  .regex(/^0?[0-7]{3}$/, { error: 'write permissions in octal, such as "660"' })
  .transform((text) => Number.parseInt(text, 8));

/** Never given to a shell: there is nothing in it that means anything else than itself. */
const command = z
  .array(z.string(), { error: 'write program and arguments as a list, such as [nginx, -s, reload]' })
  .min(1)
  .max(64)
  .refine(([program]) => program !== '', { error: 'the first is the program, such as nginx' });

const pause = duration.refine((ms) => ms >= 100 && ms <= 3_600_000, { error: 'use 100ms to 1h' });

/** As ms from one request to the next. */
const rate = z
  .string()
  .regex(/^[1-9]\d{0,3}\/[smh]$/, {
    error: 'write requests in a second, minute or hour, such as 2/s or 30/m',
  })
  .transform((text) => {
    const [count, unit] = text.split('/');
    return Math.max(
      1,
      Math.round({ s: 1000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'] / Number(count)),
    );
  });

export const targetConfig = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('nginx'),
    /** Where nginx dials in; a path that both can reach. */
    socket: z.string().min(1).default('.weir/enforcer/nginx.sock'),
    /** For the copy that nginx loads before its first accept; a path that both can reach. */
    stateDir: z.string().min(1).default('.weir/enforcer/nginx'),
    /** Permissions of the socket: nginx's workers must be able to write to it. */
    socketMode: mode.prefault('660'),
    /** What refused clients see, by name; `weir setup nginx` writes what a server includes for each. */
    pages: z
      .record(
        z.string().regex(/^[\w-]{1,64}$/, { error: 'use letters, digits, "-" and "_", such as shop' }),
        z.strictObject({
          /** HTML, with {{id}} where the id of the decision is to stand. */
          file: z.string().regex(/^\//, { error: 'write an absolute path, which nginx can read' }).optional(),
          /** In place of the decision's. */
          status: z.int().min(400).max(599).optional(),
        }),
      )
      .default({}),
    /** What a throttled client may do. */
    throttle: z
      .strictObject({
        rate: rate.prefault('2/s'),
        /** Requests at once, after a pause. */
        burst: z.int().min(1).max(10_000).default(10),
      })
      .prefault({}),
  }),
  z.strictObject({
    type: z.literal('nftables'),
    /** Table of the family inet that belongs to Weir alone. */
    table: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,30}$/, {
        error: 'use a name of at most 31 lower-case letters, digits and "_", such as weir',
      })
      .default('weir'),
    /** Addresses in each of its sets: one for each length of prefix, blocked or allowed. */
    size: z.int().min(1024).max(1_048_576).default(131_072),
  }),
  z.strictObject({
    type: z.literal('ipset'),
    /** Chain of the tables raw that belongs to Weir alone; the names of its sets begin with it. */
    chain: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,14}$/, {
        error: 'use a name of at most 15 lower-case letters, digits and "_", such as weir',
      })
      .default('weir'),
    /** What the system calls iptables, or the one for the old kernel interface, or for that of nf_tables. */
    iptables: z.enum(VARIANTS).default('default'),
    /** Addresses in each of its sets: one for each length of prefix, blocked or allowed. */
    size: z.int().min(1024).max(1_048_576).default(131_072),
  }),
  z.strictObject({
    type: z.literal('file'),
    path: z.string().min(1),
    format: z.enum(FILE_FORMATS).default('plain'),
    /** Permissions of the file. */
    mode: mode.prefault('644'),
    /** Between two writes, at least. */
    every: pause.prefault('1s'),
    /** Rules held. */
    size: z.int().min(1).max(1_000_000).default(1_000_000),
    /** Run after each write, so that the file is read. */
    after: command.optional(),
    /** For `after`. */
    timeout: pause.prefault('30s'),
  }),
  z.strictObject({
    type: z.literal('exec'),
    /** A program. No shell sees it, or its arguments. */
    command: z.string().min(1),
    args: z.array(z.string()).max(64).default([]),
    timeout: pause.prefault('30s'),
    /** Rules held. */
    size: z.int().min(1).max(1_000_000).default(1_000_000),
  }),
  z.strictObject({
    type: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/, error: 'write a URL such as https://firewall.example/weir' }),
    /** Its content goes with each request as "Authorization: Bearer ...". */
    tokenFile: z.string().min(1).optional(),
    timeout: pause.prefault('10s'),
    /** Rules held. */
    size: z.int().min(1).max(1_000_000).default(1_000_000),
  }),
  z.strictObject({ type: z.literal('dry-run') }),
]);
export type TargetConfig = z.output<typeof targetConfig>;

export const enforcerConfig = z.strictObject({
  instance: identifier.default('enforcer-1'),
  /** Address of the decision service, or the addresses of its replicas: the next is asked when one does not answer. */
  decision: endpoints.prefault('127.0.0.1:7411'),
  /** File with a token of role enforcer: without it nothing can be reported, nor read beyond loopback. */
  tokenFile: z.string().min(1).default('.weir/decision/tokens/enforcer/enforcer'),
  target: targetConfig.prefault({ type: 'dry-run' }),
  /** With `intense`, only blocks of those who sent more requests a second than their policy's `packetsAbove`. */
  which: z.enum(WHICH, { error: 'use all or intense' }).default('all'),
  protect: protectionConfig.prefault({}),
  /** A full snapshot without more than this share of what is enforced is held back: a ledger was lost. */
  removeShareMax: z.number().min(0).max(1).default(0.2),
});

export type EnforcerConfig = z.output<typeof enforcerConfig>;
