/** Programs over collections: what their statements mean, on variables in memory. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAction, parseAction, parseExpirevar, parseSetvar } from '#libs/collection/action.ts';
import { Evaluation, type Variables } from '#libs/collection/evaluation.ts';
import { problemsOf } from '#libs/collection/problems.ts';
import { keyOf, memoryOf, type Program, type Rule } from '#libs/collection/program.ts';
import { parseTemplate } from '#libs/collection/template.ts';
import { formatTest, parseTest } from '#libs/collection/test-text.ts';
import { encoded, numberOf, sum } from '#libs/collection/value.ts';
import { batchOf, event, type TestEvent, testHash } from '../support/batches.ts';
import { atLeast, FAILURE, program, rule } from '../support/collections.ts';

/** Variables that never expire. */
class Plain implements Variables {
  readonly values = new Map<number, number>();

  get(slot: number): number {
    return this.values.get(slot) ?? Number.NaN;
  }

  set(slot: number, value: number): void {
    this.values.set(slot, value);
  }

  delete(slot: number): void {
    this.values.delete(slot);
  }

  expire(): void {}

  untilMs(): number {
    return Number.POSITIVE_INFINITY;
  }
}

const NEVER: Rule = rule({ tests: [{ variable: 'ip.never', is: 'set' }], setvar: ['ip.never=1'], deny: 403 });

/** Runs rules over events of one key; returns for each the status asked for, or 0. */
function statuses(rules: readonly Rule[], events: readonly Partial<TestEvent>[]): number[] {
  const evaluation = new Evaluation(program({ rules: [...rules, NEVER] }), testHash);
  const kept = new Plain();
  return events.map((each) => {
    const batch = batchOf([event(each)]);
    return evaluation.run(kept, batch, 0, 1)?.statusCode ?? 0;
  });
}

/** What `variable` is after the events: as many denials with status 400 + it as there are. */
function holds(
  actions: readonly string[],
  test: Rule['tests'][number],
  of: Partial<TestEvent> = {},
): boolean {
  return statuses([rule({ setvar: actions }), rule({ tests: [test], deny: 400 })], [of])[0] === 400;
}

describe('a value', () => {
  it('is a whole number or tells a text from others, which counts as 0', () => {
    const text = fc.string();
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [one, other] = [encoded(a, testHash), encoded(b, testHash)];
        assert.equal(one === other, a === b);
        assert.equal(Number.isInteger(one), /^(0|-?[1-9]\d{0,14})$/.test(a));
        if (!Number.isInteger(one)) assert.equal(numberOf(one), 0);
      }),
    );
    for (const text of ['05', '1e3', '', ' 1', '-0', '0x10', '1.5', '1234567890123456']) {
      assert.ok(!Number.isInteger(encoded(text, testHash)), text);
    }
    assert.equal(encoded('-17', testHash), -17);
  });

  it('stays where whole numbers are exact', () => {
    const max = Number.MAX_SAFE_INTEGER;
    assert.deepEqual([sum(max, 1), sum(-max, -1), sum(7, 8)], [max, -max, 15]);
  });
});

describe('an action', () => {
  it('is written as ModSecurity does', () => {
    const forms = ['ip.x=3', 'ip.x=+1', 'ip.x=-2', '!ip.x', 'tx.name=%{request_uri}', 'ip.x=+%{tx.y}'];
    for (const text of [...forms.map((form) => `setvar:${form}`), 'expirevar:ip.x=60']) {
      const action = parseAction(text);
      assert.ok(typeof action !== 'string', String(action));
      assert.equal(formatAction(action), text);
    }
    assert.deepEqual(parseSetvar('TX.Seen'), { do: 'set', variable: 'tx.seen', value: '1' });
    assert.deepEqual(parseExpirevar('IP.x=60'), { do: 'expire', variable: 'ip.x', seconds: 60 });
  });

  it('that makes no sense gets a sentence that shows one that does', () => {
    for (const text of ['x=1', 'ip.=1', '!ip.x=1', 'ip.x y=1', 'request_headers.host=1', '']) {
      assert.match(String(parseSetvar(text)), /names no variable of a collection; write one such as/);
    }
    assert.match(String(parseAction('setvra:ip.x=1')), /is no action; write one such as/);
    for (const text of ['ip.x', 'ip.x=soon', 'ip.x=0', 'ip.x=-1', 'ip.x=9999999']) {
      assert.equal(typeof parseExpirevar(text), 'string', text);
    }
  });
});

