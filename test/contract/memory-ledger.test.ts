import { MemoryBus } from '#libs/bus/memory/memory-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { ledgerContract } from './ledger.contract.ts';

ledgerContract('memory', async () => ({ bus: new MemoryBus(new SystemClock()), stop: async () => {} }));
