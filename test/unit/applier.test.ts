import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { Protection } from '#libs/domain/protection.ts';
import type { RuleScope } from '#libs/domain/scope.ts';
import type { LedgerChange } from '#libs/ledger/replica.ts';
import type { SpanOptions, Tracing } from '#libs/telemetry/tracing.ts';
import { type AppliedDecision, Applier } from '#services/enforcer/applier.ts';
import { Rules } from '#services/enforcer/rules.ts';
import { BLOCK_AND_ALLOW } from '#services/enforcer/targets/prefix-of-rule.ts';
import type { Applied, Change, Rule, Target } from '#services/enforcer/targets/target.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { recordingLog } from '../support/log.ts';

/** A target that remembers its calls, in short, and can be slow or broken. */
class TestTarget implements Target {
  readonly name = 'test';
  readonly scopes: ReadonlySet<RuleScope> = new Set<RuleScope>(['ip', 'prefix']);
  readonly remediations = BLOCK_AND_ALLOW;
  readonly calls: string[][] = [];
  instances = 1;
  broken = false;
  readonly #clock: SimulatedClock;
  takesMs = 0;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#call(['reset', ...rules.map(({ key }) => key)]);
  }

  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#call(changes.map(({ kind, rule }) => `${kind === 'put' ? '+' : '-'}${rule.key}`));
  }

  async #call(what: string[]): Promise<Applied> {
    this.calls.push(what);
    if (this.takesMs > 0) await this.#clock.sleep(this.takesMs);
    if (this.broken) throw new Error('the target is broken');
    return { atMs: this.#clock.now(), instances: this.instances };
  }

  alarm = '';
  status = () => ({ held: 0, instances: this.instances, alarm: this.alarm });
  numbers = () => ({});
  close = async () => {};
}

function open() {
  const clock = new SimulatedClock(START_MS);
  const target = new TestTarget(clock);
  const { log, lines } = recordingLog();
  const spans: SpanOptions[] = [];
  const tracing: Tracing = {
    enabled: true,
    span: (_, options = {}) => {
      spans.push(options);
      return { traceparent: '', set() {}, end() {}, fail() {} };
    },
    close: async () => {},
  };
  const entries: LedgerChange[] = [];
  const applied: AppliedDecision[] = [];
  let resets = 0;
  const applier = new Applier({
    target,
    rules: new Rules(target, new Protection([])),
    clock,
    log,
    tracing,
    enforcer: 'e1',
    entries: () => entries,
    onApplied: (some) => applied.push(...some),
    onReset: () => resets++,
  });
  const stopping = new AbortController();
  let ended = false;
  void applier.run(stopping.signal).then(() => {
    ended = true;
  });
  let revision = 0;
  const put = (key: string, of = decision({ id: key })) =>
    applier.add({ key, revision: ++revision, decision: of });
  const lift = (key: string) => put(key, decision({ state: 'lifted' }));
  const calls = () => target.calls.splice(0).map((call) => call.join(' '));
  return {
    clock,
    target,
    lines,
    spans,
    entries,
    applied,
    applier,
    put,
    lift,
    calls,
    stop: () => stopping.abort(),
    resets: () => resets,
    ended: () => ended,
  };
}

