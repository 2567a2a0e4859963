/** Generated traffic: the same for the same seed, true to its truth, and read by the real format. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatAddress } from '#libs/domain/address.ts';
import { FLAG } from '#libs/domain/event.ts';
import { EventRow } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { FOUND_BY } from '../bench/quality/classes.ts';
import { ATTACK_CLASSES } from '../bench/traffic/attackers/index.ts';
import { Dice } from '../bench/traffic/dice.ts';
import { weirLine } from '../bench/traffic/line.ts';
import { merge } from '../bench/traffic/merge.ts';
import type { Request } from '../bench/traffic/request.ts';
import { Traffic } from '../bench/traffic/traffic.ts';
import { Truth } from '../bench/traffic/truth.ts';

const make = (seed: number) => new Traffic({ seed, visitors: 150, hours: 1, attackers: 2 });
const traffic = make(11);
const requests = [...traffic.requests()];

function digest(of: Iterable<Request>): string {
  const hash = createHash('sha256');
  let number = 0;
  for (const request of of) hash.update(weirLine(request, ++number));
  return hash.digest('hex');
}

describe('generated traffic', () => {
  it('is the same for the same seed, and another for another', () => {
    assert.equal(digest(make(11).requests()), digest(requests));
    assert.notEqual(digest(make(12).requests()), digest(requests));
  });

  it('is in order of time, within its hours', () => {
    let lastMs = traffic.startMs;
    for (const { timeMs } of requests) {
      assert.ok(timeMs >= lastMs && timeMs < traffic.endMs, `${timeMs} after ${lastMs}`);
      lastMs = timeMs;
    }
  });

  it('is read by the format as it was written', () => {
    const format = openFormat({ format: 'auto' });
    const row = new EventRow();
    let garbled = 0;
    for (const request of requests) {
      const line = Buffer.from(weirLine(request, 1));
      assert.equal(format.parse(line, 0, line.length - 1, row), '', line.toString());
      assert.equal(formatAddress(row.address), request.address);
      assert.equal(row.status, request.status);
      assert.ok(Math.abs(row.timeMs - request.timeMs) <= 1);
      assert.equal(row.text('user_agent'), request.agent.slice(0, 256));
      assert.equal(row.text('host'), request.host);
      if (request.garbled === '') {
        const query = row.text('query');
        const target = query === '' ? row.text('path') : `${row.text('path')}?${query}`;
        assert.equal(target, request.target.slice(0, 512));
        assert.equal(row.text('method'), request.method);
      } else if ((row.flags & FLAG.notHttp) !== 0) garbled++;
    }
    assert.ok(garbled > 0, 'lines that are no HTTP');
  });

  it('tells a host and numbers of every request', () => {
    for (const request of requests) {
      const { host, status, bytes, seconds } = request;
      const isWhole = host !== '' && status >= 200 && status < 600 && bytes >= 0 && seconds >= 0;
      assert.ok(isWhole, JSON.stringify(request));
    }
  });
});

describe('the truth about it', () => {
  const { truth } = traffic;

  it('knows every address, as one thing', () => {
    for (const { address, bad } of requests) {
      const known = [truth.innocents, truth.attackers, truth.members].filter((of) => of.has(address));
      assert.equal(known.length, 1, address);
      assert.equal(known[0] !== truth.innocents, bad, address);
    }
  });

  it('has somebody of every class and kind, all of whom come', () => {
    const seen = new Set(requests.map(({ address }) => address));
    const classes = new Set([...truth.attackers.values()].map((attacker) => attacker.class));
    assert.deepEqual(
      [...classes],
      ATTACK_CLASSES.map(({ name }) => name),
    );
    for (const address of truth.attackers.keys()) assert.ok(seen.has(address), address);
    const kinds = [...truth.innocents].filter(([address]) => seen.has(address)).map(([, { kind }]) => kind);
    assert.deepEqual([...new Set(kinds)].sort(), [...truth.visitors().keys()].sort());
    for (const { class: name, members } of truth.campaigns) {
      assert.ok(members.filter((member) => seen.has(member)).length > 50, name);
    }
  });

  it('has about as many visitors as were asked for, some with IPv6', () => {
    const visitors = [...truth.visitors().values()].reduce((sum, count) => sum + count, 0);
    assert.ok(visitors >= 150 && visitors < 400, `${visitors}`);
    for (const those of [truth.innocents, truth.attackers]) {
      assert.ok([...those.keys()].some((address) => address.includes(':')));
    }
  });

  it('says which scenarios find each class', () => {
    const classes = [...truth.attackers.values(), ...truth.campaigns].map((each) => each.class);
    assert.deepEqual([...new Set(classes)].sort(), Object.keys(FOUND_BY).sort());
  });

  it('keeps the requests of a campaign within its time', () => {
    for (const { address, timeMs } of requests) {
      const campaign = truth.members.get(address);
      if (campaign) assert.ok(timeMs >= campaign.fromMs && timeMs <= campaign.toMs, campaign.class);
    }
  });

  it('refuses an address that is innocent and attacks', () => {
    const own = new Truth();
    own.addInnocent('198.51.100.7', 'home');
    assert.throws(() => own.addAttacker('198.51.100.7', 'crawl'), /two things/);
    assert.throws(() => own.addInnocent('198.51.100.7', 'office-nat'), /two things/);
  });
});

describe('merging actors', () => {
  it('gives all requests in order of time, whatever the actors', () => {
    const times = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(times, { maxLength: 12 }), fc.integer({ min: 0, max: 1000 }), (all, endMs) => {
        const actors = all.map((own) => {
          const sorted = own.toSorted((a, b) => a - b);
          const made = sorted.map((timeMs) => ({ timeMs }) as Request);
          return { startMs: sorted[0] ?? 0, requests: made[Symbol.iterator]() };
        });
        const merged = [...merge(actors, endMs)].map(({ timeMs }) => timeMs);
        const expected = all.flat().filter((timeMs) => timeMs < endMs);
        assert.deepEqual(
          merged,
          expected.sort((a, b) => a - b),
        );
      }),
    );
  });
});

describe('dice', () => {
  it('throw the same for a name, whatever was thrown before', () => {
    const one = new Dice(5);
    const other = new Dice(5);
    other.hex(40);
    const draw = (dice: Dice) => Array.from({ length: 20 }, () => dice.below(1000));
    assert.deepEqual(draw(one.fork('a')), draw(other.fork('a')));
    assert.notDeepEqual(draw(one.fork('a')), draw(one.fork('b')));
    assert.notDeepEqual(draw(new Dice(6).fork('a')), draw(one.fork('a')));
  });

  it('keep to their limits and their middle', () => {
    const dice = new Dice(9);
    const whole = Array.from({ length: 2000 }, () => dice.whole(3, 7));
    assert.deepEqual([...new Set(whole)].sort(), [3, 4, 5, 6, 7]);
    const around = Array.from({ length: 4001 }, () => dice.around(100)).sort((a, b) => a - b);
    assert.ok(Math.abs(around[2000] - 100) < 10, `median ${around[2000]}`);
    const wait = Array.from({ length: 4000 }, () => dice.wait(50)).reduce((sum, each) => sum + each) / 4000;
    assert.ok(Math.abs(wait - 50) < 5, `mean ${wait}`);
    const some = dice.some([1, 2, 3, 4, 5], 4);
    assert.equal(new Set(some).size, 4);
    assert.deepEqual(dice.some([1, 2], 9).sort(), [1, 2]);
  });
});
