/** What clients, web servers and people get wrong never stops the stream: it is counted, sampled, or refused with a place. */
import assert from 'node:assert/strict';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { SERVICES } from '#services/standalone/stack/stack.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';
import { LOG4SHELL, TestStack } from '../support/stack.ts';
import { connectTo, pathsOf, storedBatches } from '../support/streams.ts';

const { skip } = await requirePart(() => natsPart());

describe('malformed lines', { skip }, () => {
  let weir: TestStack;
  let good = 0;
  let events = 0;

  before(async () => {
    weir = await TestStack.start({ nginx: false });
  });
  after(() => weir.stop());

  /** An nginx combined line of now. */
  function line(request: string, address = '198.51.100.1', agent = 'Mozilla/5.0', status = 200): string {
    const [, day, month, year, time] = /(\d+) (\w+) (\d+) (\S+)/.exec(new Date().toUTCString()) ?? [];
    return `${address} - - [${day}/${month}/${year}:${time} +0000] "${request}" ${status} 5 "-" "${agent}"`;
  }

  const appendGood = () => weir.append(line(`GET /good/${good++} HTTP/1.1`));

  async function counted(name: string, value: number): Promise<void> {
    await weir.stack.until(
      `${name} to be ${value}`,
      async () => (await weir.number('collector', `weir_collector_${name}`)) === value,
    );
  }

  test('are counted and sampled, and the lines around them are judged', async () => {
    appendGood();
    const malformed: (string | Buffer)[] = [
      Buffer.from(Array.from({ length: 256 }, (_, i) => (i === 10 ? 11 : i))),
      '198.51.100.1 - - [21/Nov/2026:10:00:00 +0000] "GET / HT',
      'not a log line at all',
      '',
      `999.1.1.1 - - [21/Nov/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "-"`,
      `198.51.100.1 - - [no time] "GET / HTTP/1.1" 200 5 "-" "-"`,
      '{"half":',
    ];
    for (const each of malformed) {
      appendFileSync(weir.log, Buffer.concat([Buffer.from(each), Buffer.from('\n')]));
      appendGood();
    }
    // One that is longer than any line may be.
    appendFileSync(weir.log, `${'A'.repeat(1024 * 1024)}\n`);
    appendGood();
    events = good;
    await counted('events', events);
    await counted('malformed', malformed.length + 1);
    assert.equal(await weir.number('collector', 'weir_collector_too_long'), 1);
    await weir.stack.until('the quarantine', async () => quarantine().length >= malformed.length);
    assert.ok(quarantine().some(({ line: text }) => text === 'not a log line at all'));
    assert.ok(quarantine().every(({ reason, source }) => reason !== '' && source === 'test'));
  });

  test('what was no HTTP request is an event all the same', async () => {
    weir.append(
      line('', '198.51.100.2', '-', 400),
      line('\\x16\\x03\\x01\\x02\\x00\\x01', '198.51.100.2', '-', 400),
    );
    weir.append(
      line('SSH-2.0-Go', '198.51.100.2', '-', 400),
      line('GET /\\xFF\\xFE HTTP/1.1', '198.51.100.2'),
    );
    const [head, tail] = line('GET /raw/? HTTP/1.1', '198.51.100.2').split('?');
    appendFileSync(
      weir.log,
      Buffer.concat([Buffer.from(head), Buffer.from([0xff, 0xfe]), Buffer.from(`${tail}\n`)]),
    );
    events += 5;
    await counted('events', events);
  });

  test('a lookup in any field of a strange request is found', async () => {
    events++;
    weir.append(line(LOG4SHELL, '198.51.100.66', '-', 400));
    await weir.stack.until(
      'the decision',
      async () => (await weir.stack.controlPlane.list({ value: '198.51.100.66' })).total === 1,
    );
  });

  test('a log that is renamed is read to its end, and the new one from its beginning', async () => {
    let numbered = 0;
    const next = () => line(`GET /rotated/${numbered++} HTTP/1.1`);
    for (let rotation = 0; rotation < 3; rotation++) {
      weir.append(...Array.from({ length: 50 }, next));
      renameSync(weir.log, `${weir.log}.${rotation}`);
      // nginx goes on writing to the old file until it is told.
      appendFileSync(`${weir.log}.${rotation}`, `${next()}\n`);
      writeFileSync(weir.log, `${next()}\n`);
      await weir.clock.sleep(300);
    }
    await counted('events', events + numbered);
    const bus = await connectTo(weir.stack.layout, weir.clock);
    const paths = pathsOf(await storedBatches(bus)).filter((path) => path.startsWith('/rotated/'));
    await bus.close();
    assert.equal(paths.length, numbered);
    assert.equal(new Set(paths).size, numbered);
  });

  function quarantine(): { source: string; reason: string; line: string }[] {
    try {
      const text = readFileSync(join(weir.stack.layout.collector, 'quarantine.ndjson'), 'utf8');
      return text
        .split('\n')
        .filter(Boolean)
        .map((each) => JSON.parse(each));
    } catch {
      return [];
    }
  }
});

