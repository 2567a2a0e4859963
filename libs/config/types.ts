/** Kinds of settings that occur in more than one place. */
import { z } from 'zod';
import { parseDuration } from '../domain/duration.ts';
import { type Prefix, parsePrefix } from '../domain/prefix.ts';

/** `30s`, `10m`: read as milliseconds. */
export const duration = z
  .string({ error: 'a duration such as 30s, 10m or 4h' })
  .transform((text, context) => {
    const ms = parseDuration(text);
    if (ms !== undefined) return ms;
    context.addIssue({
      code: 'custom',
      message: `"${text}" is no duration; write one such as 30s, 10m or 4h`,
    });
    return z.NEVER;
  });

const BYTE_UNITS: Record<string, number> = { B: 1, KB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** `64MB`, `2GB`: read as bytes (powers of 1,024). */
export const byteSize = z.string({ error: 'a size such as 64MB or 2GB' }).transform((text, context) => {
  const match = /^(\d{1,9})\s?(B|KB|MB|GB|TB)$/i.exec(text);
  if (match) return Number(match[1]) * BYTE_UNITS[match[2].toUpperCase()];
  context.addIssue({ code: 'custom', message: `"${text}" is no size; write one such as 64MB or 2GB` });
  return z.NEVER;
});

/** `10.0.0.0/8`, `2001:db8::/32` or a bare address. */
export const prefix = z
  .string({ error: 'an address or a prefix such as 10.0.0.0/8' })
  .transform((text, context): Prefix => {
    const parsed = parsePrefix(text);
    if (parsed) return parsed;
    context.addIssue({
      code: 'custom',
      message: `"${text}" is no address or prefix; write one such as 10.0.0.0/8`,
    });
    return z.NEVER;
  });

/** `host:port`. */
export const endpoint = z.string().regex(/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/, {
  error: 'write host:port, such as 127.0.0.1:4222',
});

/** One `host:port`, or a list of those of a service's replicas: read as a list. */
export const endpoints = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(endpoint, { error: 'write host:port, or a list of such' }).min(1).max(16),
);

/** A name that may stand in subjects, file names and metrics. */
export const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, { error: 'use 1 to 63 lower-case letters, digits, "-" and "_"' });