describe('the applier', () => {
  it('gives a change to the target at once, and tells that it was carried out', async () => {
    const { clock, put, calls, applied } = open();
    put('a', decision({ id: 'abc', stages: { ...decision().stages, ingestedMs: START_MS - 40 } }));
    await clock.advance(0);
    assert.deepEqual(calls(), ['+a']);
    assert.deepEqual(applied, [{ id: 'abc', appliedMs: START_MS, ingestedMs: START_MS - 40 }]);
  });

  it('gives what comes while the target is busy together, in order, of each key the latest', async () => {
    const { clock, target, put, lift, calls, applied } = open();
    target.takesMs = 100;
    put('a');
    await clock.advance(10);
    for (const key of ['b', 'c', 'd']) put(key);
    lift('a');
    put('b');
    lift('x');
    await clock.advance(300);
    assert.deepEqual(calls(), ['+a', '+c +d -a +b']);
    assert.deepEqual(
      applied.map(({ id, appliedMs }) => [id, appliedMs - START_MS]),
      [
        ['a', 100],
        ['c', 200],
        ['d', 200],
        ['b', 200],
      ],
    );
  });

  it('gives at most 2000 at once', async () => {
    const { clock, put, target } = open();
    const of = decision();
    for (let i = 0; i < 4500; i++) put(`k${i}`, of);
    await clock.advance(0);
    assert.deepEqual(
      target.calls.map(({ length }) => length),
      [2000, 2000, 500],
    );
  });

  it('leaves the target alone when a change means nothing to it', async () => {
    const { clock, applier, lift, put, calls } = open();
    lift('a');
    put('b', decision({ scope: 'agent', value: 'curl' }));
    applier.add({ key: 'c', revision: 1, decision: undefined });
    await clock.advance(0);
    assert.deepEqual(calls(), []);
  });

  it('lets the target forget what a wider rule does, while it holds all, and tells of what that does', async () => {
    const { clock, target, applier, put, calls, applied } = open();
    const network = { scope: 'prefix', value: '198.51.100.0/24', untilMs: START_MS + 2 * HOUR_MS } as const;
    put('single');
    put('network', decision({ id: 'network', ...network }));
    await clock.advance(0);
    assert.deepEqual(calls(), ['+single +network']);
    target.alarm = 'the set is full';
    applier.tidy();
    await clock.advance(0);
    assert.deepEqual(calls(), []);
    target.alarm = '';
    applier.tidy();
    await clock.advance(0);
    assert.deepEqual(calls(), ['-single']);
    put('other', decision({ id: 'other', value: '198.51.100.8' }));
    await clock.advance(0);
    assert.deepEqual(calls(), []);
    assert.deepEqual(applied.at(-1), { id: 'other', appliedMs: START_MS, ingestedMs: 0 });
    target.instances = 0;
    put('third', decision({ id: 'third', value: '198.51.100.9' }));
    await clock.advance(0);
    assert.equal(applied.at(-1)?.id, 'other', 'nobody is there to do it');
    put('network', decision({ ...network, state: 'lifted' }));
    await clock.advance(0);
    assert.deepEqual(calls(), ['+single +other +third -network']);
    applier.tidy();
    await clock.advance(0);
    assert.deepEqual(calls(), []);
  });

  it('brings the target to the whole ledger when everything may be different', async () => {
    const { clock, applier, entries, put, calls, resets, applied } = open();
    put('waits in vain');
    entries.push({ key: 'a', revision: 1, decision: decision() });
    entries.push({ key: 'b', revision: 2, decision: decision({ state: 'lifted' }) });
    applier.reset();
    await clock.advance(0);
    assert.deepEqual(calls(), ['reset a']);
    assert.equal(resets(), 1);
    assert.deepEqual(
      applied.map(({ id }) => id),
      [decision().id],
    );
  });

  it('reports of a reset what is new to the target, and nothing that is older than the enforcer', async () => {
    const { clock, target, applier, entries, put, spans, applied } = open();
    const since = (id: string, updatedMs: number) => decision({ id, updatedMs, untilMs: START_MS + HOUR_MS });
    const known = since('known', START_MS);
    put('known', known);
    await clock.advance(0);
    entries.push({ key: 'known', revision: 1, decision: known });
    entries.push({ key: 'met', revision: 2, decision: since('met at the start', START_MS - 1000) });
    entries.push({ key: 'old', revision: 3, decision: since('old', START_MS - HOUR_MS) });
    applier.reset();
    await clock.advance(0);
    target.broken = true;
    put('late', since('late', START_MS));
    entries.push({ key: 'late', revision: 4, decision: since('late', START_MS) });
    await clock.advance(100);
    target.broken = false;
    await clock.advance(500);
    const ids = ['known', 'met at the start', 'late'];
    assert.deepEqual(
      applied.map(({ id }) => id),
      ids,
    );
    assert.deepEqual(
      spans.map(({ attributes }) => attributes?.['weir.decision']),
      ids,
    );
  });

  it('applies after a reset what came during it', async () => {
    const { clock, target, applier, put, calls } = open();
    target.takesMs = 100;
    applier.reset();
    await clock.advance(10);
    put('a');
    await clock.advance(300);
    assert.deepEqual(calls(), ['reset', '+a']);
    applier.reset();
    await clock.advance(10);
    put('b');
    applier.reset();
    await clock.advance(300);
    assert.deepEqual(calls(), ['reset', 'reset']);
  });

  it('resets a target that failed, again and again until it works', async () => {
    const { clock, target, entries, put, calls, lines, applied } = open();
    target.broken = true;
    put('a');
    entries.push({ key: 'a', revision: 1, decision: decision() });
    await clock.advance(0);
    assert.deepEqual(calls(), ['+a']);
    assert.match(lines[0].msg, /target test: the target is broken/);
    await clock.advance(1100);
    assert.deepEqual(calls(), ['reset a', 'reset a']);
    assert.deepEqual(applied, []);
    target.broken = false;
    await clock.advance(500);
    put('b');
    await clock.advance(0);
    assert.deepEqual(calls(), ['reset a', '+b']);
  });

  it('keeps no more than 50,000 changes: beyond, the target is reset', async () => {
    const { clock, target, put, calls } = open();
    target.takesMs = 100;
    put('first');
    await clock.advance(10);
    const of = decision();
    for (let i = 0; i <= 50_000; i++) put(`k${i}`, of);
    put('more', of);
    await clock.advance(1000);
    assert.deepEqual(calls(), ['+first', 'reset']);
  });

  it('does not say that something was carried out where nobody was there to do it', async () => {
    const { clock, target, put, calls, applied } = open();
    target.instances = 0;
    put('a');
    await clock.advance(0);
    assert.deepEqual([calls(), applied], [['+a'], []]);
  });

  it('ends the trace of a ban with the time from the line to here', async () => {
    const { clock, target, put, spans } = open();
    target.takesMs = 7;
    const stages = { ...decision().stages, ingestedMs: START_MS - 40 };
    put('a', decision({ traceparent: '00-trace-span-01', stages }));
    await clock.advance(10);
    const [{ parent, startMs, attributes }] = spans;
    assert.deepEqual([parent, startMs], ['00-trace-span-01', START_MS]);
    assert.equal(attributes?.['weir.line_to_ban_ms'], 47);
    assert.equal(attributes?.['weir.value'], '198.51.100.7');
  });

  it('ends when it is told to', async () => {
    const { clock, put, calls, stop, ended } = open();
    await clock.advance(0);
    stop();
    await clock.advance(0);
    assert.equal(ended(), true);
    put('a');
    await clock.advance(1000);
    assert.deepEqual(calls(), []);
  });
});
