/** The process that takes audit logs, as the bench sees it: it can be away, and it can hang. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endWithProcess } from '../../support/orphans.ts';
import type { Orders, Received } from './receiver.ts';

const ANSWER_MS = 10_000;
const FILE = join(import.meta.dirname, 'receiver.ts');

interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

export class Receiving implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #files: { readonly cert: string; readonly key: string };
  #port = 0;
  #asked = 0;

  private constructor(files: { readonly cert: string; readonly key: string }) {
    this.#files = files;
    this.#child = fork(FILE, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // Each order that waits for its answer listens.
    this.#child.setMaxListeners(0);
    // One that hangs does not notice.
    this.#child.once(
      'exit',
      endWithProcess(() => this.#child.kill('SIGKILL')),
    );
  }

  /** @param files paths of PEM */
  static async start(files: { readonly cert: string; readonly key: string }): Promise<Receiving> {
    const receiving = new Receiving(files);
    await receiving.open();
    return receiving;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get port(): number {
    return this.#port;
  }

  get url(): string {
    return `https://127.0.0.1:${this.#port}/modsec/audit`;
  }

  /** At the port where it was, if it was open before. */
  async open(): Promise<void> {
    this.#port = await this.#ask('open', this.#files, this.#port);
  }

  async close(): Promise<void> {
    await this.#ask('close');
  }

  received(): Promise<Received> {
    return this.#ask('received');
  }

  /** Answers nothing; its kernel still takes connections. */
  hang(): void {
    this.#child.kill('SIGSTOP');
  }

  goOn(): void {
    this.#child.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  #ask<Name extends keyof Orders>(order: Name, ...args: Parameters<Orders[Name]>): ReturnType<Orders[Name]> {
    const id = ++this.#asked;
    const answered = new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        this.#child.off('message', hear);
      };
      const hear = (message: unknown) => {
        const { id: of, answer, error } = message as Answer;
        if (of !== id) return;
        end();
        if (error === undefined) resolve(answer);
        else reject(new Error(`the receiver: ${error}`));
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`the receiver does not answer "${order}"`));
      }, ANSWER_MS);
      this.#child.on('message', hear);
      this.#child.send({ id, order, args });
    });
    return answered as ReturnType<Orders[Name]>;
  }
}
