/** A scenario as people write it: one YAML file, whose conditions are CEL. */
import { basename } from 'node:path';
import { type Document, isNode, isScalar, isSeq, visit } from 'yaml';
import { keyOf } from '../collection/program.ts';
import { readDocument } from '../config/document.ts';
import type { DetectorSpec } from '../detect/detector.ts';
import { detectorOf } from '../detect/detector-of.ts';
import { KeyTable } from '../detect/key-table.ts';
import { SeededHash } from '../domain/hash.ts';
import { failureOf, messageOf, WeirError } from '../errors/weir-error.ts';
import type { Condition } from '../match/condition.ts';
import {
  defineScenario,
  EVENT_SOURCES,
  type EventSource,
  type Scenario,
  type ScenarioDefinition,
  sourceMistake,
} from '../scenario/scenario.ts';
import { programOf } from './collection-schema.ts';
import { compileExpression } from './expression.ts';
import { type Problem, problemAt, problemOf } from './problem.ts';
import { scalarPlaces } from './scalar-places.ts';
import { type ScenarioText, scenarioSchema } from './scenario-schema.ts';

type Path = readonly (string | number)[];
/** Conditions by where they stand, such as `detect.ratio.part`. */
type Conditions = ReadonlyMap<string, Condition>;

export interface ScenarioFile {
  /** Undefined when there are errors. */
  readonly scenario: Scenario | undefined;
  readonly problems: readonly Problem[];
}

const CHARACTERS_MAX = 32_768;
/** Of one file; what is wrong in so many places is wrong altogether. */
const PROBLEMS_MAX = 50;

/** @param file path in messages; its name is the scenario's; @param lists names that `list('...')` may have */
export function readScenario(text: string, file: string, lists: ReadonlySet<string>): ScenarioFile {
  if (text.length > CHARACTERS_MAX) {
    const message = `a scenario has ${CHARACTERS_MAX} characters at most; put long lists into lists/NAME.txt`;
    return { scenario: undefined, problems: [problemOf(file, message)] };
  }
  const problems: Problem[] = [];
  const add = (from: number, to: number, message: string, level: Problem['level'] = 'error') =>
    problems.push(problemAt(file, text, { from, to }, level, message));

  const { value, mistakes, document } = readDocument(text, scenarioSchema);
  for (const { offset, end, message } of mistakes) add(offset, end, message);
  refuseAliases(document, add);
  const conditions = new Map<string, Condition>();
  const surroundings = { source: sourceOf(document), lists };
  for (const path of expressionPaths(document)) {
    const node = document.getIn(path, true);
    if (!isScalar<unknown>(node) || typeof node.value !== 'string' || node.tag?.startsWith('!')) continue;
    const compiled = compileExpression(node.value, surroundings);
    const places = scalarPlaces(text, node);
    for (const { level, message, from, to } of compiled.problems) {
      add(places[from], (places[to - 1] ?? places[from]) + 1, `${path.join('.')}: ${message}`, level);
    }
    if (compiled.condition) conditions.set(path.join('.'), compiled.condition);
  }
  const name = basename(file, '.yaml');
  if (value && value.name !== name) {
    add(
      ...rangeOf(document.get('name', true)),
      `name: the file is called ${name}.yaml; name and file must be the same`,
    );
  }
  let scenario: Scenario | undefined;
  const definition =
    value && !problems.some(({ level }) => level === 'error') ? definitionOf(value, conditions) : undefined;
  const mistake = definition && sourceMistake(definition);
  if (mistake !== undefined) add(...rangeOf(document.get('source', true)), `source: ${mistake}`);
  else if (definition) {
    try {
      scenario = defineScenario(definition);
      checkDetector(scenario.detect);
    } catch (error) {
      // Parts that are right by themselves and do not go together, or a limit that only the detector knows.
      if (failureOf(error) !== 'invalid') throw error;
      scenario = undefined;
      add(...rangeOf(document.get('detect', true)), `detect: ${messageOf(error)}`);
    }
  }
  problems.sort((a, b) => a.line - b.line || a.column - b.column);
  return { scenario, problems: shown(problems, file) };
}

