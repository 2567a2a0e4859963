/** Messages by email, over SMTP. */
import { createTransport } from 'nodemailer';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { Channel } from './channel.ts';
import type { Message } from './message.ts';
import { plainText } from './template.ts';

export const TLS = ['starttls', 'tls', 'none'] as const;
export type Tls = (typeof TLS)[number];

export interface EmailOptions {
  readonly host: string;
  readonly port: number;
  /** `starttls`: never without it; `tls`: from the beginning. */
  readonly tls: Tls;
  readonly from: string;
  readonly to: readonly string[];
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

/** A server that says nothing for so long is given up. */
const IDLE_MS = 10_000;
/** Login, addresses, content. Whoever is on the way may break everything else. */
const FINAL: ReadonlySet<string> = new Set(['EAUTH', 'EENVELOPE', 'EMESSAGE']);

export class Email implements Channel {
  readonly #options: EmailOptions;
  readonly #transport: ReturnType<typeof createTransport>;

  constructor(options: EmailOptions) {
    this.#options = options;
    const { host, port, tls, login } = options;
    this.#transport = createTransport({
      host,
      port,
      secure: tls === 'tls',
      requireTLS: tls === 'starttls',
      ignoreTLS: tls === 'none',
      ...(login ? { auth: { user: login.user, pass: login.password } } : {}),
      connectionTimeout: IDLE_MS,
      greetingTimeout: IDLE_MS,
      socketTimeout: IDLE_MS,
      // Nothing in a message may name a file or a place to fetch from.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message, signal: AbortSignal): Promise<void> {
    const { from, to } = this.#options;
    const { subject, text } = plainText(message);
    const headers = { 'X-Weir-Message': message.id, 'Auto-Submitted': 'auto-generated' };
    const mail = { from, to: [...to], subject, text, headers, messageId: `<${message.id}@weir>`, signal };
    try {
      await this.#transport.sendMail(mail);
    } catch (error) {
      throw this.#failure(error, signal);
    }
  }

  /** By the server's word about this login or message: 4xx is for now, 5xx for ever. */
  #failure(error: unknown, signal: AbortSignal): WeirError {
    const { host, port } = this.#options;
    const { code = '', responseCode = 0 } = error as { code?: string; responseCode?: number };
    if (signal.aborted) return new WeirError('unavailable', `${host}:${port}: no answer in time`);
    const what = `${host}:${port}: ${messageOf(error).slice(0, 200)}`;
    if (responseCode < 500 || !FINAL.has(code)) return new WeirError('unavailable', what);
    return new WeirError(code === 'EAUTH' ? 'denied' : 'invalid', what);
  }
}
