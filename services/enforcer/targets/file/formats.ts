/** Whom the rules block, as a file that others read. */
import { formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { formatPrefix, PREFIX_MENU, type Prefix, prefixOf, prefixWithout } from '#libs/domain/prefix.ts';
import type { HeldRules } from '../held-rules.ts';

export const FILE_FORMATS = ['plain', 'nginx-deny', 'nginx-geo', 'haproxy-map'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** A line for each blocked prefix, in which an address has no length. */
const LINES: Readonly<Record<FileFormat, (prefix: string) => string>> = {
  plain: (prefix) => `${prefix}\n`,
  // For http, server and location: `include`.
  'nginx-deny': (prefix) => `deny ${prefix};\n`,
  // For geo $weir_blocked { default 0; include ...; }
  'nginx-geo': (prefix) => `${prefix} 1;\n`,
  // For src,map_ip(...)
  'haproxy-map': (prefix) => `${prefix} 1\n`,
};

export function fileText(rules: HeldRules, format: FileFormat): string {
  const line = LINES[format];
  let text = '';
  for (const prefix of blockedPrefixes(rules)) {
    text += line(prefix.bits === 128 ? formatAddress(prefix.address) : formatPrefix(prefix));
  }
  return text;
}

/**
 * What is blocked and not allowed: no format has a way to say that an address is let through and nothing more, so a
 * blocked network in which somebody is allowed is divided around them.
 */
export function blockedPrefixes(rules: HeldRules): Prefix[] {
  const holes = holesOf(rules);
  const blocked: Prefix[] = [];
  for (const { rule, prefix } of rules.values()) {
    if (rule.remediation === 'allow' || isAllowed(rules, prefix)) continue;
    const inside = holes.get(formatPrefix(prefix));
    if (inside) blocked.push(...prefixWithout(prefix, inside));
    else blocked.push(prefix);
  }
  return blocked;
}

/** By blocked prefix, what is allowed within. */
function holesOf(rules: HeldRules): Map<string, Prefix[]> {
  const holes = new Map<string, Prefix[]>();
  for (const { rule, prefix } of rules.values()) {
    if (rule.remediation !== 'allow') continue;
    for (const wider of widerThan(prefix)) {
      if (!rules.get(false, wider)) continue;
      const key = formatPrefix(wider);
      const inside = holes.get(key);
      if (inside) inside.push(prefix);
      else holes.set(key, [prefix]);
    }
  }
  return holes;
}

function isAllowed(rules: HeldRules, prefix: Prefix): boolean {
  return [prefix, ...widerThan(prefix)].some((each) => rules.get(true, each) !== undefined);
}

/** The prefixes of the menu that hold a prefix of the menu. */
function widerThan({ address, bits }: Prefix): Prefix[] {
  const menu: readonly number[] = isIPv4(address) ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
  return menu.filter((each) => each < bits).map((each) => prefixOf(address, each));
}
