/** Whether an address is that of a trusted proxy: asked for every line, of lists that may have hundreds of networks. */
import { isIPv4 } from '#libs/domain/address.ts';
import { type Prefix, prefixContains } from '#libs/domain/prefix.ts';

/** Of an IPv4 address in its IPv6 form. */
const IPV4_BITS_FROM = 96;

export class TrustedProxies {
  readonly size: number;
  /** IPv4 networks in order, none within another: where each begins, and its last address. */
  readonly #first: Uint32Array;
  readonly #last: Uint32Array;
  readonly #others: readonly Prefix[];

  constructor(prefixes: readonly Prefix[]) {
    this.size = prefixes.length;
    const isV4 = ({ address, bits }: Prefix) => isIPv4(address) && bits >= IPV4_BITS_FROM;
    const spans: [number, number][] = [];
    for (const { address, bits } of prefixes
      .filter(isV4)
      .sort((a, b) => a.address[3] - b.address[3] || a.bits - b.bits)) {
      const last = address[3] + 2 ** (128 - bits) - 1;
      if (spans.length === 0 || last > spans[spans.length - 1][1]) spans.push([address[3], last]);
    }
    this.#first = Uint32Array.from(spans, ([first]) => first);
    this.#last = Uint32Array.from(spans, ([, last]) => last);
    this.#others = prefixes.filter((prefix) => !isV4(prefix));
  }

  has(address: Uint32Array): boolean {
    if (isIPv4(address)) return this.#hasV4(address[3]);
    for (const prefix of this.#others) if (prefixContains(prefix, address)) return true;
    return false;
  }

  #hasV4(address: number): boolean {
    let low = 0;
    let high = this.#first.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#first[middle] <= address) low = middle + 1;
      else high = middle;
    }
    return low > 0 && address <= this.#last[low - 1];
  }
}
