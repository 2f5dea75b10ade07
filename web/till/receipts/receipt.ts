// What stands on a slip, before it has a language or a paper width.
// It holds the PIN of a change voucher where the customer is to have it, and never the PIN of the voucher that was taken.

import { stillToPayCents, type ChangeVoucher, type Redemption } from '../sale/attempt';
import type { Terminal } from '../sale/state';
import type { VoucherType } from '../sale/entry/voucher-type';

export interface Receipt {
  /** `given_back`: all of it. */
  readonly outcome: 'paid' | 'partly_paid' | 'given_back' | 'checking' | 'not_paid';
  readonly shop: string;
  /** The merchant's own name of the till. */
  readonly terminal: string;
  readonly at: number;
  /** Null: the whole value of the voucher. */
  readonly askedCents: number | null;
  readonly takenCents: number;
  readonly givenBackCents: number;
  readonly stillToPayCents: number;
  readonly typeName: string;
  readonly lastFour: string;
  readonly reference: string | null;
  readonly redemptionId: string;
  readonly change: ChangeVoucher | null;
  /** 1 is the first; from 2 on the slip says so. */
  readonly copy: number;
  readonly test: boolean;
}

/** The slip of a redemption. `copy`: null where it is the first. */
export function receiptOf(
  redemption: Redemption,
  copy: number | null,
  terminal: Terminal | null,
  types: readonly VoucherType[],
): Receipt {
  const { outcome, takenCents, givenBackCents } = redemption;
  const isGivenBack = outcome === 'paid' && givenBackCents > 0 && givenBackCents === takenCents;
  // Of an outcome that is not known nothing is owed yet, and what support gave back it may have let off.
  const rest = outcome === 'paid' && givenBackCents === 0 ? stillToPayCents(redemption) : 0;
  return {
    outcome: isGivenBack
      ? 'given_back'
      : outcome === 'paid' && stillToPayCents(redemption) > 0
        ? 'partly_paid'
        : outcome,
    shop: terminal?.accountName ?? '',
    terminal: terminal === null ? '' : `${terminal.terminalId}, ${terminal.name}`,
    at: redemption.at,
    askedCents: redemption.askedCents,
    takenCents,
    givenBackCents,
    stillToPayCents: rest,
    typeName: types.find(({ id }) => id === redemption.typeId)?.name ?? redemption.typeId,
    lastFour: redemption.lastFour,
    reference: redemption.reference,
    redemptionId: redemption.id,
    change: redemption.change,
    copy: copy ?? 1,
    // A till that does not know says TEST: paper that looks like money must not come by mistake.
    test: terminal?.livemode !== true,
  };
}

/** A PIN in groups of four, as vouchers print it. */
export function inGroups(digits: string): string {
  return digits.replace(/(.{4})(?=.)/g, '$1 ');
}
