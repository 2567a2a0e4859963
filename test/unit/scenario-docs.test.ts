/** What docs/scenarios.md shows has to work, and everything that there is has to be shown. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { loadScenarios } from '#libs/language/built-in.ts';
import { compileExpression } from '#libs/language/expression.ts';
import { EXPRESSION_FIELDS } from '#libs/language/fields.ts';
import { FIELD_FUNCTIONS } from '#libs/language/functions.ts';
import { formatProblem } from '#libs/language/problem.ts';
import { readScenario } from '#libs/language/scenario-file.ts';
import { scenarioJsonSchema } from '#libs/language/scenario-schema.ts';
import type { EventSource } from '#libs/scenario/scenario.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import { CASE_KINDS, parseCases } from '#services/cli/cases/case-file.ts';
import { runCase } from '#services/cli/cases/case-run.ts';

const text = `\n${readFileSync(join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8')}`;
const lists = new Set(['secret-files']);

/** Rows of the table below a heading, as their cells. */
function tableBelow(heading: string): string[][] {
  const [, section = ''] = text.split(`\n${heading}\n`);
  return section
    .split(/\n#+ /)[0]
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
    );
}

const codeIn = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code);

function assertCompiles(expression: string, source: EventSource): void {
  assert.deepEqual(compileExpression(expression, { source, lists }).problems, [], expression);
}

const { properties } = scenarioJsonSchema() as {
  properties: Record<string, { properties?: Record<string, object> }>;
};
const allBlocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block]) => block);
const isCases = (block: string) => block.startsWith('- name: ');
const blocks = allBlocks.filter((block) => !isCases(block));
const detectorsIn = (block: string) => /^detect:\s*{?\s*(\w+):/m.exec(block)?.[1];

describe('the documentation of scenarios', () => {
  it('has each field with an example', () => {
    const rows = tableBelow('### Fields');
    assert.deepEqual(rows.map(([field]) => codeIn(field)[0]).sort(), [...EXPRESSION_FIELDS.keys()].sort());
    for (const [field, example] of rows) {
      const [name] = codeIn(field);
      const [expression] = codeIn(example);
      assert.ok(expression.includes(name), expression);
      assertCompiles(expression, EXPRESSION_FIELDS.get(name)?.sources[0] ?? 'http');
    }
  });

  it('has each function with an example', () => {
    const rows = tableBelow('### Functions');
    assert.deepEqual(rows.map(([name]) => codeIn(name)[0]).sort(), [...FIELD_FUNCTIONS.keys()].sort());
    for (const [name, example] of rows) {
      assert.ok(example.includes(`.${codeIn(name)[0]}(`));
      assertCompiles(codeIn(example)[0], 'http');
    }
  });

  it('has each operator in an expression that is one', () => {
    const expressions = tableBelow('## Conditions').flatMap(([examples]) => codeIn(examples));
    assert.ok(expressions.length > 5);
    for (const expression of expressions) assertCompiles(expression, 'http');
  });

  it('has each key of a file, but for what is refused', () => {
    const documented = tableBelow('# Scenarios').map(([key]) => codeIn(key)[0]);
    const known = Object.entries(properties).filter(([, schema]) => !('not' in schema));
    assert.deepEqual(
      documented,
      known.map(([key]) => key),
    );
  });

  it('has each detector in an example', () => {
    const documented = blocks.filter((block) => block.startsWith('detect:')).map(detectorsIn);
    assert.deepEqual([...new Set(documented)], Object.keys(properties.detect.properties ?? {}));
  });

  it('has examples that are read without a problem', () => {
    const [whole, ...others] = blocks;
    assert.match(whole, /^name: login-bruteforce\n/);
    const around = whole.replace(/^detect:.*\n/m, '');
    // A collection has a key of its own.
    const ownKey = (detect: string) => detectorsIn(detect) === 'collection';
    const surrounded = (detect: string) =>
      (ownKey(detect) ? around.replace(/^key:.*\n/m, '') : around) + detect;
    for (const block of [whole, ...others.map(surrounded)]) {
      const { scenario, problems } = readScenario(block, 'login-bruteforce.yaml', lists);
      assert.deepEqual(problems.map(formatProblem), []);
      assert.ok(scenario);
    }
  });
});

describe('the documentation of tests', () => {
  it('has cases that pass', () => {
    const set = new ScenarioSet(loadScenarios().scenarios);
    const cases = allBlocks
      .filter(isCases)
      .flatMap((block) => parseCases(block, 'docs/login-bruteforce.test.yaml'));
    assert.deepEqual(
      cases.map(({ kind }) => kind),
      CASE_KINDS,
    );
    for (const each of cases) assert.deepEqual(runCase(set, each).problems, [], each.name);
  });

  it('has each key of an event', () => {
    const documented = tableBelow('## Tests').flatMap(([keys]) => codeIn(keys));
    const [{ events }] = parseCases('[{ name: a, kind: innocent, events: [{ at: 1s }] }]', 'a.test.yaml');
    assert.deepEqual(documented.slice(CASE_KINDS.length).sort(), Object.keys(events[0]).sort());
  });
});

describe('examples in messages', () => {
  for (const [name, { example }] of FIELD_FUNCTIONS) {
    it(name, () => assertCompiles(example, 'http'));
  }
});
