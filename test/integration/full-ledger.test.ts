/** One attacker with more addresses than the ledger has entries: the next one is banned all the same. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { DecisionCluster } from '../support/decision-cluster.ts';
import { requirePart } from '../support/parts.ts';

const { skip } = await requirePart(() => natsPart());

const ENTRIES_MAX = 1000;
/** Made by one replica while the other has not heard of them. */
const ON_THEIR_WAY = 100;
const NAMES = ['decision-1', 'decision-2'] as const;
const OF_A_PERSON = '198.51.100.7';
const ANOTHER = '203.0.113.9';

describe('a ledger that one attacker has filled', { skip }, () => {
  let cluster: DecisionCluster;

  before(async () => {
    cluster = await DecisionCluster.start();
    const settings = { limits: { entries: ENTRIES_MAX }, guard: { mode: 'off' } };
    await Promise.all(NAMES.map((name) => cluster.addDecision(name, settings)));
    cluster.addEnforcer('edge', NAMES);
  });
  after(async () => cluster?.stop());

  it('takes the next one, and keeps what a person said', async () => {
    const { code, stderr } = await cluster.weir(NAMES[0], 'decisions', 'add', OF_A_PERSON, '--for', '1h');
    assert.equal(code, 0, stderr);
    for (let n = 0; n < 1.05 * ENTRIES_MAX; n++) await cluster.publish(`5.${n & 255}.${n >>> 8}.1`);
    await cluster.publish(ANOTHER);
    const values = async () => (await cluster.decisions(NAMES[1])).map(({ value }) => value);
    await cluster.until('a ban of another attacker', async () => (await values()).includes(ANOTHER));
    const held = await values();
    assert.ok(held.includes(OF_A_PERSON));
    assert.ok(held.length <= ENTRIES_MAX + ON_THEIR_WAY, `${held.length}`);
    const { services } = await cluster.plane(NAMES[0]).status();
    assert.match(
      services.flatMap(({ alarms }) => alarms ?? []).join('\n'),
      /the ledger is \d+ % full .* end soonest give way to new ones: raise decision\.limits\.entries/,
    );
    await cluster.until('room', async () => (await values()).length <= 0.95 * ENTRIES_MAX);
    const count = (await values()).length;
    await cluster.until('the enforcer to hold the same', async () => {
      const edge = await cluster.enforcer('edge', NAMES[1]);
      return edge?.held === count;
    });
  });
});
