/** Which destination a line goes to, by its host. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Routes } from '#services/collector/relay/routes.ts';

const routes = new Routes([
  { hosts: ['shop.example', '*.shop.example', '*.deep.other.example'] },
  { hosts: ['api.shop.example', '*.other.example'] },
  {},
]);

describe('the destination of a line', () => {
  for (const [host, place] of [
    ['shop.example', 0],
    ['SHOP.example:8443', 0],
    ['shop.example.', 0],
    ['www.shop.example', 0],
    ['a.b.shop.example', 0],
    ['api.shop.example', 1],
    ['x.other.example', 1],
    ['x.deep.other.example', 0],
    ['deep.other.example', 1],
    ['other.example', 2],
    ['xshop.example', 2],
    ['', 2],
    [':', 2],
    ['..', 2],
    ['[2001:db8::7]:443', 2],
  ] as const) {
    it(`of ${JSON.stringify(host)} is ${place}`, () => assert.equal(routes.of(host), place));
  }

  it('is that of the rest for whatever a client makes up', () => {
    fc.assert(
      fc.property(fc.string(), (host) => {
        if (/example/i.test(host)) return;
        assert.equal(routes.of(host), routes.rest);
      }),
    );
  });

  it('is always the same where nobody names a host', () => {
    assert.equal(new Routes([{}]).isOne, true);
    assert.equal(routes.isOne, false);
  });
});
