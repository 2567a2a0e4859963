import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { busContract } from './bus.contract.ts';

busContract('memory', async () => ({ bus: new MemoryBus(new SystemClock()), stop: async () => {} }));
