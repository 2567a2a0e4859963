import assert from 'node:assert/strict';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { addressOf } from '#libs/domain/address.ts';
import { formatAsn, parseAsn } from '#libs/domain/asn.ts';
import {
  addressAfter,
  formatPrefix,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixCovers,
  prefixOf,
} from '#libs/domain/prefix.ts';
import { AsnDatabase, readAsns } from '#services/decision/asn/asn-database.ts';
import { announcerOf, NO_ASNS, systemsIn } from '#services/decision/asn/asns.ts';
import { MmdbAsns } from '#services/decision/asn/mmdb.ts';
import { addressWords, bitsOf } from '../support/arbitraries.ts';
import { START_MS } from '../support/batches.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';
import { quietLog } from '../support/log.ts';
import { asnsOf, mmdbOf } from '../support/mmdb.ts';

const of = (text: string) => addressOf(text) ?? assert.fail(text);
const prefixAt = (text: string): Prefix => parsePrefix(text) ?? assert.fail(text);
/** Something in a database that others do not meet by chance. */
const ANYBODY = { '192.0.2.0/24': 1 };

describe('an ASN', () => {
  it('is a number of 32 bits, with AS before it or not', () => {
    for (const [text, number] of [
      ['AS64500', 64500],
      ['as1', 1],
      ['4294967295', 4294967295],
      ['AS4294967296', undefined],
      ['AS0', undefined],
      ['AS064500', undefined],
      ['AS64500x', undefined],
      ['ASN64500', undefined],
      ['', undefined],
    ] as const)
      assert.equal(parseAsn(text), number, text);
    assert.equal(formatAsn(64500), 'AS64500');
  });
});

describe('the address after a prefix', () => {
  it('is the first one that it does not hold', () => {
    fc.assert(
      fc.property(addressWords, fc.integer({ min: 1, max: 128 }), (words, bits) => {
        const prefix = prefixOf(words, bits);
        const after = addressAfter(prefix);
        const expected = bitsOf(prefix.address) + (1n << BigInt(128 - bits));
        assert.equal(after && bitsOf(after), expected < 1n << 128n ? expected : undefined);
      }),
    );
  });
});

