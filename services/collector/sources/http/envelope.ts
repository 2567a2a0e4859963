/** Records that have the line of a web server in one of their keys, beside what a log shipper knows about it. */
import { JsonScanner } from '../../formats/json-scanner.ts';

export class Envelope {
  readonly #scanner: JsonScanner;

  /** @param key such as `message` (Vector) or `log` (Fluent Bit) */
  constructor(key: string) {
    this.#scanner = new JsonScanner([key]);
  }

  /** Where the line is that was found last, unescaped; valid until the next one is. */
  get buffer(): Buffer {
    return this.#scanner.buffer;
  }

  get start(): number {
    return this.#scanner.start;
  }

  get end(): number {
    return this.#scanner.end;
  }

  /** Finds the line in the record from `start` up to `end`. @returns false when there is none */
  open(body: Buffer, start: number, end: number): boolean {
    return this.#scanner.scan(body, start, end) && this.#scanner.find(0);
  }
}
