/** What sessions come to by definition: over lists of requests. */

import { formatAddress } from '#libs/domain/address.ts';
import { FLAG } from '#libs/domain/event.ts';
import type { SessionNumber } from '#libs/domain/session.ts';
import { extension, STATIC_EXTENSIONS } from '#libs/match/fields.ts';
import { pathTemplate } from '#libs/match/path-template.ts';
import type { Batch } from '#libs/wire/batch.ts';
import { TEXT_INDEX } from '#libs/wire/row.ts';
import type { TestEvent } from './batches.ts';

/** A row about a session, as far as tests compare it. */
export interface SessionRow {
  readonly timeMs: number;
  readonly from: string;
  readonly agent: string;
  readonly path: string;
  readonly trail: string;
  readonly numbers: Readonly<Record<SessionNumber, number>>;
}

const text = (value: string | Uint8Array | undefined) => String(value ?? '');
const isAsset = ({ path }: TestEvent) =>
  (STATIC_EXTENSIONS as readonly string[]).includes(extension(text(path)));
const share = (part: number, whole: number) => part / whole;

export function expectedNumbers(session: readonly TestEvent[], closed: boolean): SessionRow['numbers'] {
  const requests = session.length;
  const count = (holds: (event: TestEvent) => boolean) => session.filter(holds).length;
  const times = session.map(({ timeMs }) => timeMs);
  const durationMs = Math.max(...times) - Math.min(...times);
  const gaps: number[] = [];
  let newestMs = times[0];
  for (const timeMs of times.slice(1)) {
    gaps.push(Math.max(0, timeMs - newestMs));
    newestMs = Math.max(newestMs, timeMs);
  }
  const gapMs = requests > 1 ? durationMs / gaps.length : 0;
  const squares = gaps.reduce((sum, gap) => sum + gap ** 2, 0);
  const isClientError = ({ status }: TestEvent) => status >= 400 && status < 499;
  const isServerError = ({ status }: TestEvent) => status >= 500;
  const errors = count(isClientError) + count(isServerError);
  const failed = session.filter((each) => isClientError(each) && each.status !== 401);
  return {
    'session.requests': requests,
    'session.duration': durationMs / 1000,
    'session.errors': errors,
    'session.server_errors': count(isServerError),
    'session.unauthorized': count(({ status }) => status === 401),
    'session.error_ratio': share(errors, requests),
    'session.not_found_ratio': share(
      count(({ status }) => status === 404),
      requests,
    ),
    'session.failed_paths': Math.min(24, new Set(failed.map(({ path }) => path)).size),
    'session.paths': Math.min(24, new Set(session.map(({ path }) => pathTemplate(text(path)))).size),
    'session.asset_ratio': share(count(isAsset), requests),
    'session.referer_ratio': share(
      count(({ referer }) => text(referer) !== ''),
      requests,
    ),
    'session.odd_methods': count(({ method }) => text(method) === 'TRACK'),
    'session.gap_mean': gapMs / 1000,
    'session.gap_cv': gapMs > 0 ? Math.sqrt(Math.max(0, squares / gaps.length - gapMs ** 2)) / gapMs : 0,
    'session.bytes': session.reduce((sum, { bytesSent }) => sum + bytesSent, 0),
    'session.closed': closed ? 1 : 0,
  };
}

const CHECKPOINTS = [8, 15, 25, 40, 70, 100, 130, 160, 190, 220, 250];

/** All that is told of the sessions of a stream that has come to its end: checkpoints in order, and ends in theirs. */
export function expectedSessions(
  events: readonly TestEvent[],
  gapMs: number,
  lengthMs: number,
): { readonly checkpoints: SessionRow[]; readonly ends: SessionRow[]; readonly strayed: number } {
  const open = new Map<string, TestEvent[]>();
  const closed: TestEvent[][] = [];
  const checkpoints: SessionRow[] = [];
  let strayed = 0;
  const firstMs = (session: readonly TestEvent[]) => Math.min(...session.map(({ timeMs }) => timeMs));
  const endMs = (session: readonly TestEvent[]) =>
    Math.min(Math.max(...session.map(({ timeMs }) => timeMs)) + gapMs, firstMs(session) + lengthMs);
  for (const event of events) {
    if ((event.flags & (FLAG.refused | FLAG.late | FLAG.proxy | FLAG.waf)) !== 0) continue;
    const key = `${event.from} ${text(event.user_agent)}`;
    let session = open.get(key);
    if (session && event.timeMs < firstMs(session) - gapMs) {
      strayed++;
      continue;
    }
    if (session && event.timeMs > endMs(session)) {
      closed.push(session);
      session = undefined;
    }
    session = [...(session ?? []), event];
    open.set(key, session);
    if (CHECKPOINTS.includes(session.length)) checkpoints.push(rowOf(session, event.timeMs, false));
  }
  const ends = [...closed, ...open.values()].map((session) => rowOf(session, endMs(session), true));
  return { checkpoints, ends: inOrder(ends), strayed };
}

function rowOf(session: readonly TestEvent[], timeMs: number, closed: boolean): SessionRow {
  const last = session[session.length - 1];
  const templates = session.filter((each) => !isAsset(each)).map(({ path }) => pathTemplate(text(path)));
  const trail = templates.slice(-16);
  return {
    timeMs,
    from: last.from,
    agent: text(last.user_agent),
    path: closed ? (trail.at(-1) ?? '') : text(last.path),
    trail: trail.join(' > '),
    numbers: expectedNumbers(session, closed),
  };
}

/** By time, client and agent. */
export function inOrder(ends: readonly SessionRow[]): SessionRow[] {
  const key = ({ from, agent }: SessionRow) => `${from} ${agent}`;
  return [...ends].sort((a, b) => a.timeMs - b.timeMs || (key(a) < key(b) ? -1 : 1));
}

/** The rows of a batch of sessions. */
export function rowsOf({ rows, timeMs, address, texts, session }: Batch): SessionRow[] {
  if (!session) throw new Error('no batch of sessions');
  return Array.from({ length: rows }, (_, at) => ({
    timeMs: timeMs[at],
    from: formatAddress(address, 4 * at),
    agent: texts[TEXT_INDEX.user_agent].textAt(at),
    path: texts[TEXT_INDEX.path].textAt(at),
    trail: texts[texts.length - 1].textAt(at),
    numbers: Object.fromEntries(
      Object.entries(session.numbers).map(([name, column]) => [name, column[at]]),
    ) as SessionRow['numbers'],
  }));
}
