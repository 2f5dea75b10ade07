// The filters of the list of redemptions, as the API description shows them. What is accepted is decided in list-query.ts.
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { STATUSES, OUTCOMES } from '../../../core/redemption/redemption';
import { DescribesPage } from '../../lists/decorators';

const TEXT = { type: 'string' } as const;
const TIME = { type: 'string', format: 'date-time' } as const;

const FILTERS = [
  { name: 'status', schema: { ...TEXT, enum: [...STATUSES] } },
  { name: 'outcome', schema: { ...TEXT, enum: [...OUTCOMES] } },
  { name: 'type', schema: TEXT, example: 'vouchers.ott' },
  { name: 'external_reference', schema: { ...TEXT, minLength: 1, maxLength: 255 } },
  { name: 'terminal_id', schema: { ...TEXT, pattern: '^[A-Za-z0-9]{1,40}$' } },
  { name: 'created_from', schema: TIME, description: 'Created at this time or later.' },
  { name: 'created_to', schema: TIME, description: 'Created before this time.' },
  {
    name: 'acknowledged',
    schema: { ...TEXT, enum: ['true', 'false'] },
    description:
      'Whether a receipt of its outcome was shown or printed. Looked for among 500 rows a page, so that one may be short.',
  },
  {
    name: 'metadata',
    style: 'deepObject',
    explode: true,
    schema: { type: 'object', additionalProperties: { type: 'string', maxLength: 500 } },
    description: '`metadata[order]=1042`: every pair must match.',
  },
] as const;

/** Every filter of the list, with `limit` and `cursor`. */
export const DescribesFilters = () =>
  applyDecorators(...FILTERS.map((filter) => ApiQuery({ required: false, ...filter })), DescribesPage());
