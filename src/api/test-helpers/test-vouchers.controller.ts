// Makes vouchers that the simulators honour. Test mode only.
import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { Responds, MayFailWith } from '../openapi/decorators';
import { CallerOf, SecretOnly } from '../request/caller';
import { TestVoucherRequests } from './test-voucher-requests';
import { CreateTestVoucherDto, TestVoucherDto } from './test-voucher.dto';

/** `POST /v1/test_helpers/vouchers`, for secret test keys. */
@ApiTags('Test helpers')
@SecretOnly()
@Controller('v1/test_helpers/vouchers')
export class TestVouchersController {
  constructor(private readonly requests: TestVoucherRequests) {}

  @Post()
  @StoredAnswerPost()
  @ApiOperation({
    operationId: 'createTestVoucher',
    summary: 'Make a test voucher',
    description: 'A PIN that the simulator honours, and a scenario that says how the simulator behaves with it.',
  })
  @ApiBody({ type: CreateTestVoucherDto })
  @Responds(TestVoucherDto, { status: 201, description: 'The voucher.', replayable: true })
  @MayFailWith(
    'validation_failed',
    'invalid_json',
    'key_not_allowed',
    'test_mode_only',
    'idempotency_key_reused',
    'idempotency_key_in_use',
    'unknown_type',
    'provider_unavailable',
  )
  create(@Req() request: FastifyRequest, @CallerOf() caller: Caller) {
    return this.requests.create(request, caller);
  }
}
