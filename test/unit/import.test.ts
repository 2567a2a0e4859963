/** Many entries that are added in one go. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { weir } from '#proto';
import { inParallel } from '#services/decision/ledger/in-parallel.ts';
import { START_MS } from '../support/batches.ts';
import { decision, HOUR_MS } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { LedgerByHand } from '../support/manual.ts';

type Request = weir.v1.ImportRequest;
type Entry = weir.v1.ImportEntry.$Properties;
type Reply = weir.v1.ImportReply.$Properties;

async function open(t: TestContext, entriesMax?: number) {
  const by = await LedgerByHand.open(entriesMax);
  t.after(() => by.close());
  const { imports } = by.byHand;
  const run = async (chunks: readonly (readonly Entry[])[], dryRun = false) => {
    const begin = { author: 'ann', reason: 'list', dryRun };
    const replies: Reply[] = [];
    const requests = [
      { begin },
      ...chunks.map((entries) => ({ chunk: { entries } })),
    ] as unknown as Request[];
    await imports.run(stream(requests), async (reply) => {
      replies.push(reply);
    });
    return replies;
  };
  return { by, imports, run };
}

async function* stream<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

const blockOf = (value: string, options: Entry = {}): Entry => ({ value, durationMs: HOUR_MS, ...options });
const counts = ({ added, changed, present, ended, refused }: Reply) => [
  added,
  changed,
  present,
  ended,
  refused?.length,
];

/** Of the last reply. */
const NO_COUNTS = [undefined, undefined, undefined, undefined, undefined];

