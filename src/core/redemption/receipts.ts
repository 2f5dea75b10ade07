// Receipts of an outcome: that somebody was shown or handed one, and which of its kind it was.
import type { JournalEntry, Redemption } from './redemption';
import type { Applied, FactOf, WorkingCopy } from './working-copy';

/** What the customer was given: a screen, or paper. */
export const RECEIPT_KINDS = ['printed', 'shown'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** The newest acknowledgement of this kind. Undefined where there was none. */
export function latestReceipt({ journal }: Redemption, receipt: ReceiptKind): JournalEntry | undefined {
  return journal.findLast(({ fact, detail }) => fact === 'acknowledged' && detail['receipt'] === receipt);
}

/** The second of a kind is copy 2: a reprint says so. Counted in the journal, which nothing leaves. */
export function applyAcknowledged(copy: WorkingCopy, { receipt }: FactOf<'acknowledged'>): Applied {
  const { redemption, context } = copy;
  const copies = Number(latestReceipt(redemption, receipt)?.detail['copy'] ?? 0);
  copy.set({ acknowledgedAt: redemption.acknowledgedAt ?? context.at });
  return { fact: 'acknowledged', detail: { receipt, copy: copies + 1 } };
}
