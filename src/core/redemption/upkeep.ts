// Facts about how a redemption is kept, not about what became of it: nothing that a caller follows moves, not even `updatedAt`.
import type { Fact } from './fact';
import type { HeldVoucher } from './redemption';
import type { Applied, FactOf, WorkingCopy } from './working-copy';

/** Whether a fact is one of these. */
export function isUpkeep(fact: Fact): boolean {
  return fact.kind === 'resealed' || fact.kind === 'pins_erased';
}

/** Texts that have changed since they were read stay as they are. Null where none is left to replace. */
export function applyResealed(copy: WorkingCopy, { texts }: FactOf<'resealed'>): Applied {
  const { sealedSource } = copy.redemption;
  const source = sealedSource === null ? null : (texts.get(sealedSource) ?? sealedSource);
  const sourceMoved = source !== sealedSource;
  if (sourceMoved) copy.set({ sealedSource: source });
  const moved = eachVoucher(copy, (voucher) => {
    const sealedPin = voucher.sealedPin === null ? undefined : texts.get(voucher.sealedPin);
    return sealedPin === undefined ? voucher : { ...voucher, sealedPin };
  });
  return moved > 0 || sourceMoved ? { fact: 'resealed', detail: { secrets: moved + Number(sourceMoved) } } : null;
}

/** The masked PIN stays. Null where none of the PINs is there any more. */
export function applyPinsErased(copy: WorkingCopy, { sealedPins, why }: FactOf<'pins_erased'>): Applied {
  const pinErasedAt = copy.context.at;
  const moved = eachVoucher(copy, (voucher) =>
    voucher.sealedPin !== null && sealedPins.includes(voucher.sealedPin)
      ? { ...voucher, sealedPin: null, pinErasedAt }
      : voucher,
  );
  return moved > 0 ? { fact: 'pins_erased', detail: { pins: moved, why } } : null;
}

/** Says how many vouchers `change` made anew. */
function eachVoucher(copy: WorkingCopy, change: (voucher: HeldVoucher) => HeldVoucher): number {
  let moved = 0;
  const changed = (voucher: HeldVoucher | null): HeldVoucher | null => {
    const next = voucher && change(voucher);
    if (next !== voucher) moved += 1;
    return next;
  };
  copy.set({
    changeVoucher: changed(copy.redemption.changeVoucher),
    reversals: copy.redemption.reversals.map((reversal) => {
      const refundVoucher = changed(reversal.refundVoucher);
      return refundVoucher === reversal.refundVoucher ? reversal : { ...reversal, refundVoucher };
    }),
  });
  return moved;
}
