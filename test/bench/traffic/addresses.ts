/** Addresses: nobody is given what another has, and those of one kind lie where such addresses lie. */
import type { Dice } from './dice.ts';

/** First octets of networks that homes are connected by, mobile carriers have, and machines are rented in. */
const HOMES = [24, 37, 62, 71, 78, 81, 86, 90, 93, 98, 109, 151, 176, 188, 217];
const CARRIERS = [100, 106, 171, 186];
const HOSTING = [5, 34, 45, 51, 64, 89, 104, 138, 159, 167, 194];
const HOME_V6 = ['2a02:810', '2003:e7', '2601:640', '2a01:cb1', '2406:3400'];
const HOSTING_V6 = ['2a01:4f8', '2604:a880', '2001:41d0'];
const GROUP = 0x10000;

export class Addresses {
  readonly #dice: Dice;
  readonly #given = new Set<string>();

  constructor(dice: Dice) {
    this.#dice = dice;
  }

  home(): string {
    return this.#fresh(() => this.#v4(HOMES));
  }

  carrier(): string {
    return this.#fresh(() => this.#v4(CARRIERS));
  }

  hosting(): string {
    return this.#fresh(() => this.#v4(HOSTING));
  }

  /** So many addresses of one provider that lie side by side. */
  neighbours(count: number): string[] {
    const dice = this.#dice;
    const net = this.#fresh(() => `${dice.pick(HOSTING)}.${dice.below(256)}.${dice.below(256)}.0`);
    const first = dice.whole(1, 250 - count);
    return Array.from({ length: count }, (_, i) => net.replace(/0$/, String(first + i)));
  }

  /** A whole IPv4 /24, as `198.51.100.0/24`, and addresses of it. */
  network(): { readonly prefix: string; at(last: number): string } {
    const dice = this.#dice;
    const net = this.#fresh(() => `${dice.pick(HOSTING)}.${dice.below(256)}.${dice.below(256)}.0`);
    return { prefix: `${net}/24`, at: (last) => net.replace(/0$/, String(last)) };
  }

  /** An IPv6 /64 at somebody's home, and any number of addresses of it. */
  homeV6(): { readonly prefix: string; next(): string } {
    return this.#subnet(HOME_V6);
  }

  /** An IPv6 /64 of a rented machine. */
  hostingV6(): { readonly prefix: string; next(): string } {
    return this.#subnet(HOSTING_V6);
  }

  #subnet(nets: readonly string[]): { readonly prefix: string; next(): string } {
    const dice = this.#dice;
    const group = () => dice.whole(0x1000, GROUP - 1).toString(16);
    const net = this.#fresh(() => `${dice.pick(nets)}:${group()}:${group()}`);
    // Each group is at least 1000 (hex), so this is the one text of the address.
    const next = () => this.#fresh(() => `${net}:${group()}:${group()}:${group()}:${group()}`);
    return { prefix: `${net}::/64`, next };
  }

  #v4(firsts: readonly number[]): string {
    const dice = this.#dice;
    return `${dice.pick(firsts)}.${dice.below(256)}.${dice.below(256)}.${dice.whole(1, 254)}`;
  }

  /** Whole networks and single addresses are told apart by their first three parts: neither is given twice. */
  #fresh(make: () => string): string {
    for (;;) {
      const address = make();
      const net = address.includes(':') ? address : address.slice(0, address.lastIndexOf('.'));
      if (this.#given.has(address) || this.#given.has(net)) continue;
      this.#given.add(address);
      if (address.endsWith('.0')) this.#given.add(net);
      return address;
    }
  }
}
