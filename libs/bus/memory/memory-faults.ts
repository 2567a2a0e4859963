import { WeirError } from '../../errors/weir-error.ts';

/** What goes wrong, decided anew for every operation. */
export interface MemoryFaults {
  /** The server can't be reached. */
  down: boolean;
  /** The message is stored, but the acknowledgement is lost. */
  storedButTimedOut(subject: string): boolean;
}

/** @throws WeirError `unavailable` while the bus is down. */
export function requireUp(faults: MemoryFaults): void {
  if (faults.down) throw new WeirError('unavailable', 'the bus is down');
}
