// Webhooks as Standard Webhooks signs them: to verify what came, and to sign what a test sends. Apart from the client, because a page
// receives none.
import { Webhook } from 'standardwebhooks';
import type { components } from './generated/api.js';

/** What happened: exactly the body of a webhook. */
export type Event = components['schemas']['Event'];

/** Headers as Node, a framework or `fetch` gives them. */
export type WebhookHeaders =
  Readonly<Record<string, string | readonly string[] | undefined>> | Iterable<[string, string]>;

/** The signature is not of this secret, or its time is more than five minutes off. Do not read the body: answer 400. */
export class BadSignature extends Error {
  override readonly name = 'BadSignature';
}

/**
 * The event, once its signature holds. `body` is what came, byte for byte: JSON that was parsed and written again has other bytes.
 * Several secrets: any of them will do.
 */
export function verify(body: string | Uint8Array, headers: WebhookHeaders, secret: string | readonly string[]): Event {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const given = plain(headers);
  let why = 'no secret';
  for (const one of typeof secret === 'string' ? [secret] : secret) {
    const webhook = new Webhook(one);
    try {
      return webhook.verify(text, given) as Event;
    } catch (error) {
      why = error instanceof Error ? error.message : why;
    }
  }
  throw new BadSignature(why);
}

/** What Vouch would send for this event, for tests of a receiver. */
export function sign(
  event: Pick<Event, 'id'> & Partial<Event>,
  secret: string,
  sentAt: Date = new Date(),
): { readonly body: string; readonly headers: Record<string, string> } {
  const body = JSON.stringify(event);
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(event.id, sentAt, body),
    },
  };
}

function plain(headers: WebhookHeaders): Record<string, string> {
  const entries = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, string][] => {
      const text = typeof value === 'string' ? value : value?.[0];
      return text === undefined ? [] : [[name.toLowerCase(), text]];
    }),
  );
}
