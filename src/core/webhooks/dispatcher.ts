// The sending side of webhooks, as the API needs it.
import type { DueEndpoint } from './store';

/** What the API needs of the part that sends. */
export abstract class WebhookDispatcher {
  /** What is wrong with this URL for an endpoint, in words that follow `url`, or null. May ask name servers. */
  abstract faultOf(url: string, livemode: boolean): Promise<string | null>;
  /** A new `whsec_…`. */
  abstract newSecret(): string;
  /** Something is due, or an endpoint has ended: look now, at this endpoint if one is named. */
  abstract wake(endpoint?: DueEndpoint): void;
}
