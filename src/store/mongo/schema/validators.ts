// What each field of each collection may hold: the one list. MongoDB itself refuses everything else, whichever process writes
// it: a last line behind the core's own checks. Documents of earlier versions must pass too, so a new field is `optional` for good.
import { ROLES } from '../../../core/accounts/roles';
import { ACTS } from '../../../core/people/audit';
import { DELIVERY_STATUSES } from '../../../core/webhooks/delivery';
import { DELIVERIES } from '../../../core/terminals/terminal';
import { DIFFERENCE_KINDS, RUN_STATUSES } from '../../../core/reconciliations/run';
import { OPERATION_STATUSES, OPERATION_TYPES, OUTCOMES, STATUSES } from '../../../core/redemption/redemption';
import { PROPOSAL_STATUSES } from '../../../core/redemption/people/proposal';
import type { Documents } from './collections';

/** A part of a JSON schema in MongoDB's dialect. */
type Rule = Readonly<Record<string, unknown>>;
/** The rule of a field that may be absent. */
interface Optional {
  readonly optional: Rule;
}
/** Every field has a rule, and exactly those that the type lets be absent are optional. */
type Fields<D> = { readonly [F in keyof D]-?: undefined extends D[F] ? Optional : Rule };

const string = { bsonType: ['string'] };
const text = { bsonType: ['string'], minLength: 1 };
const flag = { bsonType: ['bool'] };
const list = { bsonType: ['array'] };
const object = { bsonType: ['object'] };
/** Integers beyond 32 bits reach MongoDB as doubles: what counts is that they are whole. */
const whole = { bsonType: ['int', 'long', 'double'], multipleOf: 1, minimum: 0 };
/** Milliseconds since the epoch. */
const moment = { bsonType: ['int', 'long', 'double'] };

function optional(rule: Rule): Optional {
  return { optional: rule };
}

function nullable(rule: Rule & { readonly bsonType: readonly string[] }): Rule {
  return { ...rule, bsonType: [...rule.bsonType, 'null'] };
}

function oneOf(values: readonly string[]): Rule {
  return { enum: [...values] };
}

function objectOf(properties: Readonly<Record<string, Rule>>) {
  return { bsonType: ['object'], required: Object.keys(properties), properties };
}

const id = { _id: text };
const owned = { accountId: text, livemode: flag };
const written = { createdAt: moment, updatedAt: moment };

