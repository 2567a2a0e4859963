/** The port to what is known of who announces which networks. */
import { ADDRESS_WORDS } from '#libs/domain/address.ts';
import { type AutonomousSystem, describeSystem } from '#libs/domain/asn.ts';
import { addressAfter, type Prefix, prefixContains, prefixCovers } from '#libs/domain/prefix.ts';
import { addressesOf, type Subject } from '#libs/domain/scope.ts';

export interface Asns {
  /** Another one whenever answers may be others than before; 0 when nothing is known of anybody. */
  readonly version: number;
  originOf(address: Uint32Array): Origin;
}

/** Where an address is from. */
export interface Origin {
  /** The same is known of all of its addresses. May be smaller than what is announced, and never larger. */
  readonly network: Prefix;
  readonly system: AutonomousSystem | undefined;
}

/** Where there is no database. */
export const NO_ASNS: Asns = {
  version: 0,
  originOf: () => ({ network: { address: new Uint32Array(ADDRESS_WORDS), bits: 0 }, system: undefined }),
};

/** Networks that are looked at in one prefix: there are few, as it is a /16 or a /48 at most. The others are left out. */
const NETWORKS_MAX = 1024;

/** Who has addresses in a prefix; one may come more than once. */
export function* systemsIn(asns: Asns, prefix: Prefix): Iterable<AutonomousSystem> {
  let address: Uint32Array | undefined = prefix.address;
  for (let i = 0; i < NETWORKS_MAX && address && prefixContains(prefix, address); i++) {
    const { network, system } = asns.originOf(address);
    if (system) yield system;
    if (prefixCovers(network, prefix)) return;
    address = addressAfter(network);
  }
}

/** Whose the addresses of a subject are, or the first of them; undefined when that is not known, or when it has none. */
export function systemOf(asns: Asns, subject: Subject): AutonomousSystem | undefined {
  const prefix = asns.version === 0 ? undefined : addressesOf(subject);
  return prefix && asns.originOf(prefix.address).system;
}

/** The same for people, such as `AS64500 Example Net`; empty when there is nobody. */
export function announcerOf(asns: Asns, subject: Subject): string {
  const system = systemOf(asns, subject);
  return system ? describeSystem(system) : '';
}
