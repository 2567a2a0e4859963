import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { type Answer, decode, encode } from 'dns-packet';
import { SimulatedClock } from '#libs/clock/simulated.ts';
import { isEnforced } from '#libs/domain/decision.ts';
import { ledgerKey } from '#libs/domain/scope.ts';
import { CRAWLERS, claimedCrawler, isNameOf } from '#services/decision/crawlers/crawler.ts';
import { Crawlers } from '#services/decision/crawlers/crawlers.ts';
import { letThrough } from '#services/decision/crawlers/let-through.ts';
import { DnsResolver, type Resolver } from '#services/decision/crawlers/resolver.ts';
import { contribute } from '#services/decision/ledger/merge.ts';
import { change } from '../support/decisions.ts';
import { recordingLog } from '../support/log.ts';
import { TestReplicas } from '../support/replicas.ts';

const GOOGLE = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const REAL = '66.249.66.1';
const NAME = 'crawl-66-249-66-1.googlebot.com';
const [googlebot] = CRAWLERS;

/** Names and addresses as a name server has them. */
function resolverOf(names: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const find = async (what: string) => {
    asked.push(what);
    if (names[what]?.[0] === 'silence') throw new Error('timed out');
    return names[what] ?? [];
  };
  const resolver: Resolver = { namesOf: find, addressesOf: find };
  return { resolver, asked };
}

function open(names: Readonly<Record<string, readonly string[]>>) {
  const clock = new SimulatedClock();
  const { resolver, asked } = resolverOf(names);
  const confirmed: string[] = [];
  const { log, lines } = recordingLog();
  const crawlers = new Crawlers({
    crawlers: CRAWLERS,
    resolver,
    onConfirmed: async (address, { name }, host) => {
      confirmed.push(`${address} ${name} ${host}`);
    },
    clock,
    log,
  });
  return { clock, crawlers, asked, confirmed, lines };
}

