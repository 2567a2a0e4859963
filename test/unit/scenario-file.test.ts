import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isScalar, parseDocument } from 'yaml';
import { formatProblem } from '#libs/language/problem.ts';
import { scalarPlaces } from '#libs/language/scalar-places.ts';
import { readScenario } from '#libs/language/scenario-file.ts';
import { scenarioJsonSchema } from '#libs/language/scenario-schema.ts';
import { type Condition, number, text } from '#libs/match/condition.ts';
import type { Scenario } from '#libs/scenario/scenario.ts';

const NO_LISTS = new Set<string>();

/** A scenario called `x` with some lines of its own. */
function scenario(lines: Readonly<Record<string, string>> = {}): string {
  const all: Record<string, string> = {
    name: 'x',
    description: 'It finds something.',
    source: 'http',
    when: 'status == 404',
    key: '[client.ip]',
    detect: '{ each: {} }',
    severity: 'low',
    ...lines,
  };
  return Object.entries(all)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

const read = (of: string, file = 'x.yaml') => readScenario(of, file, NO_LISTS);

function readWell(of: string): Scenario {
  const { scenario: found, problems } = read(of);
  assert.deepEqual(problems, []);
  assert.ok(found);
  return found;
}

/** Problems as `line:column message`. */
const told = (of: string, file?: string) =>
  read(of, file).problems.map(({ line, column, message }) => `${line}:${column} ${message}`);

describe('a scenario file', () => {
  it('says what it must, and the rest has a default', () => {
    const { version, stage, needs, uses, ...definition } = readWell(scenario());
    assert.deepEqual(definition, {
      name: 'x',
      description: 'It finds something.',
      source: 'http',
      when: number('status', 'in', 404),
      key: ['client.ip'],
      detect: { kind: 'each' },
      severity: 'low',
      labels: {},
      cooldownMs: 600_000,
      mode: 'shadow',
    });
    assert.equal(stage, 'range');
    assert.ok(version && needs && uses);
  });

  it('says more', () => {
    const found = readWell(
      scenario({
        source: 'waf',
        when: `waf_rule.startsWith('942')`,
        key: '[host, path_template]',
        cooldown: '1h',
        labels: '{ attack: [T1190, T1110.001], cwe: CWE-89, cve: [CVE-2021-44228], behavior: http:exploit }',
        references: '[https://example.org/advisory]',
        mode: 'enforce',
      }),
    );
    assert.deepEqual(found.labels, {
      attack: ['T1190', 'T1110.001'],
      cwe: ['CWE-89'],
      cve: ['CVE-2021-44228'],
      behavior: ['http:exploit'],
    });
    assert.deepEqual(found.references, ['https://example.org/advisory']);
    assert.deepEqual([found.cooldownMs, found.mode, found.stage], [3_600_000, 'enforce', 'key']);
  });

  const is = (status: number): Condition => number('status', 'in', status);
  const detectors: readonly (readonly [text: string, Scenario['detect']])[] = [
    ['each: {}', { kind: 'each' }],
    [
      'leaky: { capacity: 5, leak: 1/10s }',
      { kind: 'leaky', capacity: 5, leak: { events: 1, perMs: 10_000 } },
    ],
    [
      'leaky: { capacity: 5, leak: 60/1m, unique: path }',
      { kind: 'leaky', capacity: 5, leak: { events: 60, perMs: 60_000 }, unique: 'path' },
    ],
    ['count: { over: 9, within: 1m }', { kind: 'count', over: 9, withinMs: 60_000 }],
    [
      'count: { over: 9, within: 1m, approx: true }',
      { kind: 'count', over: 9, withinMs: 60_000, approx: true },
    ],
    [
      'sum: { of: bytes_sent, over: 2147483648, within: 10m }',
      { kind: 'sum', of: 'bytes_sent', over: 2_147_483_648, withinMs: 600_000 },
    ],
    [
      'ratio: { part: status == 500, over: 0.8, min: 30, within: 5m }',
      { kind: 'ratio', part: is(500), over: 0.8, min: 30, withinMs: 300_000 },
    ],
    [
      'distinct: { of: client.ip, over: 60, within: 6h }',
      { kind: 'distinct', of: 'client.ip', over: 60, withinMs: 21_600_000 },
    ],
    [
      'sequence: { within: 30m, steps: [{ when: status == 404, times: 5 }, { when: status == 200, same: path }] }',
      {
        kind: 'sequence',
        withinMs: 1_800_000,
        steps: [
          { when: is(404), times: 5 },
          { when: is(200), times: 1, same: 'path' },
        ],
      },
    ],
    [
      'absence: { after: status == 200, times: 20, of: status == 304, within: 2m }',
      { kind: 'absence', after: is(200), times: 20, of: is(304), withinMs: 120_000 },
    ],
  ];
  for (const [of, expected] of detectors) {
    it(of, () => {
      assert.deepEqual(readWell(scenario({ detect: `{ ${of} }` })).detect, expected);
    });
  }

  it('has one version however it is laid out, and another when it means something else', () => {
    const version = (of: string) => readWell(of).version;
    const plain = version(scenario({ when: `status == 404 && path.contains('a')` }));
    assert.equal(version(scenario({ when: `>-\n  status==404\n  && (path.contains("a"))` })), plain);
    assert.equal(version(scenario({ when: `status == 404 && path.contains('a')`, severity: 'high' })), plain);
    assert.notEqual(version(scenario({ when: `status == 404 && path.contains('b')` })), plain);
  });

  it('may name the lists that are given', () => {
    const of = scenario({ when: `path in list('a')` });
    assert.ok(readScenario(of, 'x.yaml', new Set(['a'])).scenario);
    assert.match(told(of)[0], /there is no list "a"; there are no lists/);
  });
});

describe('a mistake in a scenario file', () => {
  const cases: readonly (readonly [name: string, text: string, expected: readonly string[]])[] = [
    [
      'in the name of a key',
      scenario({ severty: 'low' }),
      ['8:1 severty: no such setting; did you mean "severity"?'],
    ],
    [
      'in a detector’s name',
      scenario({ detect: '{ leeky: {} }' }),
      ['6:11 detect.leeky: no such setting; did you mean "leaky"?'],
    ],
    [
      'in a key of a detector',
      scenario({ detect: '{ count: { over: 1, withn: 1m } }' }),
      [
        '6:18 detect.count.within: missing; write a duration such as 30s, 10m or 4h',
        '6:29 detect.count.withn: no such setting; did you mean "within"?',
      ],
    ],
    [
      'of two detectors',
      scenario({ detect: '{ each: {}, count: { over: 1, within: 1m } }' }),
      [
        '6:9 detect: name one detector: each, leaky, count, sum, ratio, distinct, sequence, absence, collection',
      ],
    ],
    [
      'of no detector',
      scenario({ detect: '{}' }),
      [
        '6:9 detect: name one detector: each, leaky, count, sum, ratio, distinct, sequence, absence, collection',
      ],
    ],
    [
      'in a field of the key',
      scenario({ key: '[clientip]' }),
      ['5:7 key.0: "clientip" is not known; did you mean "client.ip"?'],
    ],
    [
      'in a severity',
      scenario({ severity: 'hihg' }),
      ['7:11 severity: "hihg" is not known; did you mean "high"?'],
    ],
    [
      'in a duration',
      scenario({ cooldown: '10' }),
      ['8:11 cooldown: write a duration such as 30s, 10m or 4h'],
    ],
    [
      'in a short duration',
      scenario({ cooldown: '10ms' }),
      ['8:11 cooldown: write a duration from 1s to 7d'],
    ],
    [
      'in a leak',
      scenario({ detect: '{ leaky: { capacity: 5, leak: 10s } }' }),
      ['6:39 detect.leaky.leak: write events per time, such as 1/10s'],
    ],
    [
      'in a leak of no time',
      scenario({ detect: '{ leaky: { capacity: 5, leak: 1/0s } }' }),
      ['6:39 detect.leaky.leak: write a time above zero, such as 1/10s'],
    ],
    [
      'in a share',
      scenario({ detect: '{ ratio: { part: static, over: 80, min: 1, within: 1m } }' }),
      ['6:40 detect.ratio.over: write a share below 1, such as 0.8'],
    ],
    [
      'in a label',
      scenario({ labels: '{ attack: 1110 }' }),
      ['8:19 labels.attack: write ATT&CK techniques, such as T1110.001'],
    ],
    [
      'in a condition that is none',
      scenario({ when: 'true' }),
      ['4:7 when: write a condition in quotes, such as "status == 404"'],
    ],
    [
      'of leaving out the quotes of a !',
      scenario({ when: '!static' }),
      ['4:7 YAML reads a text that begins with ! as a tag; put it in quotes'],
    ],
    [
      'in a list of steps',
      scenario({ detect: '{ sequence: { within: 1m, steps: [{ when: static }] } }' }),
      ['6:42 detect.sequence.steps: write two steps or more'],
    ],
    [
      'of asking a detector for too much',
      scenario({
        detect:
          '{ sequence: { within: 1m, steps: [{ when: static, times: 60 }, { when: static, times: 5 }] } }',
      }),
      ['6:9 detect: the steps of a sequence are 64 events at most'],
    ],
    [
      'of an escalation',
      scenario({ escalate: '{ to: worse, over: 0, within: 10m }' }),
      [
        '8:17 escalate.to: "worse" is not known; known here: low, medium, high, critical',
        '8:30 escalate.over: write 1 or more',
      ],
    ],
    [
      'of a field that the source lacks',
      scenario({ key: '[waf_rule]' }),
      ['5:7 key.0: waf_rule is known to source: waf, and this is source: http'],
    ],
    ['of saying something twice', `${scenario()}severity: high\n`, ['8:1 Map keys must be unique']],
    [
      'of two documents',
      `${scenario()}---\n${scenario()}`,
      ['8:1 Source contains multiple documents; please use YAML.parseAllDocuments()'],
    ],
    [
      'of an alias',
      scenario({ key: '&k [client.ip]', references: '*k' }),
      [
        '8:13 references.0: write a URL such as https://example.org/advisory',
        '8:13 scenarios have no anchors and aliases; write it out',
      ],
    ],
    [
      'of another name than the file’s',
      scenario({ name: 'y' }),
      ['1:7 name: the file is called x.yaml; name and file must be the same'],
    ],
    [
      'of being no scenario',
      '- a\n',
      ['1:1 the file: write a scenario: name, description, source, when, key, detect, severity'],
    ],
    [
      'of a size',
      `# ${'x'.repeat(32_768)}`,
      ['1:1 a scenario has 32768 characters at most; put long lists into lists/NAME.txt'],
    ],
  ];
  for (const [name, of, expected] of cases) {
    it(name, () => {
      assert.deepEqual(told(of), expected);
      assert.equal(read(of).scenario, undefined);
    });
  }

  it('is told together with all others, in conditions and outside of them', () => {
    const of = scenario({
      when: 'statuss == 404 && foo',
      detect: '{ ratio: { part: path, over: 0.5, min: 1, within: 1m } }',
      severity: 'hgh',
    });
    assert.deepEqual(
      told(of).map((each) => each.slice(0, 40)),
      [
        '4:7 when: there is no field "statuss"; d',
        '4:25 when: there is no field "foo"; fiel',
        '6:26 detect.ratio.part: path alone is no',
        '7:11 severity: "hgh" is not known; did y',
      ],
    );
  });

  it('is shown of the first fifty places', () => {
    const found = told(scenario({ when: Array.from({ length: 60 }, () => 'foo == 1').join(' && ') }));
    assert.deepEqual([found.length, found[50]], [51, '1:1 10 more problems are not shown']);
  });

  it('in nesting without end is one', () => {
    assert.match(told('- '.repeat(15_000))[0], /nested too deeply/);
    assert.ok(told('['.repeat(30_000)).length > 0);
  });

  it('is shown with the line and carets', () => {
    const [problem] = read(scenario({ when: 'static && statuss == 404' }), 'dir/x.yaml').problems;
    assert.equal(
      formatProblem(problem),
      [
        'dir/x.yaml:4:17: error: when: there is no field "statuss"; did you mean "status"?',
        '    4 | when: static && statuss == 404',
        '      |                 ^^^^^^^',
      ].join('\n'),
    );
  });

  it('is shown in a long line with what stands around it, and without control characters', () => {
    const of = scenario({ when: `path == '${'a'.repeat(200)}' && "\\u001b[31m" == foo # \u200b` });
    const lines = formatProblem(read(of).problems[0]).split('\n');
    for (const line of lines) assert.doesNotMatch(line, /\p{Cc}|\p{Cf}/u);
    assert.ok(lines[1].length < 120);
    assert.equal(lines[1].slice(lines[2].indexOf('^'), lines[2].lastIndexOf('^') + 1), 'foo');
  });

  it('in a warning only leaves the scenario as it is', () => {
    const { scenario: found, problems } = read(scenario({ when: `query_decoded.contains('UNION')` }));
    assert.deepEqual(found?.when, text('query_decoded', 'contains', 'UNION'));
    assert.deepEqual(
      problems.map(({ level, line, column }) => [level, line, column]),
      [['warning', 4, 30]],
    );
  });
});

describe('a mistake in a condition stands where the file has it', () => {
  const styles: readonly (readonly [name: string, when: string])[] = [
    ['plain', `static && foo == 'a'`],
    ['plain over lines', `static\n   && foo ==\n     'a'`],
    ['single quotes', `'static && path == ''it'' && foo == 1'`],
    ['single quotes over lines', `'static\n  && path == ''it''\n\n  && foo == 1'`],
    ['double quotes', `"path == \\"\\x41\\u00e9\\U0001F600\\\\\\\\\\" && foo == 1"`],
    ['escapes without spaces', `"path=='\\U00000041\\U0001F600\\x41\\u00e9\\/\\t\\_'&&foo == 1"`],
    ['double quotes over lines', `"static \\\n   && path == 'a\\tb' &&\n   foo == 1"`],
    ['folded', `>-\n  static\n  && path == 'a'\n  && foo == 1`],
    ['folded with deeper lines', `>\n  static\n    && path == 'a'\n\n    && foo == 1\n`],
    ['literal', `|\n  static\n  && foo == 1\n`],
    ['literal with an indent of its own', `|2-\n   static\n    && foo == 1`],
    ['literal behind a comment', `|- # it's foo\n  static && foo == 1`],
    ['with more than 16 bits', `path == '\u{1F600}\u{1F600}' && foo == 1`],
  ];
  for (const [name, when] of styles) {
    for (const [end, newline] of [
      ['', '\n'],
      [' and CRLF', '\r\n'],
    ] as const) {
      it(`${name}${end}`, () => {
        const of = scenario({ when }).replaceAll('\n', newline);
        const { problems } = read(of);
        assert.equal(problems.length, 1, JSON.stringify(problems));
        const [{ line, column, message }] = problems;
        assert.match(message, /there is no field "foo"/);
        const offset = of.lastIndexOf('foo ==');
        const before = of.slice(0, offset).split('\n');
        assert.deepEqual([line, column], [before.length, before[before.length - 1].length + 1]);
      });
    }
  }

  it('whatever the text and its style are', () => {
    const words = fc.array(
      fc.constantFrom('a', 'b c', "'", '"', '\\', '\n', ' ', '\n\n', '#', ': ', '\t', '\u{1F600}', '\x07'),
      {
        maxLength: 12,
      },
    );
    const style = fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL');
    fc.assert(
      fc.property(words, style, fc.constantFrom(20, 80), (parts, type, lineWidth) => {
        const document = parseDocument('a: { b: x }');
        document.set('k', document.createNode(parts.join('')));
        const made = document.get('k', true);
        assert.ok(isScalar(made));
        made.type = type;
        const file = document.toString({ lineWidth });
        const node = parseDocument(file).get('k', true);
        assert.ok(isScalar(node));
        const value = String(node.value);
        const places = scalarPlaces(file, node);
        assert.equal(places.length, value.length + 1);
        for (let i = 0; i < value.length; i++) {
          assert.ok(i === 0 || places[i] >= places[i - 1]);
          if (/[a-c#:]/.test(value[i])) assert.equal(file[places[i]], value[i]);
          else if (value[i] === "'") assert.equal(file[places[i]], "'");
          else if (value[i] === '"' || value[i] === '\\') assert.ok('\\"'.includes(file[places[i]]));
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the schema for editors', () => {
  it('knows each key and each detector', () => {
    const { properties } = scenarioJsonSchema() as { properties: Record<string, { properties?: object }> };
    assert.deepEqual(Object.keys(properties).slice(0, 4), ['name', 'description', 'source', 'when']);
    assert.equal(Object.keys(properties.detect.properties ?? {}).length, 9);
  });
});
