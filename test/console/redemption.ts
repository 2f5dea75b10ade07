// A redemption as the API answers with it, for specs of the console.
import type { Redemption } from '../../web/console/api/documents';

export function aRedemption(fields: Partial<Redemption> = {}): Redemption {
  return {
    id: 'rdm_6740aa51c2f9d1e0b7a3c455',
    object: 'redemption',
    livemode: false,
    version: 3,
    status: 'confirmed',
    outcome: 'paid',
    type: 'vouchers.one_voucher',
    capture_method: 'automatic',
    amount: 1500,
    currency: 'ZAR',
    reserved_amount: 0,
    redeemed_amount: 1500,
    reversed_amount: 0,
    source: { pin: '************9838' },
    redemption_options: { partial: 'decline', terminal_id: 'T12' },
    provider_reference: { reference: 'op-1', transaction_id: '4711' },
    change_voucher: null,
    last_error: null,
    operations: [],
    metadata: {},
    external_reference: 'INV-7',
    related_ids: [],
    reserved_until: null,
    next_check_at: null,
    settled_at: '2026-11-26T12:03:22.000Z',
    created_at: '2026-11-26T12:03:20.000Z',
    updated_at: '2026-11-26T12:03:22.000Z',
    ...fields,
  };
}
