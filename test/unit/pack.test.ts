/** The built-in pack: what each of its scenarios must have. What they find is in their own cases, `weir scenarios test`. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadScenarios, misspeltScenarios, unknownScenarios } from '#libs/language/built-in.ts';
import { CASE_KINDS, readCases } from '#services/cli/cases/case-file.ts';

const pack = loadScenarios();

describe('the built-in pack', () => {
  it('has cases of each kind for each scenario, and an IPv6 client among them', () => {
    const all = pack.files.flatMap(({ scenario, tests }) => {
      assert.ok(tests, `${scenario.name} has no tests`);
      const cases = readCases(tests);
      assert.deepEqual(
        CASE_KINDS.filter((kind) => !cases.some((each) => each.kind === kind)),
        [],
        scenario.name,
      );
      return cases;
    });
    assert.ok(all.some(({ events }) => events.some(({ ip }) => ip.includes(':'))));
  });

  it('is described and labelled, and enforces only where somebody is named', () => {
    for (const { name, description, labels, mode, stage, severity } of pack.scenarios) {
      assert.match(description, /^[A-Z].*\.$/, name);
      assert.ok(labels.behavior?.length && labels.attack?.length, name);
      assert.equal(mode === 'off', name === 'host-error-ratio', name);
      if (mode === 'enforce') assert.equal(stage, 'range', name);
      if (mode === 'enforce') assert.notEqual(severity, 'low', name);
    }
  });

  it('covers what a web server is attacked with', () => {
    const behaviors = new Set(pack.scenarios.flatMap(({ labels }) => labels.behavior ?? []));
    for (const each of [
      'abuse',
      'bot',
      'bruteforce',
      'compromise',
      'crawl',
      'dos',
      'exploit',
      'scan',
      'scrape',
    ])
      assert.ok(behaviors.has(`http:${each}`), each);
    assert.ok(pack.scenarios.length >= 46, `${pack.scenarios.length} scenarios`);
  });
});

describe('the name of a scenario', () => {
  it('that there is not is told with the nearest one', () => {
    assert.deepEqual(unknownScenarios(['http-flood', 'http-flod', 'something-else']), [
      { name: 'http-flod', message: 'there is no such scenario; did you mean "http-flood"?' },
      { name: 'something-else', message: 'there is no such scenario; see weir scenarios list' },
    ]);
  });

  it('that may be of a scenario elsewhere is wrong only where it is a slip', () => {
    const wrong = misspeltScenarios(['http-flood', 'http-flod', 'credential-stuffing', 'my-http-flood']);
    assert.deepEqual(
      wrong.map(({ name }) => name),
      ['http-flod'],
    );
  });
});
