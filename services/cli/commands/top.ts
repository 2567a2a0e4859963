/** `weir top`: who and what is behind the requests of the last minute, over all analyzers. */
import { Command } from 'commander';
import { HeavyHitters } from '#libs/sketch/heavy-hitters.ts';
import type { weir } from '#proto';
import { withControlPlane } from '../endpoint.ts';
import { tableOf } from '../table.ts';

const SECONDS = 60;
const SHOWN = 10;

/** A field's values with the most requests. */
export interface TopField {
  readonly field: string;
  /** Of all values. */
  readonly requests: number;
  /** Most first. `requests` is too high by `error` at most, but for sampling. */
  readonly values: readonly { readonly value: string; readonly requests: number; readonly error: number }[];
}

export function topCommand(): Command {
  return new Command('top')
    .description('the clients, hosts and paths with the most requests of the last minute')
    .option('--json', 'one JSON object', false)
    .action(async (_, command: Command) => {
      await withControlPlane(command, async (plane) => {
        const { services } = await plane.status();
        const top = mergeTop(services);
        const { json } = command.opts<{ json: boolean }>();
        process.stdout.write(json ? `${JSON.stringify({ top })}\n` : textOf(top));
      });
    });
}

/** What the analyzers tell of their shards, as that of one. */
export function mergeTop(services: readonly weir.v1.ServiceStatus.$Properties[]): TopField[] {
  const all = new Map<string, { requests: number; readonly hitters: HeavyHitters<string> }>();
  for (const { field, requests, values, limit } of services.flatMap(({ top }) => top ?? [])) {
    const own = new HeavyHitters<string>(limit ?? 0);
    for (const each of values ?? []) own.add(each.value ?? '', each.requests ?? 0, each.error ?? 0);
    const known = all.get(field ?? '') ?? { requests: 0, hitters: new HeavyHitters<string>(limit ?? 0) };
    known.requests += requests ?? 0;
    known.hitters.merge(own);
    all.set(field ?? '', known);
  }
  return [...all].map(([field, { requests, hitters }]) => ({
    field,
    requests,
    values: hitters.top(SHOWN).map(({ key, count, error }) => ({ value: key, requests: count, error })),
  }));
}

function textOf(top: readonly TopField[]): string {
  const requests = top[0]?.requests ?? 0;
  if (requests === 0) return 'no requests in the last minute\n';
  const tables = top.map(({ field, values }) =>
    tableOf(
      [field.toUpperCase(), 'REQUESTS', 'A SECOND', 'SHARE'],
      values.map(({ value, requests: count, error }) => [
        value,
        error === 0 ? count : `${count - error} to ${count}`,
        (count / SECONDS).toFixed(1),
        `${((100 * count) / requests).toFixed(1)} %`,
      ]),
    ),
  );
  return `${requests} requests in the last minute\n\n${tables.join('\n\n')}\n`;
}