describe('a crawler', () => {
  it('is what a user agent claims to be, and a name of its zone', () => {
    assert.equal(claimedCrawler(GOOGLE, CRAWLERS)?.name, 'Googlebot');
    assert.equal(claimedCrawler('curl/8', CRAWLERS), undefined);
    const names = [
      'a.googlebot.com',
      'A.GoogleBot.com.',
      'googlebot.com',
      'agooglebot.com',
      'a.googlebot.com.evil.example',
    ];
    assert.deepEqual(
      names.map((name) => isNameOf(googlebot, name)),
      [true, true, false, false, false],
    );
  });

  it('is confirmed when its name has its address, in either form', async () => {
    const { clock, crawlers, confirmed } = open({
      [REAL]: ['other.example', NAME],
      [NAME]: ['66.249.66.9', REAL],
      '2001:4860:4801::1': ['v6.googlebot.com'],
      'v6.googlebot.com': ['2001:4860:4801:0:0:0:0:1'],
    });
    crawlers.consider(REAL, GOOGLE);
    crawlers.consider('2001:4860:4801::1', GOOGLE);
    await clock.advance(10);
    assert.deepEqual(confirmed, [
      `${REAL} Googlebot ${NAME}`,
      '2001:4860:4801::1 Googlebot v6.googlebot.com',
    ]);
    assert.deepEqual(crawlers.numbers, { waiting: 0, confirmed: 2, left: 0 });
  });

  it('is not for who has no name, one of another zone, or one that does not know him', async () => {
    const { clock, crawlers, confirmed } = open({
      '198.51.100.1': [],
      '198.51.100.2': ['crawl.googlebot.com.evil.example'],
      'crawl.googlebot.com.evil.example': ['198.51.100.2'],
      '198.51.100.3': [NAME],
      [NAME]: [REAL],
    });
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.3'])
      crawlers.consider(address, GOOGLE);
    await clock.advance(10);
    assert.deepEqual(confirmed, []);
  });

  it('is asked for once in hours, and soon again where nobody answered', async () => {
    const { clock, crawlers, asked, lines } = open({ [REAL]: ['silence'] });
    const ask = async () => {
      crawlers.consider('198.51.100.1', GOOGLE);
      crawlers.consider(REAL, GOOGLE);
      crawlers.consider('198.51.100.9', 'curl/8');
      await clock.advance(10);
    };
    await ask();
    await ask();
    assert.deepEqual(asked, ['198.51.100.1', REAL]);
    assert.equal(lines.length, 1);
    await clock.advance(61_000);
    await ask();
    assert.deepEqual(asked.slice(2), [REAL]);
    await clock.advance(12 * 3_600_000);
    await ask();
    assert.deepEqual(asked.slice(3), ['198.51.100.1', REAL]);
  });

  it('is left alone while too many wait', async () => {
    const clock = new SimulatedClock();
    const never = new Promise<never>(() => {});
    const { log } = recordingLog();
    const resolver: Resolver = { namesOf: () => never, addressesOf: () => never };
    const crawlers = new Crawlers({ crawlers: CRAWLERS, resolver, onConfirmed: async () => {}, clock, log });
    for (let i = 0; i < 1100; i++) crawlers.consider(`198.51.${100 + (i >> 8)}.${i & 255}`, GOOGLE);
    assert.deepEqual(crawlers.numbers, { waiting: 1008, confirmed: 0, left: 92 });
    crawlers.close();
  });

  it('is let through, and what held against it ends', async () => {
    const all = new TestReplicas();
    await all.start();
    const { ledger } = await all.join('one');
    const subject = { scope: 'ip', value: REAL } as const;
    const nowMs = all.clock.now();
    const blocked = change({ subject, contribution: { openedMs: nowMs } });
    await ledger.change(ledgerKey(subject, false), (entry) => contribute(entry, blocked, nowMs));
    await all.clock.advance(5);
    await letThrough(ledger, REAL, googlebot, NAME, all.clock);
    const block = ledger.get(ledgerKey(subject, false));
    const allow = ledger.get(ledgerKey(subject, true));
    assert.deepEqual([block?.state, allow?.remediation], ['lifted', 'allow']);
    assert.equal(allow?.contributions[0].reason, `Googlebot, ${NAME}`);
    assert.ok(
      allow && isEnforced(allow, nowMs + 23 * 3_600_000) && !isEnforced(allow, nowMs + 25 * 3_600_000),
    );
  });
});

/** Answers by UDP what these names have; others do not exist, and `silent.example` has no answer. */
async function nameServer(t: TestContext, records: readonly Answer[]): Promise<string> {
  const socket = createSocket('udp4');
  socket.on('message', (data, from) => {
    const { id, questions } = decode(data);
    const [question] = questions ?? [];
    if (!question || question.name === 'silent.example') return;
    const answers = records.filter(({ name, type }) => name === question.name && type === question.type);
    const isKnown = records.some(({ name }) => name === question.name);
    const flags = (1 << 10) | (isKnown ? 0 : 3);
    socket.send(encode({ type: 'response', id, flags, questions, answers }), from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  t.after(() => socket.close());
  return `127.0.0.1:${socket.address().port}`;
}

describe('the resolver of the system', () => {
  it('has the names of addresses and the addresses of names, and none where there are none', async (t) => {
    const server = await nameServer(t, [
      { name: '1.66.249.66.in-addr.arpa', type: 'PTR', data: NAME },
      { name: NAME, type: 'A', data: REAL },
      { name: NAME, type: 'AAAA', data: '2001:4860:4801::1' },
    ]);
    const resolver = new DnsResolver([server]);
    assert.deepEqual(await resolver.namesOf(REAL), [NAME]);
    assert.deepEqual(await resolver.addressesOf(NAME), [REAL, '2001:4860:4801::1']);
    assert.deepEqual(await resolver.namesOf('198.51.100.1'), []);
    assert.deepEqual(await resolver.addressesOf('nothing.example'), []);
  });

  it('tells apart that nobody answers', async (t) => {
    const resolver = new DnsResolver([await nameServer(t, [])], 100);
    await assert.rejects(resolver.addressesOf('silent.example'));
  });
});
