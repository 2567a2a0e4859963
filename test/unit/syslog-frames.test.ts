/** A stream of syslog records, in either framing and cut anywhere, is those records. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { RECORD_BYTES_MAX, SyslogFrames } from '#services/collector/sources/syslog/frames.ts';

function framesOf(chunks: readonly (Buffer | string)[], isFinished = true) {
  const records: string[] = [];
  let cutOff = 0;
  const frames = new SyslogFrames({
    record: (buffer, start, end) => records.push(buffer.toString('latin1', start, end)),
    cutOff: () => {
      cutOff++;
    },
  });
  for (const chunk of chunks) frames.push(Buffer.from(chunk as string, 'latin1'));
  if (isFinished) frames.finish();
  frames.close();
  return { records, cutOff };
}

const counted = (record: string) => `${record.length} ${record}`;
const LONG = 'x'.repeat(RECORD_BYTES_MAX + 1);

describe('a stream of records', () => {
  it('is framed by counts, by lines, or by both', () => {
    const { records } = framesOf([
      `${counted('<1>a\nb')}${counted('<2>c')}\n<3>d\n${counted('<4>e')}<5>f\r\n`,
    ]);
    assert.deepEqual(records, ['<1>a\nb', '<2>c', '<3>d', '<4>e', '<5>f\r']);
  });

  it('is framed by lines where a line begins with a number', () => {
    const lines = ['127.0.0.1 - - x', '12 monkeys', '1234567890 <1>x', '0 <1>x', '7<1>'];
    assert.deepEqual(framesOf([`${lines.join('\n')}\n`]).records, lines);
  });

  it('may end without a line’s end, and does not with half of what was counted', () => {
    assert.deepEqual(framesOf(['<1>a\n<2>b']).records, ['<1>a', '<2>b']);
    for (const [stream, isFinished, records] of [
      ['<1>a\n<2>b', false, ['<1>a']],
      ['9 <1>', true, []],
      ['9 ', true, []],
      [`${RECORD_BYTES_MAX + 9} <1>`, true, []],
    ] as const)
      assert.deepEqual(framesOf([stream], isFinished), { records, cutOff: 1 });
  });

  it('goes on behind what is too long, of which the beginning is passed on once', () => {
    const beginning = `<1>${LONG}`.slice(0, RECORD_BYTES_MAX + 1);
    for (const long of [counted(`<1>${LONG}`), `<1>${LONG}\n`]) {
      const text = `<0>a\n${long}<2>b\n`;
      for (const size of [text.length, 1000, 65_536]) {
        const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, i) =>
          text.slice(i * size, (i + 1) * size),
        );
        const { records, cutOff } = framesOf(chunks);
        assert.deepEqual([records, cutOff], [['<0>a', beginning, '<2>b'], 0], `chunks of ${size}`);
      }
    }
    assert.deepEqual(framesOf([`<1>${LONG}`]), { records: [beginning], cutOff: 0 });
    const longest = 'x'.repeat(RECORD_BYTES_MAX);
    assert.deepEqual(framesOf([`${longest}\n`]).records, [longest]);
  });

  it('comes to the same wherever it is cut', () => {
    const text = fc.stringMatching(/^<[0-9]{1,3}>[ -~]{0,40}$/);
    const record = fc.record({ text, isCounted: fc.boolean(), hasEnd: fc.boolean() });
    fc.assert(
      fc.property(fc.array(record), fc.array(fc.integer({ min: 1, max: 30 })), (list, cuts) => {
        const stream = list
          .map((each) => (each.isCounted ? counted(each.text) + (each.hasEnd ? '\n' : '') : `${each.text}\n`))
          .join('');
        const chunks: string[] = [];
        let at = 0;
        for (const cut of cuts) {
          chunks.push(stream.slice(at, at + cut));
          at += cut;
        }
        const { records, cutOff } = framesOf([...chunks, stream.slice(at)]);
        assert.deepEqual(
          records,
          list.map((each) => each.text),
        );
        assert.equal(cutOff, 0);
      }),
      { numRuns: 1000 },
    );
  });
});
