/**
 * The policies of a cluster: one record that every replica of the decision service looks at, so that all decide alike. Its
 * number grows with every change.
 */
import { createHash } from 'node:crypto';
import type { KeyValue, KeyValueEntry } from '#libs/bus/key-value.ts';
import type { Clock } from '#libs/clock/clock.ts';
import { Repeated } from '#libs/clock/repeated.ts';
import { changeJson, fromJson } from '#libs/cluster/json-value.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';
import type { PolicyFor } from './policy.ts';
import { builtInPolicies, policiesOf } from './policy-file.ts';
import type { PolicySet } from './policy-set.ts';

const KEY = 'policies';
/** How soon a change made at another replica holds here. */
const LOOK_EVERY_MS = 1000;

export interface PolicyRecord {
  /** 0 before anything was changed. */
  readonly number: number;
  /** Policies of one's own, as a file holds them; empty when there are none. */
  readonly text: string;
  /** Digest of the configured file that it came from; empty for none. */
  readonly base: string;
  /** Changed at run time, by the name of the policy. */
  readonly modes: Readonly<Record<string, string>>;
  readonly madeMs: number;
  readonly by: string;
  readonly what: string;
}

const NO_RECORD: PolicyRecord = { number: 0, text: '', base: '', modes: {}, madeMs: 0, by: '', what: '' };

/** What may be changed, and by whom. */
export type PolicyChange = Partial<Pick<PolicyRecord, 'text' | 'base' | 'modes'>> &
  Pick<PolicyRecord, 'madeMs' | 'by' | 'what'>;

export interface PolicyBookOptions {
  readonly cluster: KeyValue;
  readonly clock: Clock;
  readonly log: Log;
}

export class PolicyBook {
  readonly #options: PolicyBookOptions;
  #record: PolicyRecord = NO_RECORD;
  #set: PolicySet = builtInPolicies();
  #looking: Repeated | undefined;
  #alarm = '';

  constructor(options: PolicyBookOptions) {
    this.#options = options;
  }

  get record(): PolicyRecord {
    return this.#record;
  }

  get set(): PolicySet {
    return this.#set;
  }

  /** Why the policies that should hold do not; empty when they do. */
  get alarm(): string {
    return this.#alarm;
  }

  readonly policyFor: PolicyFor = (detection) => this.#set.policyFor(detection);

  /**
   * Takes up what holds, and follows it from now on.
   * @param text of the configured file: it holds unless it is the one that what holds began with
   */
  async begin(text: string | undefined): Promise<void> {
    const { clock, log } = this.#options;
    await this.#look();
    const base = text === undefined ? '' : digestOf(text);
    if (text !== undefined && base !== this.#record.base) {
      const origin = { madeMs: clock.now(), by: 'configuration', what: 'the configured policies' };
      await this.change((record) => (record.base === base ? undefined : { text, base, ...origin }));
    }
    this.#looking = new Repeated({
      clock,
      everyMs: LOOK_EVERY_MS,
      work: () => this.#look(),
      onError: (error) => logError(log, error, 'looking for policies'),
    });
  }

  async end(): Promise<void> {
    await this.#looking?.stop();
  }

  /**
   * Changes the record, and does it again when another was faster.
   * @param change undefined: all is as it should be
   * @throws WeirError `config` when what it would be can't be read, `conflict`, `unavailable`
   */
  async change(change: (record: PolicyRecord) => PolicyChange | undefined): Promise<PolicyRecord> {
    let before = NO_RECORD;
    const written = await changeJson(this.#options.cluster, KEY, (entry) => {
      before = recordOf(entry);
      const changed = change(before);
      if (!changed) return undefined;
      const record: PolicyRecord = { ...before, ...changed, number: before.number + 1 };
      setOf(record);
      return record;
    });
    if (!written) return before;
    this.#take(written.value);
    return written.value;
  }

  async #look(): Promise<void> {
    this.#take(recordOf(await this.#options.cluster.get(KEY)));
  }

  /** One that this release can't read leaves what held before. */
  #take(record: PolicyRecord): void {
    const { log } = this.#options;
    if (record.number <= this.#record.number) return;
    this.#record = record;
    try {
      this.#set = setOf(record);
      this.#alarm = '';
      const { number, by, what } = record;
      log.info({ number, by, what, version: this.#set.version }, 'policies');
    } catch (error) {
      this.#alarm = `policies ${record.number} can't be read here, former ones hold: ${messageOf(error)}`;
      logError(log, error, `policies ${record.number}`);
    }
  }
}

/** @throws WeirError `config`, `invalid` */
export function setOf({ text, modes }: Pick<PolicyRecord, 'text' | 'modes'>): PolicySet {
  const own = policiesOf(text, 'policies.yaml');
  const all = own.before(builtInPolicies());
  const unknown = Object.keys(modes).find((name) => !all.policies.some((policy) => policy.name === name));
  if (unknown !== undefined) throw new WeirError('invalid', `there is no policy ${unknown}`);
  return all.withModes(modes);
}

function recordOf(entry: KeyValueEntry | undefined): PolicyRecord {
  return entry && !entry.deleted ? fromJson<PolicyRecord>(entry) : NO_RECORD;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
