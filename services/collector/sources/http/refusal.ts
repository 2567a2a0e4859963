/** Why a request is not taken, as its sender is told. */
export class Refusal extends Error {
  /** Of HTTP. */
  readonly status: number;
  /** After how many seconds it is worth another try; undefined when it is not. */
  readonly retryAfter: number | undefined;

  constructor(status: number, message: string, retryAfter?: number) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
