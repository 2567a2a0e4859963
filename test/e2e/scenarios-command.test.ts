/** weir scenarios: packs of one’s own are validated, tried and shown. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { jsonLines, runFile } from '../support/run.ts';

describe('weir scenarios', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-scenarios-'));
  after(() => rmSync(folder, { recursive: true }));
  const run = (...args: string[]) => runFile('bin/weir.mjs', ['scenarios', ...args]);

  writeFileSync(
    join(folder, 'exports.yaml'),
    `name: exports
description: One client exports more than twice.
source: http
when: path.startsWith('/export/')
key: [client.ip]
detect: { count: { over: 2, within: 10m } }
severity: low
mode: enforce
`,
  );
  const cases = (...lines: string[]) => writeFileSync(join(folder, 'exports.test.yaml'), lines.join('\n'));

  test('list tells of all of them, also of one’s own', async () => {
    const { stdout } = await run('list', '--scenarios', folder);
    assert.match(stdout, /^NAME +MODE +SEVERITY +SOURCE +KEY +DETECTOR +DESCRIPTION/);
    assert.match(stdout, /^log4shell +enforce +critical +http +client\.ip +each +A JNDI lookup/m);
    assert.match(stdout, /^exports +enforce +low +http +client\.ip +count +One client exports/m);
    const [{ scenarios }] = jsonLines<{ scenarios: { name: string; built_in: boolean }[] }>(
      (await run('list', '--scenarios', folder, '--json')).stdout,
    );
    assert.ok(scenarios.length > 46);
    assert.deepEqual(
      scenarios.filter(({ built_in }) => !built_in).map(({ name }) => name),
      ['exports'],
    );
  });

  test('show prints the file, and helps with names', async () => {
    assert.match(
      (await run('show', 'spring4shell')).stdout,
      /^# .*spring4shell\.yaml, version .*\n[\s\S]*\nname: spring4shell\n/,
    );
    const [shown] = jsonLines<{ detector: string; yaml: string }>(
      (await run('show', 'exports', '--scenarios', folder, '--json')).stdout,
    );
    assert.equal(shown.detector, 'count');
    assert.match(shown.yaml, /^name: exports\n/);
    const { code, stderr } = await run('show', 'log4shel');
    assert.equal(code, 66);
    assert.match(stderr, /log4shel: there is no such scenario; did you mean "log4shell"\?/);
  });

  test('test runs the cases of a folder, and ends with 1 when one fails', async () => {
    cases(
      '- name: three',
      '  kind: positive',
      '  events: [{ n: 3, path: "/export/{i}" }]',
      '- { name: two, kind: near-miss, events: [{ n: 2, path: /export/1 }] }',
    );
    const passed = await run('test', folder);
    assert.equal(passed.code, 0, passed.stderr);
    assert.match(passed.stdout, /^1 scenario, 2 cases, 0 failed; /);
    cases('- { name: many, kind: innocent, events: [{ n: 9, path: "/export/{i}" }] }');
    const failed = await run('test', join(folder, 'exports.test.yaml'));
    assert.equal(failed.code, 1);
    assert.match(
      failed.stdout,
      /exports\.test\.yaml:1: innocent "many": expected no exports, and there came exports 198\.51\.100\.7 \(9 events\)/,
    );
    const [line, summary] = jsonLines<Record<string, unknown>>((await run('test', folder, '--json')).stdout);
    assert.deepEqual([line.scenario, line.passed, line.line], ['exports', false, 1]);
    assert.deepEqual([summary.cases, summary.failed, summary.untested], [1, 1, []]);
  });

  test('test tells what is wrong with a file of cases, and where', async () => {
    cases('- name: three', '  kind: posative', '  events: []');
    const { code, stderr } = await run('test', folder);
    assert.equal(code, 78);
    assert.match(stderr, /exports\.test\.yaml:2:9: error: .*did you mean "positive"\?/);
  });
});
