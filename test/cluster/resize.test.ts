/** The cluster is given other numbers of shards under load: each line is stored and judged once, whatever ends meanwhile. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Resizing } from '../support/resizing.ts';

const PHASES = ['spool', 'drain', 'drain-keys', 'done'];
const AGAIN_MS = 1500;
const FIRST_SEED = 100;
const SEEDS = 6;

describe('a resize', () => {
  it('to more shards and to fewer loses and doubles nothing', async () => {
    const resizing = await Resizing.begin(1);
    assert.deepEqual(await resizing.resize({ shards: 8, keyShards: 2 }), PHASES);
    await resizing.world.clock.advance(3000);
    assert.deepEqual(await resizing.resize({ shards: 3, keyShards: 1 }), PHASES);
    await resizing.world.clock.advance(3000);
    await resizing.assertExact(3);
  });

  for (const role of ['collector', 'analyzer'] as const) {
    for (const [i, phase] of PHASES.entries()) {
      it(`survives the end of a ${role} at its phase ${phase}`, async () => {
        const resizing = await Resizing.begin(10 + i);
        const { world } = resizing;
        const kill = (seen: string) => {
          if (seen === phase) world.kill(world.of(role)[0], AGAIN_MS);
          return undefined;
        };
        await resizing.resize({ shards: 7, keyShards: 1 }, kill);
        await world.clock.advance(3000);
        await resizing.resize({ shards: 3, keyShards: 1 }, kill);
        await world.clock.advance(3000);
        await resizing.assertExact(3);
      });
    }
  }

  it('survives whatever ends at whatever time', async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
      const resizing = await Resizing.begin(seed);
      const { world } = resizing;
      const { random, clock } = world;
      world.server.stale = seed % 2 === 0 ? 0.2 : 0;
      const trouble = () => {
        for (let i = 0; i < 3; i++) {
          const nodes = world.of(random.next() < 0.6 ? 'collector' : 'analyzer');
          const node = nodes[Math.floor(random.next() * nodes.length)];
          clock.after(4000 * random.next(), () => {
            if (!node.process.dead) world.kill(node, 3000 * random.next());
          });
        }
        return random.next() < 0.5;
      };
      await resizing.resize({ shards: 3 + Math.floor(random.next() * 5), keyShards: 2 }, trouble);
      await clock.advance(4000 * random.next());
      await resizing.resize({ shards: 2, keyShards: 1 }, trouble);
      await clock.advance(8000);
      await resizing.assertExact(3);
    }
  });

  it('goes on where it was when the command is interrupted in each phase and run again', async () => {
    const resizing = await Resizing.begin(20);
    resizing.world.server.stale = 0.2;
    const phases = await resizing.resize({ shards: 6, keyShards: 1 }, () => true);
    assert.deepEqual(phases, PHASES);
    await resizing.world.clock.advance(3000);
    await resizing.assertExact(2);
  });

  it('judges what waits for its time in key shards', async () => {
    const resizing = await Resizing.begin(30);
    const { world } = resizing;
    for (let n = 0; n < 30; n++) {
      const login = { method: 'POST', uri: '/login', status: 401, host: 'shop.example' };
      resizing.write({ timeMs: world.clock.now(), ip: `60.${n}.1.1`, ...login });
    }
    await resizing.resize({ shards: 2, keyShards: 1 });
    assert.ok(resizing.scenarios.has('login-distributed'), [...resizing.scenarios].join());
    await resizing.assertExact(2);
  });

  it('waits for a collector that is down, and does so no more when it is left out', async () => {
    const resizing = await Resizing.begin(40);
    const { world } = resizing;
    world.kill(world.of('collector')[1], 20_000);
    const startMs = world.clock.now();
    await resizing.resize({ shards: 5, keyShards: 1 });
    assert.ok(world.clock.now() - startMs > 19_000);
    world.kill(world.of('collector')[1], 60_000);
    const againMs = world.clock.now();
    await resizing.resize({ shards: 2, keyShards: 1 }, undefined, ['collector-1']);
    assert.ok(world.clock.now() - againMs < 20_000);
  });

  it('refuses another one meanwhile, and does nothing where nothing is to be done', async () => {
    const resizing = await Resizing.begin(50);
    let refused: unknown;
    await resizing.resize({ shards: 5, keyShards: 1 }, (phase) => {
      if (phase === 'drain')
        void resizing.resize({ shards: 6, keyShards: 1 }).catch((error) => {
          refused = error;
        });
      return undefined;
    });
    assert.match(String(refused), /a resize to 5 shards and 1 key shards is going on/);
    assert.deepEqual(await resizing.resize({ shards: 5, keyShards: 1 }), ['done']);
    await resizing.assertExact(2);
  });
});
