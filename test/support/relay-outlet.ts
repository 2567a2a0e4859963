/** An outlet that does what a test says, and keeps what it was given. */
import type { Delivery, Outlet } from '#services/collector/relay/outlet.ts';

export class TestOutlet implements Outlet {
  readonly parallel: number;
  readonly counts = { connections: 0, tlsFailures: 0 };
  readonly alarms: readonly string[] = [];
  /** Lines that were taken, and the ids of the batches, in their order. */
  readonly lines: string[] = [];
  readonly ids: string[] = [];
  /** Deliveries that were begun, and those that go on. */
  attempts = 0;
  open = 0;
  openMax = 0;
  isClosed = false;
  /** Throws what the other side says; takes the lines otherwise. */
  answer: (lines: readonly string[]) => void | Promise<void> = () => {};

  constructor(parallel = 1) {
    this.parallel = parallel;
  }

  async deliver({ id, lines }: Delivery, signal: AbortSignal): Promise<void> {
    this.attempts++;
    this.open++;
    this.openMax = Math.max(this.openMax, this.open);
    const texts = lines.toString('latin1').split('\n').slice(0, -1);
    try {
      await this.answer(texts);
      signal.throwIfAborted();
      this.ids.push(id);
      this.lines.push(...texts);
    } finally {
      this.open--;
    }
  }

  close(): void {
    this.isClosed = true;
  }
}