describe('a test of a variable', () => {
  it('is written as it is read', () => {
    const forms = ['ip.x >= 5', 'ip.x != -1', 'ip.x == %{tx.y}', 'ip.x is set', 'ip.x is unset'];
    for (const text of [...forms, 'tx.app is "shop"', 'tx.app is not ""', 'tx.app is "say "it""']) {
      const test = parseTest(text);
      assert.ok(typeof test !== 'string', String(test));
      assert.equal(formatTest(test), text);
    }
    assert.deepEqual(parseTest(' IP.x>=5 '), { variable: 'ip.x', is: '>=', value: '5' });
  });

  it('that makes no sense gets a sentence that shows one that does', () => {
    for (const text of [
      'ip.x',
      'x > 1',
      'ip.x > five',
      'ip.x is shop',
      'ip.x isset',
      'ip.x >',
      'ip.x is not set',
      '',
    ]) {
      assert.match(String(parseTest(text)), /write one such as ip.failures >= 5/, text);
    }
  });
});

describe('a template', () => {
  it('knows the macros that a log line can answer, in any case', () => {
    assert.deepEqual(parseTemplate('a_%{REMOTE_ADDR}%{tx.x}'), [
      { kind: 'text', text: 'a_' },
      { kind: 'event', macro: 'remote_addr' },
      { kind: 'variable', name: 'tx.x' },
    ]);
    assert.match(String(parseTemplate('%{remote_adr}')), /did you mean %\{remote_addr\}/);
    assert.match(String(parseTemplate('%{args.x}')), /nothing that a log line tells/);
    assert.match(String(parseTemplate('a%{b')), /not closed/);
  });

  it('of a key tells which fields a key is made of', () => {
    const keys = { ip: '%{request_headers.user-agent}|%{remote_addr}|%{remote_addr}' };
    assert.deepEqual(keyOf(program({ collections: keys })), ['client.ip', 'user_agent']);
    assert.deepEqual(keyOf(program({ collections: { global: 'global' } })), []);
    assert.deepEqual(keyOf(program({ collections: { resource: '%{request_uri}' } })), ['path', 'query']);
  });
});

describe('a rule', () => {
  it('sets, adds, subtracts and deletes', () => {
    const is = (value: string) => ({ variable: 'ip.x', is: '==', value }) as const;
    const unset = { variable: 'ip.x', is: 'unset' } as const;
    assert.ok(holds(['ip.x=3'], is('3')));
    assert.ok(holds(['ip.x'], is('1')));
    assert.ok(holds(['ip.x=+4'], is('4')));
    assert.ok(holds(['ip.x=-4'], is('-4')));
    assert.ok(holds(['ip.x=3', 'ip.x=+4', 'ip.x=-2'], is('5')));
    assert.ok(holds(['ip.x=3', '!ip.x'], unset));
    assert.ok(!holds(['ip.x=3'], unset));
    assert.ok(holds(['ip.x=shop', 'ip.x=+2'], is('2')));
  });

  it('compares as numbers and as texts, and never what is not set', () => {
    for (const [is, value, expected] of [
      ['==', '3', true],
      ['!=', '3', false],
      ['<', '4', true],
      ['<=', '3', true],
      ['>', '3', false],
      ['>=', '3', true],
      ['text', '3', true],
      ['text', '03', false],
      ['other text', 'x', true],
      ['other text', '3', false],
      ['==', '%{response_status}', false],
    ] as const) {
      assert.equal(holds(['ip.x=3'], { variable: 'ip.x', is, value }), expected, `3 ${is} ${value}`);
      assert.equal(holds(['ip.x=3', '!ip.x'], { variable: 'ip.x', is, value }), false, `nothing ${is}`);
    }
    assert.ok(holds(['ip.x=shop'], { variable: 'ip.x', is: 'text', value: 'shop' }));
    assert.ok(holds(['ip.x=shop'], { variable: 'ip.x', is: '==', value: '0' }));
  });

  it('fills in what macros stand for', () => {
    const of = { from: '203.0.113.9', path: '/a', query: 'b=1', user_agent: 'curl/8', host: 'shop.example' };
    const value = '%{remote_addr} %{request_headers.user-agent} %{request_headers.host} %{request_uri}';
    const text = '203.0.113.9 curl/8 shop.example /a?b=1';
    assert.ok(holds([`ip.x=${value}`], { variable: 'ip.x', is: 'text', value: text }, of));
    assert.ok(holds([`ip.x=${text}`], { variable: 'ip.x', is: 'text', value }, of));
    assert.ok(holds(['tx.y=7', 'ip.x=+%{tx.y}'], { variable: 'ip.x', is: '==', value: '7' }));
    assert.ok(holds(['ip.x=%{request_uri}'], { variable: 'ip.x', is: 'text', value: '/a' }, { path: '/a' }));
    assert.ok(
      holds(['ip.x=+%{response_status}'], { variable: 'ip.x', is: '==', value: '503' }, { status: 503 }),
    );
  });

  it('has TX variables for one event only', () => {
    const rules = [
      rule({ tests: [{ variable: 'tx.seen', is: 'set' }], deny: 400 }),
      rule({ setvar: ['tx.seen=1', 'ip.seen=1'] }),
      rule({ tests: [{ variable: 'tx.seen', is: 'set' }, atLeast('ip.seen', 1)], deny: 401 }),
    ];
    assert.deepEqual(statuses(rules, [{}, {}, {}]), [401, 401, 401]);
  });

  it('that denies first has its way, and those after it run all the same', () => {
    const rules = [
      rule({ setvar: ['ip.x=+1'] }),
      rule({ tests: [atLeast('ip.x', 2)], setvar: ['!ip.x'], deny: 406 }),
      rule({ deny: 429 }),
    ];
    assert.deepEqual(statuses(rules, [{}, {}, {}, {}]), [429, 406, 429, 406]);
  });
});

