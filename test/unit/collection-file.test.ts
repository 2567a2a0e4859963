/** The detector `collection` in a scenario file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readScenario } from '#libs/language/scenario-file.ts';
import { number } from '#libs/match/condition.ts';

const FILE = `name: x
description: It finds something.
source: http
when: status >= 400
detect:
  collection:
    initcol: { ip: "%{request_headers.user-agent} %{remote_addr}" }
    rules:
      - when: status == 500
        do: [setvar:ip.n=+1, expirevar:ip.n=60]
      - { if: [ip.n >= 5], deny: 406 }
severity: low
`;

const read = (of: string) => readScenario(of, 'x.yaml', new Set());
const told = (of: string) =>
  read(of).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a collection in a file', () => {
  it('is read, its key from initcol and the rest by default', () => {
    const { scenario, problems } = read(FILE);
    assert.deepEqual(problems, []);
    assert.deepEqual([scenario?.key, scenario?.stage], [['client.ip', 'user_agent'], 'range']);
    assert.deepEqual(scenario?.detect, {
      kind: 'collection',
      program: {
        app: 'default',
        collections: { ip: '%{request_headers.user-agent} %{remote_addr}' },
        rules: [
          {
            when: number('status', 'in', 500),
            tests: [],
            actions: [
              { do: 'add', variable: 'ip.n', value: '1' },
              { do: 'expire', variable: 'ip.n', seconds: 60 },
            ],
          },
          { tests: [{ variable: 'ip.n', is: '>=', value: '5' }], actions: [], deny: 406 },
        ],
        store: 'persistent',
        refused: 'skip',
        timeoutMs: 3_600_000,
      },
    });
    const options =
      '    application: shop\n    store: memory\n    refused: count\n    timeout: 10m\nseverity';
    const { detect } =
      read(FILE.replace('severity', options.trimStart().replace(/^/, '    '))).scenario ?? {};
    assert.ok(detect?.kind === 'collection');
    const { app, store, refused, timeoutMs } = detect.program;
    assert.deepEqual([app, store, refused, timeoutMs], ['shop', 'memory', 'count', 600_000]);
  });

  for (const [what, wrong, right, expected] of [
    [
      'action',
      'setvra:ip.n=+1',
      'setvar:ip.n=+1',
      /^10:14 detect\.collection\.rules\.0\.do\.0: "setvra:.*write one such/,
    ],
    ['test', 'ip.n => 5', 'ip.n >= 5', /^11:16 detect\.collection\.rules\.1\.if\.0: .*write one such/],
    [
      'status',
      'deny: 302',
      'deny: 406',
      /^11:34 detect\.collection\.rules\.1\.deny: status 302 refuses nothing; use 400 to 599/,
    ],
    [
      'macro',
      '%{remote_adr}',
      '%{remote_addr}',
      /^7:20 detect\.collection\.initcol\.ip: .*did you mean %\{remote_addr\}/,
    ],
    [
      'variable',
      'ip.m >= 5',
      'ip.n >= 5',
      /^11:9 detect\.collection\.rules\.1: ip\.m is tested and never set; did you mean ip\.n/,
    ],
    ['condition', 'status == "a"', 'status == 500', /^9:25 detect\.collection\.rules\.0\.when: /],
    ['setting', 'unless', 'if', /^11:11 detect\.collection\.rules\.1\.unless: no such setting/],
    [
      'key',
      'key: [client.ip]\nseverity',
      'severity',
      /^12:6 key: the key of a collection follows from its initcol/,
    ],
  ] as const) {
    it(`with a wrong ${what} says where, and what is right`, () => {
      const found = told(FILE.replace(right, wrong));
      assert.ok(
        found.some((each) => expected.test(each)),
        found.join('\n'),
      );
    });
  }

  it('is the only detector that goes without a key', () => {
    const each = FILE.replace(/ {2}collection:\n[\s\S]*deny: 406 }\n/, '  each: {}\n');
    assert.match(told(each).join(), /key: missing; write a list of fields/);
  });
});
