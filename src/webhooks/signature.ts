// Secrets and signatures as Standard Webhooks wants them (https://www.standardwebhooks.com).
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Instant } from '../core/values/time';

/** The specification asks for 24 to 64 bytes; 32 is the width of the HMAC. */
const SECRET_BYTES = 32;

/** `whsec_` and base64. Shown once, then only sealed. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** The three headers. One signature for each secret: while one is rotated, the receiver may check with either. */
export function signatureHeaders(
  secrets: readonly string[],
  id: string,
  at: Instant,
  body: string,
): Readonly<Record<string, string>> {
  const sentAt = new Date(at);
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(' '),
  };
}
