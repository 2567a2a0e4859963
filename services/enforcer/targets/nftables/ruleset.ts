/**
 * Weir's table as text for nft: a hash set for each prefix length of the menu, and a chain that looks them up before
 * anything else is done with a packet, connection tracking included.
 *
 * No interval sets: there one more prefix costs a second at a hundred thousand, and overlapping ones fail the batch. All
 * values are written from numbers; the only other word is the table's name, which the configuration bounds.
 */
import { ADDRESS_WORDS, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { maskAddress, PREFIX_MENU, type Prefix } from '#libs/domain/prefix.ts';
import { prefixOfRule } from '../prefix-of-rule.ts';
import type { Rule } from '../target.ts';

/** Until when each address of a set is held, Unix ms; the addresses as nft writes them. */
export type Elements = ReadonlyMap<string, number>;
/** By set, what becomes of its addresses: held until then, or (undefined) no longer. */
export type Edits = ReadonlyMap<string, ReadonlyMap<string, number | undefined>>;

/**
 * The longest time that the kernel is given: in 32 bits of ms, as some versions have it, there are 49 days. What lasts
 * longer is given again before it ends.
 */
export const TIMEOUT_MAX_MS = 30 * 24 * 3_600_000;

const IPV4_OFFSET = 96;
/** Room beyond what is held: while a batch replaces an address, the kernel counts it twice. */
const SPARE = 16_384;

interface SetOfLength {
  readonly name: string;
  readonly type: 'ipv4_addr' | 'ipv6_addr';
  /** The condition and the verdict of its rule. */
  readonly rule: string;
}

const SETS: readonly SetOfLength[] = (['allow', 'ban'] as const).flatMap((kind) => [
  ...PREFIX_MENU.v4.map((bits) => setOf(kind, 4, bits - IPV4_OFFSET, 32)),
  ...PREFIX_MENU.v6.map((bits) => setOf(kind, 6, bits, 128)),
]);

export const SET_NAMES: readonly string[] = SETS.map(({ name }) => name);
/** Objects that `nft list ruleset` has at least of a whole table: the table, its chain, sets and rules. */
export const OBJECTS = 2 + 2 * SETS.length;

/** The set that a rule belongs to, and its address there; undefined when it is of no length of the menu. */
export function elementOf(
  rule: Pick<Rule, 'scope' | 'value' | 'remediation'>,
): { readonly set: string; readonly address: string } | undefined {
  const prefix = prefixOfRule(rule);
  if (!prefix) return undefined;
  return { set: setName(rule.remediation === 'allow', prefix), address: formatAddress(prefix.address) };
}

/**
 * Applies `edits` in one transaction, in which no packet sees an address missing that is replaced. An address is added
 * before it is deleted, as the deletion of one that is not there fails all.
 */
export function editScript(table: string, edits: Edits, nowMs: number): string {
  let script = '';
  for (const [set, changes] of edits) {
    if (changes.size === 0) continue;
    const touched = [...changes.keys()].join(', ');
    const put = elements(changes, nowMs);
    script += `add element inet ${table} ${set} { ${touched} }\n`;
    script += `delete element inet ${table} ${set} { ${touched} }\n`;
    if (put !== '') script += `add element inet ${table} ${set} { ${put} }\n`;
  }
  return script;
}

/** Makes `contents` all that the table holds, whatever there was, in one transaction. */
export function replaceScript(
  table: string,
  size: number,
  contents: ReadonlyMap<string, Elements>,
  nowMs: number,
): string {
  const sets = SETS.map(({ name, type }) => {
    const held = elements(contents.get(name) ?? new Map(), nowMs);
    const list = held === '' ? '' : `    elements = { ${held} }\n`;
    return `  set ${name} {\n    type ${type}; flags timeout; size ${size + SPARE}\n${list}  }\n`;
  });
  return `${removeScript(table)}table inet ${table} {
${sets.join('')}  chain prerouting {
    type filter hook prerouting priority raw; policy accept;
${SETS.map(({ rule }) => `    ${rule}\n`).join('')}  }
}
`;
}

/** Deletes the table; does nothing when there is none. */
export function removeScript(table: string): string {
  return `add table inet ${table}\ndelete table inet ${table}\n`;
}

function elements(changes: ReadonlyMap<string, number | undefined>, nowMs: number): string {
  const list: string[] = [];
  for (const [address, untilMs] of changes) {
    if (untilMs !== undefined && untilMs > nowMs) list.push(`${address} timeout ${timeout(untilMs - nowMs)}`);
  }
  return list.join(', ');
}

function timeout(leftMs: number): string {
  const ms = Math.min(TIMEOUT_MAX_MS, Math.ceil(leftMs));
  return `${Math.floor(ms / 1000)}s${ms % 1000}ms`;
}

function setName(allow: boolean, { address, bits }: Prefix): string {
  return `${allow ? 'allow' : 'ban'}${isIPv4(address) ? `4_${bits - IPV4_OFFSET}` : `6_${bits}`}`;
}

function setOf(kind: 'allow' | 'ban', family: 4 | 6, length: number, full: number): SetOfLength {
  const name = `${kind}${family}_${length}`;
  const source = `${family === 4 ? 'ip' : 'ip6'} saddr`;
  const masked = length === full ? source : `${source} & ${maskText(family, length)}`;
  return {
    name,
    type: family === 4 ? 'ipv4_addr' : 'ipv6_addr',
    rule: `${masked} @${name} ${kind === 'allow' ? 'accept' : 'drop'}`,
  };
}

function maskText(family: 4 | 6, length: number): string {
  const mask = new Uint32Array(ADDRESS_WORDS);
  const ones = Uint32Array.of(
    ...(family === 4 ? [0, 0, 0xffff] : [0xffffffff, 0xffffffff, 0xffffffff]),
    0xffffffff,
  );
  maskAddress(ones, 0, family === 4 ? length + IPV4_OFFSET : length, mask, 0);
  return formatAddress(mask);
}
