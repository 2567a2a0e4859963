/**
 * A process that owns a shard and dies at a message that says so: `node mortal-owner.ts SERVER EPOCH LAST`. It prints what
 * it remembers once it has processed message LAST, then hands the shard over.
 */
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { Memory, TestShard } from './actors.ts';
import { until } from './until.ts';

const DIED = 86;

const [server, epoch, last] = process.argv.slice(2);
const clock = new SystemClock();
const bus = await NatsBus.connect({ servers: [server], name: 'mortal' }, clock);
const shard = await TestShard.open(bus, clock, Number(epoch) - 1);
const memory = new Memory((text) => {
  if (text === 'die') process.exit(DIED);
});
const { actor } = await shard.own(memory, { limits: { replayMs: Number.POSITIVE_INFINITY } });
await until(() => actor.progress.processed >= Number(last), `message ${last}`);
await actor.stop('handed-over');
process.stdout.write(`${memory.texts.join(' ')}\n`);
await bus.close();
