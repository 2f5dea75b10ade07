// The indexes of each collection. Every list and every queue is served by one of them, named so that a query can ask for it.
import type { mongo } from 'mongoose';
import type { Documents } from './collections';

/** `{$gt: ''}` rather than `{$exists: true}`: only text is indexed, and MongoDB knows that an equality implies it. */
const ANY_TEXT = { $gt: '' };
/** Deliveries that are not settled. */
const OPEN = { dueAt: { $gte: 0 } };
/** Reviews stand in the order in which they were opened: the first one of a redemption is its oldest. */
export const FIRST_REVIEW = 'reviews.0.openedAt';
const UNFANNED = { unfanned: true };

function index(
  name: string,
  key: Readonly<Record<string, 1 | -1>>,
  options: Pick<mongo.IndexDescription, 'unique' | 'partialFilterExpression'> = {},
): mongo.IndexDescription {
  return { name, key: { ...key }, ...options };
}

function where(partialFilterExpression: mongo.Document) {
  return { partialFilterExpression };
}

const owned = { accountId: 1, livemode: 1 } as const;

/** What `ensureSchema` makes. An index that is taken out here stays in databases that have it. */
export const INDEXES: { readonly [N in keyof Documents]: readonly mongo.IndexDescription[] } = {
  redemptions: [
    index('claim', { claim: 1 }, { unique: true, ...where({ claimed: true }) }),
    // One document never meets its own entries here: `repeatedScope` looks at those.
    index('idempotency', { 'idempotency.scope': 1 }, { unique: true, ...where({ 'idempotency.scope': ANY_TEXT }) }),
    index('place', { ...owned, place: -1 }),
    index('status', { ...owned, status: 1, place: -1 }),
    index('outcome', { ...owned, outcome: 1, place: -1 }),
    index('type', { ...owned, type: 1, place: -1 }),
    index(
      'externalReference',
      { ...owned, externalReference: 1, place: -1 },
      where({ externalReference: { $gte: '' } }),
    ),
    index(
      'terminalId',
      { ...owned, 'options.terminal_id': 1, place: -1 },
      where({ 'options.terminal_id': { $gte: '' } }),
    ),
    index('metadata', { ...owned, 'metadata.k': 1, 'metadata.v': 1, place: -1 }, where({ 'metadata.k': { $gte: '' } })),
    index('due', { dueAt: 1, _id: 1 }, where({ dueAt: { $gte: 0 } })),
    index('dueBy', { accountId: 1, dueAt: 1, _id: 1 }, where({ dueAt: { $gte: 0 } })),
    index('ends', { endsAt: 1 }, where({ endsAt: { $gte: 0 } })),
    index('openReviews', { ...owned, reviewPlace: -1 }, where({ reviewPlace: ANY_TEXT })),
    index('reviewed', { ...owned, [FIRST_REVIEW]: -1, _id: -1 }, where({ [FIRST_REVIEW]: { $gte: 0 } })),
    index('review', { 'reviews.id': 1 }, where({ 'reviews.id': ANY_TEXT })),
    index('proposed', { ...owned, proposedPlace: -1 }, where({ proposedPlace: ANY_TEXT })),
    index('proposalWaits', { ...owned, proposalWaitsPlace: -1 }, where({ proposalWaitsPlace: ANY_TEXT })),
    index('proposal', { 'proposals.id': 1 }, where({ 'proposals.id': ANY_TEXT })),
    index('reference', { 'operations.reference': 1 }, where({ 'operations.reference': ANY_TEXT })),
    // Only redemptions that hold such a PIN: by when the voucher ends (or was made), and by who would redeem it.
    index('changePin', { 'changeVoucher.expiresAt': 1, createdAt: 1 }, where({ 'changeVoucher.sealedPin': ANY_TEXT })),
    index('changePinClaim', { 'changeVoucher.claim': 1 }, where({ 'changeVoucher.sealedPin': ANY_TEXT })),
    index(
      'refundPin',
      { 'reversals.refundVoucher.expiresAt': 1, createdAt: 1 },
      where({ 'reversals.refundVoucher.sealedPin': ANY_TEXT }),
    ),
    index(
      'refundPinClaim',
      { 'reversals.refundVoucher.claim': 1 },
      where({ 'reversals.refundVoucher.sealedPin': ANY_TEXT }),
    ),
    index('settled', { ...owned, settledPlace: -1 }, where({ settledPlace: ANY_TEXT })),
    index(
      'reversalsMade',
      { ...owned, 'reversals.createdAt': -1, 'reversals.id': -1 },
      where({ 'reversals.createdAt': { $gte: 0 } }),
    ),
    index(
      'reversalsSettled',
      { ...owned, 'reversals.settledAt': -1, 'reversals.id': -1 },
      where({ 'reversals.settledAt': { $gte: 0 } }),
    ),
    // What versions wrote that did not keep when it settled: empty once that was brought in.
    index('unfilledConfirmed', { status: 1, settledPlace: 1 }, where({ status: 'confirmed', settledPlace: null })),
    index('unfilledFailed', { settledPlace: 1, status: 1 }, where({ status: 'failed', settledPlace: null })),
    index('unfilledReversals', { 'reversals.settledAt': 1 }, where({ 'reversals.createdAt': { $gte: 0 } })),
    index('words', { ...owned, words: 1, place: -1 }),
    // What versions wrote that kept no words: empty once they were brought in.
    index('unworded', { words: 1 }, where({ words: null })),
    index('outbox', { outboxed: 1, updatedAt: 1 }, where({ outboxed: true })),
  ],
  events: [
    index('place', { ...owned, place: -1 }),
    index('type', { ...owned, type: 1, place: -1 }),
    index('redemptionId', { ...owned, redemptionId: 1, place: -1 }, where({ redemptionId: ANY_TEXT })),
    index('created', { createdAt: 1 }),
    // What is not fanned out: in the order of writing as far as there is one, by account in that order, and by redemption.
    index('unfanned', { unfanned: 1, place: 1 }, where(UNFANNED)),
    index('unfannedByAccount', { accountId: 1, place: 1 }, where(UNFANNED)),
    index('unfannedByRedemption', { redemptionId: 1, seq: 1 }, where(UNFANNED)),
  ],
  findings: [
    index('reference', { livemode: 1, type: 1, reference: 1 }, { unique: true }),
    index('open', { ...owned, openPlace: -1 }, where({ openPlace: ANY_TEXT })),
    index('opened', { ...owned, openedAt: -1, _id: -1 }),
  ],
  endpoints: [
    index('place', { ...owned, place: -1 }, where({ deleted: false })),
    index('active', { ...owned, active: 1 }, where({ active: true })),
    index('noticing', { noticing: 1 }, where({ noticing: true })),
    index('deleted', { deletedAt: 1 }, where({ deletedAt: { $gte: 0 } })),
  ],
  deliveries: [
    index('once', { endpointId: 1, eventId: 1 }, { unique: true }),
    index('due', { endpointId: 1, dueAt: 1, seq: 1 }, where(OPEN)),
    index('order', { endpointId: 1, redemptionId: 1, seq: 1 }, where({ ...OPEN, manual: false })),
    index('place', { ...owned, place: -1 }),
    index('endpointId', { ...owned, endpointId: 1, place: -1 }),
    index('eventId', { ...owned, eventId: 1, place: -1 }),
    index('status', { ...owned, status: 1, place: -1 }),
    index('redemptionId', { ...owned, redemptionId: 1, place: -1 }, where({ redemptionId: ANY_TEXT })),
    index('eventType', { ...owned, eventType: 1, place: -1 }),
    index('created', { createdAt: 1 }),
  ],
  answers: [index('at', { at: 1 })],
  accounts: [index('name', { name: 1 }, { unique: true })],
  keys: [index('digest', { digest: 1 }, { unique: true }), index('account', { accountId: 1, createdAt: 1, _id: 1 })],
  users: [
    index('email', { email: 1 }, { unique: true }),
    index('account', { accountId: 1, createdAt: -1, _id: -1 }),
    index('admins', { accountId: 1, activeAdmin: 1 }, where({ activeAdmin: true })),
  ],
  sessions: [
    index('digest', { digest: 1 }, { unique: true }),
    index('user', { userId: 1, place: -1 }, where({ ended: false })),
    index('created', { createdAt: 1 }),
  ],
  settings: [],
  audit: [
    index('place', { accountId: 1, place: -1 }),
    index('act', { accountId: 1, act: 1, place: -1 }),
    index('actor', { accountId: 1, 'actor.id': 1, place: -1 }),
    index('actorAct', { accountId: 1, 'actor.id': 1, act: 1, place: -1 }),
    index('created', { createdAt: 1 }),
  ],
  terminals: [
    index('place', { ...owned, place: -1 }),
    index('standing', { ...owned, terminalId: 1 }, { unique: true, ...where({ standing: true }) }),
    index('pairing', { 'pairing.digest': 1 }, { unique: true, ...where({ 'pairing.digest': ANY_TEXT }) }),
    index('key', { 'key.digest': 1 }, { unique: true, ...where({ 'key.digest': ANY_TEXT }) }),
  ],
  allowances: [],
  reconciliations: [
    index('place', { ...owned, place: -1 }),
    index('created', { createdAt: 1 }),
    index('running', { ...owned, running: 1 }, { unique: true, ...where({ running: true }) }),
    index('alive', { running: 1, aliveAt: 1 }, where({ running: true })),
    index('scope', { 'key.scope': 1 }, { unique: true, ...where({ 'key.scope': ANY_TEXT }) }),
  ],
  differences: [index('seq', { runId: 1, seq: 1 }), index('kind', { runId: 1, kind: 1, seq: 1 })],
  markers: [],
};
