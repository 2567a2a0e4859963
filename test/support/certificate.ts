/** Certificates that a test makes for itself, with the openssl command. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** NAME.crt and NAME.key of a server at 127.0.0.1 or a client, signed by `issuer` of the same folder or by itself. */
export function certificate(folder: string, name: string, issuer?: string): void {
  const file = (suffix: string, of = name) => join(folder, `${of}.${suffix}`);
  const signed = issuer ? ['-CA', file('crt', issuer), '-CAkey', file('key', issuer)] : [];
  const names = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const args = ['req', '-x509', ...made, ...names, ...signed, '-keyout', file('key'), '-out', file('crt')];
  execFileSync('openssl', args, { stdio: 'pipe' });
}
