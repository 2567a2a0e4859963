/** One socket to a worker of nginx: lines in, frames out, one frame at a time, each answered in time or else. */
import type { Socket } from 'node:net';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import {
  type Ack,
  type Beat,
  frame,
  HEARTBEAT,
  type Held,
  type Hello,
  type Hit,
  LINE_BYTES_MAX,
  LIST_MAX,
  type Op,
  PROTOCOL,
  parseAnswer,
  parseHello,
  type Refusal,
} from './protocol.ts';

/** How long nginx may take over its first line, and over a frame. */
export const ANSWER_MS = 2000;
/** Heartbeats are answered: after this long without a word nginx is taken for dead. */
const SILENCE_MS = 5000;
/** Heartbeats pile up to this when nginx does not read. */
const UNSENT_BYTES_MAX = 4096;

/** An answer, and the rules that were told before it. */
export type Answered = Ack & { readonly held: readonly Held[] };

interface Pending {
  readonly revision: number;
  readonly held: Held[];
  resolve(answered: Answered): void;
  reject(error: WeirError): void;
}

export interface ConnectionEvents {
  /** nginx has said who it is. Comes once, before anything else. */
  onHello(hello: Hello): void;
  /** nginx has answered a heartbeat. */
  onBeat(beat: Beat): void;
  onHit(hit: Hit): void;
  /** nginx has lost what it held. */
  onLoss(): void;
  /** Comes once, for whatever reason. */
  onClose(reason: string): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #events: ConnectionEvents;
  #received = '';
  #greeted = false;
  #closed = false;
  #heardMs: number;
  #pending: Pending | undefined;
  #deadline: Timer;

  constructor(socket: Socket, clock: Clock, events: ConnectionEvents) {
    this.#socket = socket;
    this.#clock = clock;
    this.#events = events;
    this.#heardMs = clock.elapsed();
    this.#deadline = clock.after(ANSWER_MS, () => this.close('it did not say who it is'));
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#receive(text));
    socket.on('error', (error) => this.close(error.message));
    socket.on('close', () => this.close('it hung up'));
  }

  get closed(): boolean {
    return this.#closed;
  }

  /**
   * Sends a frame and waits for its answer.
   * @throws WeirError `conflict` when nginx refuses it (the connection stays open), `unavailable` when the
   * connection breaks or is given up because no answer came.
   */
  exchange(revision: number, op: Op, payload: string): Promise<Answered> {
    if (this.#closed) return Promise.reject(new WeirError('unavailable', 'the connection is closed'));
    if (this.#pending) return Promise.reject(new WeirError('bug', 'a frame is still unanswered'));
    return new Promise((resolve, reject) => {
      this.#pending = { revision, held: [], resolve, reject };
      this.#deadline = this.#clock.after(ANSWER_MS, () => this.close('it did not acknowledge in time'));
      this.#socket.write(frame(revision, op, payload), 'latin1');
    });
  }

  /** Lets nginx know that the enforcer lives, and finds out whether nginx does. */
  beat(): void {
    if (!this.#greeted || this.#closed) return;
    if (this.#clock.elapsed() - this.#heardMs > SILENCE_MS) this.close('it fell silent');
    else if (this.#socket.writableLength < UNSENT_BYTES_MAX) this.#socket.write(HEARTBEAT);
  }

  close(reason: string): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#deadline.cancel();
    this.#socket.destroy();
    this.#pending?.reject(new WeirError('unavailable', reason));
    this.#pending = undefined;
    this.#events.onClose(reason);
  }

  #receive(text: string): void {
    this.#heardMs = this.#clock.elapsed();
    const lines = (this.#received + text).split('\n');
    this.#received = lines.pop()!;
    for (const line of lines) {
      if (this.#closed) return;
      const fault = this.#greeted ? this.#take(line) : this.#greet(line);
      if (fault !== undefined) this.close(fault);
    }
    if (this.#received.length > LINE_BYTES_MAX) this.close('it sent a line without an end');
  }

  /** What is wrong with the line, if anything. */
  #take(line: string): string | undefined {
    const answer = parseAnswer(line);
    if (!answer) return 'it sent a line that is no answer';
    switch (answer.kind) {
      case 'heartbeat':
        this.#events.onBeat(answer);
        return undefined;
      case 'hit':
        this.#events.onHit(answer);
        return undefined;
      case 'loss':
        this.#events.onLoss();
        return undefined;
      case 'held':
        if (this.#pending?.held.push(answer) === LIST_MAX + 1)
          return 'it told more rules than it was asked for';
        return undefined;
      default:
        return this.#settle(answer);
    }
  }

  #settle(answer: Ack | Refusal): string | undefined {
    const pending = this.#pending;
    if (!pending || pending.revision !== answer.revision) {
      return `it answered for revision ${answer.revision} unasked`;
    }
    this.#pending = undefined;
    this.#deadline.cancel();
    if (answer.kind === 'ack') pending.resolve({ ...answer, held: pending.held });
    else pending.reject(new WeirError('conflict', answer.reason, { revision: answer.revision }));
    return undefined;
  }

  #greet(line: string): string | undefined {
    const hello = parseHello(line);
    if (!hello) return 'its first line is no HELLO';
    if (hello.protocol !== PROTOCOL) {
      return `it speaks protocol ${hello.protocol} and the enforcer ${PROTOCOL}`;
    }
    this.#greeted = true;
    this.#deadline.cancel();
    this.#events.onHello(hello);
    return undefined;
  }
}
