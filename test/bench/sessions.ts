/** What following sessions costs: CPU an event, and memory a session, in one process. */
import { seededRandom } from '#libs/clock/random.ts';
import { fieldSet } from '#libs/domain/event.ts';
import { SeededHash } from '#libs/domain/hash.ts';
import { SESSION_DEFAULTS, Sessions } from '#libs/session/sessions.ts';
import { type Batch, decodeBatch } from '#libs/wire/batch.ts';
import { BATCH_ROWS_MAX, BatchBuilder } from '#libs/wire/batch-builder.ts';
import { EventRow, TEXT_INDEX } from '#libs/wire/row.ts';

/** Visitors with pages and assets; or every path and agent new, so that each request is a session. */
export type SessionTraffic = 'mixed' | 'distinct';

export interface SessionsResult {
  readonly traffic: SessionTraffic;
  readonly addresses: number;
  readonly events: number;
  readonly us_per_event: number;
  /** In the round that others on the machine disturbed least. */
  readonly us_per_event_at_best: number;
  /** Rows that scenarios about sessions would be asked about. */
  readonly rows_per_event: number;
  readonly open: number;
  readonly closed_early: number;
  /** Texts are shared, and not among it. */
  readonly bytes_per_session: number;
}

const START_MS = Date.UTC(2026, 0, 1);
const EVENTS_PER_SECOND = 2000;
const EVENTS = 1_000_000;
/** Batches that are made before they are timed. */
const ROUND = 50;
const SESSIONS_MAX = 100_000;

const hash = new SeededHash(Uint8Array.of(8, 7, 6, 5, 4, 3, 2, 1));
const random = seededRandom(1);
const any = (count: number): number => Math.floor(random.next() * count);
const row = new EventRow();
const builder = new BatchBuilder(hash);

export function benchSessions(traffic: SessionTraffic, addresses: number): SessionsResult {
  const sessions = new Sessions({ ...SESSION_DEFAULTS, sessionsMax: SESSIONS_MAX }, hash);
  const rounds: number[] = [];
  let rows = 0;
  for (let event = 0; event < EVENTS; event += ROUND * BATCH_ROWS_MAX) {
    const batches = Array.from({ length: ROUND }, (_, i) =>
      batchFrom(event + i * BATCH_ROWS_MAX, traffic, addresses),
    );
    const start = process.cpuUsage();
    for (const [i, batch] of batches.entries()) {
      const told = sessions.take(batch, event + i, batch.timeMs[0] - 30_000);
      for (const each of told) rows += each.rows;
    }
    const { user, system } = process.cpuUsage(start);
    // The first rounds warm up.
    if (event >= EVENTS / 4) rounds.push((user + system) / (ROUND * BATCH_ROWS_MAX));
  }
  const { open, closedEarly } = sessions;
  return {
    traffic,
    addresses,
    events: EVENTS,
    us_per_event: rounded(rounds.reduce((sum, us) => sum + us, 0) / rounds.length),
    us_per_event_at_best: rounded(Math.min(...rounds)),
    rows_per_event: rounded(rows / EVENTS),
    open,
    closed_early: closedEarly,
    bytes_per_session: Math.round(sessions.bytes / sessions.open),
  };
}

function batchFrom(first: number, traffic: SessionTraffic, addresses: number): Batch {
  const run = { name: 'bench', identity: 'bench', fields: fieldSet([]), position: 0, newestMs: START_MS };
  for (let event = first; event < first + BATCH_ROWS_MAX; event++) {
    row.clear();
    row.timeMs = START_MS + Math.floor((event * 1000) / EVENTS_PER_SECOND);
    const address = any(addresses);
    row.address.set([0, 0, 0xffff, 0x0b00_0000 + address]);
    const status = any(20);
    row.status = status === 0 ? 404 : status === 1 ? 302 : 200;
    row.bytesSent = 100 + any(50_000);
    const isAsset = any(2) === 0;
    set('host', 'shop.example');
    set('method', any(10) === 0 ? 'POST' : 'GET');
    if (traffic === 'mixed') {
      set(
        'path',
        isAsset ? `/assets/app-${any(80)}.js` : any(3) ? `/page-${any(300)}` : `/item/${any(5000)}`,
      );
      set('user_agent', `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${address % 40}`);
      if (any(4) > 0) set('referer', 'https://shop.example/');
    } else {
      set('path', `/search/find-${event}/page`);
      set('user_agent', `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/${event}`);
    }
    builder.add(row, run, 0, START_MS);
  }
  const header = { collector: 'bench', shard: 0, shardMapVersion: 1, number: 1, traceparent: '' };
  return decodeBatch(builder.finish({ ...header, publishedMs: START_MS }));
}

function set(field: keyof typeof TEXT_INDEX, text: string): void {
  const bytes = Buffer.from(text);
  row.setText(TEXT_INDEX[field], bytes, 0, bytes.length);
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}
