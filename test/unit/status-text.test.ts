/** weir status: analyzers of one's own have the numbers of their own shards, and one that nobody runs is an alarm. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { statusText } from '#services/cli/commands/status.ts';
import { inStepOf, inStepText } from '#services/cli/status/in-step.ts';

const shard = (number: number, owner: string, epoch: number, more: object = {}) => {
  return { shard: number, owner, epoch, processed: 90, stored: 100, gaps: 0, keys: 5, lagMs: 20, ...more };
};

it('tells groups apart', () => {
  const text = statusText({
    services: [
      {
        service: 'analyzer',
        instance: 'analyzer-1',
        group: '',
        shards: [
          shard(0, 'analyzer-1', 1, { clients: 900, successfulClients: 800 }),
          shard(1, 'analyzer-1', 1, { clients: 5, successfulClients: 4 }),
        ],
      },
      {
        service: 'analyzer',
        instance: 'analyzer-2',
        group: '',
        shards: [shard(0, 'analyzer-1', 2, { clients: 7, successfulClients: 6 }), shard(2, 'analyzer-2', 1)],
      },
      {
        service: 'mine',
        instance: 'mine-1',
        group: 'mine',
        shards: [shard(0, 'mine-1', 3, { gaps: 7, keys: 11, clients: 7, successfulClients: 6 })],
      },
      {
        service: 'mine',
        instance: 'mine-2',
        group: 'mine',
        shards: [shard(1, 'mine-2', 2), shard(0, 'mine-2', 2, { gaps: 4 })],
      },
    ],
    analyzers: [
      { name: 'mine', sinceMs: 0, members: ['mine-1', 'mine-2'] },
      { name: 'gone', sinceMs: 0, members: [] },
    ],
    enforcers: [],
    in_step: inStepOf({}),
    ledger: { in_force: 0 },
    gaps: [],
  });
  assert.match(text, /^0 +analyzer-1 +2 /m);
  assert.match(text, /^12 clients in the last minute, 10 of them with/m);
  assert.match(text, /^1 +analyzer-1 +1 /m);
  assert.doesNotMatch(text, /^\d +mine-/m);
  // Of each shard the latest owner tells.
  assert.match(text, /^mine +2 +2 +20 +20 ms +7 +16$/m);
  assert.match(text, /^gone +0 +0 +0 +0 ms +0 +0$/m);
  assert.match(
    text,
    /^ {2}analyzer gone: no process runs it; start one, or say weir analyzers remove gone$/m,
  );
  assert.doesNotMatch(text, /analyzer mine:/);
});

it('tells how many enforcers hold the ledger, and how long bans took', () => {
  const token = { incarnation: 'a', revision: 7 };
  const enforcers = [
    { enforcer: 'one', token },
    { enforcer: 'two', token: { incarnation: 'a', revision: 9 } },
    { enforcer: 'behind', token: { incarnation: 'a', revision: 6 } },
    { enforcer: 'elsewhere', token: { incarnation: 'b', revision: 9 } },
  ];
  const applied = Array.from({ length: 100 }, (_, i) => ({ ingestedMs: 1000, appliedMs: 1001 + i }));
  const inStep = inStepOf({ enforcers, token, applied: [...applied, { ingestedMs: 0, appliedMs: 5 }] });
  assert.deepEqual(inStep, {
    enforcers: 4,
    holding: 2,
    revision: 7,
    bans: { count: 100, p50Ms: 50, p99Ms: 99 },
  });
  assert.equal(
    inStepText(inStep),
    'applied 2 of 4: ledger revision 7; of the last 100 bans half were in force after 50 ms, 99 % after 99 ms',
  );
  assert.equal(inStepText(inStepOf({ enforcers, token })), 'applied 2 of 4: ledger revision 7');
  assert.equal(inStepText(inStepOf({})), '');
});

it('tells how often an enforcer had to put its target right', () => {
  const text = statusText({
    services: [
      { service: 'enforcer', instance: 'one', numbers: { weir_enforcer_target_repairs: 3 } },
      { service: 'enforcer', instance: 'two', numbers: {} },
    ],
    analyzers: [],
    enforcers: [
      { enforcer: 'one', target: 'file', token: { incarnation: 'a', revision: 7 }, held: 5 },
      {
        enforcer: 'two',
        target: 'exec',
        token: { incarnation: 'a', revision: 7 },
        held: 5,
        alarm: 'it is broken',
      },
    ],
    in_step: inStepOf({}),
    ledger: { in_force: 5 },
    gaps: [],
  });
  assert.match(text, /^one +file +7 +5 +3 +ok$/m);
  assert.match(text, /^two +exec +7 +5 +- +it is broken$/m);
});
