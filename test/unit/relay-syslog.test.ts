/** Lines as syslog records, and what the kernel says of a connection. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SyslogRecords } from '#services/collector/relay/syslog-records.ts';
import { unacknowledgedIn } from '#services/collector/relay/unacknowledged.ts';
import { START_MS } from '../support/batches.ts';

const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 26 1 0 100 0 0 10 0
   1: 0100007F:C350 0100007F:1F90 01 000004D2:00000000 00:00000000 00000000     0        0 27 1 0 20 4 30 10 -1
   2: 0100007F:1F90 0100007F:C350 01 00000000:00000010 00:00000000 00000000     0        0 28 1 0 20 4 30 10 -1
`;

describe('bytes that the other side’s kernel does not have', () => {
  it('are those of the connection in question', () => {
    assert.equal(unacknowledgedIn([TABLE], { localPort: 50_000, remotePort: 8080 }), 0x4d2);
    assert.equal(unacknowledgedIn(['', TABLE], { localPort: 8080, remotePort: 50_000 }), 0);
    assert.equal(unacknowledgedIn([TABLE], { localPort: 8080, remotePort: 1 }), undefined);
    assert.equal(unacknowledgedIn([], { localPort: 8080, remotePort: 50_000 }), undefined);
  });
});

describe('a syslog record', () => {
  const head = `<190>1 ${new Date(START_MS).toISOString()} web-1 nginx - - - `;
  const lines = fc.array(
    fc.string({ unit: 'binary-ascii' }).map((text) => text.replaceAll('\n', ' ')),
    {
      minLength: 1,
    },
  );

  it('ends with a line feed, or has its length before it', () => {
    const of = (framing: 'newline' | 'octet-counted') =>
      new SyslogRecords({ framing, tag: 'nginx', host: 'web-1' }).of(Buffer.from('a\nbc\n'), START_MS);
    assert.equal(of('newline').toString(), `${head}a\n${head}bc\n`);
    assert.equal(of('octet-counted').toString(), `${head.length + 1} ${head}a${head.length + 2} ${head}bc`);
  });

  it('holds the line byte by byte', () => {
    const records = new SyslogRecords({ framing: 'octet-counted', tag: 'nginx', host: 'web-1' });
    fc.assert(
      fc.property(lines, (texts) => {
        let rest = records.of(Buffer.from(texts.map((text) => `${text}\n`).join(''), 'latin1'), START_MS);
        for (const text of texts) {
          const space = rest.indexOf(' ');
          const length = Number(rest.toString('latin1', 0, space));
          const record = rest.toString('latin1', space + 1, space + 1 + length);
          assert.equal(record, head + text);
          rest = rest.subarray(space + 1 + length);
        }
        assert.equal(rest.length, 0);
      }),
    );
  });
});
