import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compileExpression } from '#libs/language/expression.ts';
import { and, type Condition, not, number, or, text } from '#libs/match/condition.ts';
import { STATIC_EXTENSIONS } from '#libs/match/fields.ts';

const LISTS = new Set(['known-bad', 'scanners']);
const compile = (of: string, source: 'http' | 'waf' = 'http') =>
  compileExpression(of, { source, lists: LISTS });

const STATIC = text('extension', 'is', ...STATIC_EXTENSIONS);
const pattern = (...values: string[]): Condition => ({
  op: 'text',
  field: 'path_decoded',
  test: 'matches',
  values,
});

describe('an expression', () => {
  const cases: readonly (readonly [text: string, Condition])[] = [
    ['status == 404', number('status', 'in', 404)],
    ['status != 404', not(number('status', 'in', 404))],
    ['404 == status', number('status', 'in', 404)],
    ['400 <= status', number('status', '>=', 400)],
    ['status in [401, 403]', number('status', 'in', 401, 403)],
    ['bytes_sent > 0x10', number('bytes_sent', '>', 16)],
    ['request_time > 20', number('request_time', '>', 20)],
    ['request_time == 2.5', number('request_time', 'in', 2.5)],
    ['status > -1', number('status', '>', -1)],
    ['static', STATIC],
    ['!static', not(STATIC)],
    [`method == 'GET'`, text('method', 'is', 'GET')],
    [`method in ['PUT', "DELETE"]`, text('method', 'is', 'PUT', 'DELETE')],
    [`user_agent != ''`, not(text('user_agent', 'is', ''))],
    [`path.contains('/a')`, text('path', 'contains', '/a')],
    [`path.startsWith('/a')`, text('path', 'startsWith', '/a')],
    [`path.endsWith('/a')`, text('path', 'endsWith', '/a')],
    [`path.containsAny(['/a', '/b'])`, text('path', 'contains', '/a', '/b')],
    [`path.startsWithAny(['/a', '/b'])`, text('path', 'startsWith', '/a', '/b')],
    [`path.endsWithAny(['.a', '.b'])`, text('path', 'endsWith', '.a', '.b')],
    [`path_decoded.matches(r'\\.(env|git/)')`, pattern('\\.(env|git/)')],
    [`client.ip == '192.0.2.7'`, { op: 'address', prefixes: ['192.0.2.7/32'] }],
    [
      `client.ip in ['192.0.2.7', '2001:DB8::7']`,
      { op: 'address', prefixes: ['192.0.2.7/32', '2001:db8::7/128'] },
    ],
    [`client.ip.inNet('10.1.2.3/8')`, { op: 'address', prefixes: ['10.0.0.0/8'] }],
    [
      `client.ip.inNet(['10.0.0.0/8', '2001:db8::/32'])`,
      { op: 'address', prefixes: ['10.0.0.0/8', '2001:db8::/32'] },
    ],
    [`client.ip in list('known-bad')`, { op: 'list', field: 'client.ip', list: 'known-bad' }],
    [`user_agent in list('scanners')`, { op: 'list', field: 'user_agent', list: 'scanners' }],
    [
      `status == 404 && !static && (path == '/a' || path == '/b' || path == '/c')`,
      and(
        number('status', 'in', 404),
        not(STATIC),
        or(text('path', 'is', '/a'), text('path', 'is', '/b'), text('path', 'is', '/c')),
      ),
    ],
  ];
  for (const [of, expected] of cases) {
    it(of, () => {
      assert.deepEqual(compile(of), { condition: expected, problems: [] });
    });
  }

  it('has the fields of its source only', () => {
    assert.deepEqual(compile(`waf_rule == '942100'`, 'waf').condition, text('waf_rule', 'is', '942100'));
    assert.match(
      compile(`waf_rule == '942100'`).problems[0].message,
      /known to source: waf, and this is source: http/,
    );
  });
});

