// Reads the value of a voucher without taking it. Nothing is stored.
import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { MayFailWith, Responds, ServesTerminals } from '../openapi/decorators';
import { AnyKey, CallerOf } from '../request/caller';
import { LookupRequests } from './lookup-requests';
import { StoredValueDto } from './lookup.dto';
import { LookupDto } from './request.dto';

const EXAMPLES = {
  blu: {
    summary: 'A Blu voucher',
    value: { type: 'vouchers.blu', source: { token: '1115684091419838' } },
  },
};

/** `POST /v1/stored_value/lookup`, for every key. */
@ApiTags('Stored value')
@Controller(['v1/stored_value', 'stored_value'])
export class LookupController {
  constructor(private readonly requests: LookupRequests) {}

  @Post('lookup')
  @AnyKey()
  @ServesTerminals()
  @HttpCode(200)
  @ApiOperation({
    operationId: 'lookUpStoredValue',
    summary: 'Look a voucher up',
    description: 'What a voucher is worth right now. Nothing is taken, held or stored. Counts as a PIN attempt.',
  })
  @ApiBody({ type: LookupDto, examples: EXAMPLES })
  @Responds(StoredValueDto, { status: 200, description: 'The voucher.' })
  @MayFailWith(
    'validation_failed',
    'pin_in_text',
    'key_not_allowed',
    'invalid_json',
    'unknown_type',
    'lookup_not_supported',
    'provider_not_configured',
    'voucher_not_found',
    'voucher_already_redeemed',
    'voucher_expired',
    'voucher_cancelled',
    'provider_rejected',
    'cash_rate_missing',
    'voucher_not_redeemable',
    'too_many_pin_attempts',
    'provider_misconfigured',
    'provider_unavailable',
  )
  lookup(@Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.lookup(request, caller);
  }
}
