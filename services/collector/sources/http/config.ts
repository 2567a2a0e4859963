import { z } from 'zod';
import { byteSize, duration } from '#libs/config/types.ts';
import { listeningSettings, tlsSettings } from '../listening/config.ts';

export const httpSettings = {
  type: z.literal('http'),
  ...listeningSettings,
  tls: tlsSettings.optional(),
  /** A file with a token a line: senders have to show one of them, as Bearer, as the password of Basic or in the path. */
  tokenFile: z.string().min(1).optional(),
  /** Where the line is in each record, such as `message`; unless given, a record is a line. */
  line: z.string().min(1).optional(),
  /** Bytes of one request, unpacked. */
  body: byteSize.prefault('16MB'),
  /** Bytes of all requests that are being taken in; beyond, they are answered 429. */
  buffer: byteSize.prefault('64MB'),
  /** How long a request waits while no more can be taken in, until it is answered 503. */
  patience: duration.prefault('2s'),
  /** Senders that are connected at once. More are refused. */
  connections: z.int().min(1).max(10_000).default(1000),
  /** A connection on which nothing has come for so long is closed. */
  idle: duration.prefault('75s'),
};

const settings = z.strictObject(httpSettings);
export type HttpSettings = Omit<z.output<typeof settings>, 'type'>;
