/**
 * The state of the connection. A request that is under way when the connection breaks is given up at once, and none is
 * begun while there is no connection: the client would wait for its time-out, long after the server is back.
 */
import { WeirError } from '../../errors/weir-error.ts';
import { translate } from './nats-errors.ts';

export class Link {
  #connected = true;
  #broken: AbortController = new AbortController();

  get connected(): boolean {
    return this.#connected;
  }

  /** Aborted when the present connection breaks. */
  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  lost(): void {
    this.#connected = false;
    this.#broken.abort(new WeirError('unavailable', 'the connection was lost'));
  }

  restored(): void {
    this.#connected = true;
    this.#broken = new AbortController();
  }

  /**
   * Runs an operation of the client; what it throws becomes a WeirError that says what was tried.
   * @throws WeirError `unavailable` when the connection is or gets lost: the operation may have worked all the same
   */
  async run<T>(what: string, operation: () => Promise<T>): Promise<T> {
    const { broken } = this;
    let giveUp = () => {};
    try {
      broken.throwIfAborted();
      return await Promise.race([
        operation(),
        new Promise<never>((_, reject) => {
          giveUp = () => reject(broken.reason);
          broken.addEventListener('abort', giveUp, { once: true });
        }),
      ]);
    } catch (error) {
      throw translate(what, error);
    } finally {
      broken.removeEventListener('abort', giveUp);
    }
  }
}
