/** What a destination is shown and believed by, from files that may be replaced while they are used. */
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { Clock } from '#libs/clock/clock.ts';
import { Renewed } from '#libs/config/renewed.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { readToken } from '#libs/rpc/tokens.ts';
import type { ClientTlsSettings } from './config.ts';

const LOOK_EVERY_MS = 5000;

/** PEM, as node:tls takes them. */
export interface ClientTls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface ClientSecrets {
  readonly tls: ClientTls;
  readonly token: string | undefined;
}

export interface ClientFilesOptions {
  readonly tls?: ClientTlsSettings | undefined;
  readonly tokenFile?: string | undefined;
  readonly clock: Clock;
}

export class ClientFiles {
  readonly #secrets: Renewed<ClientSecrets>;

  /** @throws WeirError `config` when they can't be read, or are no certificate and its key */
  constructor({ tls, tokenFile, clock }: ClientFilesOptions) {
    this.#secrets = new Renewed({
      read: () => ({
        tls: readTls(tls ?? {}),
        token: tokenFile === undefined ? undefined : readToken(tokenFile),
      }),
      everyMs: LOOK_EVERY_MS,
      meanwhile: 'what was read before is still in use',
      clock,
    });
  }

  get token(): string | undefined {
    return this.#secrets.value.token;
  }

  get tls(): ClientTls {
    return this.#secrets.value.tls;
  }

  get alarms(): string[] {
    return this.#secrets.alarms;
  }

  end(): void {
    this.#secrets.end();
  }
}

/** Whether two are the same, word for word. */
export function isSameTls(one: ClientTls, other: ClientTls): boolean {
  return one.ca === other.ca && one.cert === other.cert && one.key === other.key;
}

function readTls({ ca, cert, key }: ClientTlsSettings): ClientTls {
  const tls: ClientTls = {
    ...(ca === undefined ? {} : { ca: textOf(ca) }),
    ...(cert === undefined ? {} : { cert: textOf(cert) }),
    ...(key === undefined ? {} : { key: textOf(key) }),
  };
  try {
    createSecureContext(tls);
  } catch (error) {
    const files = [ca, cert, key].filter((file) => file !== undefined).join(', ');
    throw new WeirError('config', `${files} can't be used as PEM: ${messageOf(error)}`);
  }
  return tls;
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new WeirError('config', `${path} can't be read: ${messageOf(error)}`);
  }
}
