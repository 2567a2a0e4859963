/** A log that a test can look into. */
import { pino } from 'pino';
import type { Log } from '#libs/telemetry/logging.ts';

export interface LogLine {
  /** As pino numbers them: 30 info, 40 warn, 50 error. */
  readonly level: number;
  readonly msg: string;
  readonly [field: string]: unknown;
}

export function recordingLog(): { readonly log: Log; readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line) => lines.push(JSON.parse(line)) });
  return { log, lines };
}

/** For what nobody looks at. */
export const quietLog: Log = pino({ level: 'silent' });
