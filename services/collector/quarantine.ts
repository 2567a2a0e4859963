/**
 * A sample of the lines that no format could read, for whoever has to find out why: NDJSON, so many a minute, in a file
 * that is begun anew when it gets large.
 */
import { join } from 'node:path';
import type { Clock } from '#libs/clock/clock.ts';
import type { Disk } from '#libs/disk/disk.ts';
import { type Log, logError } from '#libs/telemetry/logging.ts';

const PER_MINUTE = 60;
const LINE_BYTES_MAX = 2048;
const FILE_BYTES_MAX = 8 * 1024 * 1024;
const FLUSH_MS = 1000;

export class Quarantine {
  readonly #file: string;
  readonly #disk: Disk;
  readonly #clock: Clock;
  readonly #log: Log;
  #minuteMs: number;
  #left = PER_MINUTE;
  #pending: string[] = [];
  #writing: Promise<void> | undefined;

  constructor(folder: string, disk: Disk, clock: Clock, log: Log) {
    this.#disk = disk;
    this.#file = join(folder, 'quarantine.ndjson');
    this.#clock = clock;
    this.#log = log;
    this.#minuteMs = clock.elapsed();
    clock.every(FLUSH_MS, () => void this.flush());
  }

  /** Keeps a line if this minute's share is not used up. */
  sample(source: string, position: number, reason: string, line: Uint8Array): void {
    const nowMs = this.#clock.elapsed();
    if (nowMs - this.#minuteMs >= 60_000) {
      this.#minuteMs = nowMs;
      this.#left = PER_MINUTE;
    }
    if (this.#left === 0) return;
    this.#left--;
    const kept = Buffer.from(line.subarray(0, LINE_BYTES_MAX)).toString('latin1');
    const at = new Date(this.#clock.now()).toISOString();
    this.#pending.push(
      `${JSON.stringify({ at, source, position, reason, bytes: line.length, line: kept })}\n`,
    );
  }

  async flush(): Promise<void> {
    if (this.#writing) await this.#writing;
    if (this.#pending.length === 0) return;
    const text = this.#pending.splice(0).join('');
    this.#writing = this.#append(text)
      .catch((error) => logError(this.#log, error, 'quarantine'))
      .finally(() => {
        this.#writing = undefined;
      });
    await this.#writing;
  }

  async #append(text: string): Promise<void> {
    const size = await this.#disk.append(this.#file, text);
    if (size > FILE_BYTES_MAX) await this.#disk.rename(this.#file, `${this.#file}.1`);
  }
}
