/**
 * Subjects, found by those that they cover: an address or a prefix covers what is about addresses in it, an ASN what is about
 * any of its own, any other only itself. It takes a look-up for each length of prefixes, however many there are.
 */
import { ADDRESS_WORDS } from '#libs/domain/address.ts';
import { formatAsn } from '#libs/domain/asn.ts';
import { maskAddress, type Prefix, parsePrefix, prefixCovers } from '#libs/domain/prefix.ts';
import { addressesOf, type Subject } from '#libs/domain/scope.ts';
import { type Asns, systemsIn } from '../asn/asns.ts';

interface Covering<T> {
  readonly prefix: Prefix;
  readonly value: T;
}

export class Coverage<T> {
  readonly #asns: Asns;
  readonly #same = new Map<string, T>();
  /** Names of the ASNs among them. */
  readonly #systems = new Set<string>();
  /** By length in bits, then by masked address. */
  readonly #byBits = new Map<number, Map<string, Covering<T>>>();
  readonly #masked = new Uint32Array(ADDRESS_WORDS);

  constructor(asns: Asns) {
    this.#asns = asns;
  }

  get size(): number {
    return this.#same.size;
  }

  set(subject: Subject, value: T): void {
    this.#same.set(nameOf(subject), value);
    if (subject.scope === 'asn') this.#systems.add(nameOf(subject));
    const prefix = rangeOf(subject);
    if (!prefix) return;
    const ofLength = this.#byBits.get(prefix.bits) ?? new Map<string, Covering<T>>();
    this.#byBits.set(prefix.bits, ofLength.set(prefix.address.join(), { prefix, value }));
  }

  delete(subject: Subject): void {
    this.#same.delete(nameOf(subject));
    this.#systems.delete(nameOf(subject));
    const prefix = rangeOf(subject);
    if (!prefix) return;
    const ofLength = this.#byBits.get(prefix.bits);
    ofLength?.delete(prefix.address.join());
    if (ofLength?.size === 0) this.#byBits.delete(prefix.bits);
  }

  clear(): void {
    this.#same.clear();
    this.#systems.clear();
    this.#byBits.clear();
  }

  /** The value of a subject that covers all of this one, if `accepts` takes it. */
  find(subject: Subject, accepts: (value: T) => boolean = () => true): T | undefined {
    const same = this.#same.get(nameOf(subject));
    if (same !== undefined && accepts(same)) return same;
    const inner = this.#byBits.size === 0 && this.#systems.size === 0 ? undefined : addressesOf(subject);
    return inner && (this.#around(inner, accepts) ?? this.#whose(inner, accepts));
  }

  #around(inner: Prefix, accepts: (value: T) => boolean): T | undefined {
    for (const [bits, ofLength] of this.#byBits) {
      if (bits > inner.bits) continue;
      maskAddress(inner.address, 0, bits, this.#masked, 0);
      const found = ofLength.get(this.#masked.join());
      if (found && prefixCovers(found.prefix, inner) && accepts(found.value)) return found.value;
    }
    return undefined;
  }

  /** Enforcers don't know whose an address is: so a prefix in which one has any addresses is covered as a whole. */
  #whose(inner: Prefix, accepts: (value: T) => boolean): T | undefined {
    if (this.#systems.size === 0) return undefined;
    for (const { number } of systemsIn(this.#asns, inner)) {
      const found = this.#same.get(nameOf({ scope: 'asn', value: formatAsn(number) }));
      if (found !== undefined && accepts(found)) return found;
    }
    return undefined;
  }
}

function nameOf({ scope, value }: Subject): string {
  return `${scope}\0${value}`;
}

/** What a subject is all of; undefined when it is about some requests of its addresses only. */
function rangeOf(subject: Subject): Prefix | undefined {
  return subject.scope === 'ip' || subject.scope === 'prefix' ? parsePrefix(subject.value) : undefined;
}
