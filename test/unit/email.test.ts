/** Email against a real SMTP server: encryption, logins, and what is not sent without them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { Email, type EmailOptions } from '#services/decision/notifications/email.ts';
import { failing } from '../support/failures.ts';
import { temporaryFolder } from '../support/folder.ts';
import { message } from '../support/notices.ts';
import { requirePart } from '../support/parts.ts';
import { SmtpReceiver } from '../support/smtp-receiver.ts';

const LOGIN = { user: 'weir', password: 'swordfish' };
const calm = () => new AbortController().signal;

const emailTo = ({ port }: SmtpReceiver, options: Partial<EmailOptions>) =>
  new Email({
    ...{ host: 'localhost', port, tls: 'none', from: 'Weir <weir@example.com>', to: ['ops@example.com'] },
    login: undefined,
    ...options,
  });

describe('email', () => {
  it('comes from whom, to whom and as what it says', async (t) => {
    const receiver = await SmtpReceiver.start();
    t.after(() => receiver.stop());
    await emailTo(receiver, {}).send(message(), calm());
    const [{ headers, to, text }] = receiver.mails;
    assert.deepEqual(to, ['ops@example.com']);
    assert.equal(headers.get('from'), 'Weir <weir@example.com>');
    assert.equal(headers.get('subject'), 'Weir: 198.51.100.7 blocked: scanner-probing (high)');
    assert.equal(headers.get('message-id'), '<00c0ffee00c0ffee@weir>');
    assert.equal(headers.get('auto-submitted'), 'auto-generated');
    assert.match(headers.get('content-type') ?? '', /^text\/plain/);
    assert.match(text, /^198\.51\.100\.7 blocked: scanner-probing \(high\)\r\n/);
  });

  it('logs in, and tells when that is refused', async (t) => {
    const receiver = await SmtpReceiver.start({ disabledCommands: ['STARTTLS'] }, LOGIN);
    t.after(() => receiver.stop());
    await emailTo(receiver, { login: LOGIN }).send(message(), calm());
    assert.equal(receiver.mails[0].user, 'weir');
    const wrong = emailTo(receiver, { login: { ...LOGIN, password: 'marlin' } });
    await assert.rejects(wrong.send(message(), calm()), failing('denied', /^(?!.*marlin)localhost:\d+: /));
    assert.equal(receiver.mails.length, 1);
  });

  it('is not sent in the clear when it is to be encrypted', async (t) => {
    const receiver = await SmtpReceiver.start();
    t.after(() => receiver.stop());
    await assert.rejects(
      emailTo(receiver, { tls: 'starttls' }).send(message(), calm()),
      failing('unavailable'),
    );
    await assert.rejects(emailTo(receiver, { tls: 'tls' }).send(message(), calm()), failing('unavailable'));
    assert.equal(receiver.mails.length, 0);
  });
});

const { skip } = await requirePart(async () => execFileSync('openssl', ['version']));

describe('email over TLS', { skip }, () => {
  let secret: { readonly key: Buffer; readonly cert: Buffer };

  before(() => {
    const folder = temporaryFolder({ after });
    const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(folder, name));
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const made = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    execFileSync('openssl', ['req', ...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    secret = { key: readFileSync(key), cert: readFileSync(cert) };
  });

  for (const [tls, secure] of [
    ['starttls', false],
    ['tls', true],
  ] as const) {
    it(`is sent with ${tls} to a server whose certificate is known, and to no other`, async (t) => {
      const receiver = await SmtpReceiver.start({ secure, ...secret }, LOGIN);
      t.after(() => receiver.stop());
      const email = emailTo(receiver, { tls, login: LOGIN });
      await assert.rejects(email.send(message(), calm()), failing('unavailable', /certificate/));
      assert.equal(receiver.mails.length, 0);
      const known = getCACertificates();
      setDefaultCACertificates([...known, secret.cert.toString()]);
      t.after(() => setDefaultCACertificates(known));
      await email.send(message(), calm());
      assert.deepEqual([receiver.mails[0].isSecure, receiver.mails[0].user], [true, 'weir']);
    });
  }
});
