/**
 * Bytes that were written to a connection and that the other side's kernel has not acknowledged, as Linux tells in
 * /proc/net/tcp and tcp6. For protocols without an answer of their own it is all there is to know.
 */
const LOCAL = 1;
const REMOTE = 2;
const QUEUES = 4;
const HEX = 16;

export interface Ports {
  readonly localPort: number;
  readonly remotePort: number;
}

/**
 * @param tables texts of /proc/net/tcp and tcp6
 * @returns undefined when the connection is in none of them
 */
export function unacknowledgedIn(
  tables: readonly string[],
  { localPort, remotePort }: Ports,
): number | undefined {
  for (const table of tables) {
    for (const line of table.split('\n')) {
      const columns = line.trim().split(/\s+/);
      if (portOf(columns[LOCAL]) !== localPort || portOf(columns[REMOTE]) !== remotePort) continue;
      const sent = Number.parseInt(columns[QUEUES]?.split(':')[0] ?? '', HEX);
      if (Number.isSafeInteger(sent)) return sent;
    }
  }
  return undefined;
}

/** Of `0100007F:1F90`. */
function portOf(end: string | undefined): number {
  return Number.parseInt(end?.split(':')[1] ?? '', HEX);
}
