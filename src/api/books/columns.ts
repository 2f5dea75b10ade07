// The list of reversals as CSV. No PIN, not even a masked one.
import type { ListedReversal } from '../../core/books/store';
import { isoTime } from '../../core/values/time';
import type { Columns } from '../lists/csv';

/** Amounts are in cents, times in UTC. */
export const REVERSAL_COLUMNS: Columns<ListedReversal> = {
  id: ({ reversal }) => reversal.id,
  redemption_id: ({ redemption }) => redemption.id,
  external_reference: ({ redemption }) => redemption.externalReference,
  type: ({ redemption }) => redemption.type,
  created_at: ({ reversal }) => isoTime(reversal.createdAt),
  settled_at: ({ reversal }) => (reversal.settledAt === undefined ? null : isoTime(reversal.settledAt)),
  status: ({ reversal }) => reversal.status,
  method: ({ reversal }) => reversal.method,
  currency: ({ redemption }) => redemption.currency,
  amount: ({ reversal }) => reversal.amountCents,
  reason: ({ reversal }) => reversal.reason,
  provider_reference: (row) => operationOf(row)?.reference ?? null,
  provider_transaction_id: (row) => operationOf(row)?.transactionId ?? null,
  error_code: ({ reversal }) => reversal.error?.code ?? null,
};

function operationOf({ redemption, reversal }: ListedReversal) {
  return redemption.operations.find(({ id }) => id === reversal.operationId);
}
