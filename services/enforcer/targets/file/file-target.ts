/**
 * A file as a target: the list of who is blocked, for whatever reads one, and a command that has it read.
 *
 * It is written at most once in `everyMs`, and only when it would say something else; always whole, under another name
 * first, so that nobody reads half of it. Until the first reset it stays as it is. It is looked at again and again, and
 * what somebody else has made of it is put back.
 */
import { type BigIntStats, constants } from 'node:fs';
import { access, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock, Timer } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { CallQueue } from '../call-queue.ts';
import { failureText, runCommand } from '../command.ts';
import { HeldRules } from '../held-rules.ts';
import { BLOCK_AND_ALLOW, PREFIX_SCOPES } from '../prefix-of-rule.ts';
import type { Applied, Change, Rule, Target, TargetStatus } from '../target.ts';
import { type FileFormat, fileText } from './formats.ts';

/** Of the command's output only what goes into a log line counts. */
const OUTPUT_MAX = 16 * 1024;
/** A command that failed is tried again, but not as often as files are written. */
const AGAIN_MS = 5000;
/** Whether the file is still what was written. */
const LOOK_MS = 2000;

export interface FileTargetOptions {
  readonly path: string;
  readonly format: FileFormat;
  readonly clock: Clock;
  /** Permissions of the file. */
  readonly mode: number;
  /** Between two writes, at least. */
  readonly everyMs: number;
  /** Rules held; more are not taken in. */
  readonly size: number;
  /** Program and arguments, run after each write. */
  readonly after?: readonly string[] | undefined;
  /** For `after`. */
  readonly timeoutMs: number;
  /** The command failed, and is tried again. */
  readonly onFailure?: (what: string) => void;
  /** Somebody else had changed the file, and it is written again. */
  readonly onRepair?: (what: string) => void;
}

interface FileContent {
  readonly text: string;
  /** Of the rules. */
  readonly version: number;
}

export class FileTarget implements Target {
  readonly name = 'file';
  readonly scopes = PREFIX_SCOPES;
  readonly remediations = BLOCK_AND_ALLOW;
  readonly #options: FileTargetOptions;
  readonly #clock: Clock;
  readonly #rules: HeldRules;
  readonly #calls = new CallQueue('file');
  readonly #timers: readonly Timer[];
  readonly #closing = new AbortController();
  /** Until the first reset nothing is known here. */
  #known = false;
  /** What the file says, and of which version of the rules; undefined when it may say anything. */
  #written: FileContent | undefined;
  /** The file as it was when it last said what was written; empty before the first look at it. */
  #stamp = '';
  #writtenMs = Number.NEGATIVE_INFINITY;
  #ranMs = Number.NEGATIVE_INFINITY;
  /** Why the file has to be written again, or the command run; empty when all is well. */
  #writeFailure = '';
  #afterFailure = '';
  #writes = 0;
  #repairs = 0;
  #ticking = false;

