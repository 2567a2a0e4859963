/** A session: what one client does with one user agent until it pauses. What is known of it, as fields for scenarios. */
import type { EventField } from './event.ts';

/** The numbers a session has, each with the field of its events that it can't do without. */
export const SESSION_NUMBERS = {
  /** So far, like all that follows. */
  'session.requests': 'client.ip',
  /** Seconds from the first to the last request. */
  'session.duration': 'time',
  /** Answers 4xx and 5xx. */
  'session.errors': 'status',
  'session.server_errors': 'status',
  /** Answers 401. */
  'session.unauthorized': 'status',
  /** Ratios are shares of the requests, 0 to 1. */
  'session.error_ratio': 'status',
  'session.not_found_ratio': 'status',
  /** Different paths that were answered by 4xx, 401 left out; up to SESSION_DISTINCT_MAX. */
  'session.failed_paths': 'status',
  /** Different path templates; up to SESSION_DISTINCT_MAX. */
  'session.paths': 'path',
  /** Images, styles, scripts and the like. */
  'session.asset_ratio': 'path',
  /** Requests that name a referer. */
  'session.referer_ratio': 'referer',
  /** Methods that neither pages nor programs use. */
  'session.odd_methods': 'method',
  /** Seconds between two requests. */
  'session.gap_mean': 'time',
  /** Standard deviation of the gaps as a share of their mean: 0 is a clockwork. */
  'session.gap_cv': 'time',
  'session.bytes': 'bytes_sent',
  /** 1 when it has ended, else 0. */
  'session.closed': 'time',
} as const satisfies Readonly<Record<string, EventField>>;

export type SessionNumber = keyof typeof SESSION_NUMBERS;

export const SESSION_NUMBER_NAMES = Object.keys(SESSION_NUMBERS) as readonly SessionNumber[];

/** Path templates of the last requests that were no assets, joined by ` > `. */
export const SESSION_TRAIL = 'session.trail';

/** Paths and templates of a session are told apart up to so many. */
export const SESSION_DISTINCT_MAX = 24;

export function isSessionNumber(field: string): field is SessionNumber {
  return Object.hasOwn(SESSION_NUMBERS, field);
}

export function isSessionField(field: string): boolean {
  return isSessionNumber(field) || field === SESSION_TRAIL;
}
