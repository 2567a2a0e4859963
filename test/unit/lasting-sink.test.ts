/** Lines of a source that is not closed, and sinks that come and go. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LastingSink } from '#services/collector/sources/lasting-sink.ts';
import type { LineSink } from '#services/collector/sources/source.ts';
import { SentSink } from '../support/sent-lines.ts';

const settle = () => new Promise((resolve) => setImmediate(resolve));

function sending(lasting: LastingSink) {
  const sink: LineSink = lasting.begin('sent', 0);
  let count = 0;
  const add = (text: string) => {
    const line = Buffer.from(text);
    sink.line(line, 0, line.length, count++);
    line.fill('#');
  };
  const state = { flushed: 0 };
  const flush = () => sink.flush(count).then(() => void state.flushed++);
  return { sink, add, flush, state };
}

describe('a sink that lasts', () => {
  it('gives what comes to the sink that is there, and keeps what comes between two for the next', async () => {
    const lasting = new LastingSink(1000);
    const { sink, add, flush, state } = sending(lasting);
    add('a');
    const first = flush();
    await settle();
    assert.equal(state.flushed, 0, 'there is nobody yet');
    const [one, two] = [new SentSink(), new SentSink()];
    lasting.attach(one);
    await first;
    add('b');
    await flush();
    lasting.detach();
    assert.deepEqual([one.lines, one.ended], [['a', 'b'], 1]);
    add('c');
    sink.overrun(3);
    const waiting = flush();
    add('d');
    await settle();
    assert.equal(state.flushed, 2);
    lasting.attach(two);
    await waiting;
    add('e');
    assert.deepEqual([one.lines, two.lines, two.overrun], [['a', 'b'], ['c', 'd', 'e'], 3]);
    sink.end();
    assert.equal(two.ended, 1);
  });

  it('lets a sender go on waiting whose sink has gone while there was no room', async () => {
    const lasting = new LastingSink(1000);
    const { add, flush, state } = sending(lasting);
    const [one, two] = [new SentSink(), new SentSink()];
    const room = Promise.withResolvers<void>();
    one.hold = room.promise;
    lasting.attach(one);
    add('a');
    const waiting = flush();
    lasting.detach();
    room.resolve();
    await settle();
    assert.equal(state.flushed, 0);
    lasting.attach(two);
    await waiting;
    assert.deepEqual([one.lines, two.lines], [['a'], []]);
  });

  it('keeps what was sent by one that has ended meanwhile, and no more than it may', async () => {
    const lasting = new LastingSink(1000);
    const { sink, add } = sending(lasting);
    const line = 'x'.repeat(1024 * 1024);
    for (let i = 0; i < 20; i++) add(line);
    sink.end();
    const [one, two] = [new SentSink(), new SentSink()];
    lasting.attach(one);
    assert.deepEqual([one.tooLong.length, one.overrun, one.ended], [16, 4, 1]);
    lasting.detach();
    lasting.attach(two);
    assert.deepEqual([two.tooLong.length, two.ended, one.ended], [0, 0, 1]);
  });
});
