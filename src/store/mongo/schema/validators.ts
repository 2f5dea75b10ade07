// What MongoDB itself refuses to hold, whoever writes it: a last line behind the core's own checks.
import { OPERATION_STATUSES, OPERATION_TYPES, STATUSES, OUTCOMES } from '../../../core/redemption/redemption';

const text = { bsonType: 'string', minLength: 1 };
const list = { bsonType: 'array' };
/** Integers beyond 32 bits reach MongoDB as doubles: what counts is that they are whole. */
const whole = { bsonType: ['int', 'long', 'double'], multipleOf: 1, minimum: 0 };
const moment = { bsonType: ['int', 'long', 'double'] };
const momentOrNull = { bsonType: ['int', 'long', 'double', 'null'] };

const PROPERTIES = {
  _id: { bsonType: 'string', pattern: '^rdm_' },
  accountId: text,
  livemode: { bsonType: 'bool' },
  createdBy: text,
  rev: whole,
  version: whole,
  createdAt: moment,
  updatedAt: moment,
  status: { enum: STATUSES },
  outcome: { enum: OUTCOMES },
  type: text,
  amountCents: whole,
  currency: text,
  reservedCents: whole,
  redeemedCents: whole,
  reversedCents: whole,
  claim: text,
  claimed: { bsonType: 'bool' },
  metadata: list,
  operations: {
    bsonType: 'array',
    items: {
      bsonType: 'object',
      required: ['id', 'type', 'status', 'amountCents'],
      properties: {
        id: text,
        type: { enum: OPERATION_TYPES },
        status: { enum: OPERATION_STATUSES },
        amountCents: whole,
      },
    },
  },
  reversals: {
    bsonType: 'array',
    items: {
      bsonType: 'object',
      required: ['id', 'amountCents', 'status'],
      properties: { id: text, amountCents: whole, status: { enum: OPERATION_STATUSES } },
    },
  },
  journal: list,
  idempotency: list,
  outbox: list,
  outboxed: { bsonType: 'bool' },
  dueAt: momentOrNull,
  reviewOpenedAt: momentOrNull,
  place: text,
  eventCount: whole,
};

export const REDEMPTION_VALIDATOR = {
  $jsonSchema: { bsonType: 'object', required: Object.keys(PROPERTIES), properties: PROPERTIES },
  $expr: {
    $and: [
      { $lte: ['$reversedCents', '$redeemedCents'] },
      // A failed redemption has proven that nothing was taken: it holds no claim and no money.
      {
        $or: [{ $ne: ['$status', 'failed'] }, { $and: [{ $eq: ['$claimed', false] }, { $eq: ['$redeemedCents', 0] }] }],
      },
    ],
  },
};
