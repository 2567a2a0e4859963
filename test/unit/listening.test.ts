/** Sources that others connect to: their settings, who may send, and what the kernel tells of datagrams. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { allowedOf } from '#services/collector/sources/listening/config.ts';
import { Peers } from '#services/collector/sources/listening/peers.ts';
import { dropsIn } from '#services/collector/sources/syslog/kernel-drops.ts';
import { failing } from '../support/failures.ts';
import { sourceConfig } from '../support/sent-lines.ts';

const syslog = (settings: string) => sourceConfig(`{ type: syslog, name: edge, ${settings} }`);

describe('a source that listens', () => {
  it('does so on the loopback interface, or says who may send', () => {
    for (const listen of ['127.0.0.1:5514', '[::1]:5514', '127.8.0.1:0'])
      assert.equal(syslog(`listen: "${listen}"`).name, 'edge');
    for (const listen of ['0.0.0.0:5514', '[::]:5514', '10.0.0.7:5514'])
      assert.throws(
        () => syslog(`listen: "${listen}"`),
        failing(
          'config',
          /weir\.yaml:1:\d+: .*allow: .* list those that may send, such as allow: \[10\.0\.0\.0\/8\]/,
        ),
      );
    assert.equal(syslog('listen: "0.0.0.0:5514", allow: [10.0.0.0/8]').name, 'edge');
  });

  it('that events are pushed to takes them as they are, from this machine or whoever makes himself known', () => {
    const grpc = (settings: string) => sourceConfig(`{ type: grpc, name: edge, ${settings} }`);
    const far = 'listen: "0.0.0.0:9090"';
    const known = [`${far}, tokenFile: t`, `${far}, tls: { cert: c, key: k, clientCa: a }`];
    for (const settings of ['listen: "127.0.0.1:9090"', `${far}, allow: [10.0.0.0/8]`, ...known])
      assert.equal(grpc(settings).type, 'grpc');
    for (const settings of [far, `${far}, tls: { cert: c, key: k }`])
      assert.throws(() => grpc(settings), failing('config', /allow: .*; or set tokenFile/));
    for (const setting of [
      'format: json',
      'keys: { status: s }',
      'timeZone: Europe/Berlin',
      'deduplicate: 5',
    ])
      assert.throws(
        () => grpc(`listen: "127.0.0.1:9090", ${setting}`),
        failing('config', /events are pushed as they are, not as lines: leave it out/),
      );
  });

  it('has an address and a port', () => {
    for (const listen of [
      'localhost:514',
      '127.0.0.1',
      '127.0.0.1:70000',
      '::1:514',
      ':514',
      '127.0.0.300:514',
    ])
      assert.throws(
        () => syslog(`listen: "${listen}"`),
        failing('config', /listen: "[^"]+" is no address and port; write one such as 127\.0\.0\.1:5514/),
      );
  });

  it('lets senders be silent for a second at least', () => {
    assert.throws(
      () => syslog('listen: "127.0.0.1:5514", idle: 0s'),
      failing('config', /idle: use 1s or more/),
    );
  });

  it('is not asked to encrypt datagrams', () => {
    const tls = 'listen: "127.0.0.1:6514", tls: { cert: /c, key: /k }';
    assert.throws(
      () => syslog(tls),
      failing('config', /tls: datagrams are not encrypted: set transport: tcp/),
    );
    assert.equal(syslog(`${tls}, transport: tcp`).name, 'edge');
  });
});

describe('peers', () => {
  const prefixes = (...texts: string[]) => texts.map((text) => parsePrefix(text)!);

  it('are admitted by prefix, in any form of their address', () => {
    const peers = new Peers(prefixes('10.0.0.0/8', '2001:db8::/32', 'fe80::/10'), new SimulatedClock());
    for (const address of ['10.1.2.3', '::ffff:10.1.2.3', '2001:db8::7', 'fe80::1%eth0'])
      assert.ok(peers.admits(address), address);
    assert.deepEqual([peers.refusals.count, peers.alarms], [0, []]);
    for (const address of ['11.0.0.1', '::ffff:11.0.0.1', '2001:db9::', '', undefined, 'x'])
      assert.ok(!peers.admits(address), address);
    assert.ok(!peers.admits('11.0.0.1'));
    assert.equal(peers.refusals.count, 6);
  });

  it('are told of for ten minutes when they are refused, however many there are', async () => {
    const clock = new SimulatedClock();
    const peers = new Peers(allowedOf({}), clock);
    for (let i = 0; i < 3000; i++) assert.ok(!peers.admits(`10.0.${i >> 8}.${i & 255}`));
    assert.ok(peers.admits('127.0.0.1') && peers.admits('::1'));
    await clock.advance(5000);
    assert.match(
      peers.alarms[0],
      /^3000 datagrams or connections refused, the last 5 s ago from 10\.0\.11\.183: /,
    );
    await clock.advance(600_000);
    assert.deepEqual(peers.alarms, []);
  });
});

describe('the kernel’s table of sockets', () => {
  const TABLE = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  372: 0100007F:1588 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 145 2 0000000000000000 17
  373: 00000000:1588 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 146 2 0000000000000000 3
  374: 00000000000000000000000001000000:1588 00000000000000000000000000000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 147 2 0000000000000000 5
`;

  it('tells of the socket of that address and port alone', () => {
    const at = (host: string, port = 0x1588) => dropsIn(TABLE, { host, port });
    assert.deepEqual([at('127.0.0.1'), at('0.0.0.0'), at('::1')], [17, 3, 5]);
    assert.deepEqual(
      [at('127.0.0.2'), at('127.0.0.1', 5513), dropsIn('', { host: '::1', port: 1 })],
      [undefined, undefined, undefined],
    );
  });
});
