/** Whose address an event has: trusted proxies, ports, zones of addresses and of times. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseConfig } from '#libs/config/load.ts';
import { PROXY_LISTS } from '#libs/config/proxies.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { addressOf } from '#libs/domain/address.ts';
import { formatPrefix, parsePrefix, prefixContains, prefixOf } from '#libs/domain/prefix.ts';
import { collectorConfig } from '#services/collector/config.ts';
import { LocalTime } from '#services/collector/formats/local-time.ts';
import { parsePeer } from '#services/collector/formats/peer.ts';
import { TrustedProxies } from '#services/collector/formats/trusted-proxies.ts';
import { decisionConfig } from '#services/decision/config.ts';
import { failing } from '../support/failures.ts';

const collector = fileSchema('collector', collectorConfig);
const source = (more: string) =>
  `collector: { sources: [{ name: web, type: file, path: access.log, ${more} }] }`;
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const ipv4 = word.map((last) => Uint32Array.of(0, 0, 0xffff, last));
const address = fc.oneof(
  ipv4,
  fc.tuple(word, word, word, word).map((words) => Uint32Array.from(words)),
);

describe('trusted proxies', () => {
  it('are those whose prefixes hold the address', () => {
    const prefix = fc
      .tuple(address, fc.integer({ min: 0, max: 128 }))
      .map(([words, bits]) => prefixOf(words, bits));
    fc.assert(
      fc.property(fc.array(prefix, { maxLength: 12 }), fc.array(address), (prefixes, others) => {
        const trusted = new TrustedProxies(prefixes);
        const edges = prefixes.flatMap((each) => {
          const next = each.address.slice();
          next[3] = (next[3] + 2 ** (128 - Math.max(97, each.bits))) >>> 0;
          return [each.address, next];
        });
        for (const words of [...edges, ...others]) {
          assert.equal(
            trusted.has(words),
            prefixes.some((each) => prefixContains(each, words)),
          );
        }
      }),
    );
  });

  it('may be named, alone and among prefixes', () => {
    const text = source('trustedProxies: [10.0.0.0/8, cloudflare]');
    const [{ trustedProxies }] = parseConfig(text, 'weir.yaml', collector).own.sources;
    assert.equal(trustedProxies.length, 1 + PROXY_LISTS.cloudflare.prefixes.split(' ').length);
    const trusted = new TrustedProxies(trustedProxies);
    for (const each of ['10.1.2.3', '::ffff:173.245.48.1', '2606:4700::1'])
      assert.ok(trusted.has(addressOf(each)!));
    assert.ok(!trusted.has(addressOf('173.245.64.0')!));
    const protect = 'decision: { protect: { trustedProxies: [fastly] } }';
    const { own } = parseConfig(protect, 'weir.yaml', fileSchema('decision', decisionConfig));
    assert.ok(own.protect.trustedProxies.some((each) => formatPrefix(each) === '151.101.0.0/16'));
  });

  it('that are none are told with their place and what would be right', () => {
    assert.throws(
      () => parseConfig(source('trustedProxies: [10.0.0.0/8, cloudfare]'), 'weir.yaml', collector),
      failing('config', /weir\.yaml:1:\d+: .*"cloudfare" is no address, prefix or service; use cloudflare/),
    );
    assert.throws(
      () => parseConfig(source('trustedProxies: [10.0.0/8]'), 'weir.yaml', collector),
      failing('config', /write a prefix such as 10\.0\.0\.0\/8, or cloudflare/),
    );
  });

  it('of services are prefixes, each once, with the day on which they were taken', () => {
    for (const [name, { taken, source: from, prefixes }] of Object.entries(PROXY_LISTS)) {
      assert.match(taken, /^20\d\d-\d\d-\d\d$/, name);
      assert.match(from, /^https:/, name);
      const list = prefixes.split(' ');
      assert.equal(new Set(list).size, list.length, name);
      for (const text of list) assert.equal(formatPrefix(parsePrefix(text)!), text, name);
    }
  });
});

describe('the address of a connection', () => {
  it('has a port or brackets, and no zone', () => {
    const read = (text: string) => {
      const words = new Uint32Array(4);
      return parsePeer(Buffer.from(text), 0, Buffer.byteLength(text), words) ? words : undefined;
    };
    for (const [text, expected] of [
      ['192.0.2.1:5000', '192.0.2.1'],
      ['[2001:db8::1]:5000', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['[::ffff:192.0.2.1]:1', '192.0.2.1'],
    ]) {
      assert.deepEqual(read(text), addressOf(expected), text);
    }
    const none = [
      '',
      ':',
      '[',
      '[]',
      ':80',
      '192.0.2.1:',
      '192.0.2.1:65536',
      '192.0.2.1:8a',
      '[2001:db8::1:5000',
      '2001:db8::1]:1',
    ];
    none.push(
      '2001:db8::1:50000',
      '[fe80::1%eth0]:1',
      '@/var/run/x.sock',
      'unix:1',
      '192.0.2.1:80:80',
      '[192.0.2.1]x:1',
    );
    for (const text of none) assert.equal(read(text), undefined, text);
  });
});

describe('a source', () => {
  it('names a format or has a log_format, whose mistakes are told with their place', () => {
    const formatOf = (format: string) =>
      parseConfig(source(`format: ${JSON.stringify(format)}`), 'weir.yaml', collector).own.sources[0].format;
    for (const format of ['auto', 'haproxy', '$remote_addr $msec "$request"'])
      assert.equal(formatOf(format), format);
    assert.throws(
      () => formatOf('combind'),
      failing('config', /weir\.yaml:1:\d+: .*no format "combind"; use combined/),
    );
    assert.throws(
      () => formatOf('iis-w3c-extended'),
      failing('config', /use auto, json, alb.*or nginx's log_format itself/),
    );
    assert.throws(
      () => formatOf('$remote_addr $msec'),
      failing('config', /weir\.yaml:1:\d+: .*no variable holds the URI/),
    );
    assert.throws(
      () => parseConfig(source('timeZone: Mars/Olympus'), 'weir.yaml', collector),
      failing('config', /"Mars\/Olympus" is no time zone; write one such as/),
    );
  });
});

describe('a time without a zone', () => {
  it('is that of the wall in its zone, in summer and in winter', () => {
    const utc = (text: string) => Date.parse(`${text}Z`);
    for (const [zone, wall, expected] of [
      ['UTC', '2026-11-21T19:58:07', '2026-11-21T19:58:07'],
      ['Europe/Berlin', '2026-11-21T19:58:07', '2026-11-21T18:58:07'],
      ['Europe/Berlin', '2026-07-01T00:30:00', '2026-06-30T22:30:00'],
      ['America/St_Johns', '2026-11-21T19:58:07', '2026-11-21T23:28:07'],
      ['+05:30', '2026-11-21T01:00:00', '2026-11-20T19:30:00'],
      // The nights in which the clock changes.
      ['Europe/Berlin', '2026-03-29T01:59:59', '2026-03-29T00:59:59'],
      ['Europe/Berlin', '2026-03-29T03:00:00', '2026-03-29T01:00:00'],
      ['Europe/Berlin', '2026-10-25T03:00:00', '2026-10-25T02:00:00'],
    ]) {
      assert.equal(new LocalTime(zone).toUnixMs(utc(wall)), utc(expected), `${wall} ${zone}`);
    }
    assert.throws(() => new LocalTime('Nowhere'), failing('config', /is no time zone/));
  });
});
