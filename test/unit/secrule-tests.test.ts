/** Operators of ModSecurity on what a log tells: conditions hold for exactly the requests that the operator holds for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Matcher } from '#libs/match/matcher.ts';
import { hasRow } from '#libs/match/row-set.ts';
import { convert } from '#libs/secrule/convert.ts';
import { batchOf, event, type TestEvent } from '../support/batches.ts';

const HEAD = 'SecAction "id:1,phase:1,initcol:ip=%{remote_addr}"\n';

/** For each event whether a rule that looks so holds for it; or why there is none. */
function holds(look: string, events: readonly Partial<TestEvent>[], transform = ''): boolean[] | string {
  const rule = `SecRule ${look} "id:2,phase:5,${transform}setvar:ip.x=+1"`;
  const tail = 'SecRule IP:x "@ge 1" "id:3,phase:1,deny"';
  const { scenarios, problems } = convert(`${HEAD}${rule}\n${tail}`, { name: 'x', file: 'x.conf' });
  if (problems.length > 0) return problems.map(({ message }) => message).join('; ');
  const [{ detect }] = scenarios;
  assert.ok(detect.kind === 'collection');
  const [{ when }] = detect.program.rules;
  assert.ok(when, look);
  const [matches] = new Matcher([when]).match(batchOf(events.map((each) => event(each))));
  return events.map((_, at) => matches !== undefined && hasRow(matches, at));
}

function quoted(argument: string): string {
  return argument.replaceAll('"', '\\"');
}

describe('an operator on REQUEST_URI', () => {
  const part = fc
    .array(fc.constantFrom('/', 'a', 'b', 'ab', '='), { maxLength: 4 })
    .map((list) => list.join(''));
  const uris = fc.array(fc.record({ path: part, query: part }), { minLength: 1, maxLength: 30 });
  const needle = fc
    .array(fc.constantFrom('/', 'a', 'b', '?', '='), { minLength: 1, maxLength: 4 })
    .map((list) => list.join(''));
  const uriOf = ({ path, query }: { path: string; query: string }) =>
    query === '' ? path : `${path}?${query}`;

  for (const [name, expected] of [
    ['streq', (uri: string, value: string) => uri === value],
    ['contains', (uri: string, value: string) => uri.includes(value)],
    ['beginsWith', (uri: string, value: string) => uri.startsWith(value)],
    ['endsWith', (uri: string, value: string) => uri.endsWith(value)],
  ] as const) {
    it(`@${name} holds for path and query together`, () => {
      let some = 0;
      fc.assert(
        fc.property(uris, needle, fc.boolean(), fc.boolean(), (list, own, negated, isKnown) => {
          const value = isKnown ? uriOf(list[0]) : own;
          // Nobody can tell whether a path with an empty query had a question mark behind it.
          fc.pre(value !== '' && (!value.endsWith('?') || name === 'beginsWith' || name === 'contains'));
          const found = holds(`REQUEST_URI "${negated ? '!' : ''}@${name} ${value}"`, list);
          const wanted = list.map((each) => expected(uriOf(each), value) !== negated);
          assert.deepEqual(found, wanted, `${value} in ${list.map(uriOf).join(' ')}`);
          if (wanted.some((each) => each !== negated)) some++;
        }),
        { numRuns: 300 },
      );
      assert.ok(some > 10, `${some} with a match`);
    });
  }

  it('@rx holds for path and query together, or is refused', () => {
    const piece = fc.constantFrom(
      '/',
      'a',
      'b',
      '=',
      '[ab]',
      '\\w',
      '(?:a|/)',
      'a?',
      '/+',
      '\\?',
      '.',
      '[^a]',
      '\\S',
    );
    const pattern = fc
      .tuple(
        fc.constantFrom('', '^'),
        fc.array(piece, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '$'),
      )
      .map(([start, list, end]) => `${start}${list.join('')}${end}`);
    let exact = 0;
    let refused = 0;
    fc.assert(
      fc.property(uris, pattern, (list, source) => {
        const found = holds(`REQUEST_URI "@rx ${source}"`, list);
        if (typeof found === 'string') {
          assert.match(found, /may match across the question mark; look at REQUEST_FILENAME or QUERY_STRING/);
          assert.match(source, /\\\?|\.|\^a|S/);
          refused++;
        } else {
          assert.deepEqual(
            found,
            list.map((each) => new RegExp(source).test(uriOf(each))),
            source,
          );
          exact++;
        }
      }),
      { numRuns: 400 },
    );
    assert.ok(exact > 50 && refused > 50, `${exact} exact, ${refused} refused`);
    for (const source of ['^/a|b$', '(^/a|b)', 'a$|b']) {
      assert.equal(typeof holds(`REQUEST_URI "@rx ${source}"`, []), 'string', source);
    }
  });

  it('@pm holds in any case', () => {
    const list = ['/Admin', '/x', '/wp-LOGIN.php'].map((path) => ({ path }));
    assert.deepEqual(holds('REQUEST_URI "@pm admin wp-login"', list), [true, false, true]);
  });
});

