// The filters that lists share, as the API description shows them.
import { applyDecorators } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { SECOND_MS } from '../../core/values/time';
import { VISIBLE_WITHIN_MS } from '../../core/values/visible';
import { DEFAULT_LIMIT, MAX_LIMIT } from './pagination';

/** How long after its `created_at` a row may become visible, in words. */
export const VISIBLE_WITHIN = `${String(VISIBLE_WITHIN_MS / SECOND_MS)} seconds`;

/** `limit` and `cursor`, the same for every list. */
export const DescribesPage = (most = MAX_LIMIT, unsaid = DEFAULT_LIMIT) =>
  applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: most, default: unsaid },
      description: 'Rows a page.',
    }),
    ApiQuery({
      name: 'cursor',
      required: false,
      schema: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,500}$' },
      description: '`next_cursor` of the page before.',
    }),
  );
