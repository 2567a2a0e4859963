/**
 * Range shards in threads beside this one, which reads, judges key shards and decides. Each range shard is judged by one thread, rounds come out in
 * the order in which they were cut, and what is found in one has an order of its own: so it makes no difference how many
 * threads there are.
 */
import { Worker } from 'node:worker_threads';
import { type Findings, LocalShard } from '#libs/analysis/local-shard.ts';
import { LONG_MS, type LocalShardsOptions } from '#libs/analysis/local-shards.ts';
import { type Round, Rounds } from '#libs/analysis/rounds.ts';
import { SecondStage } from '#libs/analysis/second-stage.ts';
import { ShardMap } from '#libs/cluster/shard-map.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { JudgingAnswer, JudgingStart, JudgingTask } from './judging.ts';

/** Rounds that threads have in hand; the reading waits for them then. */
const ROUNDS_MAX = 3;

export interface ThreadedShardsOptions extends LocalShardsOptions {
  /** With this one: 2 or more. No more are started than there are range shards to judge. */
  readonly threads: number;
  /** Scenarios of one's own, as they were loaded here. */
  readonly folder: string | undefined;
}

/** A round that is being judged. */
interface Pending {
  readonly storedMs: number;
  /** Of each range shard. */
  readonly findings: Findings[];
  /** Threads that have not answered. */
  readonly waiting: Set<Thread>;
}

interface Thread {
  readonly own: readonly number[];
  readonly worker: Worker;
}

export class ThreadedShards {
  readonly map: ShardMap;
  /** What takes events in, which are judged when a round is full. */
  readonly rounds: Rounds;
  readonly #threads: readonly Thread[];
  readonly #secondStage: SecondStage;
  /** In the order in which they were cut. */
  readonly #pending: Pending[] = [];
  #isBehind = false;
  #isClosed = false;
  #failure: unknown;
  #wake = () => {};

  constructor(options: ThreadedShardsOptions) {
    const { shards, keyShards, seed, threads } = options;
    const map = new ShardMap(1, { shards, keyShards, partitions: 1 }, seed);
    this.map = map;
    this.rounds = new Rounds(map, (round) => this.#send(round));
    const keyShardsHere = Array.from(
      { length: keyShards },
      (_, i) => new LocalShard({ ...options, map, shard: shards + i }),
    );
    this.#secondStage = new SecondStage(shards, keyShardsHere, options);
    const count = Math.min(threads - 1, shards);
    const own = Array.from({ length: count }, (): number[] => []);
    for (let shard = 0; shard < shards; shard++) own[shard % count].push(shard);
    this.#threads = own.map((each) => this.#start(each, options));
  }

  /** Resolves when more may be added. @throws WeirError `bug` when a thread has ended */
  room(): Promise<void> {
    return this.#until(() => this.#pending.length < ROUNDS_MAX);
  }

  /** Resolves when all that was cut has been judged. @throws WeirError `bug` when a thread has ended */
  judged(): Promise<void> {
    return this.#until(() => this.#pending.length === 0);
  }

  /** Nothing more will come: closes what is open. @throws WeirError `bug` when a thread has ended */
  async finish(): Promise<void> {
    const endMs = this.rounds.newestMs + LONG_MS;
    this.rounds.tellTime(endMs);
    await this.judged();
    while (this.#isBehind) {
      this.rounds.again(endMs);
      await this.judged();
    }
  }

  /** Ends the threads, whatever they do. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(own: readonly number[], { shards, keyShards, seed, limits, folder }: ThreadedShardsOptions): Thread {
    const workerData: JudgingStart = { own, folder, shards, keyShards, seed, limits };
    const worker = new Worker(new URL('./judging-thread.ts', import.meta.url), { workerData });
    const thread = { own, worker };
    worker.on('message', (answer: JudgingAnswer) => this.#hear(thread, answer));
    worker.on('error', (error) => this.#fail(threadEnded(messageOf(error), error)));
    worker.on('exit', (code) => {
      if (!this.#isClosed) this.#fail(threadEnded(`exit code ${code}`));
    });
    return thread;
  }

  #send({ storedMs, batches }: Round): void {
    this.#pending.push({ storedMs, findings: [], waiting: new Set(this.#threads) });
    for (const { own, worker } of this.#threads) {
      const task: JudgingTask = { storedMs, batches: own.map((shard) => batches[shard]) };
      worker.postMessage(task);
    }
  }

  /** A thread answers in the order in which it was asked. */
  #hear(thread: Thread, answer: JudgingAnswer): void {
    try {
      const round = this.#pending.find(({ waiting }) => waiting.delete(thread));
      if (!round) throw new WeirError('bug', 'a thread has answered what it was not asked');
      for (const [i, findings] of answer.entries()) round.findings[thread.own[i]] = findings;
      while (this.#pending[0]?.waiting.size === 0) this.#complete(this.#pending[0]);
    } catch (error) {
      this.#fail(error);
    }
    this.#wake();
  }

  #complete({ storedMs, findings }: Pending): void {
    this.#pending.shift();
    this.#isBehind = findings.some(({ isBehind }) => isBehind);
    this.#secondStage.take(findings, storedMs);
  }

  #fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  /** One asks at a time. */
  async #until(isMet: () => boolean): Promise<void> {
    for (;;) {
      if (this.#failure !== undefined) throw this.#failure;
      if (isMet()) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function threadEnded(why: string, cause?: unknown): WeirError {
  return new WeirError('bug', `a thread that judges has ended: ${why}`, {}, cause);
}
