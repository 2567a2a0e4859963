/** Settings of channels: what they come to, and what is said about wrong ones. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SystemClock } from '#libs/clock/system.ts';
import { parseConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { checkDecision, decisionConfig } from '#services/decision/config.ts';
import { openChannel, wantedBy } from '#services/decision/notifications/open-channel.ts';
import { signatureOf } from '#services/decision/notifications/signature.ts';
import { temporaryFolder } from '../support/folder.ts';
import { HttpReceiver } from '../support/http-receiver.ts';
import { alarmSample, message, notice } from '../support/notices.ts';
import { SmtpReceiver } from '../support/smtp-receiver.ts';

const schema = fileSchema('decision', decisionConfig, checkDecision);
const parse = (channels: string) =>
  parseConfig(`decision:\n  notifications:\n${channels}`, 'weir.yaml', schema).own.notifications;

/** What is wrong, by line. */
function mistakesOf(channels: string): string[] {
  try {
    parse(channels);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  assert.fail('nothing is wrong');
}

describe('notifications', () => {
  it('have defaults for all that can be guessed', () => {
    const [ops, chat, mail] = parse(`
    - { name: ops, type: webhook, url: 'https://hooks.example.com/weir' }
    - { name: chat, type: slack, url: 'https://hooks.slack.com/services/T/B/x', every: 30s, perHour: 20, about: [decision] }
    - { name: mail, type: email, host: mail.example.com, from: Weir <weir@example.com>, to: ops@example.com }
`);
    const { about, modes, every, perHour, match } = ops;
    assert.deepEqual(about, ['decision', 'lifted', 'withheld', 'alarm']);
    assert.deepEqual(
      { modes, every, perHour, match },
      { modes: ['enforce'], every: 60_000, perHour: 60, match: {} },
    );
    assert.deepEqual([chat.every, chat.perHour, chat.about], [30_000, 20, ['decision']]);
    assert.ok(mail.type === 'email');
    assert.deepEqual([mail.tls, mail.to, mail.port], ['starttls', ['ops@example.com'], undefined]);
  });

  it('are refused with line, field and what would be right', (t) => {
    const folder = temporaryFolder(t);
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    assert.deepEqual(
      mistakesOf(`
    - name: Ops
      type: webhook
      url: ftp://hooks.example.com
    - name: two
      type: pager
    - name: three
      type: slack
    - name: four
      type: webhook
      url: https://hooks.example.com
      secretfile: x
      perHour: 3
      every: 10ms
      about: [decisions]
    - name: five
      type: email
      host: mail.example.com
      from: weir@example.com
      to: ["ops@example.com\\r\\nBcc: all@example.com"]
      user: weir
      tls: ssl
`).map((line) => line.replace(/^weir\.yaml:/, '')),
      [
        '4:13: decision.notifications.0.name: use 1 to 63 lower-case letters, digits, "-" and "_"',
        '6:12: decision.notifications.0.url: write a URL such as https://hooks.example.com/weir, without a password',
        '8:13: decision.notifications.1.type: type must be webhook, slack or email',
        '9:7: decision.notifications.2.url: give url or urlFile, one of them',
        '17:15: decision.notifications.3.about.0: "decisions" is not known; did you mean "decision"?',
        '16:14: decision.notifications.3.every: use 1s to 24h',
        '15:16: decision.notifications.3.perHour: use 6 to 3600',
        '14:7: decision.notifications.3.secretfile: no such setting; did you mean "secretFile"?',
        '24:12: decision.notifications.4.tls: "ssl" is not known; known here: starttls, tls, none',
        '22:12: decision.notifications.4.to.0: write an address such as ops@example.com or "Weir <weir@example.com>"',
      ],
    );
    assert.deepEqual(
      mistakesOf(`
    - { name: ops, type: webhook, url: 'https://a.example', secretFile: ${folder}/nowhere, match: { scenario: [scaner-probing, manual] } }
    - { name: ops, type: slack, urlFile: ${file('url', 'https://user:secret@hooks.example.com/\n')} }
    - { name: mail, type: email, host: m, from: a@b, to: a@b, user: u, passwordFile: ${file('empty', '\n')} }
`).map((line) => line.replaceAll(folder, 'F').replace(/^(weir.yaml:\d+):\d+:/, '$1:')),
      [
        'weir.yaml:4: decision.notifications.0.match.scenario.0: scaner-probing: there is no such scenario; did you mean "scanner-probing"?',
        "weir.yaml:4: decision.notifications.0.secretFile: can't be read: ENOENT: no such file or directory, open 'F/nowhere'",
        'weir.yaml:5: decision.notifications.1.name: there is another channel ops; give each its own name',
        'weir.yaml:5: decision.notifications.1.urlFile: F/url holds no URL; write a URL such as https://hooks.example.com/weir, without a password',
        'weir.yaml:6: decision.notifications.2.passwordFile: F/empty is empty',
      ],
    );
  });

  it('are opened with what their files hold', async (t) => {
    const folder = temporaryFolder(t);
    const login = { user: 'weir', password: 'swordfish' };
    const http = await HttpReceiver.start();
    const smtp = await SmtpReceiver.start({ disabledCommands: ['STARTTLS'] }, login);
    t.after(() => Promise.all([http.stop(), smtp.stop()]));
    writeFileSync(join(folder, 'secret'), ' swordfish\n');
    writeFileSync(join(folder, 'url'), `${http.url}/chat\n`);
    const channels = parse(`
    - { name: ops, type: webhook, url: '${http.url}', secretFile: ${folder}/secret }
    - { name: chat, type: slack, urlFile: ${folder}/url }
    - { name: mail, type: email, host: 127.0.0.1, port: ${smtp.port}, tls: none, from: a@b, to: [c@d], user: weir, passwordFile: ${folder}/secret }
`);
    const clock = new SystemClock();
    const { signal } = new AbortController();
    for (const channel of channels) await openChannel(channel, clock).send(message(), signal);
    const [ops, chat] = http.requests;
    const [, seconds] = /^t=(\d+),/.exec(String(ops.headers['weir-signature'])) ?? [];
    const signed = signatureOf(ops.body, login.password, Number(seconds) * 1000);
    assert.equal(ops.headers['weir-signature'], signed);
    assert.deepEqual([chat.path, chat.headers['weir-signature']], ['/hook/chat', undefined]);
    assert.ok('blocks' in JSON.parse(chat.body));
    assert.deepEqual([smtp.mails[0].user, smtp.mails[0].to], ['weir', ['c@d']]);
  });

  it('say which notices a channel wants', () => {
    const [all, some, shadow] = parse(`
    - { name: a, type: webhook, url: 'https://a.example' }
    - { name: b, type: webhook, url: 'https://a.example', about: [decision, alarm], match: { scenario: [http-flood, manual], severity: [high] } }
    - { name: c, type: webhook, url: 'https://a.example', modes: [shadow] }
`).map(wantedBy);
    const wanted = (options: Parameters<typeof notice>[0]) =>
      [all, some, shadow].map((wants) => wants(notice(options)));
    assert.deepEqual(wanted({}), [true, false, false]);
    assert.deepEqual(wanted({ scenario: 'http-flood' }), [true, true, false]);
    assert.deepEqual(wanted({ scenario: 'http-flood', severity: 'low' }), [true, false, false]);
    assert.deepEqual(wanted({ scenario: 'manual', severity: undefined }), [true, false, false]);
    assert.deepEqual(wanted({ occasion: 'lifted', scenario: 'http-flood' }), [true, false, false]);
    assert.deepEqual(wanted({ mode: 'shadow' }), [false, false, true]);
    const alarm = { occasion: 'alarm', scenario: '', severity: undefined, about: alarmSample() } as const;
    assert.deepEqual(wanted(alarm), [true, true, true]);
  });
});
