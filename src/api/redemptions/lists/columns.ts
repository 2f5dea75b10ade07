// The list of redemptions as CSV: what a bookkeeper needs of each. No PIN, not even a masked one.
import type { Operation } from '../../../core/redemption/redemption';
import type { ShownRedemption } from '../../../core/redemption/shown/shown';
import { isoTime } from '../../../core/values/time';
import type { Columns } from '../../lists/csv';

/** Amounts are in cents, times in UTC. The provider's reference is that of the capture, by which its statement knows it. */
export const REDEMPTION_COLUMNS: Columns<ShownRedemption> = {
  id: ({ id }) => id,
  external_reference: ({ externalReference }) => externalReference,
  created_at: ({ createdAt }) => isoTime(createdAt),
  settled_at: ({ settledAt }) => (settledAt === undefined ? null : isoTime(settledAt)),
  status: ({ status }) => status,
  outcome: ({ outcome }) => outcome,
  type: ({ type }) => type,
  currency: ({ currency }) => currency,
  amount: ({ amountCents }) => amountCents,
  redeemed_amount: ({ redeemedCents }) => redeemedCents,
  reversed_amount: ({ reversedCents }) => reversedCents,
  change_amount: ({ changeVoucher }) => changeVoucher?.amountCents ?? null,
  terminal_id: ({ options }) => options.terminal_id ?? null,
  store_id: ({ options }) => options.store_id ?? null,
  provider_reference: (row) => captureOf(row)?.reference ?? null,
  provider_transaction_id: (row) => captureOf(row)?.transactionId ?? null,
  error_code: ({ lastError }) => lastError?.code ?? null,
  metadata: ({ metadata }) => (Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata)),
};

function captureOf({ operations }: ShownRedemption): Operation | undefined {
  return operations.findLast(({ type }) => type === 'confirm');
}
