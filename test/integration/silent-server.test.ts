/** Of three nats-servers one falls silent, as when its network is gone: its connections stay, and nothing comes. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type ConsumerInfo, type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection, nanos } from '@nats-io/transport-node';
import { CURRENT, type KeyValue } from '#libs/bus/key-value.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { bytes, text } from '../support/buses.ts';
import { NatsServers } from '../support/nats-servers.ts';
import { requirePart } from '../support/parts.ts';
import { until } from '../support/until.ts';

const { skip } = await requirePart(natsPart);

/** Attempts until chance gives the silent server something to keep. */
const ATTEMPTS_MAX = 60;
/** The client alone would take a minute. An election takes 4 to 9 s. */
const GOES_ON_MS = 15_000;
const AGAIN_MS = 100;
const JOIN_MS = 20_000;
/** After that a server forgets a watch that nobody reads. */
const IDLE_MS = 60_000;
const STREAM = 'work';
const BUCKET = 'facts';
const OPTIONS = { ackWaitMs: 60_000, unackedMax: 10 };

describe('a nats-server of three that falls silent', { skip }, () => {
  const clock = new SystemClock();
  const end = new AbortController();
  const running: Promise<unknown>[] = [];
  let servers: NatsServers;
  let connection: NatsConnection;
  let jsm: JetStreamManager;
  let bus: NatsBus;
  let facts: KeyValue;
  /** Leads neither the others nor the bucket nor the stream, and nobody here is connected to it. */
  let silent: string;

  const leaderOf = async (stream: string) => (await jsm.streams.info(stream)).cluster?.leader;

  /** Two elect a leader; what has three copies can be made when the third one is there. */
  async function onceAllJoined<T>(make: () => Promise<T>): Promise<T> {
    const endMs = clock.elapsed() + JOIN_MS;
    while (true) {
      try {
        return await make();
      } catch (error) {
        if (failureOf(error) !== 'unavailable' || clock.elapsed() > endMs) throw error;
        await clock.sleep(AGAIN_MS);
      }
    }
  }

  before(async () => {
    servers = await NatsServers.start();
    const address = servers.addressOf(servers.first);
    connection = await connect({ servers: address, ignoreClusterUpdates: true });
    jsm = await jetstreamManager(connection, { checkAPI: false });
    bus = await NatsBus.connect({ servers: [address], name: 'test' }, clock);
    facts = await onceAllJoined(() =>
      bus.keyValues.open({ bucket: BUCKET, maxBytes: 1024 * 1024, replicas: 3 }),
    );
    const kept = await leaderOf(`KV_${BUCKET}`);
    silent = servers.names.find((name) => name !== servers.first && name !== kept) ?? '';
    for (let i = 0; i === 0 || (await leaderOf(STREAM)) === silent; i++) {
      assert.ok(i < ATTEMPTS_MAX);
      if (i > 0) await jsm.streams.delete(STREAM);
      await bus.streams.ensure({ name: STREAM, subjects: ['work.>'], maxBytes: 1024 * 1024, replicas: 3 });
    }
  });

  after(async () => {
    end.abort();
    await Promise.all(running);
    await bus?.close();
    await connection?.close();
    await servers?.stop();
  });

  /** A watch that is begun anew whenever it breaks, as services do. @returns what it has seen of key `a` */
  function watch(): string[] {
    const seen: string[] = [];
    const run = async () => {
      while (!end.signal.aborted) {
        try {
          for await (const entry of facts.watch(end.signal))
            if (entry !== CURRENT) seen.push(text(entry.value));
        } catch (error) {
          assert.equal(failureOf(error), 'unavailable');
        }
        await clock.sleep(AGAIN_MS, end.signal);
      }
    };
    running.push(run());
    return seen;
  }

  /** A reader of a group in the same way; it acknowledges nothing. @returns what it was given */
  function consume(group: string): string[] {
    const given: string[] = [];
    const run = async () => {
      while (!end.signal.aborted) {
        try {
          for await (const { data } of bus.streams.consume(STREAM, group, OPTIONS, end.signal))
            given.push(text(data));
        } catch (error) {
          assert.equal(failureOf(error), 'unavailable');
        }
        await clock.sleep(AGAIN_MS, end.signal);
      }
    };
    running.push(run());
    return given;
  }

  test('takes neither watches nor groups with it', async (t) => {
    await facts.create('a', bytes('1'));
    const watches: string[][] = [];
    for (let kept = 0; kept === 0; ) {
      assert.ok(watches.length < ATTEMPTS_MAX);
      watches.push(watch());
      await until(() => watches.every((seen) => seen.includes('1')), 'the watches to see what is there');
      const consumers = await jsm.consumers.list(`KV_${BUCKET}`).next();
      kept = consumers.filter(({ cluster }) => cluster?.leader === silent).length;
      for (const { config } of consumers) assert.equal(config.inactive_threshold, nanos(IDLE_MS));
    }
    await bus.streams.publish('work.a', bytes('first'));
    let group: ConsumerInfo | undefined;
    let given: string[] = [];
    for (let i = 0; group?.cluster?.leader !== silent; i++) {
      assert.ok(i < ATTEMPTS_MAX);
      const seen = consume(`group-${i}`);
      await until(() => seen.length > 0, 'the group to be given what is there');
      group = await jsm.consumers.info(STREAM, `group-${i}`);
      given = seen;
    }
    const startMs = clock.elapsed();
    servers.halt(silent);
    await Promise.all([
      bus.streams.publish('work.a', bytes('second')),
      facts.update('a', bytes('2'), (await facts.get('a'))?.revision ?? 0),
    ]);
    await until(() => watches.every((seen) => seen.includes('2')), 'the watches to go on', GOES_ON_MS);
    t.diagnostic(`watches went on after ${Math.round(clock.elapsed() - startMs)} ms`);
    await until(() => given.includes('second'), 'the group to go on', GOES_ON_MS);
    t.diagnostic(`the group went on after ${Math.round(clock.elapsed() - startMs)} ms`);
    assert.deepEqual(given, ['first', 'second'], 'nothing was given twice');
    const now = await jsm.consumers.info(STREAM, group.name);
    assert.equal(now.created, group.created, 'the group was not made anew');
  });
});