describe('a mistake in an expression', () => {
  const cases: readonly (readonly [text: string, part: string, message: RegExp])[] = [
    ['statuss == 404', 'statuss', /there is no field "statuss"; did you mean "status"\?/],
    ['client.ipp == 1', 'client.ipp', /no field "client\.ipp"; did you mean "client\.ip"\?/],
    ['zzzzzzzz == 404', 'zzzzzzzz', /fields are host, method, path/],
    [`path.contain('a')`, `path.contain('a')`, /no function "contain"; did you mean "contains"\?/],
    [`lower(path) == 'a'`, 'lower(path)', /no function "lower"/],
    [`path.size() > 4`, 'path.size()', /no function "size"; functions are contains, /],
    ['path == query', 'query', /compared with constants, not with each other/],
    ['status == x404', 'x404', /a constant must stand here; texts are in quotes, such as 'x404'/],
    ['status + 1 == 404', 'status + 1', /nothing is computed here/],
    ['status == 400 + 4', '400 + 4', /nothing is computed here/],
    ['status > 1 ? static : static', 'status > 1 ? static : static', /there is no "\? :" here/],
    [`path.exists(x, x == 'a')`, `path.exists(x, x == 'a')`, /no function "exists"/],
    [`client['ip'] == 'a'`, `client['ip']`, /fields are named as they are/],
    [`path`, 'path', /path alone is no condition; compare it, such as path == '\.\.\.'/],
    [`status`, 'status', /such as status > 0/],
    [`true`, 'true', /a constant alone is no condition/],
    [`1 == 1`, '1', /a field must stand on one side/],
    [`null == path`, 'null', /write a text/],
    [`static == true`, 'static == true', /write static or !static/],
    [`status == '404'`, `'404'`, /write a whole number/],
    [`status == 404.0`, '404.0', /write a whole number/],
    [`request_time == 20`, '20', /write a number with a point, such as 2\.0/],
    [`status in [404, '5']`, `'5'`, /write a whole number/],
    [`status == 99999999999999999999`, '99999999999999999999', /too large/],
    [`status == 4u`, '4u', /write a whole number/],
    [`path > 'a'`, `path > 'a'`, /> is for numbers, and path is none/],
    [`path in []`, '[]', /nothing is in an empty list/],
    [`path in query`, 'query', /behind "in" stands a list/],
    [`'a' in path`, `path`, /behind "in" stands a list/],
    [`path in list('nown-bad')`, `'nown-bad'`, /no list "nown-bad"; did you mean "known-bad"\?/],
    [`path in list()`, `list()`, /list takes one name/],
    [`status in list('known-bad')`, `list('known-bad')`, /lists hold texts or addresses/],
    [`list('known-bad')`, `list('known-bad')`, /lists stand behind "in"/],
    [`path.contains('')`, `''`, /true of every text/],
    [`path.contains('a', 'b')`, `path.contains('a', 'b')`, /contains takes one argument/],
    [`path.contains(['a'])`, `['a']`, /contains takes one text/],
    [`path.containsAny('a')`, `'a'`, /takes a list of texts; write it such as path\.containsAny\(\[/],
    [`path.containsAny([])`, `[]`, /an empty list never matches/],
    [`path.contains(4)`, '4', /write a text/],
    [`status.contains('4')`, `status.contains('4')`, /contains is for a text, and status is none/],
    [`path.inNet('10.0.0.0/8')`, `path.inNet('10.0.0.0/8')`, /inNet is for an address/],
    [`client.ip.inNet('10.0.0.0/33')`, `'10.0.0.0/33'`, /is no network; write one such as/],
    [`client.ip == '10.0.0.0/8'`, `'10.0.0.0/8'`, /write client\.ip\.inNet\('10\.0\.0\.0\/8'\)/],
    [`client.ip == 'x'`, `'x'`, /no address; write one such as/],
    [
      `client.ip.contains('10.')`,
      `client.ip.contains('10.')`,
      /contains is for a text, and client\.ip is none/,
    ],
    [
      `path.matches(r'(a)\\1')`,
      `r'(a)\\1'`,
      /^RE2 does not take this pattern: invalid escape sequence: `\\1`/,
    ],
    [`path.matches(r'a(?=b)')`, `r'a(?=b)'`, /invalid or unsupported Perl syntax: `\(\?=`/],
    [`path.matches(r'((a{100}){100}){100}')`, `r'((a{100}){100}){100}'`, /invalid repeat count/],
    [`path.matches(r'${'a'.repeat(2001)}')`, `r'${'a'.repeat(2001)}'`, /2000 characters at most/],
    [`path.matches('\\.env')`, '\\.', /no escape; write texts with a backslash as r'\.\.\.'/],
    ['status = 404', '=', /"=" is not CEL; write ==/],
    ['static and !static', 'and', /"and" is not CEL; write &&/],
    ['static & static', '&', /write &&/],
    ['status ==', '', /ends where something is still expected/],
    [`path == 'a`, `'a`, /Unterminated string/],
    ['not static', 'not', /"not" is not CEL; write !/],
    [`path like 'a'`, 'like', /write \.contains/],
    ['status <> 404', '>', /">" is not expected here/],
    [`path == 'it's'`, 's', /"s" is not expected here/],
    ['(status == 404', '', /ends where something is still expected/],
    ['1 < status < 5', '1 < status', /a condition has no value to compare/],
    [`contains(path, 'a')`, `contains(path, 'a')`, /stands behind a field; write it such as path\.contains/],
    [
      `path.matches(r'[ab]{900}[bc]{900}[cd]{900}')`,
      `r'[ab]{900}[bc]{900}[cd]{900}'`,
      /too large numbers in all/,
    ],
    [`${'('.repeat(40)}static${')'.repeat(40)}`, '', /nested 32 deep at most/],
    [`static${' || static'.repeat(950)}`, '', /5000 characters at most/],
    [`path in [${"'a',".repeat(600)}'a']`, '', /500 items at most; put longer ones into a file/],
    [`${'!'.repeat(4999)}x`, '', /2000 parts at most/],
  ];
  for (const [of, part, message] of cases) {
    it(of.slice(0, 60), () => {
      const { condition, problems } = compile(of);
      assert.equal(condition, undefined);
      assert.equal(problems.length, 1, JSON.stringify(problems));
      const [{ level, from, to }] = problems;
      assert.equal(level, 'error');
      assert.match(problems[0].message, message);
      if (part !== '') assert.equal(of.slice(from, to), part);
    });
  }

  it('is a pattern that would be one too many', () => {
    const slow = (end: string) => `path.matches(r'(a.{0,900}[ab].{0,300})+${end}')`;
    const two = `${slow('[ab]')} || ${slow('[cd]')}`;
    assert.ok(compile(two).condition);
    const { problems } = compile(`${two} || path.matches('login') || ${slow('[ef]')}`);
    const [{ from, message }, ...others] = problems.filter(({ level }) => level === 'error');
    assert.deepEqual([others.length, from > two.length], [0, true]);
    assert.match(message, /the repetitions of all patterns have too large numbers/);
  });

  it('is told together with all others', () => {
    const { problems } = compile(
      `statuss == 404 && path.contain('a') && (method == 5 || !foo) && path == query`,
    );
    assert.deepEqual(
      problems.map(({ from }) => from),
      [0, 18, 50, 56, 72],
    );
  });
});

describe('a warning about an expression', () => {
  const cases: readonly (readonly [text: string, part: string, message: RegExp])[] = [
    [
      `query_decoded.contains('UNION')`,
      `'UNION'`,
      /query_decoded never has this in it: decoded texts are in lower case/,
    ],
    [`path_decoded.startsWith(r'\\etc')`, `r'\\etc'`, /have \/ in place of \\/],
    [`extension in ['php', '.asp']`, `'.asp'`, /extensions .* have no dot/],
    [`method == 'get'`, `'get'`, /methods are in upper case/],
    [
      `query_decoded.matches('union (ALL|[A-Z]+)')`,
      `'union (ALL|[A-Z]+)'`,
      /query_decoded never matches this: decoded/,
    ],
    [
      `path.matches('^/[a-z]+$')`,
      `'^/[a-z]+$'`,
      /no text of 2 characters that must be there, so it is run on every different path/,
    ],
    [`path.matches('a|bcd')`, `'a|bcd'`, /no text of 2 characters/],
  ];
  it('is none where it could be meant', () => {
    for (const of of [
      `query_decoded.matches('(?i)UNION')`,
      `query_decoded.matches('union (ALL|all)')`,
      `query_decoded.matches('union[A-Z]*')`,
      `path.matches('UNION')`,
      `path.matches('(login|signin)/?$')`,
    ]) {
      assert.deepEqual(compile(of).problems, [], of);
    }
  });

  for (const [of, part, message] of cases) {
    it(of, () => {
      const { condition, problems } = compile(of);
      assert.ok(condition);
      assert.equal(problems.length, 1);
      const [{ level, from, to }] = problems;
      assert.equal(level, 'warning');
      assert.match(problems[0].message, message);
      assert.equal(of.slice(from, to), part);
    });
  }
});
