/** What a log_format compiles to, and what is refused in one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fieldsOf } from '#libs/domain/event.ts';
import { openLogFormat } from '#services/collector/formats/log-format.ts';
import { eventOf } from '../support/events.ts';
import { failing } from '../support/failures.ts';

const TIME = '21/Nov/2026:19:58:07 +0000';
const SECOND = '2026-11-21T19:58:07.000Z';

/** The event in a line, without its time. */
function read(format: string, line: string) {
  const { time, ...event } = eventOf(openLogFormat(format), line);
  return event;
}

function refused(format: string, message: RegExp): void {
  assert.throws(() => openLogFormat(format), failing('config', message));
}

describe('a log_format', () => {
  it('is taken as the directive, as its strings, or bare', () => {
    const line = '192.0.2.1 1.5 "GET / HTTP/1.1"';
    const forms = [
      '$remote_addr $msec "$request"',
      `'$remote_addr $msec' ' "$request"'`,
      `log_format x '$remote_addr $msec "$request"';`,
      `log_format x escape=default\n  '$remote_addr '\n  "\${msec} \\"$request\\"" ;`,
      'escape=json $remote_addr $msec "$request"',
    ];
    for (const form of forms) assert.equal(read(form, line).path, '/', form);
  });

  it('keeps apart what clients can write between quotes, and one more', () => {
    const main = '$remote_addr - $remote_user [$time_local] "$request" $status "$http_user_agent"';
    const agent = 'x\\x22 200 \\x228.8.8.8 - - [';
    const line = `192.0.2.1 - a [${TIME}] 8.8.8.8 - b [${TIME}] "GET / HTTP/1.1" 404 "${agent}"`;
    assert.deepEqual(read(main, line), {
      ip: '192.0.2.1',
      user: `a [${TIME}] 8.8.8.8 - b`,
      method: 'GET',
      path: '/',
      protocol: 'HTTP/1.1',
      status: 404,
      user_agent: 'x" 200 "8.8.8.8 - - [',
    });
    const host = '$host $remote_addr [$time_local] "$request"';
    assert.equal(read(host, `a 8.8.8.8 192.0.2.1 [${TIME}] "GET / HTTP/1.0"`).ip, '192.0.2.1');
  });

  it('separates by tabs as well, which nginx escapes too', () => {
    const event = read(
      '$host\t$remote_addr\t$msec\t$request\t$http_user_agent',
      'a b\t::1\t1.5\tGET /x y HTTP/1.1\tc d',
    );
    assert.deepEqual(event, {
      ip: '::1',
      host: 'a b',
      method: 'GET',
      path: '/x y',
      protocol: 'HTTP/1.1',
      user_agent: 'c d',
    });
  });

  it('unescapes what stands in quotes, and what stands in none behind them', () => {
    const format = '$remote_addr $msec "$request" $status $http_user_agent';
    const event = read(format, '192.0.2.1 1.5 "GET /\\x22a HTTP/1.1" 200 c \\x22d');
    assert.deepEqual([event.path, event.user_agent], ['/"a', 'c "d']);
    assert.equal(read(format, '192.0.2.1 1.5 "GET / HTTP/1.1" 200 c \\x22d').user_agent, 'c "d');
  });

  it('takes lists of upstreams, numbers of all kinds and a port behind the address', () => {
    const format =
      '$remote_addr:$remote_port $msec "$request" $upstream_addr $upstream_response_time $request_time $status';
    const lists = ['- -', '10.0.0.1:80 0.1', '10.0.0.1:80, unix:/x 0.1, -', 'a:1 : b:2, c:3 0.1 : 0.2, 0.3'];
    for (const list of lists) {
      const event = read(format, `2001:db8::1:400 1.5 "GET / HTTP/1.0" ${list} 0.250 200`);
      assert.deepEqual([event.ip, event.requestUs, event.status], ['2001:db8::1', 250_000, 200], list);
    }
  });

  it('takes the better of two variables that hold the same', () => {
    const line = `192.0.2.1 [${TIME}] "GET / HTTP/1.0" 7.5`;
    assert.equal(
      eventOf(openLogFormat('$remote_addr [$time_local] "$request" $msec'), line).time,
      '1970-01-01T00:00:07.500Z',
    );
    const other = '$remote_addr [$time_local] "$request" $gzip_ratio';
    assert.equal(eventOf(openLogFormat(other), line).time, SECOND);
  });

  it('tells which fields its events have', () => {
    const format = openLogFormat('$remote_addr $msec "$request" "$host" weir="$weir_decision"');
    assert.deepEqual(fieldsOf(format.fields), [
      'time',
      'client.ip',
      'host',
      'method',
      'path',
      'query',
      'protocol',
      'refused',
    ]);
    assert.equal(eventOf(format, '::1 1 "GET / HTTP/1.0" "a" weir="0123456789"').refused, true);
  });

  it('that is a JSON object has its keys from its variables', () => {
    const json = `log_format j escape=json '{"a":{"when":$msec},"who":"$remote_addr","what":"$request_uri","status":$status,'
      '"agent":"$weir_agent","x":"a $host","n":$upstream_response_time}';`;
    const line = '{"a":{"when":1.5},"who":"::1","what":"/x?y","status":404,"agent":"\\"","x":"a b","n":0.1}';
    assert.deepEqual(read(json, line), { ip: '::1', path: '/x', query: 'y', status: 404, user_agent: '"' });
    assert.equal(read(json, line.replace('"when"', '"then"')).malformed, 'no time');
  });

  it('is refused where a client could move one field into another', () => {
    refused(
      '$host $remote_addr - $remote_user [$time_local] "$request"',
      /\$host at character 1 into \$remote_user at character 22; put quotes/,
    );
    refused(
      '$remote_addr $msec $request $http_user_agent',
      /\$request at character 20 into \$http_user_agent at character 29/,
    );
    refused('$remote_addr $msec "$request" $http_a $unknown', /into \$unknown at character 39/);
    refused(
      '$remote_addr$status $msec "$request"',
      /nothing stands between \$remote_addr and \$status at character 13/,
    );
    refused(
      '$msec:$remote_addr:$remote_port$request_time "$request"',
      /nothing stands between \$remote_port and \$request_time/,
    );
  });

  it('is refused where nothing is escaped and a line could be forged', () => {
    refused('escape=none $remote_addr $msec "$uri"', /\$uri at character 21 can hold a line end/);
    refused(
      'escape=none $remote_addr - $remote_user [$time_local] x',
      /\$remote_user at character 16 can hold a line end/,
    );
    refused(
      'escape=none $remote_addr $msec "$request" "$http_user_agent"',
      /into \$http_user_agent at character/,
    );
    refused(
      `log_format j escape=none '{"t":$msec,"ip":"$remote_addr","u":"$request_uri"}';`,
      /JSON needs escape=json/,
    );
    assert.equal(
      read('escape=none $remote_addr $msec "$request" $status', '::1 1 "GET /" 200" HTTP/1.1" 404').status,
      404,
    );
  });

  it('is refused when something is missing or can’t be read', () => {
    refused('$remote_addr "$request"', /no variable holds the time; add \$msec/);
    refused('$msec "$request"', /no variable holds the client address; add \$remote_addr/);
    refused('$remote_addr $msec', /no variable holds the URI; add \$request/);
    refused(`log_format x escape=json '{"t":$msec,"ip":"$remote_addr"}';`, /no variable holds the URI/);
    refused('escape=xml $msec', /there is no escape=xml/);
    refused('$remote_addr $ $msec', /the \$ at character 14 has no name/);
    refused(`log_format x '$remote_addr`, /a string that begins here does not end/);
    refused('{"a":$msec', /it begins as JSON and is none/);
    refused('$'.repeat(9000), /at most 8192 characters/);
  });
});
