// Decorators that the lists of this folder share in the API description.
import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';
import { DEFAULT_LIMIT, MAX_LIMIT } from './pagination';

export const DescribesPage = () =>
  applyDecorators(
    ApiQuery({
      name: 'limit',
      required: false,
      schema: { type: 'integer', minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    }),
    ApiQuery({ name: 'cursor', required: false, schema: { type: 'string' }, description: '`next_cursor` of a page.' }),
  );

export const EndpointId = () => ApiParam({ name: 'id', example: 'whe_6740aa51c2f9d1e0b7a3c455' });
export const DeliveryId = () => ApiParam({ name: 'id', example: 'dlv_6740aa51c2f9d1e0b7a3c455' });