describe('an operator on RESPONSE_STATUS', () => {
  const STATUSES = Array.from({ length: 500 }, (_, i) => 100 + i);
  const events = STATUSES.map((status) => ({ status }));

  for (const [operator, expected] of [
    ['^(?:5|4(?!04))', (status: number) => status >= 400 && status !== 404],
    ['@rx ^(?:5|4(?!04))', (status: number) => status >= 400 && status !== 404],
    ['!@rx ^(?:2|3)', (status: number) => status < 200 || status >= 400],
    ['!^404$', (status: number) => status !== 404],
    ['@eq 404', (status: number) => status === 404],
    ['@ge 400', (status: number) => status >= 400],
    ['!@lt 400', (status: number) => status >= 400],
    ['@gt 400', (status: number) => status > 400],
    ['@le 400', (status: number) => status <= 400],
    ['@streq 401', (status: number) => status === 401],
    ['@within 401 403,404', (status: number) => [401, 403, 404].includes(status)],
    ['@pm 401 403', (status: number) => [401, 403].includes(status)],
    ['@beginsWith 4', (status: number) => status >= 400 && status < 500],
    ['@endsWith 04', (status: number) => status % 100 === 4],
    ['@contains 50', (status: number) => String(status).includes('50')],
  ] as const) {
    it(`${operator} is a set of statuses`, () => {
      assert.deepEqual(holds(`RESPONSE_STATUS "${operator}"`, events), STATUSES.map(expected));
    });
  }

  it('that no status meets, or that can’t be read, is refused', () => {
    assert.match(String(holds('RESPONSE_STATUS "@rx ^6"', [])), /no status from 100 to 599 is such/);
    assert.match(String(holds('RESPONSE_STATUS "@rx ^4(?<!0)"', [])), /of groups only/);
    assert.match(String(holds('RESPONSE_STATUS "@ge many"', [])), /takes a number here/);
    assert.match(
      String(holds('RESPONSE_STATUS "@ipMatch 10.0.0.0/8"', [])),
      /takes a status|not for a status/,
    );
  });
});

describe('an operator on a text', () => {
  const agents = ['', 'curl/8', 'Nikto/2', 'sqlMap', 'Mozilla/5.0 (X11)', 'say "it"'];
  const events = agents.map((user_agent) => ({ user_agent }));
  const of = (operator: string, transform = '') =>
    holds(`REQUEST_HEADERS:User-Agent "${quoted(operator)}"`, events, transform);
  const those = (...wanted: string[]) => agents.map((agent) => wanted.includes(agent));

  it('means what it means there', () => {
    assert.deepEqual(of('@streq curl/8'), those('curl/8'));
    assert.deepEqual(of('@contains a'), those('sqlMap', 'Mozilla/5.0 (X11)', 'say "it"'));
    assert.deepEqual(of('@beginsWith curl'), those('curl/8'));
    assert.deepEqual(of('@endsWith (X11)'), those('Mozilla/5.0 (X11)'));
    assert.deepEqual(of('@pm nikto SQLMAP'), those('Nikto/2', 'sqlMap'));
    assert.deepEqual(of('@within curl/8 sqlMap'), those('curl/8', 'sqlMap'));
    assert.deepEqual(of('@rx ^\\w+/\\d$'), those('curl/8', 'Nikto/2'));
    assert.deepEqual(of('nikto|curl'), those('curl/8'));
    assert.deepEqual(of('@contains "it"'), those('say "it"'));
  });

  it('that is negated says nothing of a request without the header', () => {
    assert.deepEqual(of('!@contains l'), those('Nikto/2', 'say "it"'));
    assert.deepEqual(of('!@rx ^$'), those(...agents.slice(1)));
    const queries = holds('QUERY_STRING "!@contains a"', [{ query: '' }, { query: 'a' }]);
    assert.deepEqual(queries, [true, false]);
  });

  it('after t:lowercase looks at lower case', () => {
    assert.deepEqual(of('@contains sqlmap', 't:lowercase,'), those('sqlMap'));
    assert.deepEqual(of('@beginsWith nikto', 't:none,t:lowercase,'), those('Nikto/2'));
    assert.deepEqual(of('@rx ^[a-z]+/\\d$', 't:lowercase,'), those('curl/8', 'Nikto/2'));
    assert.deepEqual(of('@rx ^[a-z]+/\\d$', 't:lowercase,t:none,'), those('curl/8'));
    assert.match(String(of('@contains SQL', 't:lowercase,')), /leaves no upper case/);
    assert.match(String(of('@rx ^[A-Z]', 't:lowercase,')), /leaves no upper case/);
  });

  it('on several variables holds when it holds for one', () => {
    const list = [{ path: '/a' }, { query: 'a' }, { path: '/b', query: 'b' }];
    assert.deepEqual(holds('REQUEST_FILENAME|QUERY_STRING "@contains a"', list), [true, true, false]);
  });

  it('that has no exact equivalent is refused with the reason', () => {
    for (const [operator, reason] of [
      ['@rx ^(?=a)', /without look-around/],
      ['@rx (a)\\1', /without look-around and back references/],
      ['@ge 5', /not for texts/],
      ['@detectSQLi', /@detectsqli can't be followed; read are/],
      ['@contain a', /did you mean @contains\?/],
      ['@contains %{tx.x}', /can't be followed with a macro/],
      ['@contains', /lacks what it looks for/],
      ['@pm a|62|', /hexadecimal/],
    ] as const) {
      assert.match(String(of(operator)), reason, operator);
    }
  });
});

describe('an operator on REMOTE_ADDR', () => {
  it('@ipMatch and @streq tell networks', () => {
    const list = ['10.1.2.3', '192.0.2.7', '2001:db8::1', '198.51.100.1'].map((from) => ({ from }));
    const of = (operator: string) => holds(`REMOTE_ADDR "${operator}"`, list);
    assert.deepEqual(of('@ipMatch 10.0.0.0/8,192.0.2.7, 2001:db8::/32'), [true, true, true, false]);
    assert.deepEqual(of('!@ipMatch 10.0.0.0/8'), [false, true, true, true]);
    assert.deepEqual(of('@streq 192.0.2.7'), [false, true, false, false]);
    assert.match(String(of('@ipMatch nowhere')), /"nowhere" is no address/);
    assert.match(String(of('@rx ^10')), /not for an address; use @ipMatch/);
  });
});