  private constructor(options: FileTargetOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#rules = new HeldRules(options.size);
    this.#timers = [
      options.clock.every(options.everyMs, () => void this.#doing(() => this.#tick())),
      options.clock.every(LOOK_MS, () => void this.#doing(() => this.#look())),
    ];
  }

  /** @throws WeirError `config` when the file can't be written. */
  static async open(options: FileTargetOptions): Promise<FileTarget> {
    const { path } = options;
    const found = await stat(path).catch(() => undefined);
    if (found && !found.isFile()) throw new WeirError('config', `${path} is no file`, { path });
    await access(dirname(path), constants.W_OK).catch((error) => {
      const message = `no file can be made in ${dirname(path)}: make the folder, and give the enforcer the right to write there`;
      throw new WeirError('config', message, { path }, error);
    });
    return new FileTarget(options);
  }

  /** @throws WeirError `unavailable` when the file can't be written: then it is as it was. */
  reset(rules: readonly Rule[]): Promise<Applied> {
    return this.#calls.run(async () => {
      this.#rules.reset(rules, this.#clock.now());
      this.#known = true;
      this.#written = undefined;
      await this.#write();
      return this.#applied(this.#rules.refused > 0);
    });
  }

  /** @throws WeirError `unavailable` when the file can't be written: then it is as it was; `bug` before a reset. */
  apply(changes: readonly Change[]): Promise<Applied> {
    return this.#calls.run(async () => {
      if (!this.#known) throw new WeirError('bug', 'the file target is given changes before all rules');
      const { refused } = this.#rules;
      this.#rules.apply(changes, this.#clock.now());
      await this.#write();
      return this.#applied(this.#rules.refused > refused);
    });
  }

  status(): TargetStatus {
    this.#rules.sweep(this.#clock.now());
    const alarm = [this.#rules.alarm, this.#writeFailure, this.#afterFailure]
      .filter((part) => part !== '')
      .join('; ');
    return { held: this.#rules.size, instances: 1, alarm };
  }

  numbers(): Readonly<Record<string, number>> {
    return {
      rules: this.#rules.size,
      rulesRefused: this.#rules.refused,
      writes: this.#writes,
      repairs: this.#repairs,
      callsWaiting: this.#calls.waiting,
    };
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#closing.abort();
    await this.#calls.close();
  }

  /** Whoever reads the file has not, while its command fails. */
  #applied(refused: boolean): Applied {
    return { atMs: this.#clock.now(), instances: refused || this.#afterFailure !== '' ? 0 : 1 };
  }

  /** What is done by itself, one at a time: it is left out while another is under way. */
  async #doing(action: () => Promise<void>): Promise<void> {
    if (this.#ticking || !this.#known) return;
    this.#ticking = true;
    try {
      await this.#calls.run(action);
    } catch {
      // The alarm tells.
    } finally {
      this.#ticking = false;
    }
  }

  /** Lets go of what has expired, and does again what failed. */
  async #tick(): Promise<void> {
    await this.#write();
    if (this.#afterFailure !== '' && this.#clock.elapsed() - this.#ranMs >= AGAIN_MS) await this.#runAfter();
  }

  /** Puts back what somebody else has changed. */
  async #look(): Promise<void> {
    const { path, mode, onRepair } = this.#options;
    if (!this.#written) return;
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    const stamp = found ? [found.dev, found.ino, found.size, found.mode, found.ctimeNs].join(' ') : '';
    if (found && stamp === this.#stamp) return;
    const what = await differenceOf(path, found, this.#written.text, mode);
    if (what === '') {
      this.#stamp = stamp;
      return;
    }
    this.#repairs++;
    onRepair?.(what);
    this.#written = undefined;
    await this.#write();
  }

  async #write(): Promise<void> {
    const { path, mode, everyMs } = this.#options;
    if (!this.#news()) return;
    const waitMs = this.#writtenMs + everyMs - this.#clock.elapsed();
    if (waitMs > 0) await this.#clock.sleep(waitMs, this.#closing.signal);
    // Some may have expired while it waited.
    const news = this.#news();
    if (!news) return;
    this.#writtenMs = this.#clock.elapsed();
    this.#written = undefined;
    try {
      await replace(path, news.text, mode);
      this.#writeFailure = '';
    } catch (error) {
      this.#writeFailure = messageOf(error);
      throw error;
    }
    this.#written = news;
    this.#stamp = '';
    this.#writes++;
    await this.#runAfter();
  }

  /** What the file should say, when that is something else. */
  #news(): FileContent | undefined {
    this.#rules.sweep(this.#clock.now());
    const { version } = this.#rules;
    if (this.#written?.version === version) return undefined;
    const text = fileText(this.#rules, this.#options.format);
    if (this.#written?.text !== text) return { text, version };
    this.#written = { text, version };
    return undefined;
  }

  async #runAfter(): Promise<void> {
    const { after, timeoutMs, onFailure } = this.#options;
    if (!after) return;
    this.#ranMs = this.#clock.elapsed();
    this.#afterFailure = await failureOfCommand(after, timeoutMs, this.#clock);
    if (this.#afterFailure !== '') onFailure?.(this.#afterFailure);
  }
}

async function failureOfCommand(after: readonly string[], timeoutMs: number, clock: Clock): Promise<string> {
  try {
    const result = await runCommand(after, { clock, input: '', timeoutMs, outputMax: OUTPUT_MAX });
    return result.code === 0 ? '' : `${after[0]} ${failureText(result)}`;
  } catch (error) {
    return messageOf(error);
  }
}

/** What is another than was written; empty when nothing is. */
async function differenceOf(
  path: string,
  found: BigIntStats | undefined,
  text: string,
  mode: number,
): Promise<string> {
  if (!found) return 'it was gone';
  if (!found.isFile()) return 'it was no file any more';
  // Not read when it can't be the same: it may be of any size.
  if (Number(found.size) !== Buffer.byteLength(text)) return 'it said something else';
  if ((await readFile(path, 'utf8').catch(() => undefined)) !== text) return 'it said something else';
  return (Number(found.mode) & 0o777) === mode ? '' : 'it had other permissions';
}

/** Whatever happens, the file has either the old content or the new one. */
async function replace(path: string, content: string, mode: number): Promise<void> {
  const temporary = `${path}.new`;
  try {
    const handle = await open(temporary, 'w', mode);
    try {
      // The mode of a new file is less what the umask takes away.
      await handle.chmod(mode);
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // On a full disk half a file would take what little room is left.
    await rm(temporary, { force: true }).catch(() => {});
    throw new WeirError('unavailable', `${path} can't be written: ${messageOf(error)}`, { path }, error);
  }
}
