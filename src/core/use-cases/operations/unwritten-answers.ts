// Answers of providers that the store did not take. Each may be the only one that ever names a PIN: it is kept until it is written.
import type { Actor } from '../../redemption/actor';
import { hasUnsettledConfirm } from '../../redemption/derived-fields';
import type { Fact } from '../../redemption/fact';
import { findOperation, type OperationType, type Redemption } from '../../redemption/redemption';
import { provesCapture } from '../../redemption/settling/found-captures';
import type { FactOf } from '../../redemption/working-copy';
import type { Sealer } from '../../values/ports';
import { referenceOf } from '../../values/reference';

/** A provider's answer on its way to the redemption it belongs to. The PIN in it is sealed to that redemption. */
export interface UnwrittenAnswer {
  readonly redemptionId: string;
  /** Of its operation, which a store that is put back from a backup may lack. Absent in what earlier versions wrote. */
  readonly type?: OperationType;
  readonly by: { readonly actor: Actor; readonly requestId: string | null };
  readonly fact: FactOf<'answered'>;
}

/** What the sealed text of one is bound to: the name that it is kept under. */
export function unwrittenRecord(name: string): string {
  return `unwritten answer ${name}`;
}

/** The PIN in it, as it is sealed to the redemption; null where it brings none. */
export function sealedPinOf({ fact: { inquiry } }: UnwrittenAnswer): string | null {
  return inquiry.kind === 'accepted' ? (inquiry.voucher?.sealedPin ?? null) : null;
}

/**
 * The answer with its PIN sealed by the newest key. Whatever seals the answer as a whole says nothing of the PIN in it. Throws `KeyUnknown`
 * where the key of the PIN is not here.
 */
export function withNewestKey(answer: UnwrittenAnswer, sealer: Sealer): UnwrittenAnswer {
  const { redemptionId, fact } = answer;
  const { inquiry } = fact;
  const sealed = sealedPinOf(answer);
  if (sealed === null || sealer.isNewest(sealed) || inquiry.kind !== 'accepted' || inquiry.voucher === null)
    return answer;
  const sealedPin = sealer.seal(sealer.open(sealed, redemptionId), redemptionId);
  return { ...answer, fact: { ...fact, inquiry: { ...inquiry, voucher: { ...inquiry.voucher, sealedPin } } } };
}

/**
 * The answer as a fact of this redemption. After a restored backup its operation may be gone, and be here again as what a statement showed under
 * the same reference: then the voucher that it brought belongs to that. Of a capture the answer itself is the proof, also where the redemption has ended
 * since. Null where there is neither, and `waits` while another capture is in doubt.
 */
export function placedIn(redemption: Redemption, { fact, type }: UnwrittenAnswer): Fact | 'waits' | null {
  if (findOperation(redemption, fact.operationId)) return fact;
  const reference = referenceOf(redemption.id, fact.operationId);
  const found = redemption.operations.find((operation) => operation.reference === reference);
  if (found) return { ...fact, operationId: found.id, askId: null };
  const { operationId, inquiry, changeIssuer } = fact;
  if (!provesCapture(type, inquiry)) return null;
  if (hasUnsettledConfirm(redemption)) return 'waits';
  return { kind: 'capture_found', operationId, inquiry, ...(changeIssuer === undefined ? {} : { changeIssuer }) };
}

/** Where such answers wait. */
export abstract class UnwrittenAnswers {
  /**
   * Waits for the write of an answer, which may take as long as a store is away, and no process may outlive that: what takes longer than a
   * second is put where the next start finds it, until it is written. Settles as `write` does.
   */
  abstract during<T>(answer: UnwrittenAnswer, write: Promise<T>): Promise<T>;
  /** Tries from now on to write it, until that succeeds. Returns at once and never throws. */
  abstract keep(answer: UnwrittenAnswer): void;
}
