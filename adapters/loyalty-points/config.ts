// What a till may know about loyalty points, and what each refusal of the ledger means to it.
import type { DeclineCode } from '../../src/core/providers/outcome';
import type { SourceField, Traits } from '../../src/core/providers/provider';

const UUID = '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$';

const field = (name: string, pattern: string, description: string, example: string): SourceField => ({
  name,
  type: 'string',
  required: true,
  sensitive: false,
  pattern,
  description,
  example,
});

/** None is a secret: whoever knows a member may not spend for them, so publishable keys may not use this type. */
const FIELDS: readonly SourceField[] = [
  field('program_id', UUID, 'The program, with a cash rate for the asset', '0198f6a0-0000-7000-8000-000000000001'),
  field('asset_id', UUID, 'What is spent', '0198f6a0-0000-7000-8000-000000000002'),
  {
    ...field('participant_id', UUID, 'Who spends', '0198f6a0-0000-7000-8000-000000000003'),
    required: false,
    choice: 'participant',
  },
  {
    ...field('external_id', '^[^\\u0000-\\u001f]{1,255}$', "Who spends, by the merchant's own name", 'customer-4711'),
    required: false,
    choice: 'participant',
  },
];

/** A commit of the ledger takes milliseconds; the rest is for a store that is failing over. */
const TIMEOUT_MS = 10_000;

export const TRAITS: Traits = {
  type: 'loyalty_points.ledger',
  provider: 'loyalty_points',
  category: 'loyalty_points',
  name: 'Loyalty points',
  description: "Points of a participant, at the program's cash rate",
  currencies: ['ZAR'],
  sourceFields: FIELDS,
  capabilities: { reserve: true, redeem: true, partial: true, refund: true, lookup: true, change_voucher: 'NONE' },
  recovery: 'status',
  timeoutMs: TIMEOUT_MS,
  // Never used: the ledger does not say "no such movement", it says that there can be none.
  settlingMs: 1,
  partialRestore: true,
  keptHere: true,
};

/** By code of the ledger. What is not listed is not certain. */
export const REFUSALS: ReadonlyMap<string, DeclineCode> = new Map([
  ['not_found', 'voucher_not_found'],
  ['insufficient_balance', 'insufficient_value'],
  ['max_transaction_exceeded', 'amount_too_large'],
  ['cash_rate_missing', 'cash_rate_missing'],
  ['participant_inactive', 'provider_rejected'],
  ['program_inactive', 'provider_rejected'],
  ['asset_inactive', 'provider_rejected'],
  ['asset_not_linked', 'provider_rejected'],
  ['hold_not_found', 'provider_rejected'],
  ['managed_by_redemption', 'provider_rejected'],
  ['too_many_holds', 'provider_rejected'],
  ['too_many_lots', 'provider_rejected'],
  ['too_many_in_book', 'provider_rejected'],
  ['validation_failed', 'provider_rejected'],
  ['reversal_exceeds_redeemed', 'provider_rejected'],
  ['too_many_reversals', 'provider_rejected'],
] as const);
