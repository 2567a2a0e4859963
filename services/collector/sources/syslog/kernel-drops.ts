/** Datagrams that the kernel has dropped for one socket, as Linux tells in /proc/net/udp and udp6. */
import { endianness } from 'node:os';
import { addressOf, isIPv4 } from '#libs/domain/address.ts';
import type { ListenAddress } from '../listening/config.ts';

const LOCAL_ADDRESS = 1;
const HEX = 16;

/** The table that a socket stands in. */
export function tableOf({ host }: ListenAddress): string {
  return host.includes(':') ? '/proc/net/udp6' : '/proc/net/udp';
}

/** The column `drops` of the socket that is bound there, or undefined when it is not in the table. */
export function dropsIn(table: string, listen: ListenAddress): number | undefined {
  const local = localAddress(listen);
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (columns[LOCAL_ADDRESS] !== local) continue;
    const drops = Number(columns.at(-1));
    return Number.isSafeInteger(drops) ? drops : undefined;
  }
  return undefined;
}

/** As the kernel writes it: words of the address as numbers of the machine, then the port. */
function localAddress({ host, port }: ListenAddress): string {
  const words = addressOf(host) ?? new Uint32Array(4);
  const used = isIPv4(words) && !host.includes(':') ? words.subarray(3) : words;
  const address = [...used].map((word) => hex(endianness() === 'LE' ? swapped(word) : word, 8)).join('');
  return `${address}:${hex(port, 4)}`;
}

function swapped(word: number): number {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(word);
  return bytes.readUInt32LE();
}

function hex(value: number, digits: number): string {
  return value.toString(HEX).toUpperCase().padStart(digits, '0');
}
