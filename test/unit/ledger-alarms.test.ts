/** What a decision service says of a ledger that fills up. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ledgerAlarms } from '#services/decision/alarms.ts';

describe('the alarm of a ledger', () => {
  it('comes when it is nearly full, and says what to do', () => {
    const alarmsAt = (entries: number) => ledgerAlarms({ entries, entriesMax: 1000 });
    assert.deepEqual(alarmsAt(900), []);
    assert.match(alarmsAt(956)[0], /95 % full \(956 of 1000 entries\).*raise decision\.limits\.entries/);
    assert.match(alarmsAt(1000)[0], /is full \(1000 entries\): new decisions are refused/);
  });
});
