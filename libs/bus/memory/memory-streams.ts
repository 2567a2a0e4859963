import type { Clock } from '../../clock/clock.ts';
import { WeirError } from '../../errors/weir-error.ts';
import type {
  ConsumeOptions,
  Delivery,
  PublishAck,
  PublishOptions,
  StoredMessage,
  StreamSpec,
  StreamState,
  Streams,
} from '../streams.ts';
import { subjectMatches } from '../subject.ts';
import { type MemoryFaults, requireUp } from './memory-faults.ts';

/** As long as NATS is told to know ids again. */
export const DEDUPE_WINDOW_MS = 120_000;

interface Group {
  readonly subject: string | undefined;
  /** Next sequence that was never delivered. */
  next: number;
  /** Delivered and not acknowledged. */
  readonly out: Map<number, { readonly deliveries: number; dueMs: number }>;
}

class MemoryStream {
  spec: StreamSpec;
  readonly incarnation: string;
  messages: Kept[] = [];
  lastSequence = 0;
  bytes = 0;
  removed = false;
  readonly ids = new Map<string, { sequence: number; atMs: number }>();
  readonly groups = new Map<string, Group>();
  readonly waiters = new Set<() => void>();

  constructor(spec: StreamSpec, incarnation: string) {
    this.spec = spec;
    this.incarnation = incarnation;
  }

  wake(): void {
    for (const waiter of this.waiters) waiter();
  }

  /** Resolves at the next message, at `signal`, or after `ms`. */
  async changed(signal: AbortSignal, clock: Clock, ms = Number.POSITIVE_INFINITY): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = Number.isFinite(ms) ? clock.after(ms, done) : undefined;
      const waiters = this.waiters;
      function done(): void {
        timer?.cancel();
        waiters.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      }
      waiters.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}

/** What is kept of a message; how many wait behind it is only known when it is read. */
type Kept = Omit<StoredMessage, 'pending'>;

export class MemoryStreams implements Streams {
  readonly #clock: Clock;
  readonly #faults: MemoryFaults;
  readonly #dedupeMs: number;
  readonly #streams = new Map<string, MemoryStream>();
  #incarnations = 0;

  constructor(clock: Clock, faults: MemoryFaults, dedupeMs: number) {
    this.#clock = clock;
    this.#faults = faults;
    this.#dedupeMs = dedupeMs;
  }

