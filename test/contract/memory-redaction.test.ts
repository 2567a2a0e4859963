import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { redactionContract } from './redaction.contract.ts';

redactionContract('memory', async () => ({ bus: new MemoryBus(new SystemClock()), stop: async () => {} }));
