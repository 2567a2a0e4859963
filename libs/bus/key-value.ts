/** The port to a versioned key-value store: a JetStream KV bucket, or its equal in memory. */

export interface KeyValueSpec {
  readonly bucket: string;
  readonly maxBytes: number;
  readonly replicas: number;
}

export interface KeyValueEntry {
  readonly key: string;
  readonly value: Uint8Array;
  /** Grows with every write to the bucket. */
  readonly revision: number;
  /** The key was deleted by this revision; `value` is empty. */
  readonly deleted: boolean;
}

/** Marks in a watch that all entries there were at its start have been delivered. */
export const CURRENT = Symbol('current');

export interface KeyValue {
  readonly bucket: string;

  /** Changes when the bucket is deleted and made again. */
  incarnation(): Promise<string>;

  /** The latest entry, deleted ones included; undefined when there never was one. */
  get(key: string): Promise<KeyValueEntry | undefined>;

  /**
   * Writes a key that does not exist, or was deleted.
   * @returns the new revision
   * @throws WeirError `conflict` when it exists, `unavailable`, `full`
   */
  create(key: string, value: Uint8Array): Promise<number>;

  /**
   * Writes a key that is still at `revision`.
   * @returns the new revision
   * @throws WeirError `conflict` when it is not, `unavailable`, `full`
   */
  update(key: string, value: Uint8Array, revision: number): Promise<number>;

  /**
   * Marks a key as deleted, if it is still at `revision`.
   * @throws WeirError `conflict`, `unavailable`
   */
  delete(key: string, revision: number): Promise<void>;

  /**
   * Removes what a key held up to `revision` without a trace: a watch does not see it. A later entry stays.
   * @throws WeirError `unavailable`
   */
  forget(key: string, revision: number): Promise<void>;

  /**
   * Every key's latest entry, then CURRENT, then each change in order, until `signal` is aborted.
   * @throws WeirError `missing` when the bucket is gone or was made again, `unavailable` when the connection was lost:
   * the caller watches anew.
   */
  watch(signal: AbortSignal): AsyncIterable<KeyValueEntry | typeof CURRENT>;
}

export interface KeyValues {
  /** Opens a bucket and makes it unless it is there. */
  open(spec: KeyValueSpec): Promise<KeyValue>;
}
