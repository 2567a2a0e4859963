/** The channel contract on webhooks of both kinds and on email. */
import assert from 'node:assert/strict';
import { SystemClock } from '#libs/clock/system.ts';
import { Email } from '#services/decision/notifications/email.ts';
import { genericJson, slackBlocks } from '#services/decision/notifications/template.ts';
import { Webhook } from '#services/decision/notifications/webhook.ts';
import { HttpReceiver } from '../support/http-receiver.ts';
import { SmtpReceiver } from '../support/smtp-receiver.ts';
import { channelContract } from './channel.contract.ts';

const HTTP = { busy: { status: 503 }, refuses: { status: 400 }, silent: 'none' } as const;

channelContract('webhook', async () => {
  const receiver = await HttpReceiver.start();
  const { url } = receiver;
  return {
    channel: new Webhook({ url, bodyOf: genericJson, secret: 's', clock: new SystemClock() }),
    received: () => taken(receiver).map(({ body }) => textsOf(JSON.parse(body))),
    got: () => receiver.requests.length,
    behave: (how) => receiver.answer(HTTP[how]),
    stop: () => receiver.stop(),
  };
});

channelContract('slack', async () => {
  const receiver = await HttpReceiver.start();
  const { url } = receiver;
  return {
    channel: new Webhook({ url, bodyOf: slackBlocks, secret: undefined, clock: new SystemClock() }),
    received: () =>
      taken(receiver).map(({ body }) => {
        const texts = textsOf(JSON.parse(body));
        // https://docs.slack.dev/messaging/formatting-message-text: nothing of theirs may be a mention, a link or a format.
        assert.doesNotMatch(texts, /[<>]|&(?!amp;|lt;|gt;)/);
        for (const line of texts.split('\n').filter((each) => each.startsWith('•'))) {
          assert.match(line, /^• `[^`]+`$/);
        }
        return texts;
      }),
    got: () => receiver.requests.length,
    behave: (how) => receiver.answer(HTTP[how]),
    stop: () => receiver.stop(),
  };
});

channelContract('email', async () => {
  const receiver = await SmtpReceiver.start();
  const to = ['ops@example.com', 'night@example.com'];
  const answers = {
    busy: { code: 451, says: 'come back later' },
    refuses: { code: 554, says: 'no such thing here' },
    silent: 'none',
  } as const;
  return {
    channel: new Email({
      host: '127.0.0.1',
      port: receiver.port,
      tls: 'none',
      from: 'weir@example.com',
      to,
      login: undefined,
    }),
    received: () =>
      receiver.mails.map((mail) => {
        assert.deepEqual(mail.to, to);
        assert.equal(mail.headers.has('bcc'), false);
        return `${mail.headers.get('subject')}\n${mail.text.replaceAll('\r\n', '\n')}`;
      }),
    got: () => receiver.got,
    behave: (how) => receiver.answer(answers[how]),
    stop: () => receiver.stop(),
  };
});

function taken(receiver: HttpReceiver) {
  return receiver.requests.filter(({ answered }) => answered === 200);
}

/** All texts of a JSON value, a line each. */
function textsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) return Object.values(value).map(textsOf).join('\n');
  return String(value);
}
