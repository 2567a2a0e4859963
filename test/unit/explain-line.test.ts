import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadScenarios } from '#libs/language/built-in.ts';
import { lineText } from '#services/cli/commands/explain.ts';
import { explainLine } from '#services/cli/explain/explain-line.ts';
import { failing } from '../support/failures.ts';
import { LOG4SHELL } from '../support/stack.ts';

const pack = loadScenarios();
const combined = (request: string, status: number, agent = 'Mozilla/5.0') =>
  `203.0.113.7 - - [01/Jun/2026:12:00:00 +0000] "${request}" ${status} 12 "-" "${agent}"`;

describe('a line that is explained', () => {
  it('is the event that a collector would read, and names the scenarios that count it', () => {
    const { event, scenarios } = explainLine(combined('GET /.env?a=1 HTTP/1.1', 404, LOG4SHELL), pack);
    assert.deepEqual(
      [event.time, event['client.ip'], event.path, event.query, event.status],
      ['2026-06-01T12:00:00.000Z', '203.0.113.7', '/.env', 'a=1', 404],
    );
    const names = scenarios.map(({ name }) => name);
    assert.ok(names.includes('log4shell') && names.includes('scanner-probing'), names.join());
    const log4shell = scenarios.find(({ name }) => name === 'log4shell');
    assert.deepEqual(log4shell, {
      name: 'log4shell',
      mode: 'enforce',
      severity: 'critical',
      detector: 'each',
      key: 'client.ip=203.0.113.7',
    });
  });

  it('of an ordinary request is counted by few, and by none for what it is', () => {
    const { scenarios } = explainLine(combined('GET / HTTP/1.1', 200), pack);
    assert.ok(scenarios.every(({ detector }) => detector !== 'each'));
    assert.ok(!scenarios.some(({ name }) => name === 'scanner-probing'));
  });

  it('may be JSON, and what is in it does not disturb a terminal', () => {
    const line = JSON.stringify({
      msec: '1780315200.000',
      remote_addr: '2001:db8::7',
      request_uri: '/x\u001b[31m',
      status: '200',
      body_bytes_sent: '1',
      http_user_agent: 'curl',
    });
    const explained = explainLine(line, pack);
    assert.equal(explained.event['client.ip'], '2001:db8::7');
    assert.ok(!lineText(explained).includes('\u001b'));
    assert.match(lineText(explained), /^client\.ip +2001:db8::7$/m);
  });

  it('that nobody can read is refused with what would be right', () => {
    assert.throws(
      () => explainLine('hello world', pack),
      failing('invalid', /neither an address nor a line/),
    );
  });
});
