/** The scenario sets of the cluster, as its shards come to them: each goes on with its own until a message asks for another. */
import type { SetSource } from '#libs/analysis/set-source.ts';
import { lastSetSeen, setName, setNumber } from '#libs/catalog/catalog.ts';
import type { LoadedSet, ScenarioSets } from '#libs/catalog/scenario-sets.ts';
import type { ClusterView } from '#libs/cluster/cluster-view.ts';
import type { Head } from '#libs/cluster/head.ts';

export class CatalogSets implements SetSource {
  readonly #sets: Pick<ScenarioSets, 'load'>;
  readonly #firstNumber: number;

  /** @param firstNumber of the set that held when the process began: the view may not have it yet */
  constructor(sets: Pick<ScenarioSets, 'load'>, firstNumber: number) {
    this.#sets = sets;
    this.#firstNumber = firstNumber;
  }

  /** The set that the stored state was made with; a shard without one begins with the one that holds, and notes that. */
  async first(head: Head, view: ClusterView): Promise<LoadedSet> {
    const known = setNumber(head.value.scenarioSet);
    if (known > 0) return this.#sets.load(known);
    const last = Math.max(this.#firstNumber, lastSetSeen(view));
    const set = await this.#sets.load(last);
    await head.change({ scenarioSet: setName(last) });
    return set;
  }

  load(number: number): Promise<LoadedSet> {
    return this.#sets.load(number);
  }
}
