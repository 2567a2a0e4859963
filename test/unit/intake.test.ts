import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FLAG } from '#libs/domain/event.ts';
import { parsePrefix } from '#libs/domain/prefix.ts';
import { decodeBatch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import { openFormat } from '#services/collector/formats/auto.ts';
import { Progress } from '#services/collector/progress.ts';
import { START_MS, words } from '../support/batches.ts';
import { Collecting, memorySpool, Reading } from '../support/collecting.ts';

const line = (atMs: number, path = '/') => `198.51.100.1 ${atMs} ${path}`;

/** Times and flags of the rows that were sent since the last time, times since the test began. */
async function rowsOf(collecting: Collecting): Promise<[atMs: number, flags: number][]> {
  await collecting.batcher.settled();
  return collecting.sent.splice(0).flatMap(({ bytes }) => {
    const { timeMs, flags } = decodeBatch(bytes);
    return Array.from(timeMs, (each, row): [number, number] => [each - START_MS, flags[row]]);
  });
}

describe('an intake', () => {
  it('counts what is no event, and keeps a sample of it', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake();
    const reading = new Reading(intake);
    await reading.read('x'.repeat(70_000), line(0), 'nonsense', '', line(1));
    assert.deepEqual(intake.counters, {
      lines: 5,
      events: 2,
      malformed: 3,
      tooLong: 1,
      overrun: 0,
      late: 0,
      proxies: 0,
      repeated: 0,
    });
    const at = 70_001 + line(0).length + 1;
    assert.deepEqual(collecting.malformed, ['0: cut', `${at}: no event`, `${at + 9}: no event`]);
    assert.equal(intake.position, reading.position);
  });

  it('marks what comes from a trusted proxy itself', async () => {
    const collecting = new Collecting();
    const proxies = ['198.51.100.0/24', '2001:db8::/32'].map((text) => parsePrefix(text)!);
    const intake = collecting.intake('access', undefined, proxies);
    await new Reading(intake).read(line(0), line(1).replace('198.51.100.1', '198.51.101.1'));
    assert.deepEqual(await rowsOf(collecting), [
      [0, FLAG.proxy],
      [1, 0],
    ]);
    assert.equal(intake.counters.proxies, 1);
  });

  it('takes a line that comes in parts as one, and its place is where it began', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake('access', openFormat({ format: 'combined' }));
    const reading = new Reading(intake);
    const cri = (text: string, tag: string, stream = 'stdout') =>
      `2026-11-21T19:58:07.493035218+01:00 ${stream} ${tag} ${text}`;
    const whole = '203.0.113.9 - - [21/Nov/2026:19:58:07 +0000] "GET /a HTTP/1.1" 200 1 "-" "x"';
    await reading.read(cri(whole, 'F'));
    const began = reading.position;
    await reading.read(cri(whole.slice(0, 60), 'P'));
    // Whoever begins anew has to read the first part again: the second one alone is not a line.
    assert.equal(intake.position, began);
    await reading.read(cri('nothing of it', 'F', 'stderr'), cri(whole.slice(60, 70), 'P'));
    assert.equal(intake.position, began);
    await reading.read(cri(whole.slice(70), 'F'));
    assert.equal(intake.position, reading.position);
    assert.deepEqual([intake.counters.lines, intake.counters.events, intake.counters.malformed], [3, 2, 1]);
    collecting.acknowledge(0);
    await collecting.batcher.settled();
    const { sources, position } = decodeBatch(collecting.sent.at(-1)!.bytes);
    assert.equal(sources[0].from + position[0], began);
  });

  it('reads the beginning of a line that is too long, in one or in parts, and counts it', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake('access', openFormat({ format: 'combined' }));
    const reading = new Reading(intake);
    const long = `203.0.113.9 - - [21/Nov/2026:19:58:07 +0000] "GET /a HTTP/1.1" 200 1 "${'x'.repeat(70_000)}" "y"`;
    const cri = (text: string, tag: string) => `2026-11-21T19:58:07.493035218+01:00 stdout ${tag} ${text}`;
    await reading.read(long);
    for (let at = 0; at < 70_000; at += 16_000) await reading.read(cri(long.slice(at, at + 16_000), 'P'));
    await reading.read(cri('', 'F'), cri('203.0.113.9', 'F'));
    // A part that is too long itself: what comes behind it does not stand behind what was read of it.
    await reading.read(cri(long, 'P'), cri('" 404 1 "-" "-"', 'F'));
    const { lines, events, malformed, tooLong } = intake.counters;
    assert.deepEqual(
      { lines, events, malformed, tooLong },
      { lines: 4, events: 3, malformed: 1, tooLong: 3 },
    );
    collecting.batcher.flushAll();
    await collecting.batcher.settled();
    for (const { bytes } of collecting.sent) {
      const { rows, status, texts } = decodeBatch(bytes);
      for (let row = 0; row < rows; row++)
        assert.deepEqual([status[row], texts[TEXT_INDEX.path].textAt(row)], [200, '/a']);
    }
  });

  it('puts no parts of different files together', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake('access', openFormat({ format: 'auto' }));
    const [a, b] = [new Reading(intake, 'a'), new Reading(intake, 'b')];
    const cri = (text: string, tag: string) => `2026-11-21T19:58:07.493035218+01:00 stdout ${tag} ${text}`;
    const of = (ip: string) => `${ip} - - [21/Nov/2026:19:58:07 +0000] "GET /a HTTP/1.1" 200 1 "-" "x"`;
    await a.read(cri(of('203.0.113.1').slice(0, 60), 'P'));
    await b.read(cri(of('203.0.113.2').slice(0, 40), 'P'), cri(of('203.0.113.2').slice(40), 'F'));
    await b.read(cri(of('203.0.113.3'), 'F'));
    await a.read(cri(of('203.0.113.1').slice(60), 'F'));
    assert.deepEqual([intake.counters.events, intake.counters.malformed], [3, 0]);
  });

  it('marks what is older than the source’s watermark, and lets times run ahead by two seconds at most', async () => {
    const collecting = new Collecting();
    collecting.clock.set(START_MS + 100_000);
    const intake = collecting.intake();
    await new Reading(intake).read(
      line(50_000),
      line(20_000),
      line(19_999),
      line(102_001),
      line(72_001),
      line(71_999),
    );
    assert.deepEqual(await rowsOf(collecting), [
      [50_000, 0],
      [20_000, 0],
      [19_999, FLAG.late],
      [102_000, 0],
      [72_001, 0],
      [71_999, FLAG.late],
    ]);
    assert.equal(intake.counters.late, 2);
  });

  it('moves the time of a source that has been silent on, but never of one that was not read yet', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake();
    const watermarks = async () => {
      await collecting.batcher.settled();
      return collecting.sent.splice(0).map(({ record }) => record.sources[0].newestMs - START_MS);
    };
    const reading = new Reading(intake);
    await collecting.clock.advance(60_000);
    intake.idle();
    await reading.read(line(60_000));
    assert.deepEqual(await watermarks(), [60_000]);
    await collecting.clock.advance(30_000);
    intake.idle();
    collecting.batcher.tellTime();
    assert.deepEqual(await watermarks(), []);
    await collecting.clock.advance(10_000);
    intake.idle();
    collecting.batcher.tellTime();
    assert.deepEqual(await watermarks(), [], 'nobody has looked whether there is more');
    reading.caughtUp();
    intake.idle();
    collecting.batcher.tellTime();
    assert.deepEqual(await watermarks(), [70_000]);
  });

  it('moves the time of a source on that was read by an earlier process and is silent since', async () => {
    const spool = memorySpool();
    const source = { name: 'access', identity: 'file-1', to: 100, low: 100, newestMs: START_MS };
    spool.progress.apply({ collector: 'c', shard: 0, number: 7, sources: [source] });
    const collecting = new Collecting({ spool });
    const intake = collecting.intake();
    const reading = new Reading(intake, 'file-1', 100);
    await collecting.clock.advance(90_000);
    reading.caughtUp();
    intake.idle();
    collecting.batcher.tellTime();
    await collecting.batcher.settled();
    assert.equal(collecting.sent.at(-1)?.record.sources[0].newestMs, START_MS + 60_000);
  });

  it('takes lines that were written while this process was stopped for what they are', async () => {
    const collecting = new Collecting();
    const intake = collecting.intake();
    const reading = new Reading(intake);
    await reading.read(line(0));
    reading.caughtUp();
    await collecting.clock.advance(120_000);
    intake.idle();
    await reading.read(line(20_000), line(110_000));
    assert.equal(intake.counters.late, 0);
  });

  it('leaves out the lines that were taken over before, shard by shard', async () => {
    const spool = memorySpool();
    const length = line(0).length + 1;
    spool.progress.apply({
      collector: 'c',
      shard: 0,
      number: 7,
      sources: [{ name: 'access', identity: 'file-1', to: 2 * length, low: length, newestMs: START_MS }],
    });
    const collecting = new Collecting({ spool });
    const intake = collecting.intake();
    assert.deepEqual(intake.known, [{ identity: 'file-1', position: length }]);
    const again = new Reading(intake, 'file-1', length);
    await again.read(line(1), line(2));
    assert.deepEqual([intake.counters.repeated, intake.counters.events], [1, 1]);
    await new Reading(intake, 'file-2').read(line(3));
    assert.equal(intake.counters.events, 2);
    assert.deepEqual(collecting.intake('other').known, []);
    await collecting.batcher.settled();
    assert.equal(collecting.sent[0].record.number, 8);
  });

  it('leaves out the lines that were taken over when there was another number of shards', async () => {
    const spool = memorySpool();
    const map = new Collecting({ shards: 4 }).map;
    const clients = Array.from({ length: 40 }, (_, i) => `198.51.${100 + i}.1`);
    const formerShard = (client: string) => map.shardOf(words(client), 0);
    const taken = formerShard(clients[0]);
    const lines = clients.map((client) => `${client} 0 /`);
    const end = lines.reduce((sum, each) => sum + each.length + 1, 0);
    const source = { name: 'access', identity: 'file-1', to: end, low: 0, newestMs: START_MS };
    spool.progress.apply({ collector: 'c', shard: taken, number: 1, sources: [source] });
    spool.progress.reshard(4);
    const progress = Progress.fromJson(JSON.parse(JSON.stringify(spool.progress.toJson())));
    const collecting = new Collecting({ spool: { ...spool, progress } as typeof spool, shards: 3 });
    const intake = collecting.intake();
    await new Reading(intake).read(...lines);
    const before = clients.filter((client) => formerShard(client) === taken).length;
    assert.ok(before > 0 && before < clients.length);
    assert.deepEqual([intake.counters.repeated, intake.counters.events], [before, clients.length - before]);
    progress.apply({ collector: 'c', shard: 0, number: 1, sources: [{ ...source, low: end }] });
    progress.reshard(3);
    assert.equal(progress.source('access', 'file-1')?.former, undefined);
  });

  it('lets its source wait until there is room', async () => {
    const collecting = new Collecting();
    let open = () => {};
    collecting.room = () => new Promise((resolve) => (open = resolve));
    let goesOn = false;
    const reading = new Reading(collecting.intake()).read(line(0)).then(() => {
      goesOn = true;
    });
    await collecting.batcher.settled();
    assert.deepEqual([collecting.sent.length, goesOn], [1, false]);
    open();
    await reading;
    assert.equal(goesOn, true);
  });
});
