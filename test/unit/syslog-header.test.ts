/** Syslog headers: what is behind them is the line, to the byte; what has none that can be read is left as it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { messageEnd, messageStart } from '#services/collector/sources/syslog/header.ts';

function messageOf(record: string | Buffer): string {
  const buffer = Buffer.from(record);
  const end = messageEnd(buffer, 0, buffer.length);
  return buffer.toString('utf8', messageStart(buffer, 0, end), end);
}

const LINE = '127.0.0.1 - - [21/Nov/2026:19:58:07 +0000] "GET / HTTP/1.1" 403 153 "-" "curl/7.88.1"';

describe('a header of RFC 3164', () => {
  it('is cut off as nginx writes it, with and without the host', () => {
    for (const header of [
      '<190>Nov 21 19:58:07 vm nginx: ',
      '<157>Nov  1 19:58:07 ngx_acc: ',
      '<13>Nov 21 19:58:07 vm.example.org nginx[819]: ',
      '<0>Nov 21 19:58:07 2001:db8::7 nginx: ',
    ])
      assert.equal(messageOf(header + LINE), LINE, header);
  });

  it('may have its time as some relays write it, and a second blank', () => {
    assert.equal(messageOf(`<190>2026-11-21T19:58:07.000123+00:00 vm nginx:  ${LINE}`), LINE);
  });

  it('leaves nothing of the line ends and zeros behind the message', () => {
    assert.equal(messageOf(`<190>Nov 21 19:58:07 vm nginx: ${LINE}\r\n\0`), LINE);
    assert.equal(messageOf('<190>Nov 21 19:58:07 vm nginx:'), '');
  });

  it('keeps a line’s end that is inside of the message: a datagram is one line', () => {
    const forged = '2026/11/21 19:58:08 [error] 1#1: *1 open() "/x\n8.8.8.8 - - [..] "GET /"';
    assert.equal(messageOf(`<187>Nov 21 19:58:08 vm nginx: ${forged}`), forged);
  });

  it('without a tag is none: what a client sends is not taken for one', () => {
    for (const record of [
      `<190>Nov 21 19:58:07 vm ${LINE}`,
      `<190>Nov 21 19:58:07 ${LINE.replace('- -', '- tag:')}`,
      `<190>Nov 21 19:58:07 vm {"ua":"x: 8.8.8.8 - -"}`,
      `<190>Nov 21 19:58:07 "x: 8.8.8.8`,
      `<190>Nov 21 19:58:07 vm  nginx: ${LINE}`,
    ])
      assert.equal(messageOf(record), record);
  });

  it('with another time or priority is none', () => {
    for (const header of [
      '<192>Nov 21 19:58:07 vm nginx: ',
      '<1900>Nov 21 19:58:07 vm nginx: ',
      '<>Nov 21 19:58:07 vm nginx: ',
      '190>Nov 21 19:58:07 vm nginx: ',
      '<190>nov 21 19:58:07 vm nginx: ',
      '<190>Nov 21 19.58.07 vm nginx: ',
      '<190>Nov 21 ',
      '<190>',
      '',
    ])
      assert.equal(messageOf(header + LINE), header + LINE, header);
  });
});

describe('a header of RFC 5424', () => {
  it('is cut off with structured data, blanks and the mark of UTF-8', () => {
    for (const header of [
      '<171>1 2025-11-05T20:47:03.000000+00:00 fw nginx - - - ',
      '<171>1 - - - - - -  ',
      '<171>1 2025-11-05T20:47:03Z fw nginx 819 ID47 [a@1 b="c \\" \\] ] \\\\" d="{~}"][e] ',
      '<171>1 2025-11-05T20:47:03Z fw nginx - - - \ufeff',
      '<171>1 2025-11-05T20:47:03Z fw nginx - - -  \ufeff ',
    ])
      assert.equal(messageOf(header + LINE), LINE, header);
    assert.equal(messageOf('<171>1 2025-11-05T20:47:03Z fw nginx - - -'), '');
  });

  it('that is cut short or has another version is none', () => {
    for (const record of [
      '<171>1 2025-11-05T20:47:03Z fw nginx - -',
      '<171>1 2025-11-05T20:47:03Z fw nginx - - [a b="c] message',
      '<171>1 2025-11-05T20:47:03Z fw nginx - - [a]message',
      '<171>1 2025-11-05T20:47:03Z  nginx - - - message',
      `<171>2 2025-11-05T20:47:03Z fw nginx - - - ${LINE}`,
      `<171>1 2025-11-05T20:47:03Z ${'f'.repeat(300)} nginx - - - ${LINE}`,
    ])
      assert.equal(messageOf(record), record);
  });
});

const name = fc.stringMatching(/^[A-Za-z0-9_.-]{1,32}$/);
const priority = fc.integer({ min: 0, max: 191 });
const stamp = fc
  .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
  .map((date) => date.toUTCString().split(' '))
  .map(([, day, month, , time]) => `${month} ${day.replace(/^0/, ' ')} ${time}`);
const header3164 = fc
  .record({ priority, stamp, host: fc.option(name), tag: name, pid: fc.option(fc.nat()) })
  .map(
    ({ priority: pri, stamp: at, host, tag, pid }) =>
      `<${pri}>${at} ${host === null ? '' : `${host} `}${tag}${pid === null ? '' : `[${pid}]`}: `,
  );
const field = fc.oneof(fc.constant('-'), fc.stringMatching(/^[!-~]{1,48}$/));
const element = fc
  .tuple(name, fc.array(fc.tuple(name, fc.string())))
  .map(
    ([id, values]) =>
      `[${id}${values.map(([key, value]) => ` ${key}="${value.replace(/["\\\]]/g, '\\$&')}"`).join('')}]`,
  );
const header5424 = fc
  .tuple(
    priority,
    fc.tuple(field, field, field, field, field),
    fc.oneof(
      fc.constant('-'),
      fc.array(element, { minLength: 1, maxLength: 4 }).map((list) => list.join('')),
    ),
    fc.boolean(),
  )
  .map(
    ([pri, fields, data, isMarked]) => `<${pri}>1 ${fields.join(' ')} ${data} ${isMarked ? '\ufeff' : ''}`,
  );
/** Any bytes that neither begin with what belongs to the header nor end with what is cut off. */
const message = fc
  .uint8Array({ maxLength: 200 })
  .map((list) => Buffer.concat([Buffer.from('m'), Buffer.from(list), Buffer.from('e')]));

