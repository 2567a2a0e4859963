/** The weir command against a running stack, which reads a format that lacks some fields. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { requirePart } from '../support/parts.ts';
import { jsonLines, runFile } from '../support/run.ts';
import { LOG4SHELL, TestStack } from '../support/stack.ts';

const { skip } = await requirePart(() => natsPart());

/** A line of the plain format: seven fields, all of them text, and no method. */
function plainLine(nowMs: number, address: string, agent: string): string {
  return JSON.stringify({
    msec: (nowMs / 1000).toFixed(3),
    remote_addr: address,
    request_uri: '/index.html?a=1',
    status: '200',
    body_bytes_sent: '612',
    http_user_agent: agent,
    http_x_forwarded_for: '-',
  });
}

describe('the weir command', { skip }, () => {
  let weir: TestStack;
  let env: Record<string, string>;

  before(async () => {
    weir = await TestStack.start({ nginx: false });
    const { readFileSync } = await import('node:fs');
    const { address, tokenFile } = JSON.parse(readFileSync(weir.stack.layout.endpoint, 'utf8')) as Record<
      string,
      string
    >;
    env = { WEIR_ADDRESS: address, WEIR_TOKEN_FILE: tokenFile };
    weir.append(plainLine(weir.clock.now(), '198.51.100.1', 'Mozilla/5.0'));
    weir.append(plainLine(weir.clock.now(), '198.51.100.2', LOG4SHELL));
    await weir.stack.until('the decision', async () => (await weir.stack.controlPlane.list({})).total === 1);
  });
  after(() => weir.stop());

  const run = (...args: string[]) => runFile('bin/weir.mjs', args, { env });

  test('scenarios list --running tells what the cluster judges by', async () => {
    const mode = async () => {
      const [{ scenarios }] = jsonLines<{ scenarios: { name: string; mode: string; changed: boolean }[] }>(
        (await run('scenarios', 'list', '--running', '--json')).stdout,
      );
      const found = scenarios.find(({ name }) => name === 'open-proxy-probing');
      return [found?.mode, found?.changed];
    };
    assert.deepEqual(await mode(), ['enforce', false]);
    assert.equal((await run('scenarios', 'mode', 'open-proxy-probing', 'off')).code, 0);
    assert.deepEqual(await mode(), ['off', true]);
    const [{ records }] = jsonLines<{ records: { action: string; what: string }[] }>(
      (await run('audit', '--json')).stdout,
    );
    assert.deepEqual(
      records.map(({ action, what }) => [action, what]),
      [
        ['scenarios', 'open-proxy-probing: off'],
        ['scenarios', 'came with the software'],
      ],
    );
    const { stdout } = await run('scenarios', 'list', '--running');
    assert.match(stdout, /^set \d+\n\s*NAME +MODE .* VERSION +CHANGED/);
    assert.match(stdout, /^open-proxy-probing +off +medium .* [0-9a-f]{8} +yes$/m);
    const file = join(mkdtempSync(join(tmpdir(), 'weir-scenarios-')), 'open-proxy-probing.yaml');
    writeFileSync(file, 'name: open-proxy-probing\nwhen: pth == "/x"\n');
    const refused = await run('scenarios', 'apply', file);
    rmSync(dirname(file), { recursive: true });
    assert.match(
      refused.stderr,
      /:2:7: error: when: there is no field "pth"; did you mean "path"\?\n +2 \| when: pth/,
    );
    const both = await run('scenarios', 'list', '--running', '--scenarios', 'scenarios');
    assert.match(both.stderr, /--running has no folder/);
    assert.notEqual(both.code, 0);
  });

  test('status tells of services, sources, shards, and of what the format lacks', async () => {
    await weir.stack.until(
      'the lines to be counted',
      async () => (await weir.number('analyzer', 'weir_analyzer_events')) === 2,
    );
    const { code, stdout } = await run('status');
    assert.equal(code, 0);
    for (const service of ['collector', 'analyzer', 'decision', 'enforcer'])
      assert.match(stdout, new RegExp(`^${service} `, 'm'));
    assert.match(stdout, /^test +json +2 +0 +100 %/m);
    assert.match(stdout, /\blogin-bruteforce\b.* can't fire on test: it lacks method$/m);
    assert.match(stdout, /\bhttp-flood\b.* sees less on test: there is no host$/m);
    assert.doesNotMatch(stdout, /waf-rules-tripped/, 'a log of requests is none of WAF rules');
    const json = jsonLines<{ services: unknown[]; gaps: { scenario: string; lacks: string[] }[] }>(
      (await run('status', '--json')).stdout,
    )[0];
    assert.equal(json.services.length, 4);
    const lacking = new Map(json.gaps.map(({ scenario, lacks }) => [scenario, lacks]));
    assert.deepEqual(
      ['login-bruteforce', 'large-uploads', 'http-flood', 'log4shell'].map((name) => lacking.get(name)),
      [['method'], ['method', 'request_bytes'], [], []],
    );
  });

  test('top tells of the requests of the last minute', async () => {
    await weir.stack.until('the requests to be told of', async () =>
      /^198\.51\.100\.2 +1 /m.test((await run('top')).stdout),
    );
    const { code, stdout } = await run('top');
    assert.equal(code, 0);
    assert.match(stdout, /^2 requests in the last minute/);
    assert.match(stdout, /^\/index\.html +2 +0\.0 +100\.0 %/m);
    const [{ top }] = jsonLines<{ top: { field: string; values: { value: string; requests: number }[] }[] }>(
      (await run('top', '--json')).stdout,
    );
    assert.deepEqual(
      top.map(({ field, values }) => [field, values.length]),
      [
        ['client.ip', 2],
        ['host', 0],
        ['path', 1],
      ],
    );
  });

  test('decisions lists, adds and deletes', async () => {
    assert.match((await run('decisions', 'list')).stdout, /198\.51\.100\.2 +block +log4shell/);
    const added = await run('decisions', 'add', '203.0.113.0/24', '--for', '1h', '--reason', 'a test');
    assert.equal(added.code, 0, added.stderr);
    assert.match(added.stdout, /203\.0\.113\.0\/24 is blocked until/);
    const list = jsonLines<{
      total: number;
      decisions: { value: string; contributions: { reason: string }[] }[];
    }>((await run('decisions', 'list', '203.0.113.7', '--json')).stdout)[0];
    assert.equal(list.total, 1, 'an address finds the prefix that holds it');
    assert.equal(list.decisions[0].contributions[0].reason, 'a test');
    assert.match((await run('decisions', 'delete', '203.0.113.0/24')).stdout, /is free again/);
    const again = await run('decisions', 'delete', '203.0.113.0/24');
    assert.equal(again.code, 66);
    assert.match(again.stderr, /there is no decision in force about 203\.0\.113\.0\/24/);
    assert.match((await run('decisions', 'list', '203.0.113.7', '--all')).stdout, /lifted/);
  });

  test('what can’t be is refused with a reason', async () => {
    for (const [args, reason] of [
      [['decisions', 'add', 'nobody'], /"nobody" is no IP address/],
      [['decisions', 'add', '10.0.0.0/8'], /length that is not enforced; use \/32, \/24 or \/16/],
      [['decisions', 'add', '10.1.2.3'], /can't be blocked: it is a private address/],
      [['decisions', 'add', '203.0.113.7', '--for', 'ever'], /Write a duration/],
      [['decisions', 'add', '203.0.113.7', '--remediation', 'challenge'], /no target can challenge yet/],
    ] as const) {
      const { code, stderr } = await run(...args);
      assert.notEqual(code, 0, args.join(' '));
      assert.match(stderr, reason);
    }
  });

  test('decisions show tells why, down to the request', async () => {
    const { code, stdout } = await run('decisions', 'show', '198.51.100.2');
    assert.equal(code, 0);
    assert.match(stdout, /^[0-9a-z]{10}: block with 403, ip 198\.51\.100\.2\nenforce; from 20/);
    assert.match(stdout, /^log4shell +[0-9a-f]{8} +critical +1 /m);
    assert.match(stdout, /log4shell +200 +\/index\.html\?a=1 +.*jndi/);
    const [{ decision, requests }] = jsonLines<{
      decision: { value: string; contributions: { policy: string }[] };
      requests: { request: { address: string; texts: Record<string, string> } }[];
    }>((await run('decisions', 'show', '198.51.100.2', '--json')).stdout);
    assert.deepEqual([decision.value, decision.contributions[0].policy], ['198.51.100.2', 'critical']);
    const [{ request }] = requests;
    assert.deepEqual(
      [request.address, request.texts.path, request.texts.query],
      ['198.51.100.2', '/index.html', 'a=1'],
    );
    const unknown = await run('decisions', 'show', '198.51.100.99');
    assert.deepEqual(
      [unknown.code !== 0, /nothing is known about 198\.51\.100\.99/.test(unknown.stderr)],
      [true, true],
    );
  });

  test('tap tells what is found and decided while it happens', async () => {
    // It is ended after that time, in order.
    const tapped = runFile('services/cli/main.ts', ['tap', '--json'], { env, timeoutMs: 8000 });
    for (let last = 1; last <= 10; last++) {
      await weir.clock.sleep(500);
      weir.append(plainLine(weir.clock.now(), `198.51.102.${last}`, LOG4SHELL));
    }
    const { code, stdout } = await tapped;
    assert.equal(code, 0);
    const lines = jsonLines<{ detection?: { scenario: string }; decision?: { value: string } }>(stdout);
    const found = lines.find(({ detection }) => detection !== undefined);
    const decided = lines.find(({ decision }) => decision !== undefined);
    assert.equal(found?.detection?.scenario, 'log4shell');
    assert.match(decided?.decision?.value ?? '', /^198\.51\.102\./);
  });

  test('policies apply and mode change what is done from then on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weir-policies-'));
    const file = join(folder, 'mine.yaml');
    const list = async () => {
      const { stdout } = await run('policies', 'list', '--json');
      return jsonLines<{ policies: { name: string; mode: string; builtIn: boolean }[] }>(stdout)[0].policies;
    };
    try {
      assert.ok((await list()).every(({ builtIn }) => builtIn));
      writeFileSync(file, 'policies:\n  - { name: mine, match: { severity: critcal }, for: 9h }\n');
      const refused = await run('policies', 'apply', file);
      assert.notEqual(refused.code, 0);
      assert.match(refused.stderr, /mine\.yaml:2:\d+: error: policies\.0\.match\.severity/);
      assert.equal((await run('policies', 'validate', file)).code, 1);
      writeFileSync(
        file,
        'policies:\n  - { name: mine, match: { scenario: log4shel }, scope: ip+agent, for: 9h }\n',
      );
      const warned = await run('policies', 'apply', file, '--dry-run');
      assert.match(warned.stdout, /warning: log4shel: .*did you mean "log4shell"\?\nNothing is wrong\./);
      writeFileSync(
        file,
        'policies:\n  - { name: mine, match: { scenario: log4shell }, scope: ip+agent, for: 9h }\n',
      );
      assert.match(
        (await run('policies', 'apply', file, '--reason', 'a test')).stdout,
        /^Policies 1 hold\.$/m,
      );
      assert.deepEqual((await list())[0], {
        ...(await list())[0],
        name: 'mine',
        mode: 'enforce',
        builtIn: false,
      });
      assert.match((await run('policies', 'show')).stdout, /scope: ip\+agent/);
      weir.append(plainLine(weir.clock.now(), '198.51.100.3', LOG4SHELL));
      await weir.stack.until('another decision', async () => {
        const { decisions } = await weir.stack.controlPlane.list({});
        return decisions.some(({ value }) => value?.startsWith('198.51.100.3 '));
      });
      assert.equal((await run('policies', 'mode', 'mine', 'off')).code, 0);
      assert.equal((await list())[0].mode, 'off');
      const nobody = await run('policies', 'mode', 'nobody', 'off');
      assert.deepEqual([nobody.code !== 0, /there is no policy nobody/.test(nobody.stderr)], [true, true]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('without a running stack it says so', async () => {
    const { code, stderr } = await run('--address', '127.0.0.1:1', 'status');
    assert.equal(code, 69);
    assert.match(stderr, /decision service at 127\.0\.0\.1:1 does not answer/);
  });

  test('doctor finds the parts and the stack, and names what a configuration lacks', async () => {
    const { stdout } = await run('doctor', '--json');
    const [report] = jsonLines<{ findings: { what: string; state: string }[] }>(stdout);
    const state = (what: RegExp) => report.findings.find((finding) => what.test(finding.what))?.state;
    assert.equal(state(/^Node$/), 'ok');
    assert.equal(state(/^nats-server$/), 'ok');
    assert.equal(state(/^stack at /), 'ok');
    const folder = mkdtempSync(join(tmpdir(), 'weir-doctor-'));
    const file = join(folder, 'weir.yaml');
    writeFileSync(
      file,
      'collector:\n  sources:\n    - { name: web, type: file, path: /nowhere/access.log }\n',
    );
    assert.match(
      (await run('doctor', '--config', file)).stdout,
      /source web: \/nowhere\/access\.log does not exist yet/,
    );
    rmSync(folder, { recursive: true });
  });

  test('a change of scenarios may be larger than a message', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'weir-scenarios-'));
    mkdirSync(join(folder, 'lists'));
    const big = Array.from({ length: 320_000 }, (_, i) => `198.${i >> 16}.${(i >> 8) & 255}.${i & 255}\n`);
    // What is cut in the middle of a character is another one.
    const words = Array.from({ length: 600_000 }, () => '\u{1f41f}').join('');
    writeFileSync(join(folder, 'lists/big.txt'), `${big.join('')}# ${words}\n`);
    const applied = await run('scenarios', 'apply', folder, '--json');
    rmSync(folder, { recursive: true });
    assert.equal(applied.code, 0, applied.stderr);
    assert.ok((await weir.stack.controlPlane.scenarios({})).lists.includes('big'));
  });
});