function shown(problems: readonly Problem[], file: string): readonly Problem[] {
  if (problems.length <= PROBLEMS_MAX) return problems;
  const level = problems.some((problem) => problem.level === 'error') ? 'error' : 'warning';
  const more = problemOf(file, `${problems.length - PROBLEMS_MAX} more problems are not shown`);
  return [...problems.slice(0, PROBLEMS_MAX), { ...more, level }];
}

/** @throws WeirError `invalid` when it asks for more than the detector can do */
function checkDetector(spec: DetectorSpec): void {
  const hash = new SeededHash(new Uint8Array(8));
  detectorOf(spec, new KeyTable(1), hash, { ignored: 0, displaced: 0 });
}

function rangeOf(node: unknown): readonly [from: number, to: number] {
  return isNode(node) && node.range ? [node.range[0], node.range[1]] : [0, 0];
}

/** Where expressions stand in a document, as far as it has the form of a scenario. */
function expressionPaths(document: Document): Path[] {
  const steps = document.getIn(['detect', 'sequence', 'steps']);
  const rules = document.getIn(['detect', 'collection', 'rules']);
  const count = (items: unknown) => (isSeq(items) ? items.items.length : 0);
  return [
    ['when'],
    ['detect', 'ratio', 'part'],
    ['detect', 'absence', 'after'],
    ['detect', 'absence', 'of'],
    ...Array.from({ length: count(steps) }, (_, i) => ['detect', 'sequence', 'steps', i, 'when']),
    ...Array.from({ length: count(rules) }, (_, i) => ['detect', 'collection', 'rules', i, 'when']),
  ];
}

function sourceOf(document: Document): EventSource {
  const source = document.get('source');
  return EVENT_SOURCES.find((each) => each === source) ?? EVENT_SOURCES[0];
}

/** They would let a small file stand for a large one, and an error for several places. */
function refuseAliases(document: Document, add: (from: number, to: number, message: string) => void): void {
  visit(document, {
    Alias: (_, { range }) => {
      const [from, to] = range ?? [0, 0];
      add(from, to, 'scenarios have no anchors and aliases; write it out');
    },
  });
}

function definitionOf(text: ScenarioText, conditions: Conditions): ScenarioDefinition {
  const { name, description, source, severity, escalate, references, mode, cooldown } = text;
  const detect = specOf(text.detect, conditions);
  return {
    name,
    description,
    source,
    when: conditionAt(conditions, 'when'),
    key: detect.kind === 'collection' ? keyOf(detect.program) : (text.key ?? []),
    detect,
    severity,
    ...(escalate && { escalate: { to: escalate.to, over: escalate.over, withinMs: escalate.within } }),
    labels: { ...text.labels },
    ...(references && { references }),
    cooldownMs: cooldown,
    mode,
  };
}

function specOf(detect: ScenarioText['detect'], conditions: Conditions): DetectorSpec {
  const { each, leaky, count, sum, ratio, distinct, sequence, absence, collection } = detect;
  if (each) return { kind: 'each' };
  if (leaky) return { kind: 'leaky', ...leaky };
  if (count) return { kind: 'count', ...windowed(count) };
  if (sum) return { kind: 'sum', ...windowed(sum) };
  if (distinct) return { kind: 'distinct', ...windowed(distinct) };
  if (ratio) return { kind: 'ratio', ...windowed(ratio), part: conditionAt(conditions, 'detect.ratio.part') };
  if (absence) {
    return {
      kind: 'absence',
      ...windowed(absence),
      after: conditionAt(conditions, 'detect.absence.after'),
      of: conditionAt(conditions, 'detect.absence.of'),
    };
  }
  if (collection) {
    const program = programOf(collection, (i) =>
      conditionAt(conditions, `detect.collection.rules.${i}.when`),
    );
    return { kind: 'collection', program };
  }
  if (!sequence) throw new WeirError('bug', 'a scenario without a detector');
  const steps = sequence.steps.map((step, i) => ({
    ...step,
    when: conditionAt(conditions, `detect.sequence.steps.${i}.when`),
  }));
  return { kind: 'sequence', withinMs: sequence.within, steps };
}

function windowed<T extends { readonly within: number }>({ within, ...rest }: T) {
  return { ...rest, withinMs: within };
}

function conditionAt(conditions: Conditions, path: string): Condition {
  const condition = conditions.get(path);
  if (!condition) throw new WeirError('bug', `the condition at ${path} was not compiled`);
  return condition;
}
