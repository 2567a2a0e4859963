/**
 * TX variables that stand for the same in every rule: set once, for every request, to numbers, texts and macros. They are
 * put in where they are used, so that a key may be made of them.
 */
import { parseSetvar } from '../collection/action.ts';
import { collectionOf, TX } from '../collection/name.ts';
import { parseTemplate } from '../collection/template.ts';
import { type Chain, isUnconditional, type Link } from './chain.ts';
import { eventTargetOf, macroOf } from './target.ts';

interface Constant {
  readonly template: string;
  /** Of the chain that sets it. */
  readonly order: number;
  /** It is a digest of the text: as good to tell keys apart, and nothing else. */
  readonly digest: boolean;
}

const MACRO = /%\{\s*(tx)[.:]([^}]*?)\s*\}/gi;
const MATCHED = /%\{\s*matched_var\s*\}/gi;

export class Constants {
  readonly #constants = new Map<string, Constant>();
  /** How many rules set each variable. */
  readonly #setters = new Map<string, number>();

  constructor(chains: readonly Chain[]) {
    for (const { variable } of chains.flatMap((chain) => chain.flatMap(setsOf))) {
      this.#setters.set(variable, (this.#setters.get(variable) ?? 0) + 1);
    }
    chains.forEach((chain, order) => {
      const [link] = chain;
      if (chain.length > 1 || !isUnconditional(link.rule)) return;
      for (const { variable, value } of setsOf(link)) {
        if (this.#setters.get(variable) !== 1 || value === undefined) continue;
        const { digest, lowercase } = link.actions;
        if (lowercase && usesMatched(value)) continue;
        const template = this.resolve(withMatched(value, link), order);
        const pieces = parseTemplate(template);
        if (typeof pieces === 'string' || pieces.some(({ kind }) => kind === 'variable')) continue;
        this.#constants.set(variable, { template, order, digest: digest !== undefined });
      }
    });
  }

  isDigest(variable: string): boolean {
    return this.#constants.get(variable)?.digest === true;
  }

  isSet(variable: string): boolean {
    return this.#setters.has(variable);
  }

  /** The text with what is known of its variables by the time that chain number `order` runs. */
  resolve(text: string, order: number): string {
    return this.#replaced(text, ({ order: set, digest }) => set < order && !digest);
  }

  /** The same for the key of a collection, with the variables that are left. */
  resolveKey(text: string): { readonly template: string; readonly left: readonly string[] } {
    const template = this.#replaced(text, () => true);
    const left = [...template.matchAll(MACRO)].map(([, , name]) => `${TX}.${name.toLowerCase()}`);
    return { template: template.replaceAll(MACRO, ''), left };
  }

  #replaced(text: string, isKnown: (constant: Constant) => boolean): string {
    return text.replaceAll(MACRO, (whole, _, name: string) => {
      const constant = this.#constants.get(`${TX}.${name.toLowerCase()}`);
      return constant && isKnown(constant) ? constant.template : whole;
    });
  }
}

export function usesMatched(text: string): boolean {
  return text.search(MATCHED) >= 0;
}

/** %{matched_var} is what the rule looked at, where that is one text of the event. */
export function withMatched(text: string, { rule, actions }: Link): string {
  const [target, ...more] = rule.targets;
  if (!target || more.length > 0 || !eventTargetOf(target) || actions.lowercase) return text;
  return text.replaceAll(MATCHED, macroOf(target));
}

/** The TX variables that a rule sets; without a value where it adds to them. */
function setsOf({ actions }: Link): { readonly variable: string; readonly value: string | undefined }[] {
  return actions.statements.flatMap(({ kind, text }) => {
    const action = kind === 'setvar' ? parseSetvar(text) : text;
    if (typeof action === 'string' || collectionOf(action.variable) !== TX) return [];
    return [{ variable: action.variable, value: action.do === 'set' ? action.value : undefined }];
  });
}
