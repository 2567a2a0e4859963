/** A real SMTP server that takes mail, and answers as a test wants it. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Unfolded, by their names in lower case; each once. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly isSecure: boolean;
  readonly user: string;
}

/** A code and what it says about a mail, or no answer at all. */
export type SmtpAnswer = { readonly code: number; readonly says: string } | 'none';

export class SmtpReceiver {
  readonly mails: ReceivedMail[] = [];
  readonly #server: SMTPServer;
  #answers: SmtpAnswer[] = [];
  readonly port: number;
  /** Mails that have come, answered or not. */
  got = 0;

  private constructor(server: SMTPServer, port: number) {
    this.#server = server;
    this.port = port;
  }

  /** @param login the only one that is let in; without one nobody has to say who he is */
  static async start(
    options: Pick<SMTPServerOptions, 'secure' | 'key' | 'cert' | 'disabledCommands'> = {
      disabledCommands: ['STARTTLS'],
    },
    login?: { readonly user: string; readonly password: string },
  ): Promise<SmtpReceiver> {
    const receiving: { receiver?: SmtpReceiver } = {};
    const server = new SMTPServer({
      ...options,
      authOptional: login === undefined,
      allowInsecureAuth: true,
      disableReverseLookup: true,
      onAuth: ({ username, password }, _, done) =>
        username === login?.user && password === login?.password
          ? done(null, { user: username })
          : done(new Error('wrong name or password')),
      onData: (stream, { envelope, secure, user }, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk) => chunks.push(chunk));
        stream.on('end', () => {
          const answer = receiving.receiver?.next();
          if (answer === 'none') return;
          if (answer) {
            done(Object.assign(new Error(answer.says), { responseCode: answer.code }));
            return;
          }
          receiving.receiver?.mails.push({
            ...parsed(Buffer.concat(chunks).toString('latin1')),
            to: envelope.rcptTo.map(({ address }) => address),
            isSecure: secure,
            user: String(user ?? ''),
          });
          done();
        });
      },
    });
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    receiving.receiver = new SmtpReceiver(server, (server.server.address() as AddressInfo).port);
    return receiving.receiver;
  }

  /** What it answers to the next mails. */
  answer(...answers: SmtpAnswer[]): void {
    this.#answers = answers;
  }

  /** What it answers now. */
  next(): SmtpAnswer | undefined {
    this.got++;
    return this.#answers.shift();
  }

  async stop(): Promise<void> {
    if (!this.#server.server.listening) return;
    for (const connection of this.#server.connections) connection.close();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}

function parsed(raw: string): Pick<ReceivedMail, 'headers' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase();
    if (headers.has(name)) throw new Error(`a second header ${name}`);
    headers.set(name, line.slice(line.indexOf(':') + 1).trim());
  }
  return { headers, text: decoded(raw.slice(end + 4), headers.get('content-transfer-encoding') ?? '7bit') };
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString();
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
