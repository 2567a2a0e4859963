/** A pack as texts, wherever they come from, and what is made of them: scenarios, and the lists that they name. */

import { partsOf } from '../detect/detector.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Condition } from '../match/condition.ts';
import { type List, type Lists, readPrefixList, readTextList } from '../match/list.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { type Problem, problemOf } from './problem.ts';
import { readScenario } from './scenario-file.ts';

export interface PackText {
  /** Its name in messages. */
  readonly file: string;
  readonly text: string;
}

/** By their names. */
export interface PackTexts {
  readonly scenarios: ReadonlyMap<string, PackText>;
  readonly lists: ReadonlyMap<string, PackText>;
}

export interface CompiledPack {
  /** Those that have no errors, and whose lists have none, in the order of their names. */
  readonly scenarios: readonly Scenario[];
  /** Those that a scenario names. */
  readonly lists: Lists;
  readonly problems: readonly Problem[];
}

export function compilePack(texts: PackTexts): CompiledPack {
  const problems: Problem[] = [];
  const names = new Set(texts.lists.keys());
  const lists = new PackLists(texts.lists, problems);
  const scenarios: Scenario[] = [];
  for (const name of [...texts.scenarios.keys()].sort()) {
    const { file, text } = texts.scenarios.get(name) as PackText;
    const read = readScenario(text, file, names);
    problems.push(...read.problems);
    if (read.scenario && lists.has(read.scenario)) scenarios.push(read.scenario);
  }
  return { scenarios, lists: lists.read, problems };
}

/** Lists are read when a scenario names them, for the kind of field that is looked up. */
class PackLists {
  readonly read = new Map<string, List>();
  readonly #texts: ReadonlyMap<string, PackText>;
  readonly #problems: Problem[];
  /** Names of those that can't be read. */
  readonly #broken = new Set<string>();

  constructor(texts: ReadonlyMap<string, PackText>, problems: Problem[]) {
    this.#texts = texts;
    this.#problems = problems;
  }

  /** Whether all lists that the scenario names are as it needs them. */
  has({ when, detect }: Scenario): boolean {
    const named = [when, ...partsOf(detect)].flatMap(listsIn);
    return named.every(({ list, field }) => this.#has(list, field === 'client.ip' ? 'prefixes' : 'texts'));
  }

  #has(name: string, kind: List['kind']): boolean {
    if (this.#broken.has(name)) return false;
    const { file, text } = this.#texts.get(name) as PackText;
    try {
      const list = this.read.get(name) ?? (kind === 'prefixes' ? readPrefixList : readTextList)(file, text);
      this.read.set(name, list);
      if (list.kind === kind) return true;
      this.#problems.push(problemOf(file, 'addresses and texts are looked up in this list; make two of it'));
    } catch (error) {
      if (!(error instanceof WeirError)) throw error;
      this.#problems.push(listProblem(file, messageOf(error)));
      this.#broken.add(name);
    }
    return false;
  }
}

/** Messages about a line of a list begin with the file and the line. */
function listProblem(file: string, message: string): Problem {
  const [, line = '1', what = message] = /^:(\d+): (.*)$/.exec(message.slice(file.length)) ?? [];
  return { ...problemOf(file, what), line: Number(line) };
}

function listsIn(condition: Condition): Extract<Condition, { op: 'list' }>[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.of.flatMap(listsIn);
    case 'not':
      return listsIn(condition.of);
    case 'list':
      return [condition];
    default:
      return [];
  }
}
