/** Streams of events by chance, in the order of their source. */
import fc from 'fast-check';
import { seededRandom } from '#libs/clock/random.ts';
import { FLAG } from '#libs/domain/event.ts';
import { event, type TestEvent } from './batches.ts';
import { markLate } from './shards.ts';

/** In three ranges. */
export const CLIENTS = ['198.51.100.1', '203.0.113.1', '203.0.113.2', '2001:db8::1', '2001:db8::2'];

/** A stream of one source: mostly in order, now and then late, sometimes after a pause. */
export const stream: fc.Arbitrary<TestEvent[]> = streamFrom(CLIENTS);

export function streamFrom(clients: readonly string[]): fc.Arbitrary<TestEvent[]> {
  return fc
    .array(
      fc.record({
        stepMs: fc.oneof(
          { weight: 6, arbitrary: fc.integer({ min: 0, max: 900 }) },
          { weight: 3, arbitrary: fc.integer({ min: 0, max: 6000 }) },
          { weight: 2, arbitrary: fc.integer({ min: -3000, max: 0 }) },
          { weight: 1, arbitrary: fc.constantFrom(28_000, 60_000, -28_000, -29_500, -40_000) },
        ),
        from: fc.constantFrom(...clients),
        path: fc.constantFrom('/bad/1', '/bad/2', '/bad/3', '/bad/4', '/good'),
        host: fc.constantFrom('a.example', 'b.example'),
      }),
      { minLength: 50, maxLength: 150 },
    )
    .map((list) => {
      let atMs = 100_000;
      return markLate(
        list.map(({ stepMs, ...rest }) => {
          atMs += stepMs;
          return event({ atMs, ...rest });
        }),
      );
    });
}

const AGENTS = ['curl/8', 'Mozilla/5.0', ''];
/** In two ranges. */
const VISITORS = ['198.51.100.1', '198.51.100.2', '2001:db8::1'];

/** Requests of few clients, with pauses that end sessions, some out of order and some that do not count. */
export const sessionStream: fc.Arbitrary<TestEvent[]> = fc
  .array(
    fc.record({
      stepMs: fc.oneof(
        { weight: 20, arbitrary: fc.integer({ min: 0, max: 3000 }) },
        { weight: 4, arbitrary: fc.integer({ min: -20_000, max: 0 }) },
        { weight: 1, arbitrary: fc.constantFrom(40_000, 95_000, 130_000, -60_000) },
      ),
      from: fc.constantFrom(...VISITORS),
      user_agent: fc.constantFrom(...AGENTS),
      method: fc.constantFrom('GET', 'GET', 'POST', 'TRACK'),
      path: fc.oneof(
        fc.constantFrom('/', '/a', '/login', '/export', '/app.js', '/logo.png', '/user/17', '/user/18'),
        fc.nat(60).map((n) => `/p${String.fromCharCode(65 + n)}`),
      ),
      status: fc.constantFrom(200, 200, 200, 302, 401, 404, 403, 499, 500),
      referer: fc.constantFrom('', '', 'https://shop.example/'),
      host: fc.constantFrom('shop.example', 'blog.example'),
      bytesSent: fc.nat(5000),
      flags: fc.oneof(
        { weight: 20, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(FLAG.refused, FLAG.waf, FLAG.notHttp) },
      ),
    }),
    { minLength: 80, maxLength: 400, size: 'max' },
  )
  .map((list) => {
    let atMs = 100_000;
    return markLate(
      list.map(({ stepMs, ...rest }) => {
        atMs += stepMs;
        return event({ atMs, ...rest });
      }),
    );
  });

/** The events in chunks of random sizes. */
export function chunks(events: readonly TestEvent[], seed: number, longest: number): TestEvent[][] {
  const random = seededRandom(seed);
  const result: TestEvent[][] = [];
  for (let from = 0; from < events.length; ) {
    const to = from + 1 + Math.floor(random.next() * longest);
    result.push(events.slice(from, to));
    from = to;
  }
  return result;
}
