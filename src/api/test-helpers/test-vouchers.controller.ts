// Makes vouchers that the simulators honour. Test mode only.
import { Controller, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { Services } from '../../core/use-cases/services';
import { StoredAnswerPost } from '../idempotency/idempotency.interceptor';
import { check, Faults, requireObject } from '../input/validation';
import { Responds, MayFailWith } from '../openapi/decorators';
import { ProblemException } from '../problems/problem';
import { CallerOf, SecretOnly } from '../request/caller';
import { requireTraits } from '../vouchers/source';
import { CreateTestVoucherDto, MOST_CENTS, TestVoucherDto } from './test-voucher.dto';
import { TestVouchers, type TestVoucherOrder } from './test-vouchers';

/** `POST /v1/test_helpers/vouchers`, for secret test keys. */
@ApiTags('Test helpers')
@SecretOnly()
@Controller('v1/test_helpers/vouchers')
export class TestVouchersController {
  constructor(
    private readonly vouchers: TestVouchers,
    private readonly services: Services,
  ) {}

  /**
   * Throws `ProblemException` 403 `test_mode_only`, 400 with every fault, 503 `provider_unavailable` where the
   * simulators are down; `Refusal` unknown_type.
   */
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
  async create(@Req() request: FastifyRequest, @CallerOf() caller: Caller): Promise<TestVoucherDto> {
    requireTestMode(caller);
    const order = readOrder(request, this.vouchers.scenarios);
    const traits = requireTraits(order.type, caller, this.services.providers);
    const { pin } = await issue(this.vouchers, order);
    return { ...shown(order, pin), currency: traits.currencies[0] ?? '', source: sourceOf(traits, pin) };
  }
}

function requireTestMode(caller: Caller): void {
  if (caller.livemode) throw new ProblemException(403, 'test_mode_only', 'Only test keys can make test vouchers');
}

function readOrder(request: FastifyRequest, scenarios: readonly string[]): TestVoucherOrder {
  const faults = new Faults();
  const {
    type,
    amount,
    scenario = scenarios[0] ?? 'ok',
  } = check(CreateTestVoucherDto, requireObject(request.body), faults);
  if (!faults.has('amount') && amount > MOST_CENTS)
    faults.add('amount', 'out_of_range', `must be at most ${String(MOST_CENTS)} cents`);
  if (!faults.has('scenario') && !scenarios.includes(scenario))
    faults.add('scenario', 'not_allowed', `must be one of ${scenarios.join(', ')}`);
  faults.refuse();
  return { type, amountCents: amount, scenario };
}

async function issue(vouchers: TestVouchers, order: TestVoucherOrder): Promise<{ pin: string }> {
  try {
    return await vouchers.create(order);
  } catch {
    throw new ProblemException(503, 'provider_unavailable', 'The simulators cannot be reached', { retryAfterMs: 1000 });
  }
}

function shown(order: TestVoucherOrder, pin: string) {
  const { type, amountCents, scenario } = order;
  return { object: 'test_voucher', livemode: false, type, amount: amountCents, scenario, pin } as const;
}

/** The PIN in its field, and the examples of the adapter in the others. */
function sourceOf(traits: ReturnType<typeof requireTraits>, pin: string): Record<string, string> {
  const fields = traits.sourceFields.filter(({ required }) => required);
  return Object.fromEntries(fields.map(({ name, sensitive, example }) => [name, sensitive ? pin : example]));
}
