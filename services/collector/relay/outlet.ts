/** The port to what takes a relay's lines. */

export interface Outlet {
  /** Batches that may be on their way at once. */
  readonly parallel: number;
  readonly counts: OutletCounts;
  /** What is wrong with it now, beside what `deliver` throws. */
  readonly alarms: readonly string[];
  /**
   * Resolves when the other side has the batch. The same batch may be delivered again after it has not.
   * @throws WeirError `invalid` when it will never take this batch as it is, anything else when it may later; with
   * `where.retryAfterMs` when it says how much later
   */
  deliver(batch: Delivery, signal: AbortSignal): Promise<void>;
  close(): void;
}

export interface Delivery {
  /** The same whenever these lines are sent, and never that of others: visible ASCII. */
  readonly id: string;
  /** Each with a line feed at its end. */
  readonly lines: Buffer;
}

export interface OutletCounts {
  /** Connections that were opened so far. */
  readonly connections: number;
  /** Connections that did not come to an understanding: a certificate that is not believed, for instance. */
  readonly tlsFailures: number;
}