describe('a database of ASNs', () => {
  const network = fc
    .tuple(addressWords, fc.integer({ min: 1, max: 128 }))
    .map(([words, bits]) => prefixOf(words, bits))
    // What is neither wholly IPv4 nor without it stands for nothing in such a database, and ::/96 is where it has IPv4.
    .filter(({ address, bits }) => (bits > 96 || address[0] > 0) && bitsOf(address) >= 2n ** 32n);
  const networks = fc.array(fc.tuple(network, fc.integer({ min: 1, max: 2 ** 32 - 1 })), { maxLength: 30 });

  it('knows of each address what a look at all networks finds', () => {
    fc.assert(
      fc.property(
        networks,
        fc.constantFrom(24 as const, 28 as const, 32 as const),
        fc.array(addressWords, { maxLength: 10 }),
        (list, recordSize, others) => {
          const known = new Map<string, number>(Object.entries(ANYBODY));
          for (const [prefix, number] of list) known.set(formatPrefix(prefix), number);
          const asns = new MmdbAsns(asnsOf(Object.fromEntries(known), { recordSize }));
          const all = [...known].map(([text, number]) => ({ prefix: prefixAt(text), number }));
          for (const address of [...all.map(({ prefix }) => prefix.address), ...others]) {
            if (bitsOf(address) < 2n ** 32n) continue;
            const around = all.filter(({ prefix }) => prefixContains(prefix, address));
            const expected = around.sort((a, b) => b.prefix.bits - a.prefix.bits)[0]?.number;
            const { network, system } = asns.originOf(address);
            assert.deepEqual(system, expected && { number: expected, name: `Net ${expected}` });
            assert.ok(prefixContains(network, address) || network.bits < 96);
            // Nothing begins or ends within it.
            for (const { prefix } of all)
              assert.ok(prefixCovers(prefix, network) || !prefixCovers(network, prefix));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('knows who is in a prefix', () => {
    const asns = { version: 1, originOf: (address: Uint32Array) => database.originOf(address) };
    const database = new MmdbAsns(
      asnsOf({
        '203.0.0.0/16': 64500,
        '203.0.113.128/25': 64501,
        '198.51.100.0/26': 64502,
        '2001:db8::/32': 64503,
      }),
    );
    const numbers = (text: string) => [
      ...new Set([...systemsIn(asns, prefixAt(text))].map(({ number }) => number)),
    ];
    assert.deepEqual(numbers('203.0.113.0/24'), [64500, 64501]);
    assert.deepEqual(numbers('203.0.113.200'), [64501]);
    assert.deepEqual(numbers('203.0.0.0/16'), [64500, 64501]);
    assert.deepEqual(numbers('198.51.100.0/24'), [64502]);
    assert.deepEqual(numbers('198.51.100.64/26'), []);
    assert.deepEqual(numbers('198.51.101.0/24'), []);
    assert.deepEqual(numbers('2001:db8:1::/48'), [64503]);
    assert.deepEqual([...systemsIn(NO_ASNS, prefixAt('203.0.113.0/24'))], []);
    const subject = { scope: 'ip+host', value: '203.0.113.200 shop.example' } as const;
    assert.equal(announcerOf(asns, subject), 'AS64501 Net 64501');
    assert.equal(announcerOf(asns, { ...subject, scope: 'host+path' }), '');
    assert.equal(announcerOf(NO_ASNS, subject), '');
  });

  it('may be of IPv4 alone, and then knows nothing of others', () => {
    const asns = new MmdbAsns(asnsOf({ '32.1.0.0/16': 64500 }, { ipVersion: 4 }));
    assert.equal(asns.originOf(of('32.1.13.184')).system?.number, 64500);
    assert.equal(asns.originOf(of('2001:db8::1')).system, undefined);
  });

  it('may have the fields of other publishers', () => {
    const of4 = (record: Parameters<typeof mmdbOf>[0][string]) =>
      new MmdbAsns(mmdbOf({ '192.0.2.0/24': record })).originOf(of('192.0.2.9')).system;
    assert.deepEqual(of4({ asn: 'AS64500', as_name: 'Example' }), { number: 64500, name: 'Example' });
    assert.deepEqual(of4({ asn: 'AS64500', name: 'Example', type: 'isp' }), {
      number: 64500,
      name: 'Example',
    });
    assert.deepEqual(of4({ asn: '64500' }), { number: 64500, name: '' });
    assert.equal(of4({ asn: 'AS64500', name: 'x'.repeat(200) })?.name.length, 100);
  });
});

describe('the file of a database of ASNs', () => {
  const BUILT = Date.UTC(2026, 0, 5) / 1000;

  function opened(t: TestContext) {
    const file = join(temporaryFolder(t), 'asn.mmdb');
    writeFileSync(file, asnsOf({ '192.0.2.0/24': 64500 }, { built: BUILT }));
    const clock = new SimulatedClock(START_MS);
    const database = new AsnDatabase({ file, clock, log: quietLog });
    t.after(() => database.end());
    /** What somebody puts in its place. */
    const replace = (content: Buffer | string) => {
      writeFileSync(`${file}.new`, content);
      renameSync(`${file}.new`, file);
    };
    const number = () => database.originOf(of('192.0.2.1')).system?.number;
    return { file, clock, database, replace, number };
  }

  it('is read again when it has been replaced', async (t) => {
    const { database, replace, number } = opened(t);
    assert.deepEqual([number(), database.version, database.builtMs], [64500, 1, BUILT * 1000]);
    await database.look();
    assert.equal(database.version, 1, 'it is the same');
    replace(asnsOf({ '192.0.2.0/24': 64501 }));
    await database.look();
    assert.deepEqual([number(), database.version, database.alarm], [64501, 2, '']);
  });

  it('is looked at by itself', async (t) => {
    const { clock, database, replace, number } = opened(t);
    replace(asnsOf({ '192.0.2.0/24': 64501 }));
    const looked = t.mock.method(database, 'look');
    await clock.advance(60_000);
    await looked.mock.calls[0].result;
    assert.equal(number(), 64501);
  });

  it('stays in use with an alarm when what replaces it is of no use', async (t) => {
    const { file, database, replace, number } = opened(t);
    replace(asnsOf({ '192.0.2.0/24': 64501 }).subarray(0, 100));
    await database.look();
    assert.equal(number(), 64500);
    assert.match(database.alarm, /of 2026-01-05 stays in use: .*asn\.mmdb: is no database of ASNs/);
    rmSync(file);
    await database.look();
    assert.match(database.alarm, /stays in use: ENOENT/);
  });

  it('is in use without an alarm when it is there again', async (t) => {
    const { file, database, replace, number } = opened(t);
    renameSync(file, `${file}.away`);
    await database.look();
    assert.notEqual(database.alarm, '');
    renameSync(`${file}.away`, file);
    await database.look();
    assert.deepEqual([number(), database.version, database.alarm], [64500, 1, '']);
    replace('nonsense');
    await database.look();
    assert.notEqual(database.alarm, '');
    replace(asnsOf({ '192.0.2.0/24': 64502 }));
    await database.look();
    assert.deepEqual([number(), database.alarm], [64502, '']);
  });

  it('must be one', (t) => {
    const folder = temporaryFolder(t);
    const file = join(folder, 'x.mmdb');
    assert.throws(() => readAsns(file), failing('config', /x\.mmdb: can't be read: ENOENT/));
    const right = /x\.mmdb: is no database of ASNs: .*; name one in MMDB format, such as GeoLite2-ASN\.mmdb/;
    for (const content of ['', 'nonsense', 'n'.repeat(5000), asnsOf(ANYBODY).subarray(40)]) {
      writeFileSync(file, content);
      assert.throws(() => readAsns(file), failing('config', right));
    }
    writeFileSync(file, mmdbOf({ '192.0.2.0/24': { country: 'DE' } }, { type: 'GeoLite2-Country' }));
    assert.throws(
      () => readAsns(file),
      failing('config', /tell no ASN \(it says that it is a GeoLite2-Country\)/),
    );
  });

  it('that is damaged somewhere makes addresses unknown, and counts them', (t) => {
    const file = join(temporaryFolder(t), 'asn.mmdb');
    const bytes = asnsOf({ '192.0.2.0/24': 64500, '203.0.113.0/24': 64501 });
    const at = bytes.indexOf('autonomous_system_number', bytes.indexOf('Net 64500'));
    // No type has this number.
    bytes[at - 2] = 0;
    bytes[at - 1] = 255;
    writeFileSync(file, bytes);
    const database = new AsnDatabase({ file, clock: new SimulatedClock(START_MS), log: quietLog });
    t.after(() => database.end());
    assert.equal(database.originOf(of('192.0.2.1')).system?.number, 64500);
    assert.equal(database.originOf(of('203.0.113.1')).system, undefined);
    assert.equal(database.failed, 1);
  });
});
