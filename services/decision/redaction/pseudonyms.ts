/**
 * What stands for an address, or a network, once it is redacted: a hash under the secret of the cluster, the same for the
 * same address. Who knows the address and the secret finds what was about it; who has the secret can try all addresses.
 */
import { createHmac } from 'node:crypto';
import { addressOf, formatAddress, isIPv4 } from '#libs/domain/address.ts';
import { formatPrefix, PREFIX_MENU, parsePrefix, prefixOf } from '#libs/domain/prefix.ts';
import { redactedKey, type Subject } from '#libs/domain/scope.ts';

const MARK = 'hash:';
/** Of 64: enough that no two addresses of a cluster have the same. */
const DIGITS = 24;
/** What an address or prefix in a text may consist of. */
const WORD = /[0-9a-fA-F:./]{3,64}/g;
/** IPv4, also with a port, or behind a word and a colon. */
const DOTTED = /\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?/g;
const SIGN = /[:./]/;

export class Pseudonyms {
  readonly #secret: Uint8Array;

  /** @param secret of the cluster */
  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  /** The subject with a hash in place of its address; itself when it has none. */
  of({ scope, value }: Subject): Subject {
    if (!hasAddress({ scope, value })) return { scope, value };
    const [address, ...rest] = value.split(' ');
    return { scope, value: [this.#hash('about', address), ...rest].join(' ') };
  }

  /** The text with hashes in place of addresses and networks in it. */
  inText(text: string): string {
    const hashed = (word: string) => {
      const canonical = canonicalOf(word);
      return canonical === undefined ? undefined : this.#hash('about', canonical);
    };
    return text
      .replace(WORD, (word) => withoutSigns(word, hashed))
      .replace(DOTTED, (word) => hashed(word) ?? word);
  }

  /** What stands for an address and for each network that may hold it. */
  covering(address: Uint32Array): ReadonlySet<string> {
    const menu = isIPv4(address) ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
    const networks = menu.filter((bits) => bits < 128).map((bits) => formatPrefix(prefixOf(address, bits)));
    return new Set([formatAddress(address), ...networks].map((text) => this.#hash('about', text)));
  }

  /** The key under which the ledger keeps the redacted form of an entry. */
  keyOf(key: string): string {
    return redactedKey(this.#hash('key', key).slice(MARK.length));
  }

  #hash(purpose: string, text: string): string {
    const digest = createHmac('sha256', this.#secret).update(`${purpose}\0${text}`).digest('hex');
    return `${MARK}${digest.slice(0, DIGITS)}`;
  }
}

/** Whether it names an address or a network that was not redacted. */
export function hasAddress({ scope, value }: Subject): boolean {
  return scope !== 'host+path' && scope !== 'agent' && scope !== 'asn' && !value.startsWith(MARK);
}

/** The word with what `hashed` makes of it, or of it without a sign before it and signs behind it, as sentences have them. */
function withoutSigns(word: string, hashed: (word: string) => string | undefined): string {
  for (const from of SIGN.test(word[0]) ? [0, 1] : [0]) {
    for (let to = word.length; to > from; to--) {
      const found = hashed(word.slice(from, to));
      if (found !== undefined) return word.slice(0, from) + found + word.slice(to);
      if (!SIGN.test(word[to - 1])) break;
    }
  }
  return word;
}

function canonicalOf(word: string): string | undefined {
  const address = addressOf(word);
  if (address) return formatAddress(address);
  const prefix = word.includes('/') ? parsePrefix(word) : undefined;
  return prefix && formatPrefix(prefix);
}
