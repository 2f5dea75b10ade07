// Every question a list can be asked, for the plan tests of both engines.
import type { ReversalQuery } from '../../src/core/books/store';
import type { Finding } from '../../src/core/findings/finding';
import type { AuditQuery } from '../../src/core/people/store';
import type { EventQuery } from '../../src/core/events/store';
import type { RedemptionQuery } from '../../src/core/redemption/store';
import type { SearchQuery } from '../../src/core/search/store';
import {
  amountWord,
  claimWord,
  externalWord,
  nameWord,
  partWord,
  phoneWord,
  pinEndWord,
} from '../../src/core/search/words';
import type { Operation, Redemption, Reversal } from '../../src/core/redemption/redemption';
import type { ReviewedQuery } from '../../src/core/values/page';
import { sampleOperation, sampleRedemption, sampleReview, T0 } from '../fixtures/redemption';

export const PLAN_ACCOUNT = 'acc_0123456789abcdef01234567';
const scope = { accountId: PLAN_ACCOUNT, livemode: false, limit: 20 } as const;
const after = { createdAt: T0 + 2500, id: 'rdm_ffffffffffffffffffffffff' };

const FILTERS: Readonly<Record<string, Partial<RedemptionQuery>>> = {
  nothing: {},
  status: { status: 'failed' },
  outcome: { outcome: 'checking' },
  type: { type: 'vouchers.ott' },
  externalReference: { externalReference: 'order-7' },
  terminalId: { terminalId: 'till-3' },
  'the last day of a terminal': { terminalId: 'till-1', createdFrom: T0 + 100 },
  createdFrom: { createdFrom: T0 + 100 },
  createdTo: { createdTo: T0 + 2000 },
  metadata: { metadata: { shop: '4' } },
  'two metadata': { metadata: { shop: '4', country: 'za' } },
  'status, type and dates': { status: 'draft', type: 'vouchers.blu', createdFrom: T0 + 100, createdTo: T0 + 2000 },
  'metadata and terminal': { metadata: { shop: '4' }, terminalId: 'till-2' },
};

/** Each filter alone and each with the cursor of a later page. */
export const REDEMPTION_QUERIES: readonly (readonly [string, RedemptionQuery])[] = Object.entries(FILTERS).flatMap(
  ([name, filter]) => [
    [name, { ...scope, ...filter }] as const,
    [`${name}, after`, { ...scope, ...filter, after }] as const,
  ],
);

const SETTLED: Readonly<Record<string, Partial<RedemptionQuery>>> = {
  'settled from': { settledFrom: T0 + 100 },
  'settled to': { settledTo: T0 + 2000 },
  'settled, and the rest': {
    settledFrom: T0 + 100,
    settledTo: T0 + 4000,
    status: 'failed',
    type: 'vouchers.ott',
    terminalId: 'till-3',
    metadata: { shop: '4', country: 'za' },
    createdFrom: T0 + 100,
  },
};

/** Lists by when they settled. */
export const SETTLED_QUERIES: readonly (readonly [string, RedemptionQuery])[] = Object.entries(SETTLED).flatMap(
  ([name, filter]) => [
    [name, { ...scope, ...filter }] as const,
    [`${name}, after`, { ...scope, ...filter, after }] as const,
  ],
);

const REVERSED: Readonly<Record<string, Partial<ReversalQuery>>> = {
  nothing: {},
  'created from': { createdFrom: T0 + 100 },
  'settled from': { settledFrom: T0 + 100 },
  'settled to, and the rest': {
    settledTo: T0 + 4000,
    status: 'failed',
    type: 'vouchers.blu',
    terminalId: 'till-3',
    metadata: { shop: '4' },
    createdFrom: T0 + 100,
  },
};

export const REVERSAL_QUERIES: readonly (readonly [string, ReversalQuery])[] = Object.entries(REVERSED).flatMap(
  ([name, filter]) => [
    [name, { ...scope, ...filter }] as const,
    [`${name}, after`, { ...scope, ...filter, after: { ...after, id: 'rev_ffffffffffffffffffffffff' } }] as const,
  ],
);

const SEARCHED: Readonly<Record<string, Partial<SearchQuery>>> = {
  'the end of a PIN': { terms: [[pinEndWord('0007'), externalWord('0007')]] },
  'a whole PIN': { terms: [[claimWord('digest 7'), claimWord('digest 8'), nameWord('x'), externalWord('x')]] },
  'an amount': { terms: [[amountWord(1900)]] },
  'an amount or a reference': { terms: [[amountWord(1900), nameWord('19'), externalWord('19')]] },
  'whether a till is known': { terms: [], terminalId: 'till-1', createdTo: T0 + 2000, limit: 1 },
  'a phone number': { terms: [[phoneWord('digest 3'), nameWord('0821234567'), externalWord('0821234567')]] },
  'a reference': { terms: [[nameWord('T-7'), externalWord('order-3')]] },
  'an operation': { terms: [[partWord('op_000000000000000000000007')]] },
  'a till and a time': { terms: [], terminalId: 'till-1', createdFrom: T0 + 100, createdTo: T0 + 2000 },
  'a time': { terms: [], createdFrom: T0 + 100, createdTo: T0 + 2000 },
  'an amount and a time': { terms: [[amountWord(1900)]], createdFrom: T0 + 100, createdTo: T0 + 2000 },
  'the end of a PIN and an amount': { terms: [[pinEndWord('0007')], [amountWord(1900)]] },
  'an amount, a till and a status': { terms: [[amountWord(1900)]], terminalId: 'till-1', status: 'draft' },
};

