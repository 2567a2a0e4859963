/** What a relay can be told, as its documentation has it, and how it says what is wrong. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { parseConfig } from '#libs/config/load.ts';
import { fileSchema } from '#libs/config/service-config.ts';
import { relayConfig } from '#services/collector/relay/config.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/relay.md'), 'utf8');
const schema = fileSchema('relay', relayConfig);
const FILE = { name: 'access', type: 'file', path: '/var/log/nginx/access.log' };
const HTTP = { name: 'weir', type: 'http', url: 'https://collector.example.org:9443/' };

function mistake(relay: object): string {
  try {
    parseConfig(stringify({ relay }), 'weir.yaml', schema);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the documentation of relays', () => {
  const yaml = /^```yaml\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? '';
  const { own } = parseConfig(yaml, 'docs/relay.md', schema);

  it('has a configuration that is taken', () => {
    assert.deepEqual(
      own.destinations.map(({ type }) => type),
      ['http', 'http', 'syslog'],
    );
  });

  it('tells of every setting', () => {
    const settings = own.destinations.flatMap((each) => Object.keys(each)).filter((key) => key !== 'name');
    for (const setting of [...settings, 'whenFull', 'instance', 'stateDir'])
      assert.ok(text.includes(`\`${setting}\``), setting);
  });
});

describe('a wrong configuration of a relay', () => {
  for (const [what, relay, expected] of [
    ['no source', { sources: [], destinations: [HTTP] }, /sources: name at least one source/],
    ['no destination', { sources: [FILE], destinations: [] }, /destinations: name at least one/],
    [
      'nowhere for other hosts',
      { sources: [FILE], destinations: [{ ...HTTP, hosts: ['shop.example'] }] },
      /0 destinations without hosts take lines of access: it has to be one/,
    ],
    [
      'two places for the same lines',
      { sources: [FILE], destinations: [HTTP, { ...HTTP, name: 'other' }] },
      /2 destinations without hosts take lines of access/,
    ],
    [
      'a source that there is not',
      { sources: [FILE], destinations: [HTTP, { ...HTTP, name: 'other', sources: ['acess'] }] },
      /there is no source acess; there is access/,
    ],
    [
      'a URL of another kind',
      { sources: [FILE], destinations: [{ ...HTTP, url: 'ftp://x' }] },
      /weir\.yaml:\d+.*url.*write a URL such as https/s,
    ],
    [
      'a user in a URL',
      { sources: [FILE], destinations: [{ ...HTTP, url: 'https://me:secret@x/' }] },
      /a user in a URL ends in logs/,
    ],
    [
      'TLS without https',
      { sources: [FILE], destinations: [{ ...HTTP, url: 'http://x/', tls: {} }] },
      /nothing is encrypted with http/,
    ],
    [
      'a certificate without its key',
      { sources: [FILE], destinations: [{ ...HTTP, tls: { cert: 'a.pem' } }] },
      /needs both, cert and key/,
    ],
    [
      'a queue for less than a few batches',
      { sources: [FILE], destinations: [{ ...HTTP, queue: '1MB', batch: '1MB' }] },
      /queue.*make it 8 times as large as batch/s,
    ],
    [
      'a host that is none',
      { sources: [FILE], destinations: [{ ...HTTP, hosts: ['Shop.example'] }] },
      /write a host in lower case/,
    ],
    [
      'what belongs to the collector',
      { sources: [{ ...FILE, trustedProxies: ['10.0.0.0/8'] }], destinations: [HTTP] },
      /trustedProxies.*set this at the collector/s,
    ],
    [
      'events, which are no lines',
      { sources: [{ name: 'edges', type: 'grpc', listen: '127.0.0.1:9090' }], destinations: [HTTP] },
      /type.*a relay sends lines on as they are/s,
    ],
  ] as const) {
    it(`says what is wrong with ${what}`, () => assert.match(mistake(relay), expected));
  }
});
