/** Settings of sources that others connect to. */
import { z } from 'zod';
import { prefix } from '#libs/config/types.ts';
import { addressOf } from '#libs/domain/address.ts';
import { type Prefix, parsePrefix, prefixContains } from '#libs/domain/prefix.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const PORT_MAX = 65_535;
const LOOPBACK: readonly Prefix[] = ['127.0.0.0/8', '::1'].flatMap((text) => parsePrefix(text) ?? []);
const EVERYWHERE: readonly Prefix[] = ['0.0.0.0/0', '::/0'].flatMap((text) => parsePrefix(text) ?? []);

/** `127.0.0.1:5514`, `[::1]:5514`. */
const listenAddress = z
  .string({ error: 'an address and a port such as 127.0.0.1:5514' })
  .transform((text, context): ListenAddress => {
    const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.]+)\]|([0-9.]+)):(\d{1,5})$/.exec(text) ?? [];
    const host = bracketed ?? plain ?? '';
    const port = Number(digits);
    if (addressOf(host) && port <= PORT_MAX) return { host, port };
    const message = `"${text}" is no address and port; write one such as 127.0.0.1:5514 or [::1]:5514`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

export const listeningSettings = {
  /** Where to listen. */
  listen: listenAddress,
  /** Who may send: lines say which clients are banned, so whoever may send them may have anybody banned. */
  allow: z.array(prefix).min(1).max(1000).optional(),
};

/** Files of a server's certificate, which may be replaced while it runs. */
export const tlsSettings = z.strictObject({
  /** The certificate and those between it and a root, PEM. */
  cert: z.string().min(1),
  key: z.string().min(1),
  /** Only who shows a certificate of one of these authorities may send. */
  clientCa: z.string().min(1).optional(),
});

export type TlsSettings = z.output<typeof tlsSettings>;

/** What is wrong with where a source listens, or undefined. */
export function listeningProblem({
  listen,
  allow,
}: {
  readonly listen: ListenAddress;
  readonly allow?: readonly Prefix[] | undefined;
}): string | undefined {
  const address = addressOf(listen.host);
  const isLoopback = address !== undefined && LOOPBACK.some((each) => prefixContains(each, address));
  if (isLoopback || allow) return undefined;
  return `${listen.host} can be reached from other machines: list those that may send, such as allow: [10.0.0.0/8], or listen on 127.0.0.1`;
}

/** Of senders that may have to show a token or a certificate. */
export interface KnownSenders {
  readonly allow?: readonly Prefix[] | undefined;
  readonly tls?: TlsSettings | undefined;
  readonly tokenFile?: string | undefined;
}

function areKnown({ tls, tokenFile }: KnownSenders): boolean {
  return tokenFile !== undefined || tls?.clientCa !== undefined;
}

/** Which field is wrong, if one is, and why, where senders may have to show a token or a certificate. */
export function knownSendersProblem(
  source: KnownSenders & { readonly listen: ListenAddress },
): { readonly path: string[]; readonly message: string } | undefined {
  if (areKnown(source)) return undefined;
  const message = listeningProblem(source);
  return message === undefined ? undefined : { path: ['allow'], message: `${message}; or set tokenFile` };
}

/** Who shows a token or a certificate may come from anywhere, unless somebody is named. */
export function allowedOfKnown(source: KnownSenders): readonly Prefix[] {
  return areKnown(source) && !source.allow ? EVERYWHERE : allowedOf(source);
}

/** Who may send when nobody is named. */
export function allowedOf({ allow }: { readonly allow?: readonly Prefix[] | undefined }): readonly Prefix[] {
  return allow ?? LOOPBACK;
}
