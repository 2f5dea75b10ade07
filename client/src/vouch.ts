// The client: every public call of the API, under the name of what it is about.
import { connectionOf, type VouchOptions } from './transport/connection.js';
import { methodsOf, type Input, type Options, type Result } from './method.js';
import { pointsOf } from './points.js';
import { reconciliationsOf } from './reconciliations.js';
import { redemptionsOf } from './redemptions.js';

export type Vouch = ReturnType<typeof createVouch>;

/** The answer is of the type that was asked for, so that its `source` fits. */
type CreateTestVoucher = <T extends Input<'createTestVoucher'>['type']>(
  input: Input<'createTestVoucher'> & { type: T },
  options?: Options<'createTestVoucher'>,
) => Promise<Extract<Result<'createTestVoucher'>, { type: T }>>;

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
    reversalProposals: {
      /** What was asked for and takes a second person, newest first. */
      list: method('listReversalProposals'),
      retrieve: method('getReversalProposal'),
    },
    reports: {
      /** What each day came to. */
      daily: method('getDailyReport'),
    },
    reviews: {
      list: method('listReviews'),
      retrieve: method('getReview'),
      /** How many are open, for how long, and about how much. */
      summary: method('getReviewSummary'),
      /** Gives it to a person, or with null to nobody. */
      assign: method('assignReview'),
      /** Writes down what was found out, before anybody decides. */
      note: method('noteReview'),
      /** Settles what only a person can. `ifMatch` is the version that this person has seen. */
      giveVerdict: method('giveVerdict'),
    },
    reconciliations: reconciliationsOf(via, method),
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
      /** The terminal that asks, and whose it is: for a till. */
      current: method('getCurrentTerminal'),
      revoke: method('revokeTerminal'),
      unlock: method('unlockTerminal'),
    },
    testHelpers: {
      /** A voucher that the simulators honour. Test keys alone. Its `type` and `source` are what a redemption of it takes. */
      createVoucher: method('createTestVoucher') as CreateTestVoucher,
    },
  };
}