/** Searches by every kind of word, alone and together. */
export const SEARCH_QUERIES: readonly (readonly [string, SearchQuery])[] = Object.entries(SEARCHED).flatMap(
  ([name, filter]) => [
    [name, { ...scope, terms: [], ...filter }] as const,
    [`${name}, after`, { ...scope, terms: [], ...filter, after }] as const,
  ],
);

/** The same by what a reference begins with, which rows are found by in two steps. */
export const BEGINNING_QUERIES: readonly (readonly [string, SearchQuery & { readonly beginning: string }])[] =
  SEARCH_QUERIES.map(([name, query]) => [`a beginning and ${name}`, { ...query, beginning: 'order-3' }]);

const EVENT_FILTERS: Readonly<Record<string, Partial<EventQuery>>> = {
  nothing: {},
  type: { type: 'redemption.created' },
  redemptionId: { redemptionId: 'rdm_000000000000000000000007' },
  dates: { createdFrom: T0 + 100, createdTo: T0 + 2000 },
};

export const EVENT_QUERIES: readonly (readonly [string, EventQuery])[] = Object.entries(EVENT_FILTERS).flatMap(
  ([name, filter]) => [
    [name, { ...scope, ...filter }] as const,
    [`${name}, after`, { ...scope, ...filter, after }] as const,
  ],
);

const AUDIT_FILTERS: Readonly<Record<string, Partial<AuditQuery>>> = {
  nothing: {},
  person: { actorId: 'usr_1' },
  act: { act: 'signed_in' },
  'person, act and dates': { actorId: 'usr_1', act: 'signed_in', createdFrom: T0 + 100, createdTo: T0 + 2000 },
};

export const AUDIT_QUERIES: readonly (readonly [string, AuditQuery])[] = Object.entries(AUDIT_FILTERS).flatMap(
  ([name, filter]) => [
    [name, { accountId: PLAN_ACCOUNT, limit: 20, ...filter }] as const,
    [`${name}, after`, { accountId: PLAN_ACCOUNT, limit: 20, ...filter, after }] as const,
  ],
);

export const OPEN_QUERIES = [scope, { ...scope, after }];

/** What holds reviews: of both kinds, in both orders, each with the cursor of a later page. */
export const REVIEWED_QUERIES: readonly ReviewedQuery[] = OPEN_QUERIES.flatMap((query) =>
  (['open', 'all'] as const).flatMap((which) =>
    (['newest', 'oldest'] as const).map((order) => ({ ...query, which, order })),
  ),
);

/** One of many redemptions, each filter matching a good part of them. */
export function plannedRedemption(index: number): Redemption {
  return sampleRedemption({
    id: `rdm_${index.toString(16).padStart(24, '0')}`,
    accountId: PLAN_ACCOUNT,
    createdAt: T0 + index,
    status: index % 2 ? 'draft' : 'failed',
    outcome: index % 2 ? 'open' : 'checking',
    type: index % 2 ? 'vouchers.blu' : 'vouchers.ott',
    source: { pin: `********${String(index % 50).padStart(4, '0')}` },
    claim: `digest ${String(index)}`,
    phoneDigests: [`digest ${String(index % 40)}`],
    operations: [plannedOperation(index)],
    externalReference: index % 3 ? null : `order-${String(index % 8)}`,
    options: { partial: 'decline', ...(index % 3 ? { terminal_id: `till-${String(index % 4)}` } : {}) },
    metadata: { shop: String(index % 6), country: 'za' },
    dueAt: index % 10 ? null : T0 + index,
    reviewOpenedAt: index % 10 ? null : T0 + index,
    ...(index % 10 ? {} : { proposedAt: T0 + index, proposalWaitsSince: index % 20 ? null : T0 + index }),
    reviews: index % 5 ? [] : [sampleReview({ openedAt: T0 + index }), sampleReview({ openedAt: T0 + index + 7 })],
    ...(index % 2 ? {} : { settledAt: T0 + index }),
    reversals: index % 7 ? [] : [plannedReversal(index)],
  });
}

function plannedOperation(index: number): Operation {
  const id = `op_${index.toString(16).padStart(24, '0')}`;
  return sampleOperation({ id, reference: id, transactionId: `T-${String(index)}` });
}

/** One of many findings, every third of them closed. */
export function plannedFinding(index: number): Finding {
  return {
    id: `rvw_${index.toString(16).padStart(24, '0')}`,
    accountId: PLAN_ACCOUNT,
    livemode: false,
    version: 1,
    type: 'vouchers.ott',
    reference: `line-${String(index)}`,
    transactionId: null,
    amountCents: 100,
    summary: 'x',
    openedAt: T0 + index,
    closedAt: index % 3 ? null : T0 + index,
    verdict: null,
  };
}

function plannedReversal(index: number): Reversal {
  return {
    id: `rev_${index.toString(16).padStart(24, '0')}`,
    operationId: 'op_000000000000000000000001',
    amountCents: 100,
    reason: 'x',
    status: index % 2 ? 'pending' : 'succeeded',
    method: 'restored',
    refundVoucher: null,
    error: null,
    createdAt: T0 + index,
    ...(index % 2 ? {} : { settledAt: T0 + index }),
    updatedAt: T0 + index,
  };
}
