/** A whole collector whose spool can keep no more: what it does, tells and counts. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '#libs/clock/random.ts';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import type { Service } from '#libs/service/service.ts';
import { Mishap } from '#services/collector/mishap.ts';
import { spoolAlarms } from '#services/collector/spool/spool-alarms.ts';
import { Platter, SimulatedDisk } from '../simulation/disk.ts';
import { START_MS } from '../support/batches.ts';
import { CollectorNode } from '../support/collector-node.ts';

type Setting = ConstructorParameters<typeof CollectorNode>[2];

class Trial {
  readonly clock = new SimulatedClock();
  readonly platter = new Platter();
  readonly node: CollectorNode;
  service!: Service;

  constructor(whenFull: Setting, spool?: string) {
    this.node = new CollectorNode(this.clock, '/state', whenFull, spool);
  }

  async start(): Promise<void> {
    const disk = new SimulatedDisk(this.platter, this.clock, seededRandom(1));
    this.service = await this.node.start(disk);
  }

  async stop(): Promise<void> {
    await Promise.all([this.service.stop(), this.clock.advance(15_000)]);
  }

  get alarms(): string[] {
    return this.service.status().alarms ?? [];
  }

  number(name: string): number {
    return this.node.metrics.numbers()[`weir_collector_${name}`];
  }
}

const all = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('a collector whose spool is full', () => {
  it('lets sources wait, says so, and goes on by itself', async () => {
    const trial = new Trial('wait', '512KB');
    const { node, clock } = trial;
    await trial.start();
    node.bus.faults.down = true;
    node.append(5000);
    await clock.advance(20_000);
    const read = trial.number('lines');
    assert.ok(read < 5000);
    assert.equal(trial.number('waiting'), 1);
    assert.equal(trial.number('spool_limit_bytes'), 512 * 1024);
    assert.match(trial.alarms[0], /^spool is 1\d\d % full \(1 of 1 MB\), then sources wait: look at the bus/);
    assert.match(trial.alarms[1], /^1 source waits because the spool is full/);
    await clock.advance(60_000);
    assert.equal(trial.number('lines'), read);
    node.bus.faults.down = false;
    await clock.advance(60_000);
    assert.deepEqual(trial.alarms, []);
    assert.equal(trial.number('waiting'), 0);
    await trial.stop();
    assert.deepEqual(await node.stored(), all(5000));
  });

  it('reads on and drops what is newest where that is set, and never takes it up again', async () => {
    const trial = new Trial('drop-newest', '512KB');
    const { node, clock } = trial;
    await trial.start();
    node.bus.faults.down = true;
    node.append(5000);
    await clock.advance(20_000);
    assert.equal(trial.number('lines'), 5000);
    const dropped = trial.number('dropped');
    assert.ok(dropped > 0);
    assert.match(
      trial.alarms.join('\n'),
      new RegExp(`^${dropped} lines dropped because the spool was full`, 'm'),
    );
    await trial.stop();
    node.bus.faults.down = false;
    await trial.start();
    node.append(100);
    await clock.advance(60_000);
    await trial.stop();
    const stored = await node.stored();
    assert.equal(stored.length, 5100 - dropped);
    assert.equal(new Set(stored).size, stored.length);
    assert.deepEqual(stored.slice(-100), all(5100).slice(-100));
  });

  it('survives a full disk: it starts, runs and stops on one, and loses nothing', async () => {
    const trial = new Trial('wait');
    const { node, clock, platter } = trial;
    await trial.start();
    node.append(200);
    await clock.advance(5000);
    node.bus.faults.down = true;
    platter.capacity = platter.used + 100_000;
    for (let i = 0; i < 50; i++) {
      node.append(100);
      await clock.advance(400);
    }
    assert.equal(trial.number('disk_trouble'), 1);
    assert.match(trial.alarms[0], /^disk full: \/state\/spool can’t be written; free space there, or/);
    assert.match(trial.alarms[1], /^1 source waits/);
    await trial.stop();
    node.bus.faults.down = false;
    const starting = trial.start();
    await clock.advance(5000);
    await starting;
    await clock.advance(120_000);
    assert.deepEqual(trial.alarms, []);
    await trial.stop();
    assert.deepEqual(await node.stored(), all(5200));
  });
});

it('the alarms of a spool tell of it from 80 % on, and of dropped lines for ten minutes', async () => {
  const clock = new SimulatedClock(START_MS);
  const dropped = new Mishap(clock);
  dropped.add(7);
  await clock.advance(600_000);
  const state = {
    name: 'spool',
    advice: 'look',
    whenFull: 'drop-newest',
    bytes: 800,
    bytesMax: 1000,
    trouble: '',
    waiting: 0,
    dropped,
  } as const;
  assert.deepEqual(spoolAlarms(state), []);
  assert.match(
    spoolAlarms({ ...state, bytes: 801 })[0],
    /^spool is 80 % full .* then new lines are dropped: look$/,
  );
  dropped.add(1);
  await clock.advance(599_999);
  assert.match(spoolAlarms(state)[0], /^8 lines dropped .* 600 s ago$/);
});
