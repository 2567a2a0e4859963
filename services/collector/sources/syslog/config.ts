import { z } from 'zod';
import { byteSize, duration } from '#libs/config/types.ts';
import { type ListenAddress, listeningProblem, listeningSettings, tlsSettings } from '../listening/config.ts';

const IDLE_MIN_MS = 1000;

export const syslogSettings = {
  type: z.literal('syslog'),
  ...listeningSettings,
  transport: z.enum(['udp', 'tcp']).default('udp'),
  /** Of tcp: only encrypted. */
  tls: tlsSettings.optional(),
  /** Of udp: bytes that the kernel is asked to keep while the collector does something else. */
  receiveBuffer: byteSize.prefault('8MB'),
  /** Of udp: bytes of lines that are held while no more can be taken in. Beyond, they are dropped and counted. */
  buffer: byteSize.prefault('16MB'),
  /** Of tcp: senders that are connected at once. More are refused. */
  connections: z.int().min(1).max(10_000).default(100),
  /** Of tcp: a connection on which nothing has come for so long is closed. */
  idle: duration.refine((ms) => ms >= IDLE_MIN_MS, { error: 'use 1s or more' }).prefault('10m'),
};

const settings = z.strictObject(syslogSettings);
export type SyslogSettings = Omit<z.output<typeof settings>, 'type'>;

/** Which field is wrong, if one is, and why. */
export function syslogProblem(
  source: Pick<SyslogSettings, 'allow' | 'tls' | 'transport'> & { readonly listen: ListenAddress },
): { readonly path: string[]; readonly message: string } | undefined {
  const message = listeningProblem(source);
  if (message !== undefined) return { path: ['allow'], message };
  if (source.transport === 'udp' && source.tls)
    return { path: ['tls'], message: 'datagrams are not encrypted: set transport: tcp, or leave tls out' };
  return undefined;
}
