// The client: every public call of the API, under the name of what it is about.
import axios, { type AxiosInstance } from 'axios';
import type { Connection } from './call.js';
import { systemClock, type Clock } from './clock.js';
import { methodsOf } from './method.js';
import { pointsOf } from './points.js';
import { redemptionsOf } from './redemptions.js';

/** Pages that the server itself serves. Each says by a header of its own that it is the one that asks. */
const SESSION_HEADERS = { till: 'vouch-till', console: 'vouch-console' } as const;

/** Who calls: a key, or in one of those pages whoever the browser's cookie stands for. */
export type Credential =
  | { readonly apiKey: string; readonly session?: undefined }
  | { readonly session: keyof typeof SESSION_HEADERS; readonly apiKey?: undefined };

export type VouchOptions = Credential & {
  /** Such as `https://vouch.example`. Empty in a page that the server itself serves. */
  readonly baseUrl: string;
  /** An instance of yours, with its interceptors, agents and proxies. What they log is theirs: a request holds PINs. */
  readonly axios?: AxiosInstance;
  /** For one attempt, in milliseconds: 90,000 unless said otherwise. */
  readonly timeoutMs?: number;
  /** For one call with its repeats, in milliseconds: 120,000 unless said otherwise. */
  readonly deadlineMs?: number;
  /** Time and chance, for tests. */
  readonly clock?: Clock;
};

export type Vouch = ReturnType<typeof createVouch>;

/** A client of one server with one credential. Throws `TypeError` where the options cannot be. */
export function createVouch(options: VouchOptions) {
  const via = connectionOf(options);
  const method = methodsOf(via);
  return {
    // A publishable key sees a change PIN only in answers to its own create.
    redemptions: redemptionsOf(via, method, options.apiKey?.startsWith('sk_') ?? false),
    storedValue: {
      /** What a voucher is worth. Takes no key: it is not sent again once it may have arrived. */
      lookup: method('lookUpStoredValue'),
    },
    points: pointsOf(method),
    reversals: {
      /** Of all redemptions, newest first. Those of one redemption: `redemptions.reversals`. */
      list: method('listAllReversals'),
    },
    reports: {
      /** What each day came to. */
      daily: method('getDailyReport'),
    },
    reviews: {
      list: method('listReviews'),
      retrieve: method('getReview'),
      /** Settles what only a person can. `ifMatch` is the version that this person has seen. */
      giveVerdict: method('giveVerdict'),
    },
    events: {
      /** Newest first. */
      list: method('listEvents'),
      retrieve: method('getEvent'),
    },
    webhookEndpoints: {
      /** The answer holds the secret, this once. */
      create: method('createWebhookEndpoint'),
      list: method('listWebhookEndpoints'),
      retrieve: method('getWebhookEndpoint'),
      update: method('updateWebhookEndpoint'),
      delete: method('deleteWebhookEndpoint'),
      rotateSecret: method('rotateWebhookSecret'),
      /** Sends an event of type `webhook_endpoint.test`. */
      test: method('testWebhookEndpoint'),
    },
    webhookDeliveries: {
      list: method('listWebhookDeliveries'),
      retrieve: method('getWebhookDelivery'),
      retry: method('retryWebhookDelivery'),
    },
    terminals: {
      /** The answer holds the pairing code, this once. */
      create: method('createTerminal'),
      list: method('listTerminals'),
      retrieve: method('getTerminal'),
      /** A new pairing code. */
      pair: method('pairTerminal'),
      /** Pairs with the code. Takes no key: it is not sent again once it may have arrived. */
      claim: method('claimTerminal'),
      revoke: method('revokeTerminal'),
      unlock: method('unlockTerminal'),
    },
    testHelpers: {
      /** A voucher that the simulators honour. Test keys alone. */
      createVoucher: method('createTestVoucher'),
    },
  };
}

function connectionOf({
  baseUrl,
  apiKey,
  session,
  axios: http,
  clock,
  timeoutMs,
  deadlineMs,
}: VouchOptions): Connection {
  if (baseUrl !== '' && !/^https?:\/\/[^/?#@]+(?:\/[^?#]*)?$/.test(baseUrl))
    throw new TypeError('baseUrl must be an http or https address without a query');
  if ((apiKey === undefined) === (session === undefined)) throw new TypeError('Say apiKey or session, one of them');
  if (apiKey !== undefined && !/^\w+$/.test(apiKey)) throw new TypeError('apiKey must be a key such as sk_test_…');
  return {
    http: http ?? axios.create(),
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: session === undefined ? { authorization: `Bearer ${apiKey}` } : { [SESSION_HEADERS[session]]: '1' },
    withCredentials: session !== undefined,
    clock: clock ?? systemClock,
    timeoutMs: timeoutMs ?? 90_000,
    deadlineMs: deadlineMs ?? 120_000,
  };
}
