/** Scenario sets by their numbers, compiled once for all shards of a process. */
import type { ScenarioSet } from '../scenario/scenario-set.ts';
import type { Catalog } from './catalog.ts';
import { effectiveTexts, type ScenarioTexts } from './set-content.ts';

/** Shards change from one set to the next at about the same time; an older one is needed where work is done again. */
const KEPT = 4;

export interface LoadedSet {
  readonly number: number;
  readonly set: ScenarioSet;
  /** What this release can't make of the texts, each with its file: these scenarios judge nothing. */
  readonly problems: readonly string[];
}

/** Makes scenarios of texts; what can't be made is told of and left out. */
export type Compile = (
  texts: ScenarioTexts,
) => Pick<LoadedSet, 'set' | 'problems'> & { readonly warnings: readonly string[] };

export class ScenarioSets {
  readonly #catalog: Catalog;
  readonly #compile: Compile;
  /** The one that was asked for last is the last. */
  readonly #loaded = new Map<number, Promise<LoadedSet>>();

  constructor(catalog: Catalog, compile: Compile) {
    this.#catalog = catalog;
    this.#compile = compile;
  }

  /** @throws WeirError `missing`, `corrupt`, `unavailable` */
  load(number: number): Promise<LoadedSet> {
    const loaded = this.#loaded.get(number) ?? this.#load(number);
    this.#loaded.delete(number);
    this.#loaded.set(number, loaded);
    for (const oldest of this.#loaded.keys()) {
      if (this.#loaded.size <= KEPT) break;
      this.#loaded.delete(oldest);
    }
    return loaded;
  }

  async #load(number: number): Promise<LoadedSet> {
    try {
      const { set, problems } = this.#compile(effectiveTexts(await this.#catalog.content(number)));
      return { number, set, problems };
    } catch (error) {
      this.#loaded.delete(number);
      throw error;
    }
  }
}
