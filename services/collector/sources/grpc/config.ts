import { z } from 'zod';
import { listeningSettings, tlsSettings } from '../listening/config.ts';

/** A batch names 255 sources at most, and each sender is one. */
const CONNECTIONS_MAX = 200;
const SENDERS_MIN = 16;
const SENDERS_MAX = 10_000;

export const grpcSettings = {
  type: z.literal('grpc'),
  ...listeningSettings,
  tls: tlsSettings.optional(),
  /** A file with a token a line: senders have to show one of them, as `authorization: Bearer TOKEN`. */
  tokenFile: z.string().min(1).optional(),
  /** Senders that are connected at once. More are refused. */
  connections: z.int().min(1).max(CONNECTIONS_MAX).default(64),
  /** Senders of which is remembered how far they have come, beside those that are connected. */
  senders: z.int().min(SENDERS_MIN).max(SENDERS_MAX).default(1000),
};

const NO_LINES = { error: 'events are pushed as they are, not as lines: leave it out' };
const nothing = z.never(NO_LINES).optional();

/** What has no meaning for events. */
export const noLineSettings = { format: nothing, keys: nothing, timeZone: nothing, deduplicate: nothing };

const settings = z.strictObject(grpcSettings);
export type GrpcSettings = Omit<z.output<typeof settings>, 'type'>;
