/** What all services of the cluster announce of themselves, as last heard. */

import type { Announcements } from '#libs/bus/announcements.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { STATUS_FILTER } from '#libs/cluster/names.ts';
import { longestUnheard } from '#libs/domain/heard.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import { weir } from '#proto';

const SERVICES_MAX = 10_000;
/** A service that was not heard for so long is not shown any more. */
const FORGET_MS = 60_000;

export class StatusBoard {
  readonly #clock: Clock;
  readonly #heard = new Map<string, { status: weir.v1.ServiceStatus; heardMs: number }>();

  constructor(announcements: Announcements, clock: Clock, log: Log, signal: AbortSignal) {
    this.#clock = clock;
    announcements.listen(
      STATUS_FILTER,
      (subject, data) => {
        try {
          this.#hear(subject, weir.v1.ServiceStatus.decode(data));
        } catch (error) {
          logError(log, error, `status from ${subject}`);
        }
      },
      signal,
    );
  }

  /** Those that were heard within so long; a minute at most. */
  services(withinMs = FORGET_MS): weir.v1.ServiceStatus[] {
    const nowMs = this.#clock.now();
    return [...this.#heard.values()]
      .filter(({ heardMs }) => nowMs - heardMs < withinMs)
      .map(({ status }) => status)
      .sort((a, b) => (`${a.service} ${a.instance}` < `${b.service} ${b.instance}` ? -1 : 1));
  }

  /** Groups of analyzers of one's own of which a process was heard. */
  ownGroups(): string[] {
    return [...new Set(this.services().map(({ group }) => group))].filter((group) => group !== '').sort();
  }

  #hear(subject: string, status: weir.v1.ServiceStatus): void {
    if (!this.#heard.has(subject) && this.#heard.size >= SERVICES_MAX) {
      const oldest = longestUnheard(this.#heard);
      if (oldest !== undefined) this.#heard.delete(oldest);
    }
    this.#heard.set(subject, { status, heardMs: this.#clock.now() });
  }
}
