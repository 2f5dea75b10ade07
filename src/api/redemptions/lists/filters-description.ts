// The filters of the lists of redemptions and reversals, as the API description shows them. What is accepted is decided in filters.ts.
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { OPERATION_STATUSES, STATUSES, OUTCOMES } from '../../../core/redemption/redemption';
import { pairsOf, textOf } from '../../input/told';
import { DescribesPage } from '../../lists/decorators';

const TEXT = { type: 'string' } as const;
const WHEN = {
  ...TEXT,
  oneOf: [
    { type: 'string', format: 'date-time' },
    { type: 'string', format: 'date' },
  ],
} as const;

/** Where a day begins, of dates alone. */
export const UTC_OFFSET = {
  name: 'utc_offset',
  schema: { ...TEXT, pattern: '^([+-](0\\d|1[0-3]):(00|15|30|45)|[+-]14:00|Z)$', default: 'Z' },
  example: '+02:00',
  description:
    'How far local time is ahead of UTC: where a date alone begins and ends. In an address the plus sign is `%2B`.',
} as const;

const SHARED = [
  { name: 'type', schema: TEXT, example: 'vouchers.ott' },
  { name: 'external_reference', schema: textOf(255) },
  { name: 'terminal_id', schema: { ...TEXT, pattern: '^[A-Za-z0-9]{1,40}$' } },
  { name: 'created_from', schema: WHEN, description: 'Created at this time, or on this day, or later.' },
  {
    name: 'created_to',
    schema: WHEN,
    description: 'Created before this time; of a date alone: up to the end of that day.',
  },
  {
    name: 'settled_from',
    schema: WHEN,
    description: 'Settled at this time, or on this day, or later. The list then goes by `settled_at`, newest first.',
  },
  {
    name: 'settled_to',
    schema: WHEN,
    description:
      'Settled before this time; of a date alone: up to the end of that day. The list then goes by `settled_at`, newest first.',
  },
  UTC_OFFSET,
  {
    name: 'metadata',
    style: 'deepObject',
    explode: true,
    schema: pairsOf(),
    description: '`metadata[order]=1042`: every pair must match.',
  },
] as const;

const OF_REDEMPTIONS = [
  { name: 'status', schema: { ...TEXT, enum: [...STATUSES] } },
  { name: 'outcome', schema: { ...TEXT, enum: [...OUTCOMES] } },
  {
    name: 'acknowledged',
    schema: { ...TEXT, enum: ['true', 'false'] },
    description:
      'Whether a receipt of its outcome was shown or printed. Looked for among 500 rows a page, so that one may be short.',
  },
] as const;

const OF_REVERSALS = [{ name: 'status', schema: { ...TEXT, enum: [...OPERATION_STATUSES] } }] as const;

/** Every filter of redemptions, with `limit` and `cursor`. */
export const DescribesFilters = () =>
  applyDecorators(
    ...[...OF_REDEMPTIONS, ...SHARED].map((filter) => ApiQuery({ required: false, ...filter })),
    DescribesPage(),
  );

/** Every filter of reversals, the same way. */
export const DescribesReversalFilters = () =>
  applyDecorators(
    ...[...OF_REVERSALS, ...SHARED].map((filter) => ApiQuery({ required: false, ...filter })),
    DescribesPage(),
  );
