import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatPrefix, parsePrefix, prefixCovers, prefixOf } from '#libs/domain/prefix.ts';
import type { Subject } from '#libs/domain/scope.ts';
import { Coverage } from '#services/decision/allowlist/coverage.ts';
import { addressWords } from '../support/arbitraries.ts';

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
          const coverage = new Coverage<string>();
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

  it('must be accepted, and another may be instead', () => {
    const coverage = new Coverage<string>();
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