describe('an import', () => {
  it('adds what is new, and says what becomes of each entry of a chunk', async (t) => {
    const { by, run } = await open(t);
    await by.put(decision({ value: '198.51.100.1' }));
    await by.put(decision({ value: '198.51.100.2' }));
    await by.put(decision({ value: '203.0.113.0/24', scope: 'prefix', remediation: 'allow' }));
    const replies = await run([
      [
        blockOf('198.51.100.1'),
        blockOf('198.51.100.2', { durationMs: 2 * HOUR_MS }),
        blockOf('10.1.2.3'),
        blockOf('198.51.100.3', { reason: 'its own' }),
        blockOf('198.51.100.4', { durationMs: 0, untilMs: START_MS }),
        blockOf('203.0.113.7'),
      ],
      [blockOf('198.51.100.5')],
    ]);
    assert.deepEqual(replies.map(counts), [[1, 1, 1, 1, 2], [1, 0, 0, 0, 0], NO_COUNTS]);
    assert.deepEqual(replies[0].refused, [
      { index: 2, why: "10.1.2.3 can't be blocked: it is a private address" },
      { index: 5, why: "203.0.113.7 can't be blocked: it is allowed by 203.0.113.0/24" },
    ]);
    const made = by.entry('198.51.100.3');
    assert.deepEqual(
      [made?.state, made?.untilMs, made?.contributions[0].author, made?.contributions[0].reason],
      ['active', START_MS + HOUR_MS, 'ann', 'its own'],
    );
    assert.equal(by.entry('198.51.100.2')?.untilMs, START_MS + 2 * HOUR_MS);
    assert.equal(by.entry('198.51.100.5')?.contributions[0].reason, 'list');
    assert.equal(by.entry('198.51.100.4'), undefined);
  });

  it('of the same again changes nothing', async (t) => {
    const { by, run } = await open(t);
    const entries = Array.from({ length: 1000 }, (_, i) => blockOf(`198.51.${i >> 8}.${i & 255}`));
    assert.deepEqual(counts((await run([entries]))[0]), [1000, 0, 0, 0, 0]);
    assert.deepEqual(counts((await run([entries]))[0]), [0, 0, 1000, 0, 0]);
    assert.deepEqual(counts((await run([[...entries].reverse()]))[0]), [0, 0, 1000, 0, 0]);
    assert.equal([...by.ledger.entries()].length, 1000);
  });

  it('of allow entries takes back what they cover, in the end and at once', async (t) => {
    const { by, run } = await open(t);
    const values = Array.from({ length: 20 }, (_, i) => `203.0.113.${i}`);
    for (const value of values) await by.put(decision({ value }));
    const allow = [
      blockOf('203.0.113.0/24', { remediation: 4 }),
      blockOf('198.51.100.1', { remediation: 4 }),
    ];
    assert.deepEqual((await run([allow], true)).at(-1), { lifted: 0 });
    assert.deepEqual((await run([allow, [blockOf('198.51.100.9')]])).at(-1), { lifted: 20 });
    assert.ok(values.every((value) => by.entry(value)?.state === 'lifted'));
    assert.equal(by.entry('198.51.100.9')?.state, 'active');
  });

  it('is in the audit before it begins, and with what became of it', async (t) => {
    const { by, run } = await open(t);
    const told = async () => (await by.audit.search(() => true, 10)).records;
    await run([[blockOf('198.51.100.1')]], true);
    assert.deepEqual(await told(), []);
    await run([[blockOf('198.51.100.1'), blockOf('10.1.2.3')], [blockOf('198.51.100.1')]]);
    const [after, before] = await told();
    assert.deepEqual([before.action, before.author, before.reason], ['import', 'ann', 'list']);
    assert.deepEqual(
      [after.action, after.author, after.subjects?.map(({ value }) => value)],
      ['imported', 'ann', ['198.51.100.1']],
    );
    assert.deepEqual(after.counts, { added: 1, changed: 0, present: 1, ended: 0, refused: 1, lifted: 0 });
    by.bus.faults.down = true;
    await assert.rejects(run([[blockOf('198.51.100.2')]]), failing('unavailable'));
    by.bus.faults.down = false;
    assert.equal(by.entry('198.51.100.2'), undefined);
  });

  it('tells the audit of 1,000 entries, and counts all', async (t) => {
    const { by, run } = await open(t);
    const entries = Array.from({ length: 2000 }, (_, i) => blockOf(`198.51.${i >> 8}.${i & 255}`));
    await run([entries.slice(0, 1000), entries.slice(1000)]);
    const [{ subjects, counts: all }] = (await by.audit.search(() => true, 1)).records;
    assert.deepEqual([subjects?.length, all?.added], [1000, 2000]);
  });

  it('may only be tried', async (t) => {
    const { by, run } = await open(t);
    assert.deepEqual((await run([[blockOf('198.51.100.1'), blockOf('10.1.2.3')]], true)).map(counts), [
      [1, 0, 0, 0, 1],
      NO_COUNTS,
    ]);
    assert.equal(by.entry('198.51.100.1'), undefined);
  });

  it('ends when the ledger is full, after it has told what was done', async (t) => {
    const { by, imports } = await open(t, 2);
    const replies: Reply[] = [];
    const requests = [
      { begin: {} },
      { chunk: { entries: [blockOf('198.51.100.1'), blockOf('198.51.100.2')] } },
      { chunk: { entries: [blockOf('198.51.100.1')] } },
    ] as unknown as Request[];
    const take = async (reply: Reply) => {
      replies.push(reply);
    };
    await imports.run(stream(requests), take);
    assert.equal(by.ledger.replica.count, 2);
    const more = [{ begin: {} }, { chunk: { entries: [blockOf('198.51.100.3')] } }] as unknown as Request[];
    await assert.rejects(imports.run(stream(more), take), failing('full', /2 entries, its limit/));
    assert.equal(replies.length, 3);
  });

  it('has nothing in hand any more when it ends with an error', async (t) => {
    const { by, run } = await open(t, 1);
    await by.put(decision({ value: '198.51.100.1' }));
    const longer = Array.from({ length: 500 }, (_, i) =>
      blockOf('198.51.100.1', { durationMs: (i + 2) * HOUR_MS }),
    );
    await assert.rejects(run([[blockOf('198.51.100.2')], longer]), failing('full'));
    const [{ action, counts: all }] = (await by.audit.search(() => true, 1)).records;
    assert.deepEqual([action, all?.changed], ['imported', 500]);
    assert.equal(by.entry('198.51.100.1')?.untilMs, START_MS + 501 * HOUR_MS);
  });

  it('is refused without a beginning, with too large a chunk, and beside too many others', async (t) => {
    const { imports, run } = await open(t);
    const send = async () => {};
    const none = [{ chunk: { entries: [] } }] as unknown as Request[];
    await assert.rejects(imports.run(stream(none), send), failing('invalid', /begins with who/));
    const many = Array.from({ length: 1001 }, () => blockOf('198.51.100.1'));
    await assert.rejects(run([many]), failing('invalid', /1000 entries at most, not 1001/));
    const waiting = Promise.withResolvers<void>();
    async function* slow(): AsyncGenerator<Request> {
      yield { begin: {} } as unknown as Request;
      await waiting.promise;
    }
    const others = Array.from({ length: 4 }, () => imports.run(slow(), send));
    await assert.rejects(run([]), failing('full', /4 imports run already/));
    waiting.resolve();
    await Promise.all(others);
    assert.deepEqual(await run([]), [{ lifted: 0 }]);
  });
});

describe('work in parallel', () => {
  it('has so many things in hand at most, and all of them in the end', async () => {
    let inHand = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel(
      Array.from({ length: 50 }, (_, i) => i),
      7,
      async (item) => {
        most = Math.max(most, ++inHand);
        await new Promise((resolve) => setImmediate(resolve));
        inHand--;
        done.push(item);
      },
    );
    assert.equal(most, 7);
    assert.equal(new Set(done).size, 50);
  });

  it('begins nothing after a failure, and ends with it when nothing is in hand', async () => {
    let begun = 0;
    let inHand = 0;
    const working = inParallel(
      Array.from({ length: 50 }, (_, i) => i),
      4,
      async (item) => {
        begun++;
        inHand++;
        await new Promise((resolve) => setImmediate(resolve));
        inHand--;
        if (item === 5) throw new Error('five');
      },
    );
    await assert.rejects(working, /five/);
    assert.equal(inHand, 0);
    assert.ok(begun < 12, String(begun));
  });
});