  async ensure(spec: StreamSpec): Promise<StreamState> {
    requireUp(this.#faults);
    const known = this.#streams.get(spec.name);
    if (known) known.spec = spec;
    else this.#streams.set(spec.name, new MemoryStream(spec, `memory-${++this.#incarnations}`));
    return this.state(spec.name);
  }

  async state(name: string): Promise<StreamState> {
    requireUp(this.#faults);
    const stream = this.#stream(name);
    return {
      incarnation: stream.incarnation,
      firstSequence: stream.messages[0]?.sequence ?? stream.lastSequence + 1,
      lastSequence: stream.lastSequence,
      bytes: stream.bytes,
      maxBytes: stream.spec.maxBytes,
    };
  }

  async publish(subject: string, data: Uint8Array, options: PublishOptions = {}): Promise<PublishAck> {
    requireUp(this.#faults);
    const stream = [...this.#streams.values()].find(({ spec }) =>
      spec.subjects.some((filter) => subjectMatches(filter, subject)),
    );
    if (!stream) throw new WeirError('unavailable', `no stream takes ${subject}`);
    const nowMs = this.#clock.now();
    const ack = this.#store(stream, subject, data, options, nowMs);
    if (this.#faults.storedButTimedOut(subject)) throw new WeirError('unavailable', 'timed out');
    return ack;
  }

  async *read(
    name: string,
    fromSequence: number,
    signal: AbortSignal,
    subject?: string,
  ): AsyncGenerator<StoredMessage> {
    const stream = this.#stream(name);
    let next = fromSequence;
    while (!signal.aborted) {
      if (stream.removed) throw new WeirError('missing', `stream ${name} is gone`);
      const message = this.#faults.down ? undefined : firstFrom(stream, next, subject);
      if (!message) {
        await stream.changed(signal, this.#clock);
        continue;
      }
      next = message.sequence + 1;
      yield { ...message, pending: stream.lastSequence - message.sequence };
    }
  }

  async *consume(
    name: string,
    durable: string,
    { ackWaitMs, unackedMax, subject }: ConsumeOptions,
    signal: AbortSignal,
  ): AsyncGenerator<Delivery> {
    const stream = this.#stream(name);
    const before = stream.groups.get(durable);
    const next = before ? Math.min(before.next, ...before.out.keys()) : 1;
    const group: Group = { subject, next, out: new Map() };
    stream.groups.set(durable, group);
    stream.wake();
    while (!signal.aborted) {
      if (stream.removed) throw new WeirError('missing', `stream ${name} is gone`);
      if (stream.groups.get(durable) !== group)
        throw new WeirError('unavailable', `another reads for ${durable} now`);
      const nowMs = this.#clock.now();
      const message = this.#faults.down ? undefined : nextFor(stream, group, nowMs, unackedMax);
      if (!message) {
        await stream.changed(signal, this.#clock, untilDue(group, nowMs));
        continue;
      }
      const deliveries = (group.out.get(message.sequence)?.deliveries ?? 0) + 1;
      group.out.set(message.sequence, { deliveries, dueMs: nowMs + ackWaitMs });
      yield {
        ...message,
        pending: countFrom(stream, group.next, subject),
        deliveries,
        ack: () => {
          // As the server takes it: from whoever has the message, for the group as it is now.
          stream.groups.get(durable)?.out.delete(message.sequence);
          stream.wake();
        },
        redeliver: (afterMs) => {
          const out = group.out.get(message.sequence);
          if (out) out.dueMs = this.#clock.now() + afterMs;
          stream.wake();
        },
      };
    }
  }

  async acknowledged(name: string, durable: string): Promise<number> {
    requireUp(this.#faults);
    const stream = this.#stream(name);
    const group = stream.groups.get(durable);
    if (!group) return 0;
    const next = firstFrom(stream, group.next, group.subject)?.sequence ?? stream.lastSequence + 1;
    return Math.min(next, ...group.out.keys()) - 1;
  }

  async purge(name: string, what: { readonly before: number } | { readonly subject: string }): Promise<void> {
    requireUp(this.#faults);
    const stream = this.#stream(name);
    stream.messages = stream.messages.filter((message) =>
      'before' in what ? message.sequence >= what.before : !subjectMatches(what.subject, message.subject),
    );
    stream.bytes = stream.messages.reduce((bytes, message) => bytes + message.data.length, 0);
  }

  async subjects(name: string, filter: string): Promise<string[]> {
    requireUp(this.#faults);
    const found = this.#stream(name).messages.map((message) => message.subject);
    return [...new Set(found)].filter((subject) => subjectMatches(filter, subject));
  }

  /** Deletes a stream, as an operator or a lost disk would. */
  remove(name: string): void {
    const stream = this.#stream(name);
    stream.removed = true;
    this.#streams.delete(name);
    stream.wake();
  }

  /** Wakes readers after `down` has been taken back. */
  recover(): void {
    for (const stream of this.#streams.values()) stream.wake();
  }

  #stream(name: string): MemoryStream {
    const stream = this.#streams.get(name);
    if (!stream) throw new WeirError('missing', `there is no stream ${name}`);
    return stream;
  }

  #store(
    stream: MemoryStream,
    subject: string,
    data: Uint8Array,
    { id, headers = {} }: PublishOptions,
    nowMs: number,
  ): PublishAck {
    const known = id === undefined ? undefined : stream.ids.get(id);
    if (known && nowMs - known.atMs < this.#dedupeMs) return { sequence: known.sequence, duplicate: true };
    const { whenFull, maxBytes } = stream.spec;
    while (whenFull === 'drop-oldest' && stream.messages.length > 0 && stream.bytes + data.length > maxBytes)
      stream.bytes -= stream.messages.shift()?.data.length ?? 0;
    if (stream.bytes + data.length > maxBytes) throw new WeirError('full', `${stream.spec.name} is full`);
    const sequence = ++stream.lastSequence;
    stream.bytes += data.length;
    stream.messages.push({
      subject,
      sequence,
      storedMs: nowMs,
      data: Uint8Array.from(data),
      header: (name) => headers[name] ?? '',
    });
    if (id !== undefined) stream.ids.set(id, { sequence, atMs: nowMs });
    stream.wake();
    return { sequence, duplicate: false };
  }
}

function firstFrom(stream: MemoryStream, from: number, subject: string | undefined): Kept | undefined {
  // Sequences have gaps after a purge, so the place is searched for.
  let low = 0;
  let high = stream.messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (stream.messages[middle].sequence < from) low = middle + 1;
    else high = middle;
  }
  if (subject === undefined) return stream.messages[low];
  return stream.messages.slice(low).find((message) => subjectMatches(subject, message.subject));
}

function countFrom(stream: MemoryStream, from: number, subject: string | undefined): number {
  return stream.messages.filter(
    (message) =>
      message.sequence >= from && (subject === undefined || subjectMatches(subject, message.subject)),
  ).length;
}

function nextFor(stream: MemoryStream, group: Group, nowMs: number, unackedMax: number): Kept | undefined {
  for (const [sequence, { dueMs }] of group.out) {
    if (dueMs > nowMs) continue;
    const message = firstFrom(stream, sequence, undefined);
    if (message?.sequence === sequence) return message;
    group.out.delete(sequence);
  }
  if (group.out.size >= unackedMax) return undefined;
  const message = firstFrom(stream, group.next, group.subject);
  if (message) group.next = message.sequence + 1;
  return message;
}

function untilDue(group: Group, nowMs: number): number {
  let ms = Number.POSITIVE_INFINITY;
  for (const { dueMs } of group.out.values()) ms = Math.min(ms, Math.max(0, dueMs - nowMs));
  return ms;
}