describe('whatever comes', () => {
  it('the message is found behind any header', () => {
    fc.assert(
      fc.property(fc.oneof(header3164, header5424), message, fc.nat(20), (header, text, offset) => {
        const head = Buffer.from(header);
        const buffer = Buffer.concat([Buffer.alloc(offset, '<'), head, text, Buffer.from('<1>1 ')]);
        const end = offset + head.length + text.length;
        assert.equal(messageEnd(buffer, offset, end), end);
        assert.equal(messageStart(buffer, offset, end), offset + head.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('nothing outside of the record is looked at, and a header that is cut anywhere is none or has no message', () => {
    fc.assert(
      fc.property(fc.oneof(header3164, header5424), message, fc.nat(), (header, text, cut) => {
        const whole = Buffer.concat([Buffer.from(header), text]);
        const end = cut % (whole.length + 1);
        const alone = Buffer.from(whole.subarray(0, end));
        assert.equal(messageStart(whole, 0, end), messageStart(alone, 0, end));
        const at = messageStart(whole, 0, end);
        // Half of a mark of UTF-8 is none.
        const last = Buffer.byteLength(header);
        assert.ok(at === 0 || at === end || (at >= last - 3 && at <= last), `${at} of ${end}`);
      }),
      { numRuns: 2000 },
    );
  });

  it('any bytes have a beginning and an end inside of them', () => {
    const piece = fc.constantFrom(
      '<190>',
      '1 ',
      '- ',
      '[',
      ']',
      '"',
      '\\',
      ': ',
      'Nov 21 19:58:07 ',
      'a',
      '\0',
      '\n',
    );
    const soup = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((list) => Buffer.from(list.join(''))),
      fc.uint8Array({ maxLength: 60 }).map((list) => Buffer.from(list)),
    );
    fc.assert(
      fc.property(soup, (buffer) => {
        const before = Buffer.from(buffer);
        const end = messageEnd(buffer, 0, buffer.length);
        const start = messageStart(buffer, 0, end);
        assert.ok(start >= 0 && start <= end && end <= buffer.length);
        assert.deepEqual(buffer, before);
      }),
      { numRuns: 2000 },
    );
  });
});
