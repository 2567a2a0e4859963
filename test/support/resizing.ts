/** The simulated cluster under load while it is resized, and what must be true of it afterwards. */
import assert from 'node:assert/strict';
import { seededRandom } from '#libs/clock/random.ts';
import { clusterBucket, DETECTIONS, eventStream, eventStreamSpec, headsBucket } from '#libs/cluster/names.ts';
import { type ResizeProgress, resize } from '#libs/cluster/resize.ts';
import type { ShardNumbers } from '#libs/cluster/shard-map.ts';
import { TEXT_FIELDS } from '#libs/domain/event.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { decodeDetection } from '#libs/wire/detection.ts';
import { COMMON } from '../simulation/nodes.ts';
import { World } from '../simulation/world.ts';
import { LOG4SHELL, weirLine } from './stack.ts';

const STREAMS = 12;
const LINE_EVERY_MS = 15;
const STEP_MS = 50;
const RESIZE_MAX_MS = 180_000;
const REST_MS = 20_000;
const PATH = TEXT_FIELDS.indexOf('path');

interface StoredBatch {
  readonly shard: number;
  readonly sequence: number;
  readonly batch: Batch;
}

export class Resizing {
  readonly world: World;
  readonly #stored: StoredBatch[] = [];
  /** Scenario and key, by identity. */
  readonly #detections = new Map<string, string>();
  /** By shard and version of the map: up to which message it was processed when it was finished. */
  readonly #finished = new Map<string, number>();
  readonly #paths: string[] = [];
  readonly #attackers: string[] = [];
  readonly #stopping = new AbortController();
  #isLoaded = true;
  #gaps: string[] = [];

  private constructor(seed: number, withOwn: boolean) {
    this.world = new World(seed, withOwn);
  }

