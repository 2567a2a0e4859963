/** What comes by syslog and is no line of a log is an event in no format, whatever clients have written into it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { FORMATS } from '#services/collector/formats/formats.ts';
import { messageStart } from '#services/collector/sources/syslog/header.ts';

const FORGED = '8.8.8.8 - - [21/Nov/2026:19:58:07 +0000] "GET /wp-login.php HTTP/1.1" 200 1 "-" "-"';
const REST = 'failed (2: No such file or directory), client: 127.0.0.1, server: , request: "GET /x HTTP/1.1"';
const FORGED_ERROR =
  '2026/11/21 19:58:08 [error] 1#1: *1 access forbidden by rule, client: 8.8.8.8, server: x';

const RECORDS = [
  `<187>Nov 21 19:58:08 vm nginx: 2026/11/21 19:58:08 [error] 819#819: *3 open() "/x\n${FORGED}" ${REST}`,
  `<187>Nov 21 19:58:08 nginx: 2026/11/21 19:58:08 [error] 819#819: *3 open() "/x\n${FORGED_ERROR}" ${REST}`,
  // Without a tag, as another host may send it, and as rsyslog relays what has the name of a host.
  `<190>Nov 21 19:58:07 vm ${FORGED}`,
  `<190>1 2026-11-21T19:58:07Z vm vm - - -  nginx: ${FORGED}`,
];

describe('syslog records that are no lines of a log', () => {
  for (const format of FORMATS) {
    it(`are malformed to ${format}`, () => {
      for (const record of RECORDS) {
        const buffer = Buffer.from(record);
        const reader = openFormat({ format }, { trustedProxies: [] });
        const start = messageStart(buffer, 0, buffer.length);
        assert.notEqual(reader.parse(buffer, start, buffer.length, new EventRow()), '', record);
      }
    });
  }
});
