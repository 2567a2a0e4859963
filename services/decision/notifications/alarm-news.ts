/** Alarms of all services of the cluster, each told when it begins: the same that `weir status` shows. */
import type { weir } from '#proto';
import type { Notice } from './notice.ts';

/** One that was away for less is the same. */
const FORGET_MS = 5 * 60_000;
/** Alarms that are known; more are not told. */
const ALARMS_MAX = 10_000;

export class AlarmNews {
  /** When each was last there, ms. */
  readonly #seen = new Map<string, number>();

  /** Notices of alarms that were not there the last time. */
  take(services: readonly weir.v1.ServiceStatus.$Properties[], nowMs: number): Notice[] {
    const notices: Notice[] = [];
    for (const { service, instance, alarms } of services) {
      for (const alarm of alarms ?? []) {
        const about = { service: `${service}/${instance}`, alarm };
        // What it counts and measures changes all the time.
        const key = `${about.service} ${alarm.replace(/\d+/g, '0')}`;
        const isKnown = this.#seen.has(key);
        if (!isKnown && this.#seen.size >= ALARMS_MAX) continue;
        this.#seen.set(key, nowMs);
        if (isKnown) continue;
        notices.push({
          ...{ occasion: 'alarm', scenario: '', severity: undefined, mode: 'enforce', atMs: nowMs, about },
        });
      }
    }
    for (const [key, seenMs] of this.#seen) if (nowMs - seenMs > FORGET_MS) this.#seen.delete(key);
    return notices;
  }
}
