/** Settings of a relay: a collector at the edge, which sends on what it reads. */
import { z } from 'zod';
import { byteSize, duration, endpoint, identifier } from '#libs/config/types.ts';
import { type SourceConfig, sourceConfig } from '../config.ts';
import { WHEN_FULL } from '../room.ts';

const DESTINATIONS_MAX = 64;
const BATCH_MIN = 4 * 1024;
const BATCH_MAX = 4 * 1024 * 1024;
/** Of a queue. */
const BATCHES_MIN = 8;
const HOST = /^(\*\.)?[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?$/;

/** `example.org`, or `*.example.org` for all below it. */
const host = z.string().regex(HOST, {
  error: 'write a host in lower case such as example.org, or *.example.org for all below it',
});

/** How the other side is known, and how this side makes itself known to it. */
const clientTls = z
  .strictObject({
    /** Authorities whose certificates are believed, PEM; those of the system unless given. */
    ca: z.string().min(1).optional(),
    cert: z.string().min(1).optional(),
    key: z.string().min(1).optional(),
  })
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
    error: 'a certificate of one’s own needs both, cert and key',
  });

export type ClientTlsSettings = z.output<typeof clientTls>;

const every = {
  name: identifier,
  /** Sources whose lines go there: all, unless named. */
  sources: z.array(identifier).min(1).max(1000).optional(),
  /** Virtual hosts whose lines go there. Without them: all that goes nowhere else. */
  hosts: z.array(host).min(1).max(1000).optional(),
  /** Bytes on disk that the destination has not taken yet; beyond, it is as `whenFull` says. */
  queue: byteSize.prefault('1GB'),
  /** Bytes of lines that are sent at once. */
  batch: byteSize
    .refine((bytes) => bytes >= BATCH_MIN && bytes <= BATCH_MAX, { error: 'use 4KB to 4MB' })
    .prefault('256KB'),
  /** How long lines wait for company. */
  linger: duration.prefault('200ms'),
  /** How long an answer is waited for; then the connection is given up, and the batch is sent again. */
  timeout: duration.prefault('10s'),
  /** A connection on which nothing was sent for so long is closed: a firewall in between may have forgotten it. */
  idle: duration.prefault('60s'),
  /** How often it is found out whether the other side of a connection that is not used is still there. */
  probe: duration.prefault('30s'),
};

const httpDestination = z.strictObject({
  ...every,
  type: z.literal('http'),
  url: z.url({ protocol: /^https?$/, error: 'write a URL such as https://collector.example.org:9443/logs' }),
  tls: clientTls.optional(),
  /** A file with the token that is shown as Bearer. */
  tokenFile: z.string().min(1).optional(),
  compress: z.enum(['gzip', 'zstd', 'none']).default('gzip'),
  /** Connections that are open at once. */
  connections: z.int().min(1).max(64).default(4),
});

const syslogDestination = z.strictObject({
  ...every,
  type: z.literal('syslog'),
  address: endpoint,
  /** Encrypted, if given at all. */
  tls: clientTls.optional(),
  /** How a record is told from the next: by its length before it, or by a line feed. */
  framing: z.enum(['octet-counted', 'newline']).default('octet-counted'),
  /** The program that lines are said to be of. */
  tag: z
    .string()
    .regex(/^[!-~]{1,48}$/, { error: 'use 1 to 48 visible ASCII characters' })
    .default('nginx'),
});

const destination = z
  .discriminatedUnion('type', [httpDestination, syslogDestination])
  .superRefine((settings, context) => {
    const wrong = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    const { queue, batch } = settings;
    if (queue < BATCHES_MIN * batch)
      wrong('queue', `make it ${BATCHES_MIN} times as large as batch, or larger`);
    if (settings.type !== 'http') return;
    const { url, tls } = settings;
    const { protocol, username } = new URL(url);
    if (tls && protocol === 'http:')
      wrong('tls', 'nothing is encrypted with http: write https, or leave tls out');
    if (username !== '') wrong('url', 'a user in a URL ends in logs: use tokenFile');
  });

export type HttpDestination = z.output<typeof httpDestination>;
export type SyslogDestination = z.output<typeof syslogDestination>;
export type DestinationConfig = z.output<typeof destination>;

const namesDiffer = (each: readonly { readonly name: string }[]) =>
  new Set(each.map(({ name }) => name)).size === each.length;

const relay = z.strictObject({
  instance: identifier.default('relay-1'),
  /** For the queues and the quarantine. Of one relay only. */
  stateDir: z.string().min(1).default('.weir/relay'),
  sources: z
    .array(sourceConfig)
    .min(1, { error: 'name at least one source' })
    .refine(namesDiffer, { error: 'two sources have the same name' })
    .superRefine((sources, context) => {
      sources.forEach((source, i) => {
        const path = notForRelays(source);
        const message = 'a relay sends lines on as they are: set this at the collector';
        if (path !== undefined) context.addIssue({ code: 'custom', path: [i, path], message });
      });
    }),
  destinations: z
    .array(destination)
    .min(1, { error: 'name at least one destination' })
    .max(DESTINATIONS_MAX)
    .refine(namesDiffer, { error: 'two destinations have the same name' }),
  /** What happens when a queue is full: sources wait, or they are read on and new lines are dropped and counted. */
  whenFull: z.enum(WHEN_FULL).default('wait'),
});

export const relayConfig = relay.superRefine(({ sources, destinations }, context) => {
  const known = new Set(sources.map(({ name }) => name));
  destinations.forEach(({ sources: named = [] }, i) => {
    const unknown = named.findIndex((name) => !known.has(name));
    const message = `there is no source ${named[unknown]}; there is ${[...known].join(', ')}`;
    if (unknown >= 0)
      context.addIssue({ code: 'custom', path: ['destinations', i, 'sources', unknown], message });
  });
  sources.forEach(({ name }, i) => {
    const rest = destinationsOf(name, destinations).filter(({ hosts }) => hosts === undefined);
    const message = `${rest.length} destinations without hosts take lines of ${name}: it has to be one, for lines of all other hosts`;
    if (rest.length !== 1) context.addIssue({ code: 'custom', path: ['sources', i], message });
  });
});

export type RelayConfig = z.output<typeof relayConfig>;

/** Those of the destinations that lines of a source may go to. */
export function destinationsOf<D extends { readonly sources?: readonly string[] | undefined }>(
  source: string,
  destinations: readonly D[],
): D[] {
  return destinations.filter(({ sources }) => sources === undefined || sources.includes(source));
}

function notForRelays({ type, trustedProxies, deduplicate }: SourceConfig): string | undefined {
  if (type === 'grpc') return 'type';
  if (trustedProxies.length > 0) return 'trustedProxies';
  return deduplicate === undefined ? undefined : 'deduplicate';
}
