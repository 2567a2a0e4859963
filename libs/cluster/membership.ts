/**
 * Who is there: every member writes a heartbeat to its own key; one whose key stands still for the time to live is
 * dead. Only members write regularly; leases are written when they change.
 */
import { randomBytes } from 'node:crypto';
import type { KeyValue } from '../bus/key-value.ts';
import type { Clock } from '../clock/clock.ts';
import { failureOf } from '../errors/weir-error.ts';
import { type Log, logError } from '../telemetry/logging.ts';
import type { ClusterView } from './cluster-view.ts';
import { fromJson, toJson } from './json-value.ts';

/** Heartbeats in one time to live. */
const BEATS_PER_TTL = 3;
/** A member acts for its leases only while its last heartbeat was sent within this share of the time to live. */
const HOLD_SHARE = 0.8;

interface MemberValue {
  /** One that is leaving keeps what it has until it hands it back, and gets nothing more. */
  readonly state: 'alive' | 'leaving' | 'expired' | 'left';
  /** Of the process: one that was started again under the same name is another. */
  readonly nonce: string;
  readonly beat: number;
}

export interface MembershipOptions {
  /** Members of one group share what that group owns; other groups in the same bucket are of no account. */
  readonly group: string;
  /** Stays the same when the member is started again. */
  readonly id: string;
  readonly ttlMs: number;
  readonly cluster: KeyValue;
  readonly view: ClusterView;
  readonly clock: Clock;
  readonly log: Log;
}

export class Membership {
  readonly id: string;
  readonly ttlMs: number;
  readonly #options: MembershipOptions;
  readonly #prefix: string;
  #state: MemberValue['state'] = 'alive';
  /** The latest write: each builds on the revision of the one before. */
  #writing: Promise<unknown> = Promise.resolve();
  #nonce = randomBytes(6).toString('hex');
  #beat = 0;
  #revision = 0;
  #renewedMs = Number.NEGATIVE_INFINITY;
  /** Own heartbeats that came back on the watch: a member's silence counts only while these do. */
  #ownSeen = 0;
  /** How many had come back when each member's present revision was seen. */
  readonly #ownSeenAt = new Map<string, number>();

