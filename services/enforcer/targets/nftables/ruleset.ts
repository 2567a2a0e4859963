/**
 * Weir's table as text for nft: a hash set for each prefix length of the menu, and a chain that looks them up before
 * anything else is done with a packet, connection tracking included.
 *
 * No interval sets: there one more prefix costs a second at a hundred thousand, and overlapping ones fail the batch. All
 * values are written from numbers; the only other word is the table's name, which the configuration bounds.
 */
import { ADDRESS_WORDS, formatAddress } from '#libs/domain/address.ts';
import { maskAddress } from '#libs/domain/prefix.ts';
import {
  type Edits,
  type Elements,
  SETS,
  type SetOfLength,
  SPARE,
  TIMEOUT_MAX_MS,
} from '../packets/elements.ts';

const IPV4_OFFSET = 96;

/** Objects that `nft list ruleset` has at least of a whole table: the table, its chain, sets and rules. */
export const OBJECTS = 2 + 2 * SETS.length;

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
  const sets = SETS.map(({ name, family }) => {
    const held = elements(contents.get(name) ?? new Map(), nowMs);
    const list = held === '' ? '' : `    elements = { ${held} }\n`;
    return `  set ${name} {\n    type ipv${family}_addr; flags timeout; size ${size + SPARE}\n${list}  }\n`;
  });
  return `${removeScript(table)}table inet ${table} {
${sets.join('')}  chain prerouting {
    type filter hook prerouting priority raw; policy accept;
${SETS.map((set) => `    ${ruleOf(set)}\n`).join('')}  }
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

/** The condition and the verdict. */
function ruleOf({ name, kind, family, length, whole }: SetOfLength): string {
  const source = `${family === 4 ? 'ip' : 'ip6'} saddr`;
  const masked = whole ? source : `${source} & ${maskText(family, length)}`;
  return `${masked} @${name} ${kind === 'allow' ? 'accept' : 'drop'}`;
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