describe('a wrong configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'weir-config-'));
  after(() => rmSync(folder, { recursive: true }));

  async function startWith(service: string, text: string) {
    const file = join(folder, 'weir.yaml');
    writeFileSync(file, text);
    return runFile(`services/${service}/main.ts`, ['--config', file]);
  }

  for (const service of SERVICES) {
    test(`ends ${service} with 78 and names file, line and field`, async () => {
      const { code, stderr } = await startWith(service, `bus:\n  servers: [127.0.0.1:4222]\n  replicsa: 3\n`);
      assert.equal(code, 78, stderr);
      assert.match(stderr, /weir\.yaml:3:3: bus\.replicsa: no such setting; did you mean "replicas"\?/);
    });
  }

  test('every mistake is told at once', async () => {
    const { code, stderr } = await startWith(
      'collector',
      `collector:
  sources:
    - name: web
      type: file
      format: iis
    - { name: Web!, type: file, path: /var/log/x.log }
  limits: { spool: lots }
`,
    );
    assert.equal(code, 78);
    assert.match(stderr, /weir\.yaml:3:7: collector\.sources\.0\.path: /);
    assert.match(stderr, /weir\.yaml:5:15: collector\.sources\.0\.format: /);
    assert.match(stderr, /weir\.yaml:6:15: collector\.sources\.1\.name: use 1 to 63 lower-case letters/);
    assert.match(
      stderr,
      /weir\.yaml:7:20: collector\.limits\.spool: "lots" is no size; write one such as 64MB/,
    );
  });

  test('broken YAML and a missing file are told, too', async () => {
    assert.match((await startWith('decision', 'decision: [\n')).stderr, /weir\.yaml:\d+:\d+: /);
    const { code, stderr } = await runFile('services/analyzer/main.ts', [
      '--config',
      join(folder, 'none.yaml'),
    ]);
    assert.equal(code, 78);
    assert.match(stderr, /none\.yaml: can't be read/);
  });

  test('an analyzer in code tells of modes and names that can’t be', async () => {
    const service = 'credential-stuffing';
    const modes = `analyzers: { ${service}: { modes: { credential-stufing: off } } }`;
    const misspelt = await startWith(service, modes);
    assert.equal(misspelt.code, 78);
    assert.match(
      misspelt.stderr,
      /weir\.yaml:1:\d+: analyzers\.credential-stuffing\.modes\.credential-stufing: there is no such scenario; did you mean "credential-stuffing"\?/,
    );
    writeFileSync(
      join(folder, `${service}.yaml`),
      `name: ${service}
description: Of the same name.
source: http
when: status == 401
key: [client.ip]
detect: { each: {} }
severity: low
`,
    );
    const taken = await startWith(service, `scenarios: ${join(folder, 'own')}`);
    assert.match(taken.stderr, /own.*can't be read/);
    mkdirSync(join(folder, 'own'));
    renameSync(join(folder, `${service}.yaml`), join(folder, `own/${service}.yaml`));
    const { code, stderr } = await startWith(service, `scenarios: ${join(folder, 'own')}`);
    assert.equal(code, 78);
    assert.equal(
      stderr,
      'analyzer "credential-stuffing": scenarios/ has a scenario credential-stuffing, too; take another name\n',
    );
  });
});
