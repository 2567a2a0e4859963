/** Messages over HTTP: as JSON for programs, or as Slack wants them; signed where there is a secret. */
import type { Clock } from '#libs/clock/clock.ts';
import { retryAfterOf } from '#libs/clock/retry-after.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import type { Channel } from './channel.ts';
import type { Message } from './message.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

/** Beside 5xx: too slow, too early, too many. */
const LATER: ReadonlySet<number> = new Set([408, 425, 429]);
const REFUSED: ReadonlySet<number> = new Set([401, 403, 407]);

export interface WebhookOptions {
  /** May be secret itself: never told. */
  readonly url: string;
  readonly bodyOf: (message: Message) => object;
  readonly secret: string | undefined;
  readonly clock: Clock;
}

export class Webhook implements Channel {
  readonly #options: WebhookOptions;
  readonly #host: string;

  constructor(options: WebhookOptions) {
    this.#options = options;
    this.#host = new URL(options.url).host;
  }

  async send(message: Message, signal: AbortSignal): Promise<void> {
    const { url, bodyOf, secret, clock } = this.#options;
    const body = JSON.stringify(bodyOf(message));
    const signature =
      secret === undefined ? {} : { [SIGNATURE_HEADER]: signatureOf(body, secret, clock.now()) };
    const headers = { 'content-type': 'application/json', 'user-agent': 'weir', ...signature };
    let response: Response;
    try {
      // A redirect would make a GET of it, or take the signature elsewhere.
      response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      await response.body?.cancel();
    } catch (error) {
      throw new WeirError(
        'unavailable',
        `${this.#host}: ${signal.aborted ? 'no answer in time' : causeOf(error)}`,
      );
    }
    if (!response.ok) throw this.#failure(response);
  }

  #failure({ status, headers }: Response): WeirError {
    const what = `${this.#host} answers ${status}`;
    if (LATER.has(status) || status >= 500) {
      const retryAfterMs = retryAfterOf(headers.get('retry-after') ?? undefined, this.#options.clock.now());
      return new WeirError('unavailable', what, retryAfterMs === undefined ? {} : { retryAfterMs });
    }
    return new WeirError(REFUSED.has(status) ? 'denied' : 'invalid', what);
  }
}

/** fetch tells only that it failed; why is the cause, which names no path. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (cause as NodeJS.ErrnoException).code;
  return code ?? messageOf(cause);
}
