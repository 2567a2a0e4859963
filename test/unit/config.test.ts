import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { analysisSettings } from '#libs/analysis/settings.ts';
import { loadConfig, parseConfig } from '#libs/config/load.ts';
import { nearest } from '#libs/config/nearest.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { messageOf } from '#libs/errors/weir-error.ts';
import { analyzerConfig, checkAnalyzer } from '#services/analyzer/config.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { checkDecision, decisionConfig } from '#services/decision/config.ts';
import { enforcerConfig } from '#services/enforcer/config.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';
import { asnsOf } from '../support/mmdb.ts';

const collector = fileSchema('collector', collectorConfig);
const analyzer = fileSchema('analyzer', analyzerConfig, checkAnalyzer);
const decision = fileSchema('decision', decisionConfig, checkDecision);
const enforcer = fileSchema('enforcer', enforcerConfig);

describe('a configuration', () => {
  it('may be empty: everything has a default', () => {
    for (const schema of [collector, analyzer, decision, enforcer]) {
      const { bus, cluster, own } = parseConfig('', 'weir.yaml', schema);
      assert.deepEqual(bus.servers, ['127.0.0.1:4222']);
      assert.deepEqual([cluster.shards, cluster.keyShards], [8, 2]);
      assert.ok(own);
    }
  });

  it('gives durations in ms, sizes in bytes and prefixes masked', () => {
    const text = `
cluster: { shards: 16, keyShards: 4, partitions: 8, eventsMax: 64MB }
decision:
  retention: 26h
  protect: { addresses: [203.0.113.9/24] }
`;
    const { cluster, own } = parseConfig(text, 'weir.yaml', decision);
    assert.deepEqual(cluster, { shards: 16, keyShards: 4, partitions: 8, eventsMax: 64 * 1024 ** 2 });
    assert.equal(own.retention, 26 * 3_600_000);
    assert.equal(own.protect.addresses[0].address[3], 0xcb007100);
  });

  it('is read by a service without looking into the sections of others', () => {
    const text = 'collector: { sources: 7, nonsense: true }\nanalyzer: { ttl: 5s }';
    assert.equal(parseConfig(text, 'weir.yaml', analyzer).own.ttl, 5000);
    assert.throws(() => parseConfig(text, 'weir.yaml', collector), failing('config'));
  });

  it('comes from a file, which is named when it can’t be read', (t) => {
    const file = join(temporaryFolder(t), 'weir.yaml');
    assert.throws(() => loadConfig(file, analyzer), failing('config', /weir\.yaml: can't be read: ENOENT/));
    writeFileSync(file, 'analyzer: { instance: a7 }');
    assert.equal(loadConfig(file, analyzer).own.instance, 'a7');
  });
});

describe('a folder of scenarios of one’s own', () => {
  const OWN = `name: of-mine
description: Requests of a page.
source: http
when: path == '/x'
key: [client.ip]
detect: { each: {} }
severity: low
`;

  it('adds names that modes and policies may be for', (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'of-mine.yaml'), OWN);
    const policies = join(folder, 'policies.txt');
    writeFileSync(policies, 'policies: [{ name: mine, match: { scenario: of-mine }, for: 1h }]');
    const text = `scenarios: ${folder}\nanalyzer: { modes: { of-mine: enforce } }\ndecision: { policies: ${policies} }`;
    const { scenarios, own } = parseConfig(text, 'weir.yaml', analyzer);
    assert.deepEqual([scenarios, own.modes['of-mine']], [folder, 'enforce']);
    assert.equal(parseConfig(text, 'weir.yaml', decision).own.policies, policies);
    writeFileSync(policies, 'policies: [{ name: mine, match: { scenario: of-min }, for: 1h }]');
    assert.throws(
      () => parseConfig(text, 'weir.yaml', decision),
      failing('config', /decision\.policies: .*policies\.txt: of-min: .*did you mean "of-mine"/),
    );
    writeFileSync(policies, 'policies: [{ name: mine, match: {}, for: 1 hour }]');
    assert.throws(
      () => parseConfig(text, 'weir.yaml', decision),
      failing('config', /policies\.txt:1:\d+: error: policies\.0\.for: "1 hour"/),
    );
  });

  it('that has a mistake in it keeps a service from starting, and says where', (t) => {
    const folder = temporaryFolder(t);
    writeFileSync(join(folder, 'of-mine.yaml'), OWN.replace('path ==', 'pth =='));
    assert.throws(
      () => parseConfig(`scenarios: ${folder}`, 'weir.yaml', decision),
      failing('config', /of-mine\.yaml:4:7: error: .*"path"/),
    );
  });
});

