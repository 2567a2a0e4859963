/** The certificate of a server, from files that may be replaced while it runs. */
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { createSecureContext, createServer, type SecureContextOptions, type TLSSocket } from 'node:tls';
import type { Clock } from '#libs/clock/clock.ts';
import { Renewed } from '#libs/config/renewed.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { Mishap } from '../../mishap.ts';
import type { TlsSettings } from './config.ts';

const LOOK_EVERY_MS = 5000;
const HANDSHAKE_MS = 10_000;

/** A server that is handed its sockets. */
export interface Secured {
  accept(socket: Socket): void;
}

export class TlsFiles {
  /** Connections that did not come to an understanding. */
  readonly failures: Mishap;
  readonly #settings: TlsSettings;
  readonly #clock: Clock;
  #renewed: Renewed<void> | undefined;
  #lastFailure = '';

  constructor(settings: TlsSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.failures = new Mishap(clock);
  }

  get alarms(): string[] {
    const failures = this.failures.alarm(
      (count, ago) => `${count} TLS handshakes failed, the last ${ago}: ${this.#lastFailure}`,
    );
    return [...(this.#renewed?.alarms ?? []), ...failures];
  }

  /**
   * Makes a server of them, which goes on with what is in the files until it is closed. `enter` is given sockets that have
   * shown a certificate, if one is asked for.
   * @param protocol what is to be spoken, by its name for ALPN
   * @throws WeirError `config` when they are no certificate and its key
   */
  serve(enter: (socket: TLSSocket) => void, protocol?: string): Secured {
    const isAsking = this.#settings.clientCa !== undefined;
    const server = createServer(
      {
        requestCert: isAsking,
        rejectUnauthorized: isAsking,
        handshakeTimeout: HANDSHAKE_MS,
        ...(protocol !== undefined && { ALPNProtocols: [protocol] }),
      },
      enter,
    );
    server.on('tlsClientError', (error, socket) => {
      this.#lastFailure = messageOf(error).slice(0, 200);
      this.failures.add();
      socket.destroy();
    });
    this.#renewed = new Renewed({
      // The key of a certificate that has just been replaced may still be on its way.
      read: () => server.setSecureContext(this.#read()),
      everyMs: LOOK_EVERY_MS,
      meanwhile: 'the certificate from before is still in use',
      clock: this.#clock,
    });
    return { accept: (socket) => void server.emit('connection', socket) };
  }

  close(): void {
    this.#renewed?.end();
  }

  #read(): SecureContextOptions {
    const { cert, key, clientCa } = this.#settings;
    const options: SecureContextOptions = {
      cert: fileAt(cert),
      key: fileAt(key),
      minVersion: 'TLSv1.2',
      ...(clientCa !== undefined && { ca: fileAt(clientCa) }),
    };
    try {
      createSecureContext(options);
    } catch (error) {
      throw new WeirError(
        'config',
        `${cert} and ${key} are no certificate and its key in PEM: ${messageOf(error)}`,
      );
    }
    return options;
  }
}

function fileAt(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new WeirError('config', `${path} can't be read: ${messageOf(error)}`, { path });
  }
}
