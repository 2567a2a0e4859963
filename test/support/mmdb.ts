/** Writes databases in MaxMind's format, which nothing but tests has to: networks and what is known of them. */
import { isIPv4 } from '#libs/domain/address.ts';
import { type Prefix, parsePrefix } from '#libs/domain/prefix.ts';
import type { Asns } from '#services/decision/asn/asns.ts';
import { MmdbAsns } from '#services/decision/asn/mmdb.ts';

export type Value = string | number | { readonly [name: string]: Value };

export interface MmdbOptions {
  readonly recordSize?: 24 | 28 | 32;
  readonly ipVersion?: 4 | 6;
  readonly type?: string;
  /** Unix s. */
  readonly built?: number;
}

/** A place in the tree: a node with two sides, the number of a record, or nothing. */
type Place = Node | number | undefined;
type Node = [Place, Place];

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1');
const SEPARATOR_BYTES = 16;
const IPV4_OFFSET = 96;

/** @param networks by prefix; where several hold an address the longest counts */
export function mmdbOf(networks: Readonly<Record<string, Value>>, options: MmdbOptions = {}): Buffer {
  const { recordSize = 28, ipVersion = 6, type = 'GeoLite2-ASN', built = 1_700_000_000 } = options;
  const root: Node = [undefined, undefined];
  const records = Buffer.concat(Object.values(networks).map(encoded));
  let at = 0;
  const placed = Object.entries(networks).map(([text, value]) => {
    const prefix = parsePrefix(text);
    if (!prefix) throw new Error(`${text} is no prefix`);
    const record = at;
    at += encoded(value).length;
    return { bits: bitsOf(prefix, ipVersion), record };
  });
  for (const { bits, record } of placed.sort((a, b) => a.bits.length - b.bits.length))
    put(root, bits, record);
  const nodes = numbered(root);
  const tree = Buffer.concat([...nodes.keys()].map((node) => encodedNode(node, nodes, recordSize)));
  const metadata = encoded({
    node_count: nodes.size,
    record_size: recordSize,
    ip_version: ipVersion,
    database_type: type,
    binary_format_major_version: 2,
    binary_format_minor_version: 0,
    build_epoch: built,
    description: { en: 'for tests' },
  });
  return Buffer.concat([tree, Buffer.alloc(SEPARATOR_BYTES), records, MARKER, metadata]);
}

/** A database as MaxMind's GeoLite2-ASN is, of prefixes and numbers. */
export function asnsOf(networks: Readonly<Record<string, number>>, options: MmdbOptions = {}): Buffer {
  const record = (number: number) => ({
    autonomous_system_number: number,
    autonomous_system_organization: `Net ${number}`,
  });
  return mmdbOf(
    Object.fromEntries(Object.entries(networks).map(([text, number]) => [text, record(number)])),
    options,
  );
}

/** What is known from such a database. */
export function knownAsns(networks: Readonly<Record<string, number>>): Asns {
  const database = new MmdbAsns(asnsOf(networks));
  return { version: 1, originOf: (address) => database.originOf(address) };
}

/** IPv4 has the first 32 bits of a tree for itself, or the part below ::/96 of a larger one. */
function bitsOf({ address, bits }: Prefix, ipVersion: 4 | 6): number[] {
  const all = [...address].flatMap((word) => Array.from({ length: 32 }, (_, i) => (word >>> (31 - i)) & 1));
  if (!isIPv4(address)) return all.slice(0, bits);
  const own = all.slice(IPV4_OFFSET, bits);
  return ipVersion === 4 ? own : [...new Array<number>(IPV4_OFFSET).fill(0), ...own];
}

function put(root: Node, bits: readonly number[], record: number): void {
  let node = root;
  for (const bit of bits.slice(0, -1)) {
    const next = node[bit];
    // What is known of the whole is known of both halves.
    const below: Node = Array.isArray(next) ? next : [next, next];
    node[bit] = below;
    node = below;
  }
  node[bits[bits.length - 1]] = record;
}

function numbered(root: Node): Map<Node, number> {
  const nodes = new Map<Node, number>();
  const visit = (place: Place) => {
    if (!Array.isArray(place)) return;
    nodes.set(place, nodes.size);
    for (const side of place) visit(side);
  };
  visit(root);
  return nodes;
}

function encodedNode(node: Node, nodes: ReadonlyMap<Node, number>, recordSize: 24 | 28 | 32): Buffer {
  const numberOf = (place: Place) =>
    place === undefined
      ? nodes.size
      : Array.isArray(place)
        ? (nodes.get(place) ?? 0)
        : nodes.size + SEPARATOR_BYTES + place;
  const [left, right] = node.map(numberOf);
  const both = (BigInt(left) << BigInt(recordSize)) | BigInt(right);
  const bytes = Buffer.from(both.toString(16).padStart(recordSize / 2, '0'), 'hex');
  if (recordSize !== 28) return bytes;
  // The middle byte holds the highest four bits of both, and the left one has its others before it.
  const middle = ((left >>> 24) << 4) | (right >>> 24);
  const low = (value: number) => Buffer.of((value >>> 16) & 255, (value >>> 8) & 255, value & 255);
  return Buffer.concat([low(left), Buffer.of(middle), low(right)]);
}

const TYPES = { text: 2, number: 6, map: 7 } as const;

function encoded(value: Value): Buffer {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    return Buffer.concat([control(TYPES.text, bytes.length), bytes]);
  }
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(value);
    return Buffer.concat([control(TYPES.number, bytes.length), bytes]);
  }
  const fields = Object.entries(value).flatMap(([name, each]) => [encoded(name), encoded(each)]);
  return Buffer.concat([control(TYPES.map, fields.length / 2), ...fields]);
}

function control(type: number, size: number): Buffer {
  if (size < 29) return Buffer.of((type << 5) | size);
  if (size < 285) return Buffer.of((type << 5) | 29, size - 29);
  throw new Error(`${size} is more than this writer writes`);
}
