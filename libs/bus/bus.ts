/** What services talk over. One contract suite runs on every implementation. */
import type { Announcements } from './announcements.ts';
import type { KeyValues } from './key-value.ts';
import type { Streams } from './streams.ts';

export interface Bus {
  readonly streams: Streams;
  readonly keyValues: KeyValues;
  readonly announcements: Announcements;
  /** Largest message in bytes. */
  readonly payloadMax: number;
  /** Whether the other side can be reached now. */
  readonly connected: boolean;
  /** Sends what is pending, then closes. */
  close(): Promise<void>;
}
