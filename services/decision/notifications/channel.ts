/** A channel: a way to people. Whoever calls it limits the time and tries again. */
import type { Message } from './message.ts';

export interface Channel {
  /**
   * Delivers a message; resolves when the other side has taken it.
   * @throws WeirError `unavailable` when it may be taken later, not before `where.retryAfterMs` if that is there, else
   *   `invalid` or `denied`; what it says has nothing secret in it
   */
  send(message: Message, signal: AbortSignal): Promise<void>;
}
