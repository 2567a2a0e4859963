/**
 * nginx as a target: a table of rules, a snapshot of it on disk, and a replica for each nginx that has dialled in.
 *
 * Until the first reset nothing is known here, and nginx keeps what it has.
 */
import type { Server, Socket } from 'node:net';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import type { Remediation } from '#libs/domain/decision.ts';
import { RULE_SCOPES, type RuleScope } from '#libs/domain/scope.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { CallQueue } from '../call-queue.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from '../target.ts';
import { Connection } from './connection.ts';
import { openGate } from './gate.ts';
import {
  INSTANCES_MAX,
  LOG_LINES_MAX,
  LOG_REVISIONS_MAX,
  type NginxNumbers,
  type NginxTargetOptions,
  RULES_MAX,
  THROTTLE,
} from './options.ts';
import type { Hello } from './protocol.ts';
import { Replica } from './replica.ts';
import { RuleTable } from './rule-table.ts';
import { Snapshot } from './snapshot.ts';

const SOCKET_MODE = 0o660;
const BEAT_MS = 500;
const SWEEP_MS = 10_000;
/** How long a call waits for an nginx that was up to date: it is dropped sooner when it does not answer. */
const APPLY_MS = 10_000;
const RESET_MS = 30_000;
/** For one that is still catching up, and may be anybody: a short wait, so that it can't hold up the others. */
const CATCH_UP_MS = 200;
/** Not each refused connection is told: whoever floods the socket would flood the log. */
const REFUSAL_MS = 1000;
/** An nginx that reloads is back with a new connection at once; more often than this it is not waited for. */
const ROUNDS_MAX = 3;

