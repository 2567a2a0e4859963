/** Who may send, by address. */
import type { Clock } from '#libs/clock/clock.ts';
import { addressOf } from '#libs/domain/address.ts';
import { type Prefix, prefixContains } from '#libs/domain/prefix.ts';
import { Mishap } from '../../mishap.ts';

/** Addresses whose answer is remembered; then they are looked up anew. */
const REMEMBERED_MAX = 1024;

export class Peers {
  readonly refusals: Mishap;
  readonly #allowed: readonly Prefix[];
  readonly #answers = new Map<string, boolean>();
  #lastRefused = '';

  constructor(allowed: readonly Prefix[], clock: Clock) {
    this.#allowed = allowed;
    this.refusals = new Mishap(clock);
  }

  /** Whether this address may send; if not, it is counted. */
  admits(address: string | undefined): boolean {
    if (address === undefined) return false;
    let answer = this.#answers.get(address);
    if (answer === undefined) {
      answer = this.#isAllowed(address);
      if (this.#answers.size >= REMEMBERED_MAX) this.#answers.clear();
      this.#answers.set(address, answer);
    }
    if (answer) return true;
    this.refusals.add();
    this.#lastRefused = address;
    return false;
  }

  get alarms(): string[] {
    return this.refusals.alarm(
      (count, ago) =>
        `${count} datagrams or connections refused, the last ${ago} from ${this.#lastRefused}: its address is not in allow`,
    );
  }

  #isAllowed(text: string): boolean {
    // Of an address on the same link the name of the interface is a part.
    const zone = text.indexOf('%');
    const address = addressOf(zone < 0 ? text : text.slice(0, zone));
    return address !== undefined && this.#allowed.some((each) => prefixContains(each, address));
  }
}
