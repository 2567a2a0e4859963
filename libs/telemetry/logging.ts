/** Log lines: JSON, one a line, with whatever a client sent escaped. */
import { type Logger, pino } from 'pino';
import { failureOf, messageOf, WeirError } from '../errors/weir-error.ts';

export type Log = Logger;

export interface LogOptions {
  readonly service: string;
  readonly instance: string;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
}

export function createLog({ service, instance, level }: LogOptions): Log {
  return pino({
    level,
    base: { service, instance },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  });
}

/** Logs an error at the level of its class; defects with their stack. */
export function logError(log: Log, error: unknown, doing: string): void {
  const failure = failureOf(error);
  const fields = { failure, ...(error instanceof WeirError ? error.where : {}) };
  const level = error instanceof WeirError ? error.consequence.level : 'error';
  const stack = failure === 'bug' && error instanceof Error ? { stack: error.stack } : {};
  log[level]({ ...fields, ...stack }, `${doing}: ${messageOf(error)}`);
}
