import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  formatPrefix,
  type Prefix,
  parsePrefix,
  prefixCovers,
  prefixOf,
  prefixWithout,
} from '#libs/domain/prefix.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { Coverage } from '#services/decision/allowlist/coverage.ts';
import { NO_ASNS } from '#services/decision/asn/asns.ts';
import { addressWords } from '../support/arbitraries.ts';
import { knownAsns } from '../support/mmdb.ts';

const prefix = fc
  .tuple(addressWords, fc.constantFrom(128, 120, 112, 64, 48))
  .map(([words, bits]) => formatPrefix(prefixOf(words, bits)));
const subjectOf = (value: string): Subject => ({ scope: 'prefix', value });

describe('what covers a subject', () => {
  it('is what a look at all of them finds', () => {
    const inner = fc.tuple(prefix, fc.constantFrom('', ' shop.example'));
    fc.assert(
      fc.property(
        fc.array(prefix, { maxLength: 20 }),
        fc.array(prefix, { maxLength: 5 }),
        inner,
        (all, gone, [value, host]) => {
          const coverage = new Coverage<string>(NO_ASNS);
          for (const each of all) coverage.set(subjectOf(each), each);
          for (const each of gone) coverage.delete(subjectOf(each));
          const wanted = parsePrefix(value);
          assert.ok(wanted);
          const left = all.filter((each) => !gone.includes(each));
          for (const outer of [...left, value]) {
            const address = parsePrefix(outer);
            assert.ok(address);
            const scope = host === '' ? 'prefix' : 'ip+host';
            const expected = left.some((each) => {
              const covering = parsePrefix(each);
              return covering !== undefined && prefixCovers(covering, address);
            });
            assert.equal(coverage.find({ scope, value: `${outer}${host}` }) !== undefined, expected);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is an ASN that has any address of it', () => {
    // Few bits differ, so that networks lie in each other.
    const network = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 12 - 1 }), fc.integer({ min: 116, max: 128 }))
      .map(([low, bits]) => prefixOf(Uint32Array.of(0, 0, 0xffff, 0xc6336000 + low), bits));
    const at = (text: string): Prefix => parsePrefix(text) ?? assert.fail(text);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(network, fc.integer({ min: 1, max: 4 })), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        network,
        (list, allowed, wanted) => {
          const known = new Map(list.map(([prefix, number]) => [formatPrefix(prefix), number]));
          const coverage = new Coverage<string>(knownAsns(Object.fromEntries(known)));
          coverage.set({ scope: 'asn', value: `AS${allowed}` }, 'ASN');
          const all = [...known].map(([text, number]) => ({ prefix: at(text), number }));
          const expected = all.some(({ prefix, number }) => {
            if (number !== allowed) return false;
            const both = [prefix, wanted].find(
              (each) => prefixCovers(prefix, each) && prefixCovers(wanted, each),
            );
            const others = all.filter((each) => each.prefix.bits > prefix.bits).map((each) => each.prefix);
            return both !== undefined && prefixWithout(both, others).length > 0;
          });
          assert.equal(coverage.find(subjectOf(formatPrefix(wanted))) !== undefined, expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('must be accepted, and another may be instead', () => {
    const coverage = new Coverage<string>(NO_ASNS);
    coverage.set({ scope: 'ip', value: '198.51.100.7' }, 'address');
    coverage.set({ scope: 'prefix', value: '198.51.100.0/24' }, 'prefix');
    const subject: Subject = { scope: 'ip', value: '198.51.100.7' };
    assert.equal(coverage.find(subject), 'address');
    assert.equal(
      coverage.find(subject, (value) => value === 'prefix'),
      'prefix',
    );
    coverage.clear();
    assert.deepEqual([coverage.find(subject), coverage.size], [undefined, 0]);
  });
});
