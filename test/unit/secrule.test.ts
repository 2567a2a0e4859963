/** ModSecurity's rules as scenarios: what they find when they run, and what is refused where and why. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collectionText } from '#libs/language/collection-text.ts';
import { readScenario } from '#libs/language/scenario-file.ts';
import type { Scenario, ScenarioDefinition } from '#libs/scenario/scenario.ts';
import { convert } from '#libs/secrule/convert.ts';
import { event, START_MS, type TestEvent } from '../support/batches.ts';
import { TestShards } from '../support/shards.ts';

const OPTIONS = { name: 'dos', file: 'dos.conf' };

const AGENT_HASH = `
# As the core rule set does it.
SecRule REQUEST_HEADERS:User-Agent "@rx ^(.*)$" \\
    "id:900,phase:1,nolog,pass,t:none,t:sha1,t:hexEncode,\\
    setvar:tx.ua_hash=%{MATCHED_VAR}"
`;
const EXAMPLE = `
SecAction "id:901,phase:1,nolog,pass,initcol:ip=%{remote_addr}_%{tx.ua_hash}"
SecRule RESPONSE_STATUS "^(?:5|4(?!04))" \\
    "id:902,phase:5,t:none,nolog,pass,setvar:ip.dangerous_activity=+1,expirevar:ip.dangerous_activity=60"
SecRule ip:dangerous_activity "@ge 5" "id:903,phase:1,deny,status:406,log,msg:'Too many failures'"
`;

function converted(text: string): readonly ScenarioDefinition[] {
  const { scenarios, problems } = convert(text, OPTIONS);
  assert.deepEqual(problems, []);
  return scenarios;
}

/** Line, column and message of all that is wrong. */
function problems(text: string): string[] {
  const found = convert(text, OPTIONS);
  assert.deepEqual(found.scenarios, []);
  return found.problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

/** The scenario as it is after it has been a file. */
function viaFile(definition: ScenarioDefinition): Scenario {
  assert.ok(definition.detect.kind === 'collection');
  const yaml = collectionText(definition, definition.detect.program, ['as found']);
  const { scenario, problems } = readScenario(yaml, `${definition.name}.yaml`, new Set());
  assert.ok(scenario, `${JSON.stringify(problems)}\n${yaml}`);
  assert.deepEqual(scenario.detect, definition.detect);
  assert.deepEqual([scenario.key, scenario.when], [definition.key, definition.when]);
  return scenario;
}

interface Found {
  readonly atS: number;
  readonly status: number;
  readonly untilS: number;
}

/** What the rules find in events a second apart. */
function found(text: string, events: readonly Partial<TestEvent>[]): Found[] {
  const shards = new TestShards({ scenarios: converted(text).map(viaFile) });
  const detections = events.flatMap((each, i) => shards.take([event({ atMs: 1000 * (i + 1), ...each })]));
  assert.deepEqual(shards.failed, []);
  return detections
    .filter(({ rev }) => rev === 1)
    .map(({ openedMs, remedy }) => ({
      atS: (openedMs - START_MS) / 1000,
      status: remedy?.statusCode ?? 0,
      untilS: remedy && remedy.untilMs > 0 ? (remedy.untilMs - START_MS) / 1000 : 0,
    }));
}

const failures = (count: number) => Array.from({ length: count }, () => ({ status: 500 }));
const pages = (...paths: string[]) => paths.map((path) => ({ path }));
const IP = 'SecAction "phase:1,id:1,initcol:ip=%{remote_addr}"\n';

describe('the example of the documentation', () => {
  for (const [what, text] of [
    ['with the hash of the agent', AGENT_HASH + EXAMPLE],
    [
      'with the agent itself',
      `SecAction "setvar:tx.ua_hash=%{request_headers.user-agent},phase:1"${EXAMPLE}`,
    ],
    ['with CR LF', (AGENT_HASH + EXAMPLE).replaceAll('\n', '\r\n')],
  ] as const) {
    it(`${what} answers 5 failures of one address and agent with 406 for 60 s`, () => {
      assert.deepEqual(found(text, failures(4)), []);
      assert.deepEqual(found(text, failures(5)), [{ atS: 5, status: 406, untilS: 65 }]);
      assert.deepEqual(found(text, [...failures(4), { status: 404 }]), []);
      assert.deepEqual(found(text, [...failures(4), { status: 500, user_agent: 'other' }]), []);
      const [scenario] = converted(text);
      assert.deepEqual(scenario.key, ['client.ip', 'user_agent']);
      assert.deepEqual([scenario.description, scenario.cooldownMs], ['Too many failures', 60_000]);
    });
  }

  it('says that no target refuses an address with an agent yet, and where it is asked to', () => {
    const { warnings } = convert(AGENT_HASH + EXAMPLE, OPTIONS);
    assert.deepEqual(
      warnings.map(({ line, column, message }) => `${line}:${column}: ${message}`),
      ['10:1: counted by client.ip and user_agent, refused by address: no target can refuse by more yet'],
    );
  });

  it('without the rule that sets the hash counts by address alone, as ModSecurity would, and says so', () => {
    const { scenarios, warnings } = convert(EXAMPLE, OPTIONS);
    assert.deepEqual(scenarios[0].key, ['client.ip']);
    assert.deepEqual(warnings, [
      {
        line: 2,
        column: 38,
        message: 'tx.ua_hash is set by no rule here and so is empty: it tells no keys apart',
      },
    ]);
  });

  it('looks at the events only that can change something', () => {
    const [{ when }] = converted(EXAMPLE);
    assert.deepEqual(viaFile(converted(EXAMPLE)[0]).when, when);
    assert.equal(JSON.stringify(when).includes('"values":[400]'), true);
  });
});

describe('rules', () => {
  it('that look at remembered variables only are run when the request is over, whatever their phase', () => {
    const text = `${IP}
      SecRule IP:blocked "@eq 1" "phase:1,deny,status:429"
      SecRule IP:n "@ge 3" "phase:2,setvar:ip.blocked=1,expirevar:ip.blocked=600,setvar:!ip.n"
      SecAction "phase:5,setvar:ip.n=+1,expirevar:ip.n=60"`;
    // ModSecurity: with the 4th request it is found that there were 3, and the 5th is the first that is refused.
    assert.deepEqual(found(text, failures(3)), []);
    assert.deepEqual(found(text, failures(4)), [{ atS: 4, status: 429, untilS: 603 }]);
  });

  it('run by phase, then as they stand', () => {
    const text = `${IP}
      SecRule TX:second "@eq 1" "phase:5,setvar:ip.n=+1"
      SecAction "phase:2,setvar:tx.second=0"
      SecRule REQUEST_FILENAME "@streq /a" "phase:2,setvar:tx.second=1"
      SecRule REQUEST_FILENAME "@streq /b" "phase:1,setvar:tx.second=1"
      SecRule IP:n "@ge 2" "phase:1,deny"`;
    assert.deepEqual(
      found(text, pages('/b', '/a', '/b', '/a')).map(({ atS }) => atS),
      [4],
    );
  });

  it('of a chain hold together, and each does what it says as soon as it holds', () => {
    const chain = (first: string, last: string) =>
      `${IP}
      SecRule REQUEST_METHOD "@streq POST" "phase:5,chain${first}"
        SecRule REQUEST_FILENAME "@beginsWith /login" "chain"
        SecRule RESPONSE_STATUS "@eq 401" "setvar:ip.x=+1${last}"
      SecRule IP:n|IP:x "@ge 2" "deny"`.replace('IP:n|IP:x', first === '' ? 'IP:x' : 'IP:n');
    const login = { method: 'POST', path: '/login', status: 401 };
    const others = [
      { ...login, method: 'GET' },
      { ...login, path: '/' },
      { ...login, status: 200 },
    ];
    assert.equal(found(chain('', ''), [login, ...others]).length, 0);
    assert.equal(found(chain('', ''), [login, ...others, login]).length, 1);
    assert.equal(found(chain(',setvar:ip.n=+1', ''), [{ method: 'POST' }, { method: 'POST' }]).length, 1);
  });

  it('take thresholds and times from TX variables that are set once', () => {
    const text = `
      SecAction "phase:1,setvar:tx.limit=3,setvar:'tx.time=90'"
      SecAction "phase:1,initcol:ip=%{remote_addr}"
      SecAction "phase:5,setvar:ip.n=+1,expirevar:ip.n=%{tx.time}"
      SecRule IP:n "@ge %{tx.limit}" "phase:1,deny"`;
    assert.deepEqual(found(text, failures(3)), [{ atS: 3, status: 403, untilS: 93 }]);
  });

  it('score a request in TX variables and deny its sender', () => {
    const text = `${IP}
      SecRule REQUEST_FILENAME "@endsWith .php" "phase:2,setvar:tx.score=+3"
      SecRule QUERY_STRING "@contains union" "phase:2,setvar:tx.score=+3"
      SecRule TX:score "@ge 5" "phase:2,deny,severity:CRITICAL"`;
    const both = { path: '/a.php', query: 'q=union' };
    assert.deepEqual(found(text, [{ path: '/a.php' }, { query: 'union' }, both]), [
      { atS: 3, status: 403, untilS: 0 },
    ]);
    assert.equal(converted(text)[0].severity, 'critical');
  });

  it('may ask whether a variable is there, and compare texts', () => {
    const text = `${IP}
      SecRule &IP:last "@eq 0" "phase:5,setvar:ip.last=%{request_uri},setvar:ip.same=0"
      SecRule IP:last "@streq %{request_uri}" "phase:5,setvar:ip.same=+1"
      SecRule IP:last "!@streq %{request_uri}" "phase:5,setvar:ip.same=0"
      SecAction "phase:5,setvar:ip.last=%{request_uri}"
      SecRule IP:same "@ge 3" "phase:1,deny"`;
    assert.equal(found(text, pages('/a', '/b', '/b', '/a', '/a')).length, 0);
    assert.equal(found(text, pages('/a', '/b', '/b', '/b', '/b')).length, 1);
  });

  it('of collections with other keys become scenarios of their own', () => {
    const text = `
      SecAction "phase:1,initcol:ip=%{remote_addr},initcol:resource=%{request_filename},initcol:global=all"
      SecRule RESPONSE_STATUS "@ge 500" "phase:5,setvar:ip.n=+1,setvar:resource.n=+1,setvar:global.n=+1"
      SecRule IP:n "@ge 5" "phase:1,deny,status:429"
      SecRule RESOURCE:n "@ge 50" "phase:1,deny,status:503"`;
    const scenarios = converted(text).map(viaFile);
    assert.deepEqual(
      scenarios.map(({ name, key, stage }) => [name, key, stage]),
      [
        ['dos-ip', ['client.ip'], 'range'],
        ['dos-resource', ['path'], 'key'],
      ],
    );
    const { warnings } = convert(text, OPTIONS);
    assert.match(warnings.map(({ message }) => message).join(), /key is path, without an address/);
  });

  it('of collections with the same key share a scenario', () => {
    const text = `
      SecAction "phase:1,initcol:ip=%{remote_addr},initcol:session=%{remote_addr}"
      SecAction "phase:5,setvar:ip.n=+1,setvar:session.n=+2"
      SecRule IP:n "@ge 2" "phase:1,chain,deny"
        SecRule SESSION:n "@eq 4"`;
    assert.deepEqual(
      found(text, failures(3)).map(({ atS }) => atS),
      [2],
    );
  });

  it('belong to the application that SecWebAppId names, and forget after SecCollectionTimeout', () => {
    const [{ detect }] = converted(`SecWebAppId shop\nSecCollectionTimeout 600\n${EXAMPLE}`);
    assert.ok(detect.kind === 'collection');
    assert.deepEqual([detect.program.app, detect.program.timeoutMs], ['shop', 600_000]);
  });

  it('leave out what leads to nothing', () => {
    const [{ detect }] = converted(`${EXAMPLE}
      SecAction "phase:5,setvar:ip.never_read=+1,setvar:tx.neither=1"`);
    assert.ok(detect.kind === 'collection');
    assert.equal(detect.program.rules.length, 2);
  });
});

describe('what can’t be followed', () => {
  it('is refused with line, column and reason, all of it at once', () => {
    const text = `SecRuleEngine On
SecAction "phase:1,id:1,initcol:ip=%{remote_addr}"
SecRule ARGS:q "@contains x" "id:2,phase:2,deny"
SecRule REQUEST_FILENAME "@detectSQLi" "id:3,phase:2,deny"
SecRule REQUEST_FILENAME "@rx (?=a)" \\
  "id:4,phase:5,exec:/bin/sh,\\
  setvra:ip.x=+1,t:urlDecode"
SecRule IP:n "@rx ^1" "id:5,phase:1,deny,status:302"
SecRule USER:n "@ge 1" "id:6,phase:1,deny"
SecAction "setvar:ip.x=%{args.y},expirevar:ip.x=soon"
SecRule REQUEST_URI "@rx a.b" "phase:5,setvar:ip.y=+1`;
    const wrong = problems(text);
    const expected = [
      /^1:1: SecRuleEngine can't be followed from a log; SecRule, /,
      /^3:9: ARGS:q can't be followed, as the log does not tell it/,
      /^4:27: @detectsqli can't be followed; read are/,
      /^5:\d+: .*without look-around/,
      /^6:17: exec can't be followed; read are/,
      /^7:3: setvra is no action; did you mean setvar\?/,
      /^7:18: t:urlDecode can't be followed/,
      /^8:15: @rx can't be asked of ip\.n, as texts are remembered by their hash/,
      /^8:37: status 302 refuses nothing; use 400 to 599/,
      /^9:9: no rule says whose user is: write SecAction "initcol:user=/,
      /^10:12: %\{args\.y\} is nothing that a log line tells/,
      /^10:34: .*is no expiry in seconds/,
      /^11:31: this quote is not closed/,
    ];
    assert.equal(wrong.length, expected.length, wrong.join('\n'));
    for (const [i, pattern] of expected.entries()) assert.match(wrong[i], pattern);
  });

  for (const [what, text, reason] of [
    ['a chain without an end', `${IP}SecRule IP:x "@ge 1" "deny,chain"`, /^2:1: the chain has no end/],
    ['no rule that denies', `${IP}SecAction "setvar:ip.x=1"`, /^1:1: no rule denies/],
    [
      'a denial of nobody',
      'SecRule REQUEST_METHOD "@streq TRACE" "deny"',
      /^1:1: no rule says whom this is about/,
    ],
    [
      'a key under a condition',
      'SecRule REQUEST_METHOD "POST" "initcol:ip=%{remote_addr},deny"',
      /a key holds for all/,
    ],
    [
      'a key that differs',
      `${IP}SecAction "initcol:ip=%{request_headers.host}"\nSecAction "deny"`,
      /^2:12: ip has another key already/,
    ],
    [
      'a key of the status',
      'SecAction "initcol:ip=%{response_status},deny"',
      /a status can’t be part of a key/,
    ],
    [
      'a key that depends on the request’s course',
      `SecAction "initcol:ip=%{tx.x}"
       SecRule REQUEST_METHOD "POST" "setvar:tx.x=1"
       SecAction "deny"`,
      /^1:12: tx.x is not the same text of the request in every case/,
    ],
    [
      'a digest that is looked at',
      `${IP}${AGENT_HASH}SecRule TX:ua_hash "@streq abc" "deny"`,
      /tx\.ua_hash.* is a digest, which can only be part of a key/,
    ],
    [
      'collections that are counted in different places',
      `SecAction "initcol:ip=%{remote_addr},initcol:user=%{remote_user}"
       SecAction "phase:5,setvar:ip.n=+1,setvar:user.n=+1"
       SecRule IP:n "@ge 3" "chain,deny"
         SecRule USER:n "@ge 3"`,
      /^3:8: this rule joins collections that have different keys \(by client.ip; user\)/,
    ],
    [
      'several variables of which one is remembered',
      `${IP}SecRule IP:x|REQUEST_URI "@contains a" "deny"`,
      /^2:9: several variables at once/,
    ],
    [
      'a chain that changes what it looks at',
      `${IP}SecRule IP:x "@ge 1" "chain,deny,setvar:ip.x=+1"\nSecRule REQUEST_METHOD "POST"`,
      /^2:34: this changes what the chain looks at/,
    ],
    [
      'a denial within a chain',
      `${IP}SecRule IP:x "@ge 1" "chain"\nSecAction "deny"`,
      /^3:12: of a chain only the first/,
    ],
    ['an operator that always holds', `${IP}SecRule &IP:x "@ge 0" "deny"`, /is 0 or 1, so this always holds/],
    ['a macro that nobody knows', `${IP}SecAction "deny,setvar:ip.x=%{matched_var}"`, /%\{matched_var\} /],
    [
      'a variable that is never set',
      `${IP}SecRule IP:fials "@ge 1" "deny"`,
      /^2:1: ip.fials is tested and never set/,
    ],
    [
      'a session',
      'SecAction "setsid:%{request_cookies.id},deny"',
      /^1:12: setsid can't be followed: a log tells no session/,
    ],
    ['too little', 'SecRule IP:x', /^1:1: SecRule takes variables, an operator and actions/],
    [
      'an exclusion',
      `${IP}SecRule "!ARGS" "@rx a" "deny"`,
      /"!ARGS" is no variable; exclusions are not followed/,
    ],
    ['a timeout of a year', 'SecCollectionTimeout 31536000', /takes 1 to 604800 seconds/],
  ] as const) {
    it(`${what} is refused`, () => {
      const wrong = problems(text);
      assert.ok(
        wrong.some((each) => reason.test(each)),
        wrong.join('\n'),
      );
    });
  }

  it('is found within bounds, whatever the text', () => {
    for (const text of [
      '"',
      '\\',
      'SecRule \\\n',
      'SecRule " \\',
      "SecAction 'a",
      '\\\n'.repeat(1000),
      '# \\\nx',
    ]) {
      assert.ok(problems(text).length > 0, JSON.stringify(text));
    }
    assert.match(problems('x'.repeat(1_000_001))[0], /more than 1000000 characters/);
  });
});
