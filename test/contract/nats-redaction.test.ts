import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { natsPart } from '#services/standalone/parts/parts.ts';
import { TestNats } from '../support/nats.ts';
import { requirePart } from '../support/parts.ts';
import { redactionContract } from './redaction.contract.ts';

redactionContract(
  'nats-server',
  async () => {
    const nats = await TestNats.start();
    const bus = await NatsBus.connect({ servers: [nats.server], name: 'contract' }, new SystemClock());
    return {
      bus,
      stop: async () => {
        await bus.close();
        await nats.stop();
      },
    };
  },
  await requirePart(natsPart),
);
