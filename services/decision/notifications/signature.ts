/** The signature of a webhook: who has the secret can tell that Weir sent the body, and when. */
import { createHmac } from 'node:crypto';

export const SIGNATURE_HEADER = 'Weir-Signature';

/** `t=<Unix s>,v1=<HMAC-SHA256 of "<t>.<body>" in hex>` */
export function signatureOf(body: string, secret: string, nowMs: number): string {
  const t = Math.floor(nowMs / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}
