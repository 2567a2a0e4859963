/** Tests of tests: that a case is read as it says, and fails when something else comes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { text } from '#libs/match/condition.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';
import type { EventRow } from '#libs/wire/row.ts';
import { parseCases } from '#services/cli/cases/case-file.ts';
import { BEGIN_MS, rowsOf } from '#services/cli/cases/case-rows.ts';
import { runCase } from '#services/cli/cases/case-run.ts';
import { failing } from '../support/failures.ts';
import { COUNT, scenario, THROWING } from '../support/scenarios.ts';

const FILE = '/packs/count.test.yaml';

/** One case from its lines, a positive one unless given. */
function caseOf(body: string, kind = 'positive') {
  const [first] = parseCases(`- name: a case\n  kind: ${kind}\n  ${body.split('\n').join('\n  ')}\n`, FILE);
  return first;
}

/** What the rows of a case say, a text each. */
function told(body: string, of: (row: EventRow) => string): string[] {
  return Array.from(rowsOf(caseOf(body).events), of);
}

describe('a file of cases', () => {
  it('says which scenario is tested, and where each case stands', () => {
    const cases = parseCases(
      '# about this\n- { name: a, kind: innocent, events: [{}] }\n\n- name: b\n  kind: positive\n  events: [{ n: 2 }]\n',
      FILE,
    );
    assert.deepEqual(
      cases.map(({ scenario, name, line }) => [scenario, name, line]),
      [
        ['count', 'a', 2],
        ['count', 'b', 4],
      ],
    );
  });

  it('is told what is wrong with it, and where', () => {
    const mistakes: readonly (readonly [string, RegExp])[] = [
      ['name: a\n', /1:1: error: the file: write a list of cases/],
      ['[]', /write one case or more/],
      [
        '- { name: a, kind: inocent, events: [{}] }',
        /1:20: error: 0\.kind: "inocent" .*did you mean "innocent"\?/,
      ],
      ['- name: a\n  kind: innocent\n  events: [{ pth: / }]', /3:14: error: .*did you mean "path"\?/],
      ['- { name: a, kind: innocent, events: [{ every: often }] }', /write a duration such as 500ms/],
      [
        '- { name: a, kind: innocent, events: [{ waf_rule: 942 }] }',
        /one that looks like a number needs quotes/,
      ],
      [
        '- { name: a, kind: positive, expect: 0, events: [{}] }',
        /a case that is positive expects a detection/,
      ],
      ['- { name: a, kind: near-miss, expect: 1, events: [{}] }', /a case that is near-miss expects none/],
      ['- { name: a, kind: near-miss, expect: some, events: [{}] }', /write how many detections, or a list/],
      ['- { name: a, kind: innocent, events: [{ n: 40000 }, { n: 40000 }] }', /50000 events at most/],
      ['- name: a\n  kind: [\n', /3:1: error: /],
    ];
    for (const [content, message] of mistakes)
      assert.throws(() => parseCases(content, FILE), failing('config', message), content);
  });
});

describe('the events of a case', () => {
  const at = ({ timeMs }: EventRow) => String(timeMs - BEGIN_MS);

  it('follow each other, or begin when they say, in the order of time', () => {
    assert.deepEqual(told('events: [{ n: 2 }, { n: 2, every: 250ms }]', at), ['0', '1000', '2000', '2250']);
    const both = told(
      'events: [{ n: 2, every: 2s }, { n: 2, at: 1s, path: /b }]',
      (row) => at(row) + row.text('path'),
    );
    assert.deepEqual(both, ['0/', '1000/b', '2000/', '2000/b']);
  });

  it('have numbers in their texts', () => {
    const texts = told('events: [{ n: 4, path: "/{i}/{i%3}/{i/2}", ip: "192.0.2.{i}" }]', (row) =>
      row.text('path'),
    );
    assert.deepEqual(texts, ['/0/0/0', '/1/1/0', '/2/2/1', '/3/0/1']);
    assert.deepEqual(
      told('events: [{ query: "${jndi:x}{in}{i%0}" }]', (row) => row.text('query')),
      ['${jndi:x}{in}{i%0}'],
    );
  });

  it('are requests, or matches of WAF rules', () => {
    const all = '{ user: u, request_time: 1.5, request_bytes: 3, waf_rule: "942100", waf_severity: 2 }';
    const [row] = told(`events: [${all}]`, ({ flags, requestTimeUs, requestBytes, wafSeverity }) =>
      JSON.stringify({ flags, requestTimeUs, requestBytes, wafSeverity }),
    );
    assert.equal(row, '{"flags":8,"requestTimeUs":1500000,"requestBytes":3,"wafSeverity":2}');
    assert.throws(
      () => told('events: [{ n: 300, ip: "192.0.2.{i}" }]', at),
      failing('config', /"192\.0\.2\.256" is no IP/),
    );
  });
});

