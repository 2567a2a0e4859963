/** The log of scenario sets. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { Objects } from '#libs/bus/objects.ts';
import { Catalog, type Origin } from '#libs/catalog/catalog.ts';
import { ScenarioSets } from '#libs/catalog/scenario-sets.ts';
import { effectiveTexts, NO_CHANGES, type ScenarioTexts, withChanges } from '#libs/catalog/set-content.ts';
import { seededRandom } from '#libs/clock/random.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { ScenarioSet } from '#libs/scenario/scenario-set.ts';

const ORIGIN: Origin = { release: '1.2.0', madeMs: 0, by: 'test', what: 'test' };
const texts = (scenarios: Record<string, string>): ScenarioTexts => ({ scenarios, lists: {}, modes: {} });

async function setup() {
  const clock = new SystemClock();
  const bus = new MemoryBus(clock);
  const cluster = await bus.keyValues.open({ bucket: 'cluster', maxBytes: 2 ** 20, replicas: 1 });
  const objects = await Objects.open(bus.streams, clock, { name: 'sets', maxBytes: 2 ** 22, replicas: 1 });
  const telling = (beforeChange?: (origin: Origin) => Promise<void>) =>
    new Catalog(cluster, objects, seededRandom(Math.trunc(clock.elapsed() * 1000)), beforeChange);
  const told: string[] = [];
  return { catalog: telling(), another: () => telling(), telling, told };
}

describe('the catalog', () => {
  it('begins with the base, and keeps to it while it is the same', async () => {
    const { catalog, another } = await setup();
    assert.equal(await catalog.latest(), undefined);
    assert.equal((await catalog.ensureBase(texts({ a: '1', b: '2' }), ORIGIN))?.number, 1);
    assert.equal((await another().ensureBase(texts({ b: '2', a: '1' }), ORIGIN))?.number, 1);
  });

  it('tells of a change before it holds, and makes none that can’t be told', async () => {
    const { catalog, telling, told } = await setup();
    await catalog.ensureBase(texts({ a: '1' }), ORIGIN);
    const other = telling(async ({ what }) => {
      told.push(what);
      if (what === 'untold') throw new Error('nobody listens');
    });
    await other.ensureBase(texts({ a: '1' }), { ...ORIGIN, what: 'the same' });
    await other.ensureBase(texts({ a: '2' }), { ...ORIGIN, what: 'another' });
    await assert.rejects(
      other.ensureBase(texts({ a: '3' }), { ...ORIGIN, what: 'untold' }),
      /nobody listens/,
    );
    assert.deepEqual(told, ['another', 'untold']);
    assert.equal((await catalog.latest())?.number, 2);
  });

  it('takes the base of a later release, never of an earlier one', async () => {
    const { catalog } = await setup();
    await catalog.ensureBase(texts({ a: '1' }), ORIGIN);
    assert.equal((await catalog.ensureBase(texts({ a: '2' }), { ...ORIGIN, release: '1.10.0' }))?.number, 2);
    assert.equal((await catalog.ensureBase(texts({ a: '1' }), ORIGIN))?.number, 2);
    assert.equal((await catalog.ensureBase(texts({ a: '3' }), { ...ORIGIN, release: '1.10.0' }))?.number, 3);
  });

  it('lets what was changed at run time outlive a new base', async () => {
    const { catalog } = await setup();
    await catalog.ensureBase(texts({ a: '1', b: '1', c: '1' }), ORIGIN);
    await catalog.change(
      (content) =>
        content && withChanges(content, { scenarios: { a: 'mine', c: null }, modes: { b: 'shadow' } }),
      ORIGIN,
    );
    const last = await catalog.ensureBase(texts({ a: '2', b: '2', c: '2' }), ORIGIN);
    const content = await catalog.content(last?.number ?? 0);
    assert.deepEqual(effectiveTexts(content), {
      scenarios: { a: 'mine', b: '2' },
      lists: {},
      modes: { b: 'shadow' },
    });
    assert.deepEqual(effectiveTexts(await catalog.content(1)).scenarios, { a: '1', b: '1', c: '1' });
    assert.deepEqual(
      (await catalog.history(2)).map(({ number }) => number),
      [3, 2],
    );
  });

  it('forgets a change that is changed back', () => {
    const changed = withChanges(
      { base: texts({ a: '1' }), changes: NO_CHANGES },
      { scenarios: { a: '2', b: '1' } },
    );
    assert.deepEqual(withChanges(changed, { scenarios: { a: '1', b: null } }).changes, NO_CHANGES);
  });

  it('loses no change of writers at the same time', async () => {
    const { catalog, another } = await setup();
    await catalog.ensureBase(texts({}), ORIGIN);
    await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        another().change(
          (content) => content && withChanges(content, { scenarios: { [`s${i}`]: 'x' } }),
          ORIGIN,
        ),
      ),
    );
    const last = await catalog.latest();
    assert.equal(last?.number, 9);
    const { scenarios } = effectiveTexts(await catalog.content(9));
    assert.deepEqual(
      Object.keys(scenarios).sort(),
      Array.from({ length: 8 }, (_, i) => `s${i}`),
    );
  });
});

describe('scenario sets', () => {
  it('are made once for all who ask, and again when that failed', async () => {
    const { catalog } = await setup();
    await catalog.ensureBase(texts({ a: '1' }), ORIGIN);
    let made = 0;
    const sets = new ScenarioSets(catalog, () => {
      made++;
      return { set: new ScenarioSet([]), problems: [], warnings: [] };
    });
    const [one, other] = await Promise.all([sets.load(1), sets.load(1)]);
    assert.equal(one, other);
    await assert.rejects(sets.load(2), /there is no scenario set 2/);
    await catalog.ensureBase(texts({ a: '2' }), ORIGIN);
    assert.equal((await sets.load(2)).number, 2);
    assert.equal(made, 2);
  });
});
