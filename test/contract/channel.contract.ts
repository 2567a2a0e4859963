/** What every channel must do. Runs on webhooks and email, each against a real server. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Channel } from '#services/decision/notifications/channel.ts';
import { failing } from '../support/failures.ts';
import { alarmSample, message, sample } from '../support/notices.ts';
import { until } from '../support/until.ts';

export interface ChannelUnderTest {
  readonly channel: Channel;
  /** Everything of each message that the other side has taken, as it shows it. */
  received(): readonly string[];
  /** How many messages it has got, answered or not. */
  got(): number;
  /** What the other side does with the next message. */
  behave(how: 'busy' | 'refuses' | 'silent'): void;
  /** The other side goes away. */
  stop(): Promise<void>;
}

export function channelContract(name: string, start: () => Promise<ChannelUnderTest>): void {
  describe(`channel contract: ${name}`, () => {
    let under: ChannelUnderTest;
    let channel: Channel;
    const calm = () => new AbortController().signal;

    beforeEach(async () => {
      under = await start();
      channel = under.channel;
    });
    afterEach(() => under.stop());

    test('delivers what a message tells', async () => {
      const samples = [sample(), sample({ value: '2001:db8::7', request: 'GET /wp-login.php 200' })];
      await channel.send(message({ count: 12, samples }), calm());
      const [text] = under.received();
      for (const part of [
        '198.51.100.7',
        '2001:db8::7',
        '/wp-login.php',
        'scanner-probing',
        '12',
        '0123456789',
      ])
        assert.ok(text.includes(part), `${part} in ${text}`);
    });

    test('delivers alarms, and says of a test that it is one', async () => {
      const alarm = { occasion: 'alarm', scenario: '', samples: [alarmSample()] } as const;
      await channel.send(message(alarm), calm());
      await channel.send(message({ isTest: true }), calm());
      const [first, second] = under.received();
      assert.match(first, /collector\/collector-1.*the disk is full/s);
      assert.doesNotMatch(first, /\btest\b/);
      assert.match(second, /\[test\]/);
    });

    test('delivers each message, also many one after the other and side by side', async () => {
      for (let i = 0; i < 5; i++) await channel.send(message({ id: `one-after-${i}` }), calm());
      await Promise.all(
        Array.from({ length: 5 }, (_, i) => channel.send(message({ id: `beside-${i}` }), calm())),
      );
      const all = under.received().join('\n');
      assert.equal(under.received().length, 10);
      for (let i = 0; i < 5; i++) assert.ok(all.includes(`one-after-${i}`) && all.includes(`beside-${i}`));
    });

    test('tells when it may be tried again, and goes on then', async () => {
      under.behave('busy');
      await assert.rejects(channel.send(message(), calm()), failing('unavailable'));
      await channel.send(message(), calm());
      assert.equal(under.received().length, 1);
    });

    test('tells when it is of no use to try again', async () => {
      under.behave('refuses');
      await assert.rejects(channel.send(message(), calm()), failing('invalid'));
      await channel.send(message(), calm());
    });

    test('lets go of one who says nothing', async () => {
      under.behave('silent');
      const late = new AbortController();
      const sending = assert.rejects(
        channel.send(message(), late.signal),
        failing('unavailable', /no answer in time/),
      );
      await until(() => under.got() === 1, 'the message');
      late.abort();
      await sending;
      await channel.send(message(), calm());
    });

    test('finds nobody there', async () => {
      await under.stop();
      await assert.rejects(channel.send(message(), calm()), failing('unavailable'));
    });

    test('shows what clients write and lets them do nothing else', async () => {
      const evil =
        '\r\nBcc: all@example.com\r\n\r\n\u001b[2J\u202e.\r\n<!channel> <http://evil.example|x>`"\u2028';
      const nasty = sample({
        value: `a.example /x${evil}`,
        scope: 'host+path',
        request: evil,
        reason: evil,
        author: evil,
      });
      await channel.send(message({ scenario: 'scanner', samples: [nasty, nasty] }), calm());
      await channel.send(message({ samples: [nasty] }), calm());
      const alarm = { occasion: 'alarm', samples: [alarmSample({ alarm: evil, service: evil })] } as const;
      await channel.send(message(alarm), calm());
      assert.equal(under.received().length, 3);
      for (const text of under.received()) {
        assert.ok(text.includes('Bcc'), 'it is shown');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about these
        assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e]|^Bcc/m);
      }
    });
  });
}
