import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NETWORKS, Protection, rule } from '#libs/domain/protection.ts';
import type { Scope } from '#libs/domain/scope.ts';

const all = new Protection([
  NETWORKS.unspecified,
  rule('a trusted proxy', '203.0.113.10', '2001:db8:5::/64'),
  NETWORKS.loopback,
  NETWORKS.linkLocal,
  NETWORKS.private,
]);

describe('nobody may block', () => {
  const never: readonly (readonly [scope: Scope, value: string, reason: string])[] = [
    ['ip', '127.0.0.1', 'a loopback address'],
    ['ip', '127.255.0.3', 'a loopback address'],
    ['ip', '::1', 'a loopback address'],
    ['ip', '169.254.7.7', 'a link-local address'],
    ['ip', 'fe80::1', 'a link-local address'],
    ['ip', '10.1.2.3', 'a private address'],
    ['ip', '172.31.255.255', 'a private address'],
    ['ip', '192.168.1.1', 'a private address'],
    ['ip', '100.64.1.1', 'a private address'],
    ['ip', 'fd00::1', 'a private address'],
    ['ip', '0.0.0.0', 'no address of a client'],
    ['ip', '255.255.255.255', 'no address of a client'],
    ['ip', '::', 'no address of a client'],
    ['ip', 'ff02::1', 'no address of a client'],
    ['ip', '203.0.113.10', 'a trusted proxy'],
    ['ip', '2001:db8:5::9', 'a trusted proxy'],
    ['ip', 'shop.example', 'not an address'],
    // A network that holds somebody who is protected is as good as that address.
    ['prefix', '203.0.113.0/24', 'a network that holds a trusted proxy'],
    ['prefix', '2001:db8:5::/48', 'a network that holds a trusted proxy'],
    ['prefix', '10.1.2.0/24', 'a private address'],
    ['prefix', '0.0.0.0/0', 'a network that holds no address of a client'],
    ['prefix', '::/48', 'a network that holds no address of a client'],
    ['ip+host', '127.0.0.1 shop.example', 'a loopback address'],
    ['ip+agent', '203.0.113.10 curl/8', 'a trusted proxy'],
  ];
  for (const [scope, value, reason] of never) {
    it(`${scope} ${value}: ${reason}`, () => assert.equal(all.reasonFor({ scope, value }), reason));
  }
});

describe('anybody else may be blocked', () => {
  const may: readonly (readonly [scope: Scope, value: string])[] = [
    ['ip', '203.0.113.11'],
    ['ip', '172.32.0.1'],
    ['ip', '100.128.0.1'],
    ['ip', '2001:db8:6::1'],
    ['ip', '::2'],
    ['prefix', '198.51.100.0/24'],
    ['prefix', '2001:db8:6::/48'],
    ['ip+host', '198.51.100.7 localhost'],
    // These are about no address, even if they look like one.
    ['agent', '127.0.0.1 scanner'],
    ['host+path', '127.0.0.1 /login'],
  ];
  for (const [scope, value] of may) {
    it(`${scope} ${value}`, () => assert.equal(all.reasonFor({ scope, value }), ''));
  }

  it('private networks, where they are not protected', () => {
    const open = new Protection([NETWORKS.loopback]);
    assert.equal(open.reasonFor({ scope: 'ip', value: '10.1.2.3' }), '');
    assert.equal(open.reasonFor({ scope: 'ip', value: '127.0.0.1' }), 'a loopback address');
  });
});