describe('a program', () => {
  it('remembers a key for as long as its variables can live', () => {
    assert.equal(memoryOf(program()), 60_000);
    const kept = rule({ setvar: ['ip.seen=1'] });
    assert.equal(memoryOf(program({ rules: [...program().rules, kept] })), 3_600_000);
    assert.equal(memoryOf(program({ rules: [...program().rules, kept], timeoutMs: 7000 })), 60_000);
    assert.equal(memoryOf(program({ rules: [rule({ setvar: ['tx.x=1'], deny: 403 })] })), 0);
  });

  it('that can’t be run is refused with the place and the reason', () => {
    const wrong = (options: Partial<Program>) =>
      problemsOf(program(options)).map(({ path, message }) => `${path.join('.')}: ${message}`);
    assert.deepEqual(problemsOf(program()), []);
    const deny = rule({ deny: 403 });
    const cases: [Partial<Program>, RegExp][] = [
      [{ collections: {} }, /^collections: a key is missing/],
      [{ collections: { tx: '%{remote_addr}' } }, /^collections.tx: "tx" can't be a collection/],
      [{ collections: { ip: '%{remote_addr}', user: '%{remote_user}' } }, /^collections.user: .*same fields/],
      [{ collections: { ip: '%{tx.x}' } }, /^collections.ip: %\{tx.x\} can't be part of a key/],
      [{ collections: { ip: '%{response_status}' } }, /^collections.ip: the status can’t be part/],
      [{ collections: { ip: '%{nonsense}' } }, /^collections.ip: .*nothing that a log line tells/],
      [{ rules: [rule({ setvar: ['user.x=1'], deny: 403 })] }, /^rules.0: user.x belongs to no collection/],
      [{ rules: [rule({ setvar: ['ip.x=%{user.y}'], deny: 403 })] }, /^rules.0: user.y belongs to no/],
      [{ rules: [rule({ setvar: ['ip.x=a%{ip.y}'], deny: 403 })] }, /^rules.0: .*must stand alone/],
      [{ rules: [rule({ setvar: ['ip.x=%{oops}'], deny: 403 })] }, /^rules.0: .*nothing that a log line/],
      [{ rules: [deny, rule({ expirevar: ['tx.x=1'] })] }, /^rules.1: tx.x ends with its event/],
      [
        { rules: [rule({ setvar: ['ip.fails=1'] }), rule({ tests: [atLeast('ip.fail', 1)], deny: 403 })] },
        /^rules.1: ip.fail is tested and never set; did you mean ip.fails/,
      ],
      [{ rules: [rule({ deny: 302 })] }, /^rules.0.deny: status 302 refuses nothing/],
      [{ rules: [rule({ setvar: ['ip.x=1'] })] }, /^rules: no rule denies/],
      [{ rules: Array.from({ length: 101 }, () => deny) }, /^rules: 101 rules are too many/],
      [
        { rules: Array.from({ length: 17 }, (_, i) => rule({ setvar: [`ip.x${i}=1`], deny: 403 })) },
        /^rules: 17 variables are too many/,
      ],
      [
        {
          rules: Array.from({ length: 17 }, (_, i) =>
            rule({ when: { ...FAILURE, values: [i] } as typeof FAILURE, deny: 403 }),
          ),
        },
        /^rules: 17 different conditions are too many/,
      ],
    ];
    for (const [options, expected] of cases) {
      const found = wrong(options);
      assert.ok(
        found.some((line) => expected.test(line)),
        `${expected}: ${found.join('; ') || 'nothing'}`,
      );
      assert.throws(() => new Evaluation(program(options), testHash), { failure: 'invalid' });
    }
  });
});
