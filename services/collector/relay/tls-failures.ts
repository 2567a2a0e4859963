/** Connections that were made and did not come to an understanding over TLS: mostly for a certificate that is not believed. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { Mishap } from '../mishap.ts';

export class TlsFailures {
  readonly #mishap: Mishap;
  #last = '';

  constructor(clock: Clock) {
    this.#mishap = new Mishap(clock);
  }

  get count(): number {
    return this.#mishap.count;
  }

  get alarms(): string[] {
    return this.#mishap.alarm(
      (count, ago) => `${count} TLS handshakes failed, the last ${ago}: ${this.#last}`,
    );
  }

  /** Looks at a socket that has just been made. */
  watch(socket: Socket): void {
    let isBetween = false;
    socket.once('connect', () => {
      isBetween = true;
    });
    (socket as TLSSocket).once('secureConnect', () => {
      isBetween = false;
    });
    socket.once('error', (error) => {
      if (!isBetween) return;
      this.#last = messageOf(error).slice(0, 200);
      this.#mishap.add();
    });
  }
}

/** Why a connection failed, if the other side's certificate was not believed: that is for people to put right. */
export function distrust(address: string, socket: Socket | null): WeirError | undefined {
  const reason = (socket as TLSSocket | null)?.authorizationError;
  if (!reason) return undefined;
  return new WeirError('config', `${address}: its certificate is not believed (${reason}): look at tls.ca`);
}
