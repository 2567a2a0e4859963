/** Who is about what a person asks for: an address finds what covers it, and what begins with it, redacted or not. */
import { addressOf } from '#libs/domain/address.ts';
import { parsePrefix, prefixContains } from '#libs/domain/prefix.ts';
import { guessScope, parseSubject, type Scope, type Subject } from '#libs/domain/scope.ts';
import { hasAddress, type Pseudonyms } from '../redaction/pseudonyms.ts';

/**
 * @param text an address, a prefix or another value; all when empty
 * @param scope the only one; any when undefined
 */
export function aboutFilter(
  text: string,
  pseudonyms: Pseudonyms,
  scope?: Scope,
): (subject: Subject) => boolean {
  const value = text.trim();
  const address = value === '' ? undefined : addressOf(value);
  const canonical = value === '' ? undefined : parseSubject(scope ?? guessScope(value), value);
  const wanted = typeof canonical === 'object' ? canonical.value : value;
  const pseudonym = typeof canonical === 'object' ? pseudonyms.of(canonical).value : value;
  const covering = address ? pseudonyms.covering(address) : new Set<string>();
  return (subject) => {
    if (scope !== undefined && subject.scope !== scope) return false;
    if (value === '' || subject.value === wanted || subject.value === pseudonym) return true;
    if (!address) return false;
    if (!hasAddress(subject)) return covering.has(subject.value.split(' ', 1)[0]);
    if (subject.scope === 'prefix') {
      const prefix = parsePrefix(subject.value);
      return prefix !== undefined && prefixContains(prefix, address);
    }
    return subject.value.startsWith(`${wanted} `);
  };
}
