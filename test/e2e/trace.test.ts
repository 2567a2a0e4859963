/** One ban is one trace: from the line in the log to the refusal, over four processes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { natsPart, nginxPart } from '#services/standalone/parts/parts.ts';
import { OtlpReceiver, type ReceivedSpan } from '../support/otlp.ts';
import { requirePart } from '../support/parts.ts';
import { LOG4SHELL, TestStack, weirLine } from '../support/stack.ts';

const { skip } = await requirePart(() => Promise.all([natsPart(), nginxPart()]));

/** The way of a ban, and the service that does each step. */
const PATH = [
  ['collect', 'weir-collector'],
  ['publish', 'weir-collector'],
  ['analyze', 'weir-analyzer'],
  ['detect', 'weir-analyzer'],
  ['decide', 'weir-decision'],
  ['enforce', 'weir-enforcer'],
] as const;

describe('the trace of a ban', { skip }, () => {
  const attacker = '127.40.1.1';
  let receiver: OtlpReceiver;
  let weir: TestStack;

  before(async () => {
    receiver = await OtlpReceiver.start();
    weir = await TestStack.start({ config: { otlp: receiver.url } });
  });
  after(async () => {
    await weir.stop();
    await receiver.stop();
  });

  /** The enforce span of the attacker's ban, once it has been exported. */
  async function lastSpan(): Promise<ReceivedSpan> {
    let found: ReceivedSpan | undefined;
    await weir.stack.until('the enforce span', async () => {
      found = receiver.spans.find(
        (span) => span.name === 'enforce' && span.attributes['weir.value'] === attacker,
      );
      // Each service exports on its own; the parents may come later.
      return (
        found !== undefined && receiver.spans.filter(({ traceId }) => traceId === found?.traceId).length >= 6
      );
    });
    if (!found) throw new Error('no span');
    return found;
  }

  test('is one chain of parents and children with scenario, shard, scope, value and stage times', async () => {
    weir.append(weirLine({ timeMs: weir.clock.now(), ip: '127.40.9.9' }));
    weir.append(weirLine({ timeMs: weir.clock.now(), ip: attacker, agent: LOG4SHELL }));
    const refusal = await weir.refused(attacker);
    const enforce = await lastSpan();
    const byId = new Map(receiver.spans.map((span) => [span.spanId, span]));
    const chain: ReceivedSpan[] = [];
    for (let span: ReceivedSpan | undefined = enforce; span; span = byId.get(span.parentSpanId))
      chain.unshift(span);
    assert.deepEqual(
      chain.map(({ name, service }) => [name, service]),
      PATH.map(([name, service]) => [name, service]),
    );
    assert.equal(new Set(chain.map(({ traceId }) => traceId)).size, 1, 'all are of one trace');
    assert.equal(chain[0].parentSpanId, '', 'collect is the root');

    const [, , analyze, detect, decide] = chain;
    assert.equal(detect.attributes['weir.scenario'], 'log4shell');
    assert.equal(typeof analyze.attributes['weir.shard'], 'number');
    assert.equal(detect.attributes['weir.shard'], analyze.attributes['weir.shard']);
    assert.equal(decide.attributes['weir.scope'], 'ip');
    assert.equal(decide.attributes['weir.value'], attacker);
    assert.equal(enforce.attributes['weir.decision'], refusal.decision, 'the id that the client was shown');
    assert.equal(enforce.attributes['weir.scenario'], 'log4shell');

    const stages = ['event', 'ingested', 'published', 'stored', 'detected', 'decided', 'received', 'applied'];
    const times = stages.map((stage) => Number(enforce.attributes[`weir.stage.${stage}_ms`]));
    for (let i = 1; i < times.length; i++) {
      // A stored time is the server's, and all are rounded in their own way.
      assert.ok(
        times[i] >= times[i - 1] - 2,
        `${stages[i]} is not before ${stages[i - 1]}: ${times.join(' ')}`,
      );
    }
    for (const span of chain) assert.ok(span.endMs >= span.startMs, `${span.name} ends after it starts`);
  });

  test('batches that lead nowhere have a span for each service and no more', async () => {
    const before = receiver.spans.length;
    const lines = Array.from({ length: 500 }, (_, i) =>
      weirLine({ timeMs: weir.clock.now(), ip: `127.41.0.${1 + (i % 200)}`, uri: `/products/${i}` }),
    );
    weir.append(...lines);
    await weir.stack.until(
      'the lines to be analyzed',
      async () => (await weir.number('analyzer', 'weir_analyzer_events')) >= 502,
    );
    await weir.clock.sleep(1500);
    const spans = receiver.spans.slice(before);
    const analyzed = spans.filter(({ name }) => name === 'analyze').length;
    assert.ok(analyzed > 0 && analyzed < 100, `a span a batch, not a line: ${analyzed} for 500 lines`);
    assert.equal(spans.filter(({ name }) => name === 'decide' || name === 'enforce').length, 0);
  });
});
