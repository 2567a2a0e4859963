/** What every bus must do. Runs on memory and on a real nats-server. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BusUnderTest, bytes, text } from '../support/buses.ts';
import type { BusKind } from '../support/every-bus.ts';
import { keyValueContract } from './key-value.contract.ts';
import { objectsContract } from './objects.contract.ts';
import { streamsContract } from './streams.contract.ts';

export function busContract({ name, start, skip }: BusKind): void {
  describe(`bus contract: ${name}`, { skip }, () => {
    const under = new BusUnderTest(start);
    before(() => under.start());
    after(() => under.stop());

    streamsContract(under);
    keyValueContract(under);
    objectsContract(under);

    test('announcements reach whoever listens, until they stop', async () => {
      const { bus } = under;
      const signal = new AbortController();
      const heard: string[] = [];
      bus.announcements.listen(
        'status.*',
        (subject, data) => heard.push(`${subject}:${text(data)}`),
        signal.signal,
      );
      await bus.streams.state('no-such-stream').catch(() => {});
      bus.announcements.announce('status.a', bytes('1'));
      bus.announcements.announce('other.a', bytes('2'));
      await bus.streams.state('no-such-stream').catch(() => {});
      signal.abort();
      bus.announcements.announce('status.a', bytes('3'));
      await bus.streams.state('no-such-stream').catch(() => {});
      assert.deepEqual(heard, ['status.a:1']);
    });
  });
}
