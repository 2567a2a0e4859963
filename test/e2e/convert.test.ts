/** ModSecurity's rules over collections: converted, checked and run over a log by the weir command. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { jsonLines, runFile } from '../support/run.ts';

const RULES = `SecRule REQUEST_HEADERS:User-Agent "@rx ^(.*)$" \\
    "id:1,phase:1,pass,nolog,t:none,t:sha1,t:hexEncode,setvar:tx.ua_hash=%{matched_var}"
SecAction "id:2,phase:1,pass,nolog,initcol:ip=%{remote_addr}_%{tx.ua_hash}"
SecRule RESPONSE_STATUS "^(?:5|4(?!04))" \\
    "id:3,phase:5,pass,nolog,setvar:ip.dangerous_activity=+1,expirevar:ip.dangerous_activity=60"
SecRule ip:dangerous_activity "@ge 5" "id:4,phase:1,deny,status:406,msg:'Too many failures'"
`;

const line = (second: number, address: string, status: number, agent = 'curl/8') =>
  `${address} - - [01/Nov/2026:10:00:${String(second).padStart(2, '0')} +0000] "GET /a HTTP/1.1" ${status} 9 "-" "${agent}"`;

interface Line {
  readonly type: string;
  readonly scenario: string;
  readonly value: string;
  readonly at: string;
  readonly expires_at: string;
}

describe('weir scenarios convert', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-convert-'));
  const own = join(folder, 'scenarios');
  const rules = join(folder, 'dos.conf');
  const weir = (...args: string[]) => runFile('bin/weir.mjs', args);
  before(() => {
    mkdirSync(own);
    writeFileSync(rules, RULES);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('makes a scenario that finds the fifth failure of an address and agent, for 60 s', async () => {
    const made = await weir('scenarios', 'convert', rules);
    assert.equal(made.code, 0, made.stderr);
    assert.match(
      made.stderr,
      /^.*dos\.conf:6:1: warning: counted by client\.ip and user_agent, refused by address/,
    );
    writeFileSync(join(own, 'dos.yaml'), made.stdout);
    const valid = await weir('scenarios', 'validate', join(own, 'dos.yaml'));
    assert.deepEqual([valid.code, valid.stdout], [0, '1 scenario without errors; 0 errors, 0 warnings\n']);

    const log = join(folder, 'access.log');
    const lines = [1, 2, 3, 4, 5].flatMap((second) => [
      line(second, '203.0.113.7', second === 3 ? 500 : 403),
      line(second, '203.0.113.8', 404),
      line(second, '203.0.113.9', 403, `agent-${second % 2}`),
    ]);
    writeFileSync(log, `${lines.join('\n')}\n`);
    const replayed = await weir('replay', '--json', '--scenarios', own, log);
    const decisions = jsonLines<Line>(replayed.stdout).filter(
      ({ type, scenario }) => type === 'decision' && scenario === 'dos',
    );
    assert.deepEqual(
      decisions.map(({ value, at, expires_at }) => [value, at, expires_at]),
      [['203.0.113.7', '2026-11-01T10:00:05.000Z', '2026-11-01T10:01:05.000Z']],
    );
  });

  test('ends with 1 and says all that can’t be followed, with its place', async () => {
    const file = join(folder, 'wrong.conf');
    writeFileSync(file, `SecRuleEngine On\n${RULES}SecRule ARGS "@detectSQLi" "id:5,deny"\n`);
    const { code, stdout, stderr } = await weir('scenarios', 'convert', file);
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /wrong\.conf:1:1: error: SecRuleEngine can't be followed/);
    assert.match(stderr, /wrong\.conf:8:9: error: ARGS can't be followed, as the log does not tell it/);
    const json = await weir('scenarios', 'convert', file, '--json');
    const [{ scenarios, problems }] = jsonLines<{ scenarios: unknown[]; problems: unknown[] }>(json.stdout);
    assert.deepEqual([json.code, scenarios, problems.length], [1, [], 2]);
  });
});
