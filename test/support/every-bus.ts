/** All implementations of the bus, on which what stands on it is tried. */
import type { Bus } from '#libs/bus/bus.ts';
import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { TestNats } from './nats.ts';
import { requirePart } from './parts.ts';

export interface StartedBus {
  readonly bus: Bus;
  readonly stop: () => Promise<void>;
}

export interface BusKind {
  readonly name: string;
  readonly start: () => Promise<StartedBus>;
  /** Why it can't be tried here. */
  readonly skip: string | false;
}

export const EVERY_BUS: readonly BusKind[] = [
  {
    name: 'memory',
    start: async () => ({ bus: new MemoryBus(new SystemClock()), stop: async () => {} }),
    skip: false,
  },
  { name: 'nats-server', start: startNats, ...(await requirePart(natsPart)) },
];

async function startNats(): Promise<StartedBus> {
  const nats = await TestNats.start();
  const bus = await NatsBus.connect({ servers: [nats.server], name: 'contract' }, new SystemClock());
  return {
    bus,
    stop: async () => {
      await bus.close();
      await nats.stop();
    },
  };
}
