// What happens to a request for a test voucher, top to bottom: read it, have the simulator make one, respond.
import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { Services } from '../../core/use-cases/services';
import { check, Faults, requireObject } from '../input/validation';
import { ProblemException } from '../problems/problem';
import { requireTraits } from '../vouchers/source';
import { CreateTestVoucherDto, type TestVoucherDto } from './test-voucher.dto';
import { TestVouchers, type TestVoucherOrder } from './test-vouchers';

@Injectable()
export class TestVoucherRequests {
  constructor(
    private readonly vouchers: TestVouchers,
    private readonly services: Services,
  ) {}

  /**
   * Throws `ProblemException` 403 `test_mode_only`, 400 with every fault, 503 `provider_unavailable` where the
   * simulators are down; `Refusal` unknown_type.
   */
  async create(request: FastifyRequest, caller: Caller): Promise<TestVoucherDto> {
    requireTestMode(caller);
    const order = readOrder(request, this.vouchers.scenarios);
    const traits = requireTraits(order.type, caller, this.services.providers);
    if (traits.keptHere) refuseType(order.type);
    const { pin } = await issue(this.vouchers, order);
    return { ...shown(order, pin), currency: traits.currencies[0] ?? '', source: sourceOf(traits, pin) };
  }
}

function requireTestMode(caller: Caller): void {
  if (caller.livemode) throw new ProblemException(403, 'test_mode_only', 'Only test keys can make test vouchers');
}

/** What is kept here is no voucher: it is made by its own calls. */
function refuseType(type: string): never {
  const faults = new Faults();
  faults.add('type', 'not_allowed', `must have a simulator: what ${type} takes is kept by this server`);
  throw faults.problem() ?? new Error('There is a fault');
}

function readOrder(request: FastifyRequest, scenarios: readonly string[]): TestVoucherOrder {
  const faults = new Faults();
  const {
    type,
    amount,
    scenario = scenarios[0] ?? 'ok',
  } = check(CreateTestVoucherDto, requireObject(request.body), faults);
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
