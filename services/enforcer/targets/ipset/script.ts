/**
 * Weir's sets as text for ipset, and the chain that looks them up as text for iptables-restore.
 *
 * A set holds addresses of one prefix length (`netmask`), as those of a packet are cut to it. All values are written from
 * numbers; the only other word is the chain's name, which the configuration bounds.
 */
import {
  type Edits,
  type Elements,
  SETS,
  type SetOfLength,
  SPARE,
  TIMEOUT_MAX_MS,
} from '../packets/elements.ts';

/** For a set that is filled before it takes the place of another. */
const NEW = '_new';
const HASH_MAX = 65_536;
const MAIN = 'PREROUTING';

/** Name of a set in the kernel. */
export function kernelName(chain: string, set: string): string {
  return `${chain}_${set}`;
}

/** Puts an address again when it is there, and does not mind when one to be deleted is not. */
export function editScript(chain: string, edits: Edits, nowMs: number): string {
  let script = '';
  for (const [set, changes] of edits) {
    const name = kernelName(chain, set);
    for (const [address, untilMs] of changes) {
      script +=
        untilMs !== undefined && untilMs > nowMs
          ? addLine(name, address, untilMs - nowMs)
          : `del ${name} ${address}\n`;
    }
  }
  return script;
}

/**
 * Fills new sets and lets them take the places of the old ones, each at once, those of whom is let through first.
 * @param present names of all sets in the kernel
 */
export function replaceScript(
  chain: string,
  size: number,
  contents: ReadonlyMap<string, Elements>,
  present: ReadonlySet<string>,
  nowMs: number,
): string {
  let script = '';
  for (const set of SETS) {
    const name = kernelName(chain, set.name);
    const held = contents.get(set.name) ?? new Map<string, number>();
    // Of a replacement that did not come to its end.
    if (present.has(name + NEW)) script += `destroy ${name}${NEW}\n`;
    script += createLine(name + NEW, set, size, held.size);
    for (const [address, untilMs] of held) {
      if (untilMs > nowMs) script += addLine(name + NEW, address, untilMs - nowMs);
    }
  }
  for (const { name: each } of SETS) {
    const name = kernelName(chain, each);
    script += present.has(name)
      ? `swap ${name}${NEW} ${name}\ndestroy ${name}${NEW}\n`
      : `rename ${name}${NEW} ${name}\n`;
  }
  return script;
}

/** Deletes those sets of Weir's that are there. */
export function removeScript(chain: string, present: ReadonlySet<string>): string {
  return SETS.flatMap(({ name }) => [kernelName(chain, name), kernelName(chain, name) + NEW])
    .filter((name) => present.has(name))
    .map((name) => `destroy ${name}\n`)
    .join('');
}

/** A set of a family, as those that are needed are. */
export function trialScript(chain: string, family: 4 | 6): { readonly make: string; readonly name: string } {
  const name = `${chain}_trial${family}`;
  const set = SETS.find((each) => each.family === family && !each.whole)!;
  return { make: createLine(name, set, SPARE, 0), name };
}

/** The chain of a family, which somebody who is let through leaves as if it were not there; at once, whatever there was. */
export function chainScript(chain: string, family: 4 | 6, isLinked: boolean): string {
  const rules = SETS.filter((set) => set.family === family).map(
    ({ name, kind }) =>
      `-A ${chain} ${matchOf(kernelName(chain, name))} -j ${kind === 'allow' ? 'RETURN' : 'DROP'}\n`,
  );
  return `*raw\n:${chain} - [0:0]\n${rules.join('')}${isLinked ? '' : `-I ${MAIN} ${linkOf(chain)}\n`}COMMIT\n`;
}

/** A chain with a rule about a set. */
export function trialChainScript(chain: string, set: string): string {
  return `*raw\n:${chain} - [0:0]\n-A ${chain} ${matchOf(set)} -j DROP\n-I ${MAIN} ${linkOf(chain)}\nCOMMIT\n`;
}

/** Deletes the chain, of which `saved` are the lines. */
export function removeChainScript(chain: string, saved: readonly string[]): string {
  const links = saved.filter((line) => line === linkLine(chain)).map(() => `-D ${MAIN} ${linkOf(chain)}\n`);
  return `*raw\n${links.join('')}${saved.length > links.length ? `-F ${chain}\n-X ${chain}\n` : ''}COMMIT\n`;
}

/** What a listing by iptables-save has of the chain: its declaration, its rules and what leads to it. */
export function linesOf(chain: string, saved: string): string[] {
  const starts = [`:${chain} `, `-A ${chain} `];
  return saved
    .split('\n')
    .filter((line) => line === linkLine(chain) || starts.some((start) => line.startsWith(start)))
    .map((line) => (line.startsWith(':') ? `:${chain}` : line));
}

/** Whether these are lines of a chain that packets come to, with a rule for each set of the family. */
export function isWhole(chain: string, family: 4 | 6, lines: readonly string[]): boolean {
  const sets = SETS.filter((set) => set.family === family);
  return lines.includes(linkLine(chain)) && lines.length >= 2 + sets.length;
}

export function isLinked(chain: string, lines: readonly string[]): boolean {
  return lines.includes(linkLine(chain));
}

function linkOf(chain: string): string {
  return `-j ${chain}`;
}

function linkLine(chain: string): string {
  return `-A ${MAIN} ${linkOf(chain)}`;
}

function matchOf(set: string): string {
  return `-m set --match-set ${set} src`;
}

function createLine(
  name: string,
  { family, length, whole }: SetOfLength,
  size: number,
  held: number,
): string {
  const mask = whole ? '' : ` netmask ${length}`;
  // Large enough from the start: it need not grow while it is filled.
  const hash = Math.min(HASH_MAX, 2 ** Math.ceil(Math.log2(Math.max(1024, held))));
  return `create ${name} hash:ip family ${family === 4 ? 'inet' : 'inet6'}${mask} hashsize ${hash} maxelem ${size + SPARE} timeout 0\n`;
}

/** Whole seconds, so that it may end up to one too late: the other way round it would be too early. */
function addLine(name: string, address: string, leftMs: number): string {
  return `add ${name} ${address} timeout ${Math.ceil(Math.min(TIMEOUT_MAX_MS, leftMs) / 1000)}\n`;
}
