/** A service of one's own as a target: each batch of changes is posted to it. */
import { readFile } from 'node:fs/promises';
import type { Clock } from '#libs/clock/clock.ts';
import { messageOf, WeirError } from '#libs/errors/weir-error.ts';
import { BatchTarget } from './batch-target.ts';

export interface WebhookTargetOptions {
  readonly url: string;
  /** Its content goes with each request; read each time, so that it may change. */
  readonly tokenFile?: string | undefined;
  readonly timeoutMs: number;
  /** Rules held; more are not handed over. */
  readonly size: number;
  readonly clock: Clock;
}

/** Whatever is not a status of 200 to 299 means that the batch was not applied. */
export function webhookTarget(options: WebhookTargetOptions): BatchTarget {
  const { clock, size } = options;
  return new BatchTarget({ name: 'webhook', clock, size, deliver: (batch) => post(options, batch) });
}

async function post(
  { url, tokenFile, timeoutMs, clock }: WebhookTargetOptions,
  batch: string,
): Promise<void> {
  const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' };
  if (tokenFile !== undefined) headers.authorization = `Bearer ${await readSecret(tokenFile)}`;
  const giveUp = new AbortController();
  const limit = clock.after(timeoutMs, () => giveUp.abort());
  try {
    // A token must not follow a redirection to somebody else.
    const request = {
      method: 'POST',
      body: batch,
      headers,
      redirect: 'error',
      signal: giveUp.signal,
    } as const;
    const response = await fetch(url, request);
    await response.body?.cancel();
    if (!response.ok) throw new WeirError('unavailable', `the webhook answered ${response.status}`);
  } catch (error) {
    if (error instanceof WeirError) throw error;
    const reason = giveUp.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : causeOf(error);
    throw new WeirError('unavailable', `the webhook can't be reached: ${reason}`, {}, error);
  } finally {
    limit.cancel();
  }
}

/** @throws WeirError `unavailable`: the file may come, or get a content. */
async function readSecret(file: string): Promise<string> {
  const token = await readFile(file, 'utf8').catch((error) => {
    throw new WeirError(
      'unavailable',
      `the token of the webhook can't be read: ${messageOf(error)}`,
      {},
      error,
    );
  });
  const trimmed = token.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new WeirError('unavailable', `${file} holds no token: one line of letters, digits and signs`);
}

/** fetch says only that it failed; why is below. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return messageOf(cause ?? error);
}
