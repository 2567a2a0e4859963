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
import { messageOf, WeirError } from '../errors/weir-error.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { formatProblem, type Problem, problemOf } from './problem.ts';
import { readScenario } from './scenario-file.ts';

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
  /** Text of each list by its name, as it stands in the file. */
  readonly lists: ReadonlyMap<string, string>;
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
  const problems: Problem[] = [];
  const lists = new Map<string, string>();
  const entries = folders.map((folder) => {
    const { names, problem } = namesIn(folder);
    if (problem) problems.push(problem);
    return { folder, names };
  });
  for (const { folder, names } of entries) {
    if (names.includes(LISTS)) readLists(join(folder, LISTS), lists, problems);
  }
  if (lists.size > PACK_LIMITS.lists) {
    problems.push(problemOf(folders.join(' + '), `a pack has ${PACK_LIMITS.lists} lists at most`));
  }
  const known = new Set(lists.keys());
  const files = new Map<string, PackFile>();
  for (const { folder, names } of entries) {
    for (const { scenario, file, tests } of readFolder(folder, names, known, problems)) {
      files.set(scenario.name, { scenario, file, tests });
    }
  }
  if (files.size > PACK_LIMITS.scenarios) {
    problems.push(problemOf(folders.join(' + '), `a pack has ${PACK_LIMITS.scenarios} scenarios at most`));
  }
  const sorted = [...files.values()].sort((a, b) => (a.scenario.name < b.scenario.name ? -1 : 1));
  return { pack: { scenarios: sorted.map(({ scenario }) => scenario), files: sorted, lists }, problems };
}

function readFolder(
  folder: string,
  names: readonly string[],
  lists: ReadonlySet<string>,
  problems: Problem[],
): PackFile[] {
  const found: PackFile[] = [];
  for (const name of names) {
    const file = join(folder, name);
    if (name.endsWith('.yml')) problems.push(problemOf(file, `scenarios end in ${SCENARIO}; rename it`));
    if (!name.endsWith(SCENARIO)) continue;
    if (name.endsWith(TESTS)) {
      const of = `${basename(name, TESTS)}${SCENARIO}`;
      if (!names.includes(of)) problems.push(problemOf(file, `these are tests of ${of}, which is not there`));
      continue;
    }
    const text = textOf(file, problems);
    if (text === undefined) continue;
    const read = readScenario(text, file, lists);
    problems.push(...read.problems);
    const tests = `${basename(name, SCENARIO)}${TESTS}`;
    if (read.scenario) {
      found.push({
        scenario: read.scenario,
        file,
        tests: names.includes(tests) ? join(folder, tests) : undefined,
      });
    }
  }
  return found;
}

function readLists(folder: string, lists: Map<string, string>, problems: Problem[]): void {
  const { names, problem } = namesIn(folder);
  if (problem) problems.push(problem);
  for (const name of names.filter((each) => each.endsWith(LIST))) {
    const file = join(folder, name);
    const list = basename(name, LIST);
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(list)) {
      problems.push(
        problemOf(file, `lists are named by lower-case words joined by "-", such as known-bad${LIST}`),
      );
      continue;
    }
    const text = textOf(file, problems);
    if (text === undefined) continue;
    if (text.length <= PACK_LIMITS.listCharacters) lists.set(list, text);
    else problems.push(problemOf(file, `a list has ${PACK_LIMITS.listCharacters} characters at most`));
  }
}

function namesIn(folder: string): { names: string[]; problem?: Problem } {
  try {
    return { names: readdirSync(folder).sort() };
  } catch (error) {
    return { names: [], problem: problemOf(folder, `can't be read: ${messageOf(error)}`) };
  }
}

function textOf(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push(problemOf(file, `can't be read: ${messageOf(error)}`));
    return undefined;
  }
}
