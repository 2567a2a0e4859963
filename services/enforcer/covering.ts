/**
 * Rules that a wider one makes superfluous: where a network is blocked for as long and with the same answer, the target need
 * not know the blocks inside it. They wait here, and are to be given when the wider one goes before its time.
 */
import { formatPrefix, PREFIX_MENU, parsePrefix, prefixOf } from '#libs/domain/prefix.ts';
import type { Rule } from './targets/target.ts';

export class Covering {
  /** Blocks of networks that the target has been given, by the text of the network. */
  readonly #wide = new Map<string, Rule>();
  /** What waits, by the key of the rule that it waits under, and by its own. */
  readonly #under = new Map<string, Map<string, Rule>>();
  readonly #over = new Map<string, string>();

  /** Rules that wait. */
  get size(): number {
    return this.#over.size;
  }

  has(key: string): boolean {
    return this.#over.has(key);
  }

  clear(): void {
    this.#wide.clear();
    this.#under.clear();
    this.#over.clear();
  }

  /** The narrowest rule that makes this one superfluous. */
  coverOf(rule: Rule): Rule | undefined {
    if (this.#wide.size === 0 || !isBlockOfAddresses(rule)) return undefined;
    for (const network of networksAround(rule.value)) {
      const wide = this.#wide.get(network);
      if (wide && wide.untilMs >= rule.untilMs && wide.statusCode === rule.statusCode) return wide;
    }
    return undefined;
  }

  /** The target is given this one. Returns whether it can make others superfluous. */
  give(rule: Rule): boolean {
    const isWide = rule.scope === 'prefix' && rule.remediation === 'block';
    if (isWide) this.#wide.set(rule.value, rule);
    return isWide;
  }

  /** Lets it wait. */
  leaveOut(rule: Rule, cover: Rule): void {
    this.#over.set(rule.key, cover.key);
    const under = this.#under.get(cover.key) ?? new Map<string, Rule>();
    this.#under.set(cover.key, under.set(rule.key, rule));
  }

  /** It neither waits nor covers any more. Returns what waited under it, networks first: they cover others. */
  drop(key: string, given: Rule | undefined): Rule[] {
    if (given && this.#wide.get(given.value)?.key === key) this.#wide.delete(given.value);
    const over = this.#over.get(key);
    if (over !== undefined) this.#forget(key, over);
    const under = this.#under.get(key);
    if (!under) return [];
    const freed = [...under.values()];
    for (const each of freed) this.#over.delete(each.key);
    this.#under.delete(key);
    return freed.sort((a, b) => Number(b.scope === 'prefix') - Number(a.scope === 'prefix'));
  }

  #forget(key: string, over: string): void {
    this.#over.delete(key);
    const others = this.#under.get(over);
    others?.delete(key);
    if (others?.size === 0) this.#under.delete(over);
  }
}

function isBlockOfAddresses({ scope, remediation }: Rule): boolean {
  return remediation === 'block' && (scope === 'ip' || scope === 'prefix');
}

/** Texts of the wider networks that decisions are made for, the narrowest first. */
function networksAround(value: string): string[] {
  const last = value.lastIndexOf('.');
  if (last > 0 && !value.includes('/') && !value.includes(':')) {
    // Canonical IPv4, as there are many.
    const before = value.lastIndexOf('.', last - 1);
    return [`${value.slice(0, last)}.0/24`, `${value.slice(0, before)}.0.0/16`];
  }
  const prefix = parsePrefix(value);
  if (!prefix) return [];
  const menu = value.includes('.') ? PREFIX_MENU.v4 : PREFIX_MENU.v6;
  return menu
    .filter((bits) => bits < prefix.bits)
    .map((bits) => formatPrefix(prefixOf(prefix.address, bits)));
}