  /** @param withOwn whether there is an analyzer of one's own, too */
  static async begin(seed: number, withOwn = false): Promise<Resizing> {
    const resizing = new Resizing(seed, withOwn);
    const { world } = resizing;
    world.onLog = ({ message }) => {
      if (/gap in the stream|is lost|state was dropped/.test(message)) resizing.#gaps.push(message);
    };
    world.server.onWrite = (bucket, key, value) => {
      if (bucket !== headsBucket(COMMON.bus).bucket) return;
      const { finished, sequence } = JSON.parse(Buffer.from(value).toString()) as Record<string, number>;
      const name = `${key.slice('head.'.length)} ${finished}`;
      if (finished > 0 && !resizing.#finished.has(name)) resizing.#finished.set(name, sequence);
    };
    await world.start();
    await resizing.#tap();
    void resizing.#load();
    await world.clock.advance(4000);
    return resizing;
  }

  /** One line for the log of one web server. */
  write(options: Parameters<typeof weirLine>[0]): void {
    const { logs } = this.world;
    logs[this.#paths.length % logs.length].append(weirLine(options));
    this.#paths.push(options.uri ?? '/');
  }

  /**
   * Runs the command to its end.
   * @param onPhase called at the first sight of each phase; true interrupts the command, which is then run again
   */
  async resize(
    to: ShardNumbers,
    onPhase: (phase: ResizeProgress['phase']) => boolean | undefined = () => undefined,
    without: readonly string[] = [],
  ): Promise<ResizeProgress['phase'][]> {
    const { memory } = this.world.server;
    const { clock } = this.world;
    const cluster = await memory.keyValues.open(clusterBucket(COMMON.bus));
    const heads = await memory.keyValues.open(headsBucket(COMMON.bus));
    const options = { cluster, heads, streams: memory.streams, to, without, clock };
    const phases: ResizeProgress['phase'][] = [];
    const once = async () => {
      for await (const { phase } of resize(options)) {
        if (phases.includes(phase)) continue;
        phases.push(phase);
        if (onPhase(phase)) return;
      }
    };
    const run = async () => {
      while (!phases.includes('done')) await once();
    };
    await this.#during(run());
    return phases;
  }

  /** Ends the load, lets everything be worked off, and asserts that each line was stored and judged once, the last ones under `version`. */
  async assertExact(version: number): Promise<void> {
    const { world } = this;
    this.#isLoaded = false;
    await world.clock.advance(REST_MS);
    this.#stopping.abort();
    for (const { process } of world.nodes) process.kill();
    assert.deepEqual(this.#gaps, []);
    const first = new Map<string, StoredBatch>();
    for (const each of this.#stored) {
      const { collector, shard, number } = each.batch;
      const id = `${collector} ${shard} ${number}`;
      if (!first.has(id)) first.set(id, each);
    }
    const paths: string[] = [];
    for (const { shard, sequence, batch } of first.values()) {
      // What was stored after the shard's end under this map is judged by nobody, and what was before by nobody else.
      const { shardMapVersion: of } = batch;
      const end = this.#finished.get(`${shard} ${of}`) ?? Number.POSITIVE_INFINITY;
      const begin = Math.max(
        0,
        ...Array.from({ length: of - 1 }, (_, i) => this.#finished.get(`${shard} ${i + 1}`) ?? 0),
      );
      assert.ok(sequence > begin && sequence <= end, `${shard}/${sequence} of map ${of}: ${begin}-${end}`);
      if (batch.collector.startsWith('range-')) continue;
      for (let row = 0; row < batch.rows; row++) paths.push(batch.texts[PATH].textAt(row));
    }
    assert.ok(paths.length > 200, `${paths.length} lines`);
    assert.deepEqual(paths.toSorted(), this.#paths.toSorted());
    assert.equal(Math.max(...this.#stored.map(({ batch }) => batch.shardMapVersion)), version);
    const found = [...this.#detections.values()].filter((each) => each.startsWith('log4shell'));
    assert.deepEqual(found.toSorted(), this.#attackers.map((ip) => `log4shell ${ip}`).toSorted());
  }

  /** What a scenario has found: the first field of each key, in order. */
  found(scenario: string): string[] {
    const keys = [...this.#detections.values()].map((each) => each.split(' '));
    return keys.flatMap(([name, first]) => (name === scenario ? [first] : [])).sort();
  }

  /** Scenarios that have fired. */
  get scenarios(): ReadonlySet<string> {
    return new Set([...this.#detections.values()].map((each) => each.split(' ')[0]));
  }

  async #during(running: Promise<void>): Promise<void> {
    let isOver = false;
    const over = running.finally(() => {
      isOver = true;
    });
    over.catch(() => {});
    for (let ms = 0; !isOver; ms += STEP_MS) {
      if (ms > RESIZE_MAX_MS) throw new Error(`the resize does not end:\n${await this.#stateOf()}`);
      await this.world.clock.advance(STEP_MS);
    }
    await over;
  }

  async #stateOf(): Promise<string> {
    const cluster = await this.world.server.memory.keyValues.open(clusterBucket(COMMON.bus));
    const entry = await cluster.get('shard-map');
    return `${Buffer.from(entry?.value ?? []).toString()} ${JSON.stringify([...this.#finished])}`;
  }

  async #load(): Promise<void> {
    const { clock } = this.world;
    const random = seededRandom(7);
    for (let n = 0; this.#isLoaded; n++) {
      const isAttack = n % 10 === 0;
      const ip = isAttack
        ? `52.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`
        : `41.${Math.floor(random.next() * 200)}.${n & 255}.7`;
      if (isAttack) this.#attackers.push(ip);
      this.write({ timeMs: clock.now(), ip, uri: `/page/${n}`, ...(isAttack ? { agent: LOG4SHELL } : {}) });
      await clock.sleep(LINE_EVERY_MS);
    }
  }

  /** Reads every stream from its beginning, so that what is removed later has been seen. */
  async #tap(): Promise<void> {
    const { streams } = this.world.server.memory;
    const { signal } = this.#stopping;
    const read = async (stream: string, take: (sequence: number, data: Uint8Array) => void) => {
      for await (const { sequence, data } of streams.read(stream, 1, signal)) take(sequence, data);
    };
    for (let shard = 0; shard < STREAMS; shard++) {
      await streams.ensure(eventStreamSpec(shard, COMMON.cluster, COMMON.bus));
      void read(eventStream(shard), (sequence, data) => {
        this.#stored.push({ shard, sequence, batch: decodeBatch(Uint8Array.from(data)) });
      });
    }
    await this.world.clock.advance(2000);
    void read(DETECTIONS, (_, data) => {
      const { id, scenario, key } = decodeDetection(data);
      this.#detections.set(id, `${scenario} ${key.map(({ value }) => value).join(' ')}`);
    });
  }
}
