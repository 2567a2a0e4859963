/**
 * A pack: a folder of scenarios and of the lists that they name.
 *
 *     NAME.yaml       a scenario
 *     NAME.test.yaml  its tests
 *     lists/NAME.txt  a list
 *
 * Several folders lie one over the other: of what has the same name the last one counts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { WORDS } from '../domain/name.ts';
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Lists } from '../match/list.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { compilePack, type PackText, type PackTexts } from './pack-texts.ts';
import { formatProblem, type Problem, problemOf } from './problem.ts';

export interface PackFile {
  readonly scenario: Scenario;
  readonly file: string;
  /** The file of its tests, if there is one beside it. */
  readonly tests: string | undefined;
}

export interface Pack {
  /** In the order of their names. */
  readonly scenarios: readonly Scenario[];
  readonly files: readonly PackFile[];
  /** Those that scenarios name. */
  readonly lists: Lists;
  readonly texts: PackTexts;
}

export interface ReadPack {
  /** All that has no errors. */
  readonly pack: Pack;
  readonly problems: readonly Problem[];
}

const SCENARIO = '.yaml';
const TESTS = '.test.yaml';
const LIST = '.txt';
const LISTS = 'lists';

export const PACK_LIMITS = { scenarios: 1000, lists: 100, listCharacters: 64 * 1024 ** 2 } as const;

/** @throws WeirError `config` that tells every error; warnings are not told */
export function loadPack(...folders: readonly string[]): Pack {
  const { pack, problems } = readPack(...folders);
  const errors = problems.filter(({ level }) => level === 'error');
  if (errors.length === 0) return pack;
  throw new WeirError('config', errors.map(formatProblem).join('\n'));
}

/** @param folders those behind count more */
export function readPack(...folders: readonly string[]): ReadPack {
  const read = new Folders();
  for (const folder of folders) read.add(folder);
  const { scenarios, lists, problems } = compilePack(read);
  const files = scenarios.map((scenario): PackFile => {
    const { file } = read.scenarios.get(scenario.name) as PackText;
    return { scenario, file, tests: read.tests.get(scenario.name) };
  });
  const { scenarios: texts, lists: listTexts } = read;
  return {
    pack: { scenarios, files, lists, texts: { scenarios: texts, lists: listTexts } },
    problems: [...read.problems, ...problems],
  };
}

/** The files of some folders, by what they are. */
class Folders implements PackTexts {
  readonly scenarios = new Map<string, PackText>();
  readonly lists = new Map<string, PackText>();
  /** Paths, by the names of the scenarios. */
  readonly tests = new Map<string, string>();
  readonly problems: Problem[] = [];

  /** What is there already and has the same name counts no more. */
  add(folder: string): void {
    const names = this.#namesIn(folder);
    for (const name of names) {
      const file = join(folder, name);
      if (name.endsWith('.yml')) this.#wrong(file, `scenarios end in ${SCENARIO}; rename it`);
      else if (name.endsWith(TESTS)) {
        const of = `${basename(name, TESTS)}${SCENARIO}`;
        if (!names.includes(of)) this.#wrong(file, `these are tests of ${of}, which is not there`);
      } else if (name.endsWith(SCENARIO)) {
        const scenario = basename(name, SCENARIO);
        const tests = `${scenario}${TESTS}`;
        if (!this.#add(this.scenarios, scenario, file, PACK_LIMITS.scenarios)) continue;
        if (names.includes(tests)) this.tests.set(scenario, join(folder, tests));
        else this.tests.delete(scenario);
      }
    }
    if (names.includes(LISTS)) this.#addLists(join(folder, LISTS));
  }

  #addLists(folder: string): void {
    for (const name of this.#namesIn(folder).filter((each) => each.endsWith(LIST))) {
      const file = join(folder, name);
      const list = basename(name, LIST);
      if (!WORDS.test(list)) {
        this.#wrong(file, `lists are named by lower-case words joined by "-", such as known-bad${LIST}`);
      } else this.#add(this.lists, list, file, PACK_LIMITS.lists);
    }
  }

  #add(to: Map<string, PackText>, name: string, file: string, max: number): boolean {
    try {
      const text = readFileSync(file, 'utf8');
      if (text.length > PACK_LIMITS.listCharacters) {
        this.#wrong(file, `a file has ${PACK_LIMITS.listCharacters} characters at most`);
      } else if (to.size >= max && !to.has(name)) this.#wrong(file, `a pack has ${max} of these at most`);
      else to.set(name, { file, text });
    } catch (error) {
      this.#wrong(file, `can't be read: ${messageOf(error)}`);
    }
    return to.get(name)?.file === file;
  }

  #namesIn(folder: string): string[] {
    try {
      return readdirSync(folder).sort();
    } catch (error) {
      this.#wrong(folder, `can't be read: ${messageOf(error)}`);
      return [];
    }
  }

  #wrong(file: string, message: string): void {
    this.problems.push(problemOf(file, message));
  }
}
