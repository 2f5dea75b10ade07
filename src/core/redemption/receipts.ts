// Receipts of an outcome: that somebody was shown or handed one, and which of its kind it was.
import type { JournalEntry, Redemption } from './redemption';

/** What the customer was given: a screen, or paper. */
export const RECEIPT_KINDS = ['printed', 'shown'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** The newest acknowledgement of this kind. Undefined where there was none. */
export function latestReceipt({ journal }: Redemption, receipt: ReceiptKind): JournalEntry | undefined {
  return journal.findLast(({ fact, detail }) => fact === 'acknowledged' && detail['receipt'] === receipt);
}
