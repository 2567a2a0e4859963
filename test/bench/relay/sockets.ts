/** What the kernel knows of connections. */
import { readFileSync } from 'node:fs';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const TIME_WAIT = '06';

/** Connections from or to a local port that wait for their end. */
export function timeWaitOf(port: number): number {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return TABLES.flatMap((table) => readFileSync(table, 'latin1').split('\n').slice(1)).filter((line) => {
    const [, local = '', remote = '', state] = line.trim().split(/\s+/);
    return state === TIME_WAIT && (local.endsWith(end) || remote.endsWith(end));
  }).length;
}
