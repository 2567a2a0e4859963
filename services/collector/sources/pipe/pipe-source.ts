/** Lines that a server writes to a named pipe. It is always read on: a pipe that is full stops the server. */
import { Socket } from 'node:net';
import type { Clock } from '#libs/clock/clock.ts';
import type { Random } from '#libs/clock/random.ts';
import { WeirError } from '#libs/errors/weir-error.ts';
import { Mishap } from '../../mishap.ts';
import { droppedAlarm, HeldLines } from '../held-lines.ts';
import { PushedLines } from '../pushed-lines.ts';
import type { Source, SourceCounts, SourceSink } from '../source.ts';
import { StreamLines } from '../stream-lines.ts';
import type { PipeSettings } from './config.ts';
import { type Fifo, openFifo } from './fifo.ts';

const LOOK_EVERY_MS = 1000;
/** What a pipe of Linux holds. */
const READ_BYTES = 64 * 1024;

export interface PipeSourceOptions extends PipeSettings {
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
}

export class PipeSource implements Source {
  readonly name: string;
  readonly lasts = true;
  readonly size = undefined;
  readonly #options: PipeSourceOptions;
  readonly #dropped: Mishap;
  #lines: HeldLines | undefined;

  constructor(options: PipeSourceOptions) {
    this.name = options.name;
    this.#options = options;
    this.#dropped = new Mishap(options.clock);
  }

  get counts(): SourceCounts {
    return { heldBytes: this.#lines?.bytes ?? 0 };
  }

  get alarms(): string[] {
    return droppedAlarm(this.#dropped);
  }

  /** @throws WeirError `config` or `missing` when there is no pipe to be read; `unavailable` when it was replaced */
  async run(sink: SourceSink, signal: AbortSignal): Promise<void> {
    const { path, create, mode, clock, random, buffer } = this.#options;
    const fifo = await openFifo(path, create ? mode : undefined);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const lines = new HeldLines({
      lines: new PushedLines({ sink, clock, random }),
      limit: buffer,
      clock,
      dropped: this.#dropped,
      fail: reject,
    });
    this.#lines = lines;
    const socket = read(fifo, lines, sink.lineBytesMax, reject);
    const timer = clock.every(LOOK_EVERY_MS, () => void this.#look(fifo).catch(reject));
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
    try {
      await promise;
    } finally {
      timer.cancel();
      socket.destroy();
      lines.end();
    }
  }

  /** What is written to a pipe that has lost its name comes from servers that were not told of the new one. */
  async #look(fifo: Fifo): Promise<void> {
    const { path } = this.#options;
    if (!(await fifo.isInPlace())) throw new WeirError('unavailable', `${path} has been replaced`, { path });
  }
}

function read({ fd }: Fifo, lines: HeldLines, lineBytesMax: number, fail: (error: unknown) => void): Socket {
  const stream = new StreamLines(
    { line: (buffer, start, end) => lines.add(buffer, start, end) },
    lineBytesMax,
  );
  // One buffer for all that is read: a new one for every few lines costs more than the lines.
  const onread = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (bytes: number, buffer: Uint8Array) => {
      try {
        stream.push(buffer.subarray(0, bytes));
      } catch (error) {
        fail(error);
      }
      return true;
    },
  };
  const socket = new Socket({ fd, readable: true, writable: false, onread });
  socket.on('error', fail);
  return socket;
}
