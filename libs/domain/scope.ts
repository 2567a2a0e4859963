/**
 * Whom a decision is about: a scope and a value. The value has one canonical text for each meaning, so that the
 * ledger holds one entry for it.
 */
import { createHash } from 'node:crypto';
import { addressOf, formatAddress, isIPv4 } from './address.ts';
import { formatAsn, parseAsn } from './asn.ts';
import { formatPrefix, PREFIX_MENU, type Prefix, parsePrefix } from './prefix.ts';

/** What a rule of a target can be about. */
export const RULE_SCOPES = ['ip', 'prefix', 'ip+host', 'ip+agent', 'host+path', 'agent'] as const;
export type RuleScope = (typeof RULE_SCOPES)[number];

/** An autonomous system can be allowed: which addresses are its only those know who decide. */
export const SCOPES = [...RULE_SCOPES, 'asn'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Subject {
  readonly scope: Scope;
  /** Canonical text; composite scopes join their parts by one space, with the address or host first. */
  readonly value: string;
}

/**
 * The subject that `text` names, in canonical form.
 * @returns a sentence that says what is wrong when it names none.
 */
export function parseSubject(scope: Scope, text: string): Subject | string {
  const trimmed = text.trim();
  switch (scope) {
    case 'ip': {
      const address = addressOf(trimmed);
      if (!address) return `"${trimmed}" is no IP address; write one such as 203.0.113.7 or 2001:db8::1`;
      return { scope, value: formatAddress(address) };
    }
    case 'prefix':
      return parsePrefixSubject(trimmed);
    case 'agent':
      return trimmed === '' ? 'a user agent must not be empty' : { scope, value: trimmed };
    case 'asn': {
      const number = parseAsn(trimmed);
      if (number === undefined) return `"${trimmed}" is no ASN; write one such as AS64500`;
      return { scope, value: formatAsn(number) };
    }
    case 'ip+host':
    case 'ip+agent':
    case 'host+path':
      return parsePair(scope, trimmed);
  }
}

/** `ip`, `prefix` or `asn`, whichever `text` looks like. */
export function guessScope(text: string): Scope {
  if (/^\s*AS\d/i.test(text)) return 'asn';
  return text.includes('/') ? 'prefix' : 'ip';
}

/** What a subject is about some or all of; undefined for others: an agent or a host may look like an address and is none. */
export function addressesOf({ scope, value }: Subject): Prefix | undefined {
  if (scope === 'agent' || scope === 'host+path' || scope === 'asn') return undefined;
  return parsePrefix(value.split(' ', 1)[0]);
}

/** Key of a subject in the ledger's store: uniform, and free of whatever a client may have put into the value. */
export function ledgerKey(subject: Subject, allow: boolean): string {
  const digest = createHash('sha256').update(`${subject.scope}\0${subject.value}`).digest('base64url');
  return `${allow ? 'allow' : 'block'}.${subject.scope.replace('+', '_')}.${digest.slice(0, 24)}`;
}

const REDACTED = 'redacted.';

/** Key of what is left of an entry without whom it was about. @param digest from which its own key can't be told */
export function redactedKey(digest: string): string {
  return `${REDACTED}${digest}`;
}

export function isRedactedKey(key: string): boolean {
  return key.startsWith(REDACTED);
}

/** A host in lower case: the letters of ASCII and no others, as web servers fold them. */
export function foldHost(host: string): string {
  return host.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function parsePrefixSubject(text: string): Subject | string {
  const prefix = parsePrefix(text);
  if (!prefix) return `"${text}" is no prefix; write one such as 203.0.113.0/24 or 2001:db8::/64`;
  if (prefix.bits === 128) return { scope: 'ip', value: formatAddress(prefix.address) };
  const menu: readonly number[] = isIPv4(prefix.address) ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
  if (!menu.includes(prefix.bits)) {
    const lengths = isIPv4(prefix.address) ? '/32, /24 or /16' : '/128, /64 or /48';
    return `${formatPrefix(prefix)} has a length that is not enforced; use ${lengths}`;
  }
  return { scope: 'prefix', value: formatPrefix(prefix) };
}

function parsePair(scope: 'ip+host' | 'ip+agent' | 'host+path', text: string): Subject | string {
  const space = text.indexOf(' ');
  if (space <= 0 || space === text.length - 1) {
    return `"${text}" is no ${scope} pair; write both parts with one space between`;
  }
  const first = text.slice(0, space);
  const second = text.slice(space + 1).trim();
  if (scope === 'host+path') return { scope, value: `${foldHost(first)} ${second}` };
  const address = addressOf(first);
  if (!address) return `"${first}" is no IP address; an ${scope} pair begins with one`;
  const canonical = scope === 'ip+host' ? foldHost(second) : second;
  return { scope, value: `${formatAddress(address)} ${canonical}` };
}
