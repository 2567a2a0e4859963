/** A database of ASNs in MaxMind's format (MMDB), as MaxMind, DB-IP, IPinfo and others publish it, in memory. */
import { type AsnResponse, Reader } from 'mmdb-lib';
import { formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { type AutonomousSystem, parseAsn } from '#libs/domain/asn.ts';
import { addressAfter, prefixOf } from '#libs/domain/prefix.ts';
import type { Origin } from './asns.ts';

const IPV4_OFFSET = 96;
const NAME_MAX = 100;
/** Networks at the beginning of either family of which one at least must tell an ASN. */
const LOOK_MAX = 1000;
/** 1.0.0.0 and 2000::, before which nothing is announced. */
const FIRST = [Uint32Array.of(0, 0, 0xffff, 0x01000000), Uint32Array.of(0x20000000, 0, 0, 0)];

/** Of a record: publishers name them differently. */
type Fields = Readonly<Record<string, unknown>>;

export class MmdbAsns {
  readonly #reader: Reader<AsnResponse>;

  /** @throws Error that says what it is instead, when `bytes` are no database of ASNs */
  constructor(bytes: Buffer) {
    this.#reader = new Reader(bytes);
    const { searchTreeSize } = this.#metadata;
    if (!(searchTreeSize > 0 && searchTreeSize < bytes.length)) throw new Error('it is damaged');
    if (!FIRST.some((address) => this.#tellsFrom(address)))
      throw new Error(`its records tell no ASN (it says that it is a ${this.#metadata.databaseType})`);
  }

  /** When it was made, Unix ms. */
  get builtMs(): number {
    return this.#metadata.buildEpoch.getTime();
  }

  /** @throws Error when it is damaged */
  originOf(address: Uint32Array): Origin {
    const isV4 = isIPv4(address);
    // Its tree would be walked by the first bits of the address.
    if (!isV4 && this.#metadata.ipVersion === 4) return { network: prefixOf(address, 0), system: undefined };
    const [record, depth] = this.#reader.getWithPrefixLength(formatAddress(address));
    const network = prefixOf(address, isV4 ? IPV4_OFFSET + depth : depth);
    return { network, system: record ? systemOf(record as unknown as Fields) : undefined };
  }

  get #metadata(): Reader<AsnResponse>['metadata'] {
    return this.#reader.metadata;
  }

  #tellsFrom(first: Uint32Array): boolean {
    let address: Uint32Array | undefined = first;
    for (let i = 0; i < LOOK_MAX && address; i++) {
      const { network, system } = this.originOf(address);
      if (system) return true;
      address = addressAfter(network);
    }
    return false;
  }
}

/** GeoLite2-ASN, GeoIP2-ISP and DB-IP have autonomous_system_number; IPinfo and others asn, as a text such as AS64500. */
function systemOf(fields: Fields): AutonomousSystem | undefined {
  const number = parseAsn(String(fields.autonomous_system_number ?? fields.asn ?? ''));
  if (number === undefined) return undefined;
  const name = fields.autonomous_system_organization ?? fields.as_name ?? fields.name ?? '';
  return { number, name: typeof name === 'string' ? name.slice(0, NAME_MAX) : '' };
}
