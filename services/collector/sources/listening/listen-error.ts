/** What it means when an address can't be listened on. */
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { ListenAddress } from './config.ts';

export function listenError({ host, port }: ListenAddress, error: unknown): unknown {
  if (!(error instanceof Error) || !('syscall' in error)) return error;
  const { code } = error as NodeJS.ErrnoException;
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const advice =
    code === 'EACCES'
      ? ': take a port from 1024 on, or give the collector the capability CAP_NET_BIND_SERVICE'
      : '';
  return new WeirError(
    'unavailable',
    `can't listen on ${where}: ${messageOf(error)}${advice}`,
    { where },
    error,
  );
}
