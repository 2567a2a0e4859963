/** Backups of the ledger: the file, and taking one in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Decision } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { failureOf } from '#libs/errors/weir-error.ts';
import { Authentication } from '#libs/rpc/authentication.ts';
import { Rpc } from '#libs/rpc/server.ts';
import { encodeDecision } from '#libs/wire/decision.ts';
import { weir } from '#proto';
import { type BackupEntry, readBackup, writeBackup } from '#services/cli/backup.ts';
import { Backup } from '#services/decision/by-hand/backup.ts';
import { wholeText } from '../support/arbitraries.ts';
import { START_MS } from '../support/batches.ts';
import { contribution, decision } from '../support/decisions.ts';
import { failing } from '../support/failures.ts';
import { quietLog } from '../support/log.ts';
import { LedgerByHand } from '../support/manual.ts';

const HEADER = { cluster: '2026', time: '2026-11-21T10:00:00.000Z' };

function stored(of: Decision, value: Uint8Array = encodeDecision(of)): BackupEntry {
  return { key: ledgerKey(of, of.remediation === 'allow'), value };
}

describe('the file of a backup', () => {
  const entries = fc.array(
    wholeText.map((reason) => stored(decision({ contributions: [contribution({ reason })] }))),
    { maxLength: 5 },
  );
  const bytes = (all: readonly BackupEntry[]) =>
    all.map(({ key, value }) => [key, Buffer.from(value).toString('hex')]);

  it('is read as what it was', () => {
    fc.assert(
      fc.property(entries, (all) => {
        const read = readBackup(writeBackup(HEADER, all));
        assert.deepEqual([read.header, bytes(read.entries)], [HEADER, bytes(all)]);
      }),
      { numRuns: 100 },
    );
  });

  it('is refused when anything of it is changed, lost or doubled', () => {
    fc.assert(
      fc.property(
        entries,
        fc.nat(),
        fc.constantFrom('', 'x', '\n', 'AA'),
        fc.nat(9),
        (all, at, put, gone) => {
          const text = writeBackup(HEADER, all);
          const from = at % text.length;
          const damaged = text.slice(0, from) + put + text.slice(from + gone);
          if (damaged === text) return;
          assert.throws(() => readBackup(damaged), failing('corrupt', /^line \d+: /));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is refused when it is of something else, though whole', () => {
    const text = writeBackup(HEADER, [{ ...stored(decision()), key: 'block.ip.another' }]);
    assert.throws(() => readBackup(text), failing('corrupt', /line 2: the key is that of another entry/));
    assert.throws(() => readBackup('{"value":"203.0.113.7"}\n'), failing('corrupt', /no backup of a ledger/));
    const later = writeBackup(HEADER, []).replace('"version":1', '"version":2');
    assert.throws(() => readBackup(later), failing('corrupt', /version 2 is not known here/));
  });
});

describe('a backup that is taken in', () => {
  async function restore(made: LedgerByHand, entries: readonly BackupEntry[]) {
    const authentication = new Authentication({
      find: () => undefined,
      anonymous: 'viewer',
      onDenied: () => {},
    });
    const rpc = new Rpc({ authentication, log: quietLog });
    const backup = new Backup(rpc, made.ledger, made.audit);
    const replies: weir.v1.ImportLedgerReply.$Properties[] = [];
    async function* requests() {
      yield new weir.v1.ImportLedgerRequest({ author: 'ann', what: 'yesterday', entries: [...entries] });
    }
    await backup.import(requests(), async (reply) => {
      replies.push(reply);
    });
    return replies[0];
  }

  it('stores what is not there or older there, byte by byte, and notes it', async (t) => {
    const made = await LedgerByHand.open();
    t.after(() => made.close());
    const values = ['198.51.100.1', '198.51.100.2', '198.51.100.3'];
    await made.put(decision({ value: values[0], updatedMs: START_MS - 1 }));
    await made.put(decision({ value: values[1], updatedMs: START_MS + 1 }));
    // A field of a later release, which this one does not know.
    const unknown = Buffer.from([0xf8, 0x3f, 0x01]);
    const all = values.map((value) => {
      const of = decision({ value });
      return stored(of, Buffer.concat([encodeDecision(of), unknown]));
    });
    assert.deepEqual(await restore(made, all), { added: 1, replaced: 1, kept: 1 });
    assert.equal(made.entry(values[0])?.updatedMs, START_MS);
    assert.equal(made.entry(values[1])?.updatedMs, START_MS + 1);
    const bytes = new Map<string, Uint8Array>();
    for await (const { key, value } of made.ledger.stored(new AbortController().signal))
      bytes.set(key, value);
    for (const { key, value } of [all[0], all[2]])
      assert.deepEqual(Buffer.from(bytes.get(key) ?? []), Buffer.from(value));
    assert.deepEqual(await restore(made, all), { added: 0, replaced: 0, kept: 3 });
    const { records } = await made.audit.search(() => true, 4);
    assert.deepEqual(
      records.map(({ action, author }) => [action, author]),
      [
        ['restored', 'ann'],
        ['restore', 'ann'],
        ['restored', 'ann'],
        ['restore', 'ann'],
      ],
    );
  });

  it('is refused with what is no entry', async (t) => {
    const made = await LedgerByHand.open();
    t.after(() => made.close());
    const misplaced = { ...stored(decision()), key: 'block.ip.another' };
    await assert.rejects(restore(made, [misplaced]), failing('invalid', /is not at block\.ip\.another/));
    await restore(made, [{ key: 'block.ip.a', value: Buffer.from('no decision') }]).then(
      () => assert.fail('it was taken'),
      (error) => assert.equal(failureOf(error), 'corrupt'),
    );
    assert.equal([...made.ledger.entries()].length, 0);
  });
});