/** The list. The compiler refuses it where a field of a document has no rule. */
export const FIELDS: { readonly [N in keyof Documents]: Fields<Documents[N]> } = {
  redemptions: {
    _id: { ...text, pattern: '^rdm_' },
    ...owned,
    ...written,
    createdBy: text,
    madeBy: optional(text),
    draftUntil: optional(nullable(moment)),
    lapsePutOff: optional(object),
    endsAt: optional(nullable(moment)),
    acknowledgedAt: optional(moment),
    settledAt: optional(moment),
    settledPlace: optional(nullable(text)),
    phoneDigests: optional(list),
    words: optional(list),
    rev: whole,
    version: whole,
    status: oneOf(STATUSES),
    outcome: oneOf(OUTCOMES),
    type: text,
    captureMethod: oneOf(['automatic', 'manual']),
    amountCents: whole,
    currency: text,
    reservedCents: whole,
    redeemedCents: whole,
    reversedCents: whole,
    source: list,
    sealedSource: nullable(text),
    withoutSecrets: optional(flag),
    claim: text,
    claimed: flag,
    options: object,
    changeVoucher: nullable(object),
    lastError: nullable(object),
    operations: {
      ...list,
      items: objectOf({
        id: text,
        type: oneOf(OPERATION_TYPES),
        status: oneOf(OPERATION_STATUSES),
        amountCents: whole,
      }),
    },
    reversals: { ...list, items: objectOf({ id: text, amountCents: whole, status: oneOf(OPERATION_STATUSES) }) },
    reviews: list,
    proposals: optional({
      ...list,
      items: objectOf({ id: text, amountCents: whole, status: oneOf(PROPOSAL_STATUSES), lapsesAt: moment }),
    }),
    metadata: list,
    externalReference: nullable(string),
    relatedIds: list,
    reservedUntil: nullable(moment),
    dueAt: nullable(moment),
    reviewOpenedAt: nullable(moment),
    proposedAt: optional(moment),
    proposedPlace: optional(nullable(text)),
    proposalWaitsSince: optional(nullable(moment)),
    proposalWaitsPlace: optional(nullable(text)),
    journal: list,
    idempotency: list,
    eventCount: whole,
    place: text,
    reviewPlace: nullable(text),
    outbox: list,
    outboxed: flag,
  },
  events: {
    ...id,
    ...owned,
    type: text,
    createdAt: moment,
    redemptionId: nullable(text),
    version: whole,
    seq: whole,
    data: text,
    place: text,
    unfanned: optional(flag),
  },
  findings: {
    ...id,
    ...owned,
    version: whole,
    type: text,
    reference: string,
    transactionId: nullable(string),
    amountCents: whole,
    summary: string,
    shown: optional(object),
    openedAt: moment,
    closedAt: nullable(moment),
    verdict: nullable(object),
    desk: optional(list),
    openPlace: nullable(text),
  },
  endpoints: {
    ...id,
    ...owned,
    ...written,
    rev: whole,
    url: text,
    eventTypes: list,
    description: nullable(string),
    disabledAt: nullable(moment),
    disabledReason: nullable(text),
    secrets: { ...list, items: objectOf({ sealed: text, createdAt: moment, expiresAt: nullable(moment) }) },
    failingSince: nullable(moment),
    notice: nullable(object),
    deletedAt: nullable(moment),
    place: text,
    active: flag,
    deleted: flag,
    noticing: flag,
  },
  deliveries: {
    ...id,
    ...owned,
    ...written,
    rev: whole,
    endpointId: text,
    eventId: text,
    eventType: text,
    redemptionId: nullable(text),
    seq: whole,
    status: oneOf(DELIVERY_STATUSES),
    manual: flag,
    scheduledAt: optional(moment),
    attempts: list,
    attemptCount: whole,
    dueAt: nullable(moment),
    claimId: nullable(text),
    place: text,
  },
  answers: {
    ...id,
    requestDigest: text,
    at: moment,
    answer: nullable(objectOf({ status: whole, sealedBody: text })),
  },
  accounts: { ...id, name: text, createdAt: moment },
  keys: {
    ...id,
    ...owned,
    type: oneOf(['secret', 'publishable']),
    digest: text,
    hint: text,
    createdAt: moment,
    revokedAt: nullable(moment),
    createdBy: optional(text),
    revokedBy: optional(text),
    name: optional(text),
    endsAt: optional(moment),
    lastUsedAt: optional(moment),
  },
  users: {
    ...id,
    accountId: text,
    email: text,
    passwordHash: text,
    createdAt: moment,
    rev: optional(whole),
    passwordPrinted: optional(flag),
    role: optional(oneOf(ROLES)),
    disabledAt: optional(nullable(moment)),
    epoch: optional(whole),
    secondFactor: optional(
      nullable(objectOf({ sealedSeed: text, lastStep: whole, recoveryDigests: list, confirmedAt: moment })),
    ),
    pendingSeed: optional(nullable(text)),
    createdBy: optional(text),
    lastSignedInAt: optional(nullable(moment)),
    activeAdmin: optional(flag),
  },
  sessions: {
    _id: { ...text, pattern: '^ses_' },
    rev: whole,
    accountId: text,
    userId: text,
    digest: text,
    epoch: whole,
    createdAt: moment,
    seenAt: moment,
    secondFactorAt: nullable(moment),
    presentUntil: nullable(moment),
    idleMs: whole,
    ageMs: whole,
    address: string,
    agent: string,
    endedAt: nullable(moment),
    place: text,
    ended: flag,
  },
  settings: {
    ...id,
    rev: whole,
    timeZone: nullable(text),
    approvalAboveCents: { anyOf: [nullable(whole), oneOf(['off'])] },
    approvalAbovePerDayCents: { anyOf: [nullable(whole), oneOf(['off'])] },
    sessionIdleMinutes: nullable(whole),
    sessionHours: nullable(whole),
    updatedAt: nullable(moment),
    updatedBy: nullable(text),
  },
  audit: {
    _id: { ...text, pattern: '^aud_' },
    accountId: text,
    createdAt: moment,
    act: oneOf(ACTS),
    actor: objectOf({ kind: text, id: nullable(text), email: nullable(text) }),
    address: nullable(string),
    requestId: nullable(text),
    about: nullable(objectOf({ kind: text, id: text })),
    details: object,
    place: text,
  },
  terminals: {
    _id: { ...text, pattern: '^trm_' },
    ...owned,
    rev: whole,
    terminalId: text,
    name: text,
    pairing: nullable(objectOf({ digest: text, expiresAt: moment })),
    key: nullable(objectOf({ digest: text, hint: text, deliver: oneOf(DELIVERIES), at: moment })),
    unlocks: whole,
    createdAt: moment,
    createdBy: text,
    revokedAt: nullable(moment),
    revokedBy: nullable(text),
    place: text,
    standing: flag,
  },
  allowances: { ...id, ...owned, userId: text, rev: whole, updatedAt: moment, uses: list },
  reconciliations: {
    _id: { ...text, pattern: '^rcn_' },
    ...owned,
    status: oneOf(RUN_STATUSES),
    terms: object,
    bytes: whole,
    fromAt: moment,
    toAt: moment,
    createdAt: moment,
    createdBy: object,
    endedAt: nullable(moment),
    outcome: nullable(object),
    failure: nullable(string),
    key: nullable(objectOf({ scope: text, requestDigest: text })),
    place: text,
    running: flag,
    aliveAt: moment,
  },
  differences: {
    ...id,
    runId: text,
    seq: whole,
    kind: oneOf(DIFFERENCE_KINDS),
    reference: string,
    redemptionId: nullable(text),
    operationId: nullable(text),
    oursCents: nullable(whole),
    theirsCents: nullable(whole),
    line: nullable(whole),
    summary: nullable(string),
    reviewId: nullable(text),
  },
  markers: {
    ...id,
    beats: optional(whole),
    accountId: optional(text),
    print: optional(text),
    restored: optional(object),
    sealed: optional(text),
  },
};

/** What no single field can say. */
const BOOKS = {
  $and: [
    { $lte: ['$reversedCents', '$redeemedCents'] },
    // A failed redemption has proven that nothing was taken: it holds no claim and no money.
    {
      $or: [{ $ne: ['$status', 'failed'] }, { $and: [{ $eq: ['$claimed', false] }, { $eq: ['$redeemedCents', 0] }] }],
    },
  ],
};

/** The validator of a collection, as `createCollection` and `collMod` take it. */
export function validatorOf(name: keyof Documents): object {
  const rules = Object.entries<Rule | Optional>(FIELDS[name]);
  const $jsonSchema = {
    bsonType: 'object',
    required: rules.filter(([, rule]) => !isOptional(rule)).map(([field]) => field),
    properties: Object.fromEntries(rules.map(([field, rule]) => [field, isOptional(rule) ? rule.optional : rule])),
  };
  return name === 'redemptions' ? { $jsonSchema, $expr: BOOKS } : { $jsonSchema };
}

/** Whether a document may lack the field. */
export function isOptional(rule: Rule | Optional): rule is Optional {
  return 'optional' in rule;
}
