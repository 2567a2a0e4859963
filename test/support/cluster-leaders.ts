/** Which nats-server leads which stream of a cluster of servers: known to their own API only. */
import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { Clock } from '#libs/clock/clock.ts';
import { eventStream } from '#libs/cluster/names.ts';

const POLL_MS = 20;
const ASK_TIMEOUT_MS = 300;
const LIST_TIMEOUT_MS = 10_000;

export class StreamLeaders {
  readonly #connection: NatsConnection;
  readonly #jsm: JetStreamManager;
  readonly #streams: readonly string[];

  private constructor(connection: NatsConnection, jsm: JetStreamManager, streams: readonly string[]) {
    this.#connection = connection;
    this.#jsm = jsm;
    this.#streams = streams;
  }

  static async open(servers: readonly string[]): Promise<StreamLeaders> {
    const connection = await connect({
      servers: [...servers],
      name: 'test-leaders',
      maxReconnectAttempts: -1,
      reconnectTimeWait: POLL_MS,
    });
    const streams: string[] = [];
    const patient = await jetstreamManager(connection, { timeout: LIST_TIMEOUT_MS, checkAPI: false });
    for await (const { config } of patient.streams.list()) streams.push(config.name);
    const jsm = await jetstreamManager(connection, { timeout: ASK_TIMEOUT_MS, checkAPI: false });
    return new StreamLeaders(connection, jsm, streams);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  /** Name of the server that leads the stream of a shard. */
  async ofShard(shard: number): Promise<string> {
    const leader = await this.#leader(eventStream(shard));
    if (leader === '') throw new Error(`the stream of shard ${shard} has no leader`);
    return leader;
  }

  /** Waits until every stream is led by another than `dead`. Returns when that was seen, Unix ms. */
  async elected(dead: string, clock: Clock, patienceMs: number): Promise<number> {
    const endMs = clock.elapsed() + patienceMs;
    const waiting = new Set(this.#streams);
    while (waiting.size > 0) {
      if (clock.elapsed() > endMs) throw new Error(`no leader for ${[...waiting].join(', ')}`);
      await Promise.all(
        [...waiting].map(async (stream) => {
          const leader = await this.#leader(stream);
          if (leader !== '' && leader !== dead) waiting.delete(stream);
        }),
      );
      if (waiting.size > 0) await clock.sleep(POLL_MS);
    }
    return clock.now();
  }

  /** Waits until every stream has all its copies up to date. */
  async complete(clock: Clock, patienceMs: number): Promise<void> {
    const endMs = clock.elapsed() + patienceMs;
    for (const stream of this.#streams) {
      while (!(await this.#isComplete(stream))) {
        if (clock.elapsed() > endMs) throw new Error(`stream ${stream} lacks a copy`);
        await clock.sleep(POLL_MS);
      }
    }
  }

  async #leader(stream: string): Promise<string> {
    const info = await this.#jsm.streams.info(stream).catch(() => undefined);
    return info?.cluster?.leader ?? '';
  }

  async #isComplete(stream: string): Promise<boolean> {
    const info = await this.#jsm.streams.info(stream).catch(() => undefined);
    const replicas = info?.cluster?.replicas ?? [];
    return replicas.length > 0 && replicas.every(({ current, offline }) => current && !offline);
  }
}