export class NginxTarget implements Target {
  readonly name = 'nginx';
  readonly scopes: ReadonlySet<RuleScope> = new Set(RULE_SCOPES);
  readonly remediations: ReadonlySet<Remediation> = new Set<Remediation>(['block', 'throttle', 'allow']);
  readonly #options: NginxTargetOptions;
  readonly #clock: Clock;
  readonly #table: RuleTable;
  readonly #snapshot: Snapshot;
  readonly #replicas = new Map<Replica, Connection>();
  readonly #strangers = new Set<Connection>();
  readonly #timers: Timer[];
  readonly #calls = new CallQueue('nginx');
  #server: Server | undefined;
  #connectionsRefused = 0;
  #repairs = 0;
  #refusalToldMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  private constructor(options: NginxTargetOptions, snapshot: Snapshot) {
    const { clock, random } = options;
    this.#options = options;
    this.#clock = clock;
    this.#snapshot = snapshot;
    const session = Array.from({ length: 4 }, () => hex32(random.next())).join('');
    this.#table = new RuleTable(session, {
      rate: options.throttle ?? THROTTLE,
      hostAheadMs: options.hostAheadMs ?? (() => 0),
      rulesMax: options.rulesMax ?? RULES_MAX,
      log: {
        revisionsMax: options.logRevisionsMax ?? LOG_REVISIONS_MAX,
        linesMax: options.logLinesMax ?? LOG_LINES_MAX,
      },
    });
    this.#timers = [clock.every(BEAT_MS, () => this.#beat()), clock.every(SWEEP_MS, () => this.#sweep())];
  }

  /**
   * Opens the socket, so that nginx can dial.
   * @throws WeirError `config` when socket or directory can't be had, `conflict` when another enforcer has them.
   */
  static async open(options: NginxTargetOptions): Promise<NginxTarget> {
    const target = new NginxTarget(options, await Snapshot.open(options.stateDir, options.clock));
    const mode = options.socketMode ?? SOCKET_MODE;
    try {
      target.#server = await openGate(options.socketPath, mode, 2 * INSTANCES_MAX, {
        onSocket: (socket) => target.#admit(socket),
        onDrop: () => target.#refuse('there are too many connections'),
      });
    } catch (error) {
      await target.close();
      throw error;
    }
    return target;
  }

  /** @throws WeirError `full` when too many calls wait, `unavailable` when it is closed. */
  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#calls.run(async () => {
      await this.#table.reset(rules, this.#clock);
      const { done } = await this.#snapshot.rewrite(this.#table);
      const applied = await this.#spread(RESET_MS, () => true);
      await done;
      return applied;
    });
  }

  /** @throws WeirError `full` when too many calls wait, `unavailable` when it is closed, `bug` before a reset. */
  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#calls.run(async () => {
      if (this.#table.revision === 0) throw new WeirError('bug', 'nginx is given changes before all rules');
      const edits = this.#table.plan(changes, this.#clock.now());
      if (edits.length > 0) {
        // On disk first: an nginx that dies after it has heard of a ban comes back with it.
        await this.#snapshot.append(
          this.#table.revision + 1,
          edits.map((edit) => edit.line),
        );
        this.#table.commit(edits);
      }
      const applied = await this.#spread(APPLY_MS, (replica) =>
        edits.every((edit) => !replica.hasFailed(edit.key)),
      );
      if (this.#snapshot.isDue(this.#table.size)) await this.#snapshot.rewrite(this.#table);
      return applied;
    });
  }

  status(): TargetStatus {
    this.#table.sweep(this.#clock.now());
    return { held: this.#table.size, instances: this.#replicas.size, alarm: this.#alarm() };
  }

  numbers(): NginxNumbers {
    const beats = [...this.#replicas.keys()].flatMap((replica) => replica.beat ?? []);
    const free = [...this.#replicas.keys()].flatMap((replica) => replica.freeBytes ?? []);
    return {
      rules: this.#table.size,
      rulesRefused: this.#table.refused,
      unenforceable: this.#table.unenforceable,
      unstored: this.#unstored(),
      logRevisions: this.#table.logged.revisions,
      logLines: this.#table.logged.lines,
      journalLines: this.#snapshot.journalLines,
      instances: this.#replicas.size,
      connectionsRefused: this.#connectionsRefused,
      callsWaiting: this.#calls.waiting,
      repairs: this.#repairs,
      filterPercent: Math.max(0, ...beats.map((beat) => beat.filterPercent)),
      bucketsEvicted: beats.reduce((sum, beat) => sum + beat.bucketsEvicted, 0),
      hitsUncounted: beats.reduce((sum, beat) => sum + beat.hitsUncounted, 0),
      freeBytes: free.length > 0 ? Math.min(...free) : -1,
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const timer of this.#timers) timer.cancel();
    const drained = this.#calls.close();
    const server = this.#server;
    const closed = server && new Promise((resolve) => server.close(resolve));
    for (const connection of [...this.#strangers, ...this.#replicas.values()]) {
      connection.close('the enforcer ends');
    }
    await closed;
    await drained;
    await this.#snapshot.close();
  }

  /** Waits until every nginx has the present revision, or is given up. */
  async #spread(limitMs: number, holds: (replica: Replica) => boolean): Promise<Applied> {
    const { revision } = this.#table;
    const waited = new Set<Replica>();
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const fresh = [...this.#replicas.keys()].filter((replica) => !waited.has(replica));
      if (fresh.length === 0) break;
      await Promise.all(
        fresh.map((replica) => {
          waited.add(replica);
          const reached = replica.reached(revision, replica.trusted ? limitMs : CATCH_UP_MS);
          replica.wake();
          return reached;
        }),
      );
    }
    const there = [...this.#replicas.keys()].filter((r) => r.revision >= revision && holds(r));
    if (there.length === 0) return { atMs: this.#clock.now(), instances: 0 };
    return { atMs: Math.max(...there.map((replica) => replica.sinceMs)), instances: there.length };
  }

  #admit(socket: Socket): void {
    let replica: Replica | undefined;
    const connection = new Connection(socket, this.#clock, {
      onHello: (hello) => {
        this.#strangers.delete(connection);
        replica = this.#welcome(hello, connection);
      },
      onBeat: (beat) => replica?.hear(beat),
      onLoss: () => replica?.lose(),
      onHit: ({ id, refused, lastSeenMs }) => this.#options.onHits?.({ id, refused, lastSeenMs }),
      onClose: (reason) => {
        if (this.#strangers.delete(connection)) this.#refuse(reason);
        if (!replica) return;
        this.#replicas.delete(replica);
        replica.wake();
        const { boot, pid } = replica.hello;
        this.#options.onEvent?.({ kind: 'disconnected', boot, pid, reason });
      },
    });
    this.#strangers.add(connection);
  }

  #welcome(hello: Hello, connection: Connection): Replica | undefined {
    const { boot, pid, generation } = hello;
    for (const [older, line] of this.#replicas) {
      if (older.hello.boot !== boot) continue;
      if (older.hello.generation > generation) {
        this.#refuse('a newer worker of the same nginx is connected');
        connection.close('a newer worker is connected');
        return undefined;
      }
      line.close('a newer worker of the same nginx took over');
    }
    if (this.#replicas.size >= INSTANCES_MAX) {
      this.#refuse(`${INSTANCES_MAX} instances are connected`);
      connection.close('there are too many instances');
      return undefined;
    }
    const notify = this.#options.onEvent;
    const replica = new Replica(hello, connection, this.#table, this.#clock, {
      onFilled: (tookMs) => notify?.({ kind: 'filled', boot, pid, tookMs }),
      onRefusal: (reason) => notify?.({ kind: 'confused', boot, pid, reason }),
      onDrift: (what) => {
        this.#repairs++;
        notify?.({ kind: 'repaired', boot, pid, what });
      },
    });
    this.#replicas.set(replica, connection);
    notify?.({ kind: 'connected', boot, pid, generation, resumed: replica.revision >= 0 });
    connection.beat();
    void replica.run();
    return replica;
  }

  #refuse(reason: string): void {
    this.#connectionsRefused++;
    const now = this.#clock.elapsed();
    if (now - this.#refusalToldMs < REFUSAL_MS) return;
    this.#refusalToldMs = now;
    this.#options.onEvent?.({ kind: 'refused', reason });
  }

  #beat(): void {
    for (const connection of this.#replicas.values()) connection.beat();
  }

  #sweep(): void {
    this.#table.sweep(this.#clock.now());
    for (const replica of this.#replicas.keys()) replica.retry();
  }

  #unstored(): number {
    const now = this.#clock.now();
    return Math.max(0, ...[...this.#replicas.keys()].map((replica) => replica.failures(now)));
  }

  #alarm(): string {
    const unstored = this.#unstored();
    const { refused, unenforceable } = this.#table;
    const parts = [
      unstored > 0 && `dictionary full, ${unstored} rules not enforced`,
      refused > 0 && `too many rules, ${refused} not taken in`,
      unenforceable > 0 && `${unenforceable} rules that nginx can't enforce were given to it`,
      this.#snapshot.trouble !== '' && `the snapshot can't be written: ${this.#snapshot.trouble}`,
    ];
    return parts.filter((part) => part !== false).join('; ');
  }
}

/** A number in [0, 1) as eight hexadecimal digits. */
function hex32(fraction: number): string {
  return Math.floor(fraction * 2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