describe('a database of ASNs', () => {
  it('is looked into, and what is wrong with it has a place', (t) => {
    const folder = temporaryFolder(t);
    const file = join(folder, 'asn.mmdb');
    const text = `decision:\n  asn:\n    database: ${file}`;
    assert.throws(
      () => parseConfig(text, 'weir.yaml', decision),
      failing('config', /weir\.yaml:3:.*decision\.asn\.database: .*asn\.mmdb: can't be read: ENOENT/s),
    );
    writeFileSync(file, 'nonsense');
    assert.throws(
      () => parseConfig(text, 'weir.yaml', decision),
      failing('config', /asn\.mmdb: is no database of ASNs: .*such as GeoLite2-ASN\.mmdb/),
    );
    writeFileSync(file, asnsOf({ '192.0.2.0/24': 64500 }));
    assert.equal(parseConfig(text, 'weir.yaml', decision).own.asn.database, file);
  });
});

describe('an analyzer of one’s own', () => {
  const mine = fileSchema('analyzers.mine', analysisSettings('mine-1'));

  it('has its settings below analyzers, and others do not look into them', () => {
    const text =
      'analyzers: { mine: { ttl: 5s, modes: { pages: off } }, other: { anything: 1 } }\nanalyzer: {}';
    const { own } = parseConfig(text, 'weir.yaml', mine);
    assert.deepEqual([own.instance, own.ttl, own.modes], ['mine-1', 5000, { pages: 'off' }]);
    assert.equal(parseConfig('', 'weir.yaml', mine).own.ttl, 2000);
    assert.equal(parseConfig(text, 'weir.yaml', analyzer).own.ttl, 2000);
    assert.equal(parseConfig(text, 'weir.yaml', decision).own.ttl, 2000);
  });

  it('has its mistakes shown with their place', () => {
    assert.throws(
      () => parseConfig('analyzers:\n  mine: { tll: 5s }', 'weir.yaml', mine),
      failing('config', /^weir\.yaml:2:11: analyzers\.mine\.tll: no such setting; did you mean "ttl"\?/),
    );
  });
});

describe('a mistake', () => {
  /** The mistakes in a text, without the name of the file. */
  const mistakes = (text: string, schema: Parameters<typeof parseConfig>[2]): string[] => {
    try {
      parseConfig(text, 'weir.yaml', schema);
    } catch (error) {
      assert.ok(failing('config')(error));
      return (error as Error).message.split('\n').map((line) => line.replace(/^weir\.yaml:/, ''));
    }
    return [];
  };

  const source = (more: string) =>
    `collector:\n  sources:\n    - name: a\n      type: file\n      path: /var/log/x\n${more}`;
  const cases: readonly (readonly [
    name: string,
    schema: Parameters<typeof parseConfig>[2],
    text: string,
    expected: readonly (string | RegExp)[],
  ])[] = [
    [
      'in the name of a setting is shown with what was meant',
      collector,
      source('      fomat: json\n'),
      ['6:7: collector.sources.0.fomat: no such setting; did you mean "format"?'],
    ],
    [
      'that is far from every name is shown with those there are',
      analyzer,
      'analyzer:\n  colour: red\n',
      ['2:3: analyzer.colour: no such setting; known here: instance, ttl, modes, sessions, limits'],
    ],
    [
      'at the top of the file is found too',
      analyzer,
      'anaylzer: {}\n',
      ['1:1: anaylzer: no such setting; did you mean "analyzer"?'],
    ],
    [
      'inside of one of several kinds is found there',
      enforcer,
      'enforcer:\n  target: { type: nginx, sockt: x }\n',
      ['2:26: enforcer.target.sockt: no such setting; did you mean "socket"?'],
    ],
    [
      'in the name of a table says what one is',
      enforcer,
      'enforcer:\n  target: { type: nftables, table: "a; flush ruleset" }\n',
      [/^2:36: enforcer\.target\.table: use a name of at most 31 lower-case letters/],
    ],
    [
      'in the name of a chain, or of an iptables, says what one is',
      enforcer,
      'enforcer:\n  target: { type: ipset, chain: "a b", iptables: old }\n',
      [
        /^2:33: enforcer\.target\.chain: use a name of at most 15 lower-case letters/,
        /^2:50: enforcer\.target\.iptables: "old" is not known; known here: default, legacy, nft/,
      ],
    ],
    [
      'in a command says that it is a list',
      enforcer,
      'enforcer:\n  target: { type: file, path: x, after: nginx -s reload }\n',
      [/^2:41: enforcer\.target\.after: write program and arguments as a list/],
    ],
    [
      'in a URL says how to write one',
      enforcer,
      'enforcer:\n  target: { type: webhook, url: file:///etc/passwd }\n',
      [/^2:33: enforcer\.target\.url: write a URL such as https:/],
    ],
    [
      'in a pause says how short and long it may be',
      enforcer,
      'enforcer:\n  target: { type: exec, command: x, timeout: 2h }\n',
      ['2:46: enforcer.target.timeout: use 100ms to 1h'],
    ],
    [
      'in a rate says how to write one',
      enforcer,
      'enforcer:\n  target: { type: nginx, throttle: { rate: 2 per second } }\n',
      [/^2:\d+: enforcer\.target\.throttle\.rate: write requests in a second, minute or hour, such as 2\/s/],
    ],
    [
      'in a type is shown where the value stands',
      analyzer,
      'analyzer:\n  limits:\n    keys: many\n',
      [/^3:11: analyzer\.limits\.keys: .*expected number, received string/],
    ],
    [
      'in a duration says how to write one',
      analyzer,
      'analyzer: { ttl: 2 seconds }',
      ['1:18: analyzer.ttl: "2 seconds" is no duration; write one such as 30s, 10m or 4h'],
    ],
    [
      'in a size says how to write one',
      collector,
      'collector: { limits: { spool: 1000 } }',
      [/^1:31: .*64MB or 2GB/],
    ],
    [
      'in a prefix says how to write one',
      decision,
      'decision: { protect: { addresses: [10.0.0.0/33] } }',
      [
        '1:36: decision.protect.addresses.0: "10.0.0.0/33" is no address or prefix; write one such as 10.0.0.0/8',
      ],
    ],
    [
      'in an endpoint says how to write one',
      enforcer,
      'enforcer: { decision: "7411" }',
      [/^1:23: .*127\.0\.0\.1:4222/],
    ],
    [
      'in a name says what a name may be',
      enforcer,
      'enforcer: { instance: "An Enforcer" }',
      [/^1:23: enforcer\.instance: use 1 to 63 lower-case letters/],
    ],
    [
      'of leaving something out is shown where it should stand',
      collector,
      'collector:\n  sources:\n    - name: a\n      type: file\n',
      [/^3:7: collector\.sources\.0\.path: .*expected string, received undefined/],
    ],
    [
      'in the name of a scenario is shown with what was meant',
      analyzer,
      'analyzer:\n  modes:\n    http-flod: shadow\n    all: off\n',
      [
        /^3:16: analyzer\.modes\.http-flod: there is no such scenario; did you mean "http-flood"\?/,
        /^4:10: analyzer\.modes\.all: there is no such scenario; see weir scenarios list/,
      ],
    ],
    [
      'in what the guard spares is shown with what was meant',
      decision,
      'decision:\n  guard:\n    except: [http-flod, high, of-our-own]\n',
      [/^3:13: decision\.guard\.except: http-flod: there is no such scenario; did you mean "http-flood"\?$/],
    ],
    [
      'with too many pairs of shards says how many there may be',
      analyzer,
      'cluster: { shards: 4000, keyShards: 16 }',
      [/cluster: shards x keyShards must not be more than 25000/],
    ],
    ['beyond a limit tells the limit', analyzer, 'cluster: { shards: 0 }', [/^1:20: cluster\.shards: .*>=1/]],
    [
      'between two settings is told as well',
      collector,
      source('      keys: { status: s }\n'),
      ['6:13: collector.sources.0.keys: keys are for format: json'],
    ],
    [
      'like any other is told together with them',
      analyzer,
      'analyzer:\n  ttl: soon\n  limit: {}\n',
      [/^2:8: analyzer\.ttl: /, '3:3: analyzer.limit: no such setting; did you mean "limits"?'],
    ],
    ['in YAML is shown where it is', analyzer, 'analyzer:\n  ttl: [\n', [/^3:1: Flow sequence/]],
    [
      'of saying something twice is one',
      analyzer,
      'analyzer: {}\nanalyzer: {}\n',
      [/^2:1: Map keys must be unique/],
    ],
    ['in an alias is one, not a crash', analyzer, 'analyzer: *nowhere\n', [/Unresolved alias/]],
  ];
  for (const [name, schema, text, expected] of cases) {
    it(name, () => {
      const found = mistakes(text, schema).sort();
      assert.equal(found.length, expected.length, found.join('\n'));
      for (const [i, each] of expected.entries()) {
        if (each instanceof RegExp) assert.match(found[i], each);
        else assert.equal(found[i], each);
      }
    });
  }
});

describe('the nearest name', () => {
  it('is one that a slip leads away from', () => {
    const names = ['instance', 'stateDir', 'sources', 'limits'];
    assert.deepEqual(
      ['Instance', 'statedir', 'source', 'limts', 'xyz', ''].map((wrong) => nearest(wrong, names)),
      ['instance', 'stateDir', 'sources', 'limits', undefined, undefined],
    );
  });
});

describe('an error', () => {
  it('is told on one line, whatever was thrown', () => {
    assert.deepEqual([new Error('two\n  lines'), 'text', 7].map(messageOf), ['two lines', 'text', '7']);
  });
});
