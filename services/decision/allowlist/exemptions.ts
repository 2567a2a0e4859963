/** Whom nobody may block: protected addresses, and what an allow entry covers. */
import type { Clock } from '#libs/clock/clock.ts';
import type { Protection } from '#libs/domain/protection.ts';
import type { Subject } from '#libs/domain/scope.ts';
import type { AllowList } from './allow-list.ts';

export class Exemptions {
  readonly #protection: Protection;
  readonly #allowList: AllowList;
  readonly #clock: Clock;

  constructor(protection: Protection, allowList: AllowList, clock: Clock) {
    this.#protection = protection;
    this.#allowList = allowList;
    this.#clock = clock;
  }

  /** Why a subject must not be blocked, as the end of "it is …"; empty when it may. */
  readonly whyNot = (subject: Subject): string => {
    const reason = this.#protection.reasonFor(subject);
    if (reason !== '') return reason;
    const allow = this.#allowList.covering(subject, this.#clock.now());
    return allow ? `allowed by ${allow.value}` : '';
  };
}
