/** Standard output for what is long: at the pace of whoever reads it, until he goes away. */
import { WeirError } from '#libs/errors/weir-error.ts';

export class Output {
  readonly #stream: NodeJS.WritableStream;
  #gone = false;
  #failed: Error | undefined;
  #wake: () => void = () => {};

  constructor(stream: NodeJS.WritableStream = process.stdout) {
    this.#stream = stream;
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // As `head` does it.
      if (error.code === 'EPIPE') this.#gone = true;
      else this.#failed = error;
      this.#wake();
    });
    stream.on('drain', () => this.#wake());
  }

  /** @returns whether somebody still reads. @throws WeirError `full` when it can't be written, as on a full disk */
  async write(text: string): Promise<boolean> {
    if (!this.#gone && !this.#failed && !this.#stream.write(text)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failed) throw new WeirError('full', `writing the output: ${this.#failed.message}`);
    return !this.#gone;
  }
}
