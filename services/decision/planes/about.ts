/** Who is about what a person asks for: an address finds what covers it, and what begins with it, redacted or not. */
import { addressOf } from '#libs/domain/address.ts';
import { formatAsn } from '#libs/domain/asn.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { guessScope, parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';
import { type Asns, systemOf } from '../asn/asns.ts';
import { hasAddress, type Pseudonyms } from '../redaction/pseudonyms.ts';

/** By which an address is found where it does not stand itself. */
export interface Names {
  readonly asns: Asns;
  readonly pseudonyms: Pseudonyms;
}

/**
 * @param text an address, a prefix or another value; all when empty
 * @param scope the only one; any when undefined
 */
export function aboutFilter(text: string, names: Names, scope?: Scope): (subject: Subject) => boolean {
  const { asns, pseudonyms } = names;
  const value = text.trim();
  const address = value === '' ? undefined : addressOf(value);
  const canonical = value === '' ? undefined : parseSubject(scope ?? guessScope(value), value);
  const system = systemOf(asns, { scope: 'ip', value });
  const asn = system && formatAsn(system.number);
  const wanted = typeof canonical === 'object' ? canonical.value : value;
  const pseudonym = typeof canonical === 'object' ? pseudonyms.of(canonical).value : value;
  const covering = address ? pseudonyms.covering(address) : new Set<string>();
  return (subject) => {
    if (scope !== undefined && subject.scope !== scope) return false;
    if (value === '' || subject.value === wanted || subject.value === pseudonym) return true;
    if (!address) return false;
    if (subject.scope === 'asn') return subject.value === asn;
    if (!hasAddress(subject)) return covering.has(subject.value.split(' ', 1)[0]);
    if (subject.scope === 'prefix') {
      const prefix = parsePrefix(subject.value);
      return prefix !== undefined && prefixContains(prefix, address);
    }
    return subject.value.startsWith(`${wanted} `);
  };
}
