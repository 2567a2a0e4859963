/** Lines on their way into a batch. */
const LINE_FEED = 0x0a;
const SPACE = 0x20;
const FIRST_BYTES = 16 * 1024;

export class LineBuffer {
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #bytes = 0;
  #lines = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  add(buffer: Buffer, start: number, end: number): void {
    const bytes = this.#bytes + (end - start) + 1;
    if (bytes > this.#buffer.length) this.#grow(bytes);
    buffer.copy(this.#buffer, this.#bytes, start, end);
    this.#join(bytes - 1);
    this.#buffer[bytes - 1] = LINE_FEED;
    this.#bytes = bytes;
    this.#lines++;
  }

  /** Everything, and begins anew. */
  take(): Buffer {
    const lines = Buffer.from(this.#buffer.subarray(0, this.#bytes));
    this.discard();
    return lines;
  }

  discard(): void {
    this.#bytes = 0;
    this.#lines = 0;
  }

  /** A line that came in a record of its own may have line feeds; where lines end with them it would become several. */
  #join(end: number): void {
    const added = this.#buffer.subarray(this.#bytes, end);
    for (let at = added.indexOf(LINE_FEED); at >= 0; at = added.indexOf(LINE_FEED, at + 1)) added[at] = SPACE;
  }

  #grow(bytes: number): void {
    const grown = Buffer.allocUnsafeSlow(2 ** Math.ceil(Math.log2(bytes)));
    this.#buffer.copy(grown, 0, 0, this.#bytes);
    this.#buffer = grown;
  }
}
