import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, it } from 'node:test';
import { NatsBus } from '#libs/bus/nats/nats-bus.ts';
import { SystemClock } from '#libs/clock/system.ts';
import { TestShard } from '../support/actors.ts';
import { TestNats } from '../support/nats.ts';

const OWNER = join(import.meta.dirname, '../support/mortal-owner.ts');
const DIED = 86;

let nats: TestNats;
let bus: NatsBus;
before(async () => {
  nats = await TestNats.start();
  bus = await NatsBus.connect({ servers: [nats.server], name: 'poison' }, new SystemClock());
});
after(async () => {
  await bus.close();
  await nats.stop();
});

async function own(epoch: number, last: number): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [OWNER, nats.server, String(epoch), String(last)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 30_000,
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { code: code as number | null, said: said.trim() };
}

it('a message that really ends three processes does not end the fourth, and nothing else is left out', async () => {
  const shard = await TestShard.open(bus, new SystemClock());
  await shard.publish('one', 'two', 'die', 'three', 'four');
  const ends: (number | null)[] = [];
  let said = '';
  for (let epoch = 1; epoch <= 6 && said === ''; epoch++) {
    const end = await own(epoch, 5);
    ends.push(end.code);
    said = end.said;
  }
  // All of it was a backlog already for the first, so that the second is careful.
  assert.deepEqual(ends, [DIED, DIED, DIED, 0]);
  assert.equal(said, 'one two three four');
  assert.deepEqual(await shard.quarantined(), [
    { text: 'die', reason: '2 owners in a row ended when they were about to apply it' },
  ]);
});
