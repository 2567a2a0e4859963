/**
 * Errors that say what failed, where, and what becomes of the work: the class of an error decides about retry,
 * acknowledgement, gRPC status, log level and exit code, in the one table below.
 */

export type FailureClass =
  /** The input is wrong and will stay wrong. */
  | 'invalid'
  /** The configuration is wrong: nothing can start. */
  | 'config'
  /** Nobody knows who calls. */
  | 'unauthenticated'
  /** The caller may not do this. */
  | 'denied'
  /** There is no such thing. */
  | 'missing'
  /** Somebody else changed it first. */
  | 'conflict'
  /** The other side can't be reached or does not answer now. */
  | 'unavailable'
  /** A limit is reached; later there may be room. */
  | 'full'
  /** Stored bytes are not what they should be. */
  | 'corrupt'
  /** A defect of Weir itself. */
  | 'bug';

export interface Consequence {
  /** Whether trying again with the same input can help. */
  readonly retry: boolean;
  /** What a consumer of the bus does with the message: leave it to come again, or set it aside. */
  readonly ack: 'redeliver' | 'quarantine';
  /** gRPC status code. */
  readonly grpc: number;
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** Process exit code, after sysexits.h. */
  readonly exit: number;
}

export const CONSEQUENCES: Readonly<Record<FailureClass, Consequence>> = {
  invalid: { retry: false, ack: 'quarantine', grpc: 3, level: 'warn', exit: 65 },
  config: { retry: false, ack: 'redeliver', grpc: 9, level: 'error', exit: 78 },
  unauthenticated: { retry: false, ack: 'quarantine', grpc: 16, level: 'warn', exit: 77 },
  denied: { retry: false, ack: 'quarantine', grpc: 7, level: 'warn', exit: 77 },
  missing: { retry: false, ack: 'quarantine', grpc: 5, level: 'info', exit: 66 },
  conflict: { retry: true, ack: 'redeliver', grpc: 10, level: 'debug', exit: 75 },
  unavailable: { retry: true, ack: 'redeliver', grpc: 14, level: 'warn', exit: 69 },
  full: { retry: true, ack: 'redeliver', grpc: 8, level: 'warn', exit: 75 },
  corrupt: { retry: false, ack: 'quarantine', grpc: 15, level: 'error', exit: 74 },
  bug: { retry: false, ack: 'quarantine', grpc: 13, level: 'error', exit: 70 },
};

export class WeirError extends Error {
  readonly failure: FailureClass;
  /** What the error is about, as fields for a log line. */
  readonly where: Readonly<Record<string, string | number>>;

  constructor(
    failure: FailureClass,
    message: string,
    where: Record<string, string | number> = {},
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'WeirError';
    this.failure = failure;
    this.where = where;
  }

  get consequence(): Consequence {
    return CONSEQUENCES[this.failure];
  }
}

/** The class of any thrown value: what Weir did not raise itself is a defect. */
export function failureOf(error: unknown): FailureClass {
  return error instanceof WeirError ? error.failure : 'bug';
}

/** Text of any thrown value, on one line. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/\s+/g, ' ').trim();
}

/** The same in its lines, for a terminal: an excerpt of a file keeps its form. Nothing in it moves the cursor. */
export function linesOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replace(/[^\S\n]|\p{Cc}/gu, (character) => (character === '\n' ? character : ' ')).trimEnd();
}
