/** The results as people read them. */
import { tableOf } from '#services/cli/table.ts';
import type { PointResult } from './points.ts';
import type { ModeResult } from './rounds.ts';

const HEAD = [
  'WAY',
  'REQ/S',
  'NGINX us',
  'ADDED us',
  'P99 ms',
  'SENT',
  'LOST',
  'RELAY us',
  'HANDSHAKES',
  'TIME_WAIT',
];

export function modesTable(modes: readonly ModeResult[]): string {
  const rows = modes.map((each) => [
    each.mode,
    each.requests_per_s,
    each.nginx_us_per_request,
    each.added_us ?? '',
    each.nginx_p99_ms,
    each.logs_sent ?? '',
    each.lost ?? '',
    each.relay_us_per_log ?? '',
    each.connections ?? '',
    each.time_wait ?? '',
  ]);
  return tableOf(HEAD, rows);
}

export function pointsTable(points: readonly PointResult[]): string {
  const rows = points.map(({ point, what, ok, ...numbers }) => [
    point,
    ok ? 'ok' : 'MISSED',
    what,
    Object.entries(numbers)
      .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
      .join(', '),
  ]);
  return tableOf(['POINT', '', '', ''], rows);
}
