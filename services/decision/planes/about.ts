/** Who is about what a person asks for: an address finds what covers it, and what begins with it. */
import { addressOf } from '#libs/domain/address.ts';
import { formatAsn } from '#libs/domain/asn.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { guessScope, parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';
import { type Asns, systemOf } from '../asn/asns.ts';

/**
 * @param text an address, a prefix or another value; all when empty
 * @param asns by which an address finds its ASN
 * @param scope the only one; any when undefined
 */
export function aboutFilter(text: string, asns: Asns, scope?: Scope): (subject: Subject) => boolean {
  const value = text.trim();
  const address = value === '' ? undefined : addressOf(value);
  const canonical = value === '' ? undefined : parseSubject(scope ?? guessScope(value), value);
  const system = systemOf(asns, { scope: 'ip', value });
  const asn = system && formatAsn(system.number);
  const wanted = typeof canonical === 'object' ? canonical.value : value;
  return (subject) => {
    if (scope !== undefined && subject.scope !== scope) return false;
    if (value === '' || subject.value === wanted) return true;
    if (!address) return false;
    if (subject.scope === 'asn') return subject.value === asn;
    if (subject.scope === 'prefix') {
      const prefix = parsePrefix(subject.value);
      return prefix !== undefined && prefixContains(prefix, address);
    }
    return subject.value.startsWith(`${wanted} `);
  };
}