  constructor(options: MembershipOptions) {
    this.id = options.id;
    this.ttlMs = options.ttlMs;
    this.#options = options;
    this.#prefix = `member.${options.group}.`;
    options.view.onChange(({ key }) => {
      if (!key.startsWith(this.#prefix)) return;
      if (key === this.#key) this.#ownSeen++;
      this.#ownSeenAt.set(key, this.#ownSeen);
    });
  }

  /** Whether this member may act for what it has leased. Asked before every act. */
  get holds(): boolean {
    return this.#options.clock.elapsed() - this.#renewedMs <= HOLD_SHARE * this.ttlMs;
  }

  /** Whether enough has been seen to judge who is there. */
  get settled(): boolean {
    return this.#options.view.current && this.#ownSeen > 0;
  }

  /** Members that are there to stay, this one included, in order. */
  live(): string[] {
    const live: string[] = [];
    for (const entry of this.#options.view.under(this.#prefix)) {
      const id = entry.key.slice(this.#prefix.length);
      if (fromJson<MemberValue>(entry).state === 'alive' && !this.isSilent(id)) live.push(id);
    }
    return live.sort();
  }

  /** Members besides this one that have a part in the group still: those who are leaving too. */
  others(): string[] {
    const ids = [...this.#options.view.under(this.#prefix)].map(({ key }) => key.slice(this.#prefix.length));
    return ids.filter((id) => id !== this.id && !this.isGone(id) && !this.isSilent(id));
  }

  /** Whether a member is known to be gone: it left, was declared dead, or never was. */
  isGone(id: string): boolean {
    const entry = this.#options.view.get(this.#prefix + id);
    return !entry || isOver(fromJson<MemberValue>(entry));
  }

  /** Whether a member was not heard for its time to live, while this one was. */
  isSilent(id: string): boolean {
    const entry = this.#options.view.get(this.#prefix + id);
    if (!entry || id === this.id) return false;
    const beatsSince = this.#ownSeen - (this.#ownSeenAt.get(entry.key) ?? 0);
    return this.#options.clock.elapsed() - entry.seenMs >= this.ttlMs && beatsSince >= BEATS_PER_TTL;
  }

  /**
   * Declares a silent member dead, so that it knows when it comes back. Does nothing when it was heard again.
   * @returns whether it is gone now
   */
  async expire(id: string): Promise<boolean> {
    const entry = this.#options.view.get(this.#prefix + id);
    if (!entry || this.isGone(id)) return true;
    if (!this.isSilent(id)) return false;
    try {
      const value: MemberValue = { ...fromJson<MemberValue>(entry), state: 'expired' };
      await this.#options.cluster.update(entry.key, toJson(value), entry.revision);
      this.#options.log.warn({ member: id }, 'member is silent: declared dead');
      return true;
    } catch (error) {
      if (failureOf(error) !== 'conflict') logError(this.#options.log, error, 'declaring a member dead');
      return false;
    }
  }

  /** Sends heartbeats until `signal`. `onLost` is called when others have declared this member dead. */
  async run(onLost: () => void, signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#options;
    while (!signal.aborted) {
      const sentMs = clock.elapsed();
      try {
        const lost = await this.#serially(() => this.#renew());
        if (lost === '') this.#renewedMs = sentMs;
        else {
          log.warn(`${lost}: joining again`);
          this.#renewedMs = Number.NEGATIVE_INFINITY;
          onLost();
          continue;
        }
      } catch (error) {
        logError(log, error, 'heartbeat');
      }
      const spentMs = clock.elapsed() - sentMs;
      await clock.sleep(Math.max(0, this.ttlMs / BEATS_PER_TTL - spentMs), signal);
    }
  }

  /** Tells that everything will be handed back, so that others take it at once as it comes free. */
  async retire(): Promise<void> {
    this.#state = 'leaving';
    await this.#serially(() => this.#renew()).catch((error) =>
      logError(this.#options.log, error, 'announcing to leave'),
    );
  }

  /** Says goodbye, so that nobody has to wait for the silence. */
  async leave(): Promise<void> {
    this.#state = 'left';
    await this.#serially(() => this.#renew()).catch((error) => logError(this.#options.log, error, 'leaving'));
  }

  get #key(): string {
    return this.#prefix + this.id;
  }

  #value(): MemberValue {
    return { state: this.#state, nonce: this.#nonce, beat: this.#beat };
  }

  #serially<T>(write: () => Promise<T>): Promise<T> {
    const written = this.#writing.then(write);
    this.#writing = written.catch(() => {});
    return written;
  }

  /** Writes a heartbeat. Returns how this member has lost its place since the last one; empty when it has not. */
  async #renew(): Promise<string> {
    const { cluster } = this.#options;
    this.#beat++;
    try {
      this.#revision =
        this.#revision === 0
          ? await this.#join()
          : await cluster.update(this.#key, toJson(this.#value()), this.#revision);
      return '';
    } catch (error) {
      if (failureOf(error) !== 'conflict') throw error;
    }
    // A write whose answer was lost changes the revision too: look whose it is.
    const entry = await cluster.get(this.#key);
    const value = entry && !entry.deleted ? fromJson<MemberValue>(entry) : undefined;
    if (entry && value?.nonce === this.#nonce && value.state !== 'expired') {
      this.#revision = entry.revision;
      return '';
    }
    const isAnother = value !== undefined && value.nonce !== this.#nonce;
    this.#nonce = randomBytes(6).toString('hex');
    this.#revision = 0;
    return isAnother
      ? `another process is member ${this.id}; give each an instance name of its own`
      : 'this member was declared dead';
  }

  /** The first heartbeat of a process replaces whatever the key held: an earlier process of the same name is gone. */
  async #join(): Promise<number> {
    const { cluster } = this.#options;
    const value = toJson(this.#value());
    const entry = await cluster.get(this.#key);
    return entry && !entry.deleted
      ? cluster.update(this.#key, value, entry.revision)
      : cluster.create(this.#key, value);
  }
}

function isOver({ state }: MemberValue): boolean {
  return state === 'expired' || state === 'left';
}
