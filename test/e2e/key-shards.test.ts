/** An attack of many clients on one login page: seen by no range shard alone, counted in a key shard. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Decision } from '#libs/domain/decision.ts';
import { decisionFromMessage } from '#libs/wire/decision.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { SHARDS } from '#services/standalone/stack/files.ts';
import { expectedOutcome } from '../support/expected.ts';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp.ts';
import { requirePart } from '../support/parts.ts';
import { runFile } from '../support/run.ts';
import { TestStack, weirLine } from '../support/stack.ts';
import { connectTo, seedOf, storedBatches, storedDetections } from '../support/streams.ts';

const { skip } = await requirePart(() => natsPart());

const SCENARIO = 'login-distributed';
/**
 * When things happen, before the beginning of the test. A key shard waits for lines that are late by half a minute, so
 * each attack is judged when the visit after it has been read.
 */
const BEFORE_MS = { attack: 100_000, visit: 65_000, secondAttack: 60_000, secondVisit: 0 };

describe('an attack of many clients on one page', { skip }, () => {
  let receiver: OtlpReceiver;
  let weir: TestStack;
  let startMs: number;

  before(async () => {
    receiver = await OtlpReceiver.start();
    weir = await TestStack.start({ nginx: false, config: { otlp: receiver.url } });
    startMs = weir.clock.now();
  });
  after(async () => {
    await weir.stop();
    await receiver.stop();
  });

  /** One failed login each of the clients number `from` to `to`, who are of as many ranges. */
  function fail(host: string, beforeMs: number, from: number, to: number): void {
    const clients = Array.from({ length: to - from }, (_, i) => from + i);
    weir.append(
      ...clients.map((i) =>
        weirLine({
          timeMs: startMs - beforeMs + i,
          ip: `198.51.${i}.7`,
          host,
          method: 'POST',
          uri: '/login',
          status: 401,
        }),
      ),
    );
  }

  const visit = (beforeMs: number) =>
    weir.append(weirLine({ timeMs: startMs - beforeMs, ip: '203.0.113.9' }));

  async function decisionOn(host: string): Promise<Decision> {
    let found: Decision | undefined;
    await weir.stack.until(`the decision on ${host}`, async () => {
      const { decisions } = await weir.stack.controlPlane.list({ all: true });
      found = decisions.map(decisionFromMessage).find(({ value }) => value === `${host} /login`);
      return found !== undefined;
    });
    if (!found) throw new Error('no decision');
    return found;
  }

  test('is recorded as a shadow decision about the page, with the requests that led to it', async () => {
    fail('one.example', BEFORE_MS.attack, 0, 25);
    visit(BEFORE_MS.visit);
    const decision = await decisionOn('one.example');
    assert.deepEqual(
      [decision.scope, decision.mode, decision.state, decision.withheld],
      ['host+path', 'shadow', 'active', ''],
    );
    assert.equal((await weir.stack.controlPlane.list({})).total, 0, 'nothing is in force');
    const [{ scenario, evidence }] = decision.contributions;
    assert.equal(scenario, SCENARIO);
    assert.ok(evidence.length > 0);
    const { address, tokenFile } = JSON.parse(readFileSync(weir.stack.layout.endpoint, 'utf8')) as Record<
      string,
      string
    >;
    const env = { WEIR_ADDRESS: address, WEIR_TOKEN_FILE: tokenFile };
    const { stdout } = await runFile('bin/weir.mjs', ['decisions', 'list', '--all'], { env });
    assert.match(
      stdout,
      /host\+path +one\.example \/login +challenge +login-distributed +shadow +- +- +- +POST \/login 401/,
    );
    const bus = await connectTo(weir.stack.layout, weir.clock);
    try {
      const [{ shard }] = evidence;
      assert.ok(shard >= SHARDS);
      const stored = await storedBatches(bus, [shard]);
      for (const { sequence, row, timeMs, summary } of evidence) {
        assert.equal(stored[sequence - 1].timeMs[row], timeMs);
        assert.match(summary, /^POST \/login 401/);
      }
    } finally {
      await bus.close();
    }
  });

  test('is one trace, from a line over both stages to the decision', async () => {
    let chain: ReceivedSpan[] = [];
    await weir.stack.until('the spans', async () => {
      const byId = new Map(receiver.spans.map((span) => [span.spanId, span]));
      chain = [];
      let span = receiver.spans.find(
        ({ name, attributes }) => name === 'decide' && attributes['weir.value'] === 'one.example /login',
      );
      for (; span; span = byId.get(span.parentSpanId)) chain.unshift(span);
      return chain[0]?.name === 'collect';
    });
    assert.deepEqual(
      chain.map(({ name }) => name),
      ['collect', 'publish', 'analyze', 'analyze', 'detect', 'decide'],
    );
    assert.equal(new Set(chain.map(({ traceId }) => traceId)).size, 1);
    const shards = chain.slice(2, 5).map(({ attributes }) => Number(attributes['weir.shard']));
    assert.ok(shards[0] < SHARDS && shards[1] >= SHARDS && shards[2] === shards[1], shards.join());
  });

  test('is one detection also when the analyzer is killed in the middle of it, twice', async () => {
    for (const [from, to] of [
      [0, 10],
      [10, 18],
      [18, 40],
    ]) {
      fail('two.example', BEFORE_MS.secondAttack, from, to);
      await weir.clock.sleep(700);
      if (to === 40) break;
      const analyzer = weir.stack.child('analyzer');
      const { starts } = analyzer;
      analyzer.kill('SIGKILL');
      await weir.stack.until('the analyzer', async () => analyzer.running && analyzer.starts > starts);
    }
    visit(BEFORE_MS.secondVisit);
    await decisionOn('two.example');
    const bus = await connectTo(weir.stack.layout, weir.clock);
    try {
      const found = (await storedDetections(bus)).filter(({ scenario }) => scenario === SCENARIO);
      const { detections } = await expectedOutcome(weir.log, await seedOf(bus));
      const expected = detections.filter(({ scenario }) => scenario === SCENARIO);
      assert.equal(expected.length, 2);
      assert.deepEqual(new Set(found.map(({ id }) => id)), new Set(expected.map(({ id }) => id)));
      const revisions = found.map(({ id, rev }) => `${id}-${rev}`);
      assert.equal(new Set(revisions).size, revisions.length, 'no revision is stored twice');
    } finally {
      await bus.close();
    }
  });
});
