// Writes down that the outcome of a redemption reached the customer: on a screen, or on paper.
import type { Caller } from '../accounts/caller';
import { latestReceipt, type ReceiptKind } from '../redemption/receipts';
import type { JournalEntry, Redemption } from '../redemption/redemption';
import { requireSettled, requireVersion, requireVisible, submitterOf } from './access';
import { requireBounds } from './operations/require-bounds';
import { refusePinOf, requestIdText } from './pins/pin-in-text';
import type { Services, WriteOptions } from './services';
import { submit } from './submit';

/** What the customer was given. */
export interface AcknowledgeCommand extends Pick<WriteOptions, 'ifMatch'> {
  readonly receipt: ReceiptKind;
}

/** The redemption, and the line of its journal that this call wrote. */
export interface Acknowledged {
  readonly redemption: Redemption;
  readonly receipt: ReceiptKind;
  readonly entry: JournalEntry;
}

/**
 * A fact that moves neither status nor `version`. Every call is one more receipt of its kind, and says which. Throws `Refusal`:
 * not_found, version_conflict, pin_in_text (the id of the request), outcome_unknown (there is no outcome to show yet), too_many_receipts,
 * too_many_concurrent_writes.
 */
export async function acknowledgeRedemption(
  services: Services,
  id: string,
  { receipt, ifMatch }: AcknowledgeCommand,
  caller: Caller,
): Promise<Acknowledged> {
  const redemption = await submit(
    services,
    id,
    submitterOf(caller),
    (current) => {
      requireVisible(current, id, caller);
      refusePinOf(services, caller, current, requestIdText(caller));
      requireVersion(current, ifMatch);
      requireSettled(current, services.clock.now());
      requireBounds(current, 'receipt');
      return { facts: [{ kind: 'acknowledged', receipt }] };
    },
    { asked: caller },
  );
  const entry = latestReceipt(redemption, receipt);
  if (!entry) throw new Error(`${id}: the receipt is not in the journal`);
  return { redemption, receipt, entry };
}