describe('a case that is run', () => {
  // More than three of /bad within four seconds, by client and host.
  const set = new ScenarioSet([COUNT, scenario({ name: 'by-page', key: ['host', 'path'], mode: 'shadow' })]);
  const run = (body: string, kind?: string) => runCase(set, caseOf(body, kind));
  const four = 'events: [{ n: 4, every: 100ms, path: /bad }]';

  it('passes when what is expected comes, and no more', () => {
    for (const expect of ['', 'expect: 1\n', 'expect: [{ key: 198.51.100.7 shop.example, events: 4 }]\n'])
      assert.deepEqual(run(expect + four).problems, []);
    assert.deepEqual(
      run(`expect: [{}, { scenario: by-page, key: shop.example /bad }]\n${four}`).problems,
      [],
    );
    assert.deepEqual(run('events: [{ n: 3, every: 100ms, path: /bad }]', 'near-miss').problems, []);
  });

  it('tells of more than one client which is which', () => {
    const two = 'events: [{ n: 8, every: 100ms, path: /bad, ip: "192.0.2.{i%2}" }]';
    assert.deepEqual(run(`expect: [{}, { key: 192.0.2.0 shop.example }]\n${two}`).problems, []);
    assert.equal(
      run(`expect: [{ key: 192.0.2.0 shop.example }, { key: 192.0.2.0 shop.example }]\n${two}`).problems
        .length,
      1,
    );
  });

  it('fails when something else comes, and says what', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['positive', 'events: [{ n: 3, path: /bad }]', 'expected count, and there came nothing'],
      ['near-miss', four, 'expected no count, and there came count 198.51.100.7 shop.example (4 events)'],
      [
        'positive',
        `expect: [{ key: 192.0.2.1 shop.example, events: 4 }]\n${four}`,
        'expected count 192.0.2.1 shop.example (4 events), and there came count 198.51.100.7 shop.example (4 events)',
      ],
      [
        'positive',
        `expect: [{ forgeable: true }]\n${four}`,
        'expected count (forgeable), and there came count 198.51.100.7 shop.example (4 events)',
      ],
      [
        'positive',
        `expect: [{}, { scenario: by-host }]\n${four}`,
        'expected by-host, and there came nothing',
      ],
    ];
    for (const [kind, body, problem] of cases) assert.deepEqual(run(body, kind).problems, [problem]);
  });

  it('fails when what is innocent would be blocked by any scenario', () => {
    const other = { ...caseOf(four, 'innocent'), scenario: 'by-host' };
    assert.deepEqual(runCase(set, other).problems, [
      'it is innocent, and would be blocked by count 198.51.100.7 shop.example (4 events)',
    ]);
    const recorded = { ...caseOf('events: [{ path: /bad }]', 'innocent'), scenario: 'by-host' };
    assert.deepEqual(runCase(set, recorded).problems, []);
  });

  it('fails when a scenario throws, or an address is none', () => {
    const broken = new ScenarioSet([{ ...THROWING, when: text('path', 'is', '/bad') }]);
    assert.match(runCase(broken, caseOf(four)).problems[0], /^scenario throwing failed: /);
    assert.deepEqual(run('events: [{ ip: nobody }]').problems, ['"nobody" is no IP address']);
  });
});
