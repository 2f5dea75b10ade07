// What was given back, and as what: on the voucher that was used, or as a new one whose PIN the customer has yet to get. Pure.
import type { Redemption, Reversal } from '../api/documents';
import { words } from './language';
import { money } from './money';
import { sourceEnding } from './names';
import { endingOf } from './sentence';
import { clockTime } from './time';

/** Many parts are read in their table. */
const MOST_TOLD = 3;

type NewVoucher = NonNullable<Reversal['refund_voucher']>;

export type BackState = 'none' | 'part' | 'whole';

/** How much of what was taken is with the customer again. */
export function backState(redemption: Pick<Redemption, 'outcome' | 'redeemed_amount' | 'reversed_amount'>): BackState {
  const { outcome, redeemed_amount: taken, reversed_amount: back } = redemption;
  if (outcome !== 'paid' || back <= 0) return 'none';
  return back >= taken ? 'whole' : 'part';
}

/** Beside the word `paid`, which stays. Empty where nothing was given back. */
export function backTag(redemption: Parameters<typeof backState>[0]): string {
  const { givenBack } = words;
  const state = backState(redemption);
  return state === 'none' ? '' : givenBack.tag[state](money(redemption.reversed_amount));
}

/** "R15.00 came back as a new voucher ending 5512." Of what did not come back, or not yet for certain, nothing. */
export function returnWords(reversal: Reversal, redemption: Pick<Redemption, 'source'>): string {
  const { givenBack } = words;
  const { amount, method, refund_voucher: voucher, status } = reversal;
  if (status !== 'succeeded') return '';
  if (method === 'restored') return givenBack.restored(money(amount), endingOf(sourceEnding(redemption)));
  if (!voucher || !isKnown(voucher)) return givenBack.newVoucherUnknown(money(amount));
  if (voucher.delivery === 'sms') return givenBack.bySms(money(amount));
  return givenBack.newVoucher(money(amount), endingOf(voucher.pin ?? voucher.masked_pin));
}

/** For the first line: what each reversal that went through came back as. */
export function returnsOf(reversals: readonly Reversal[], redemption: Pick<Redemption, 'source'>): string[] {
  const told = reversals.map((reversal) => returnWords(reversal, redemption)).filter((text) => text !== '');
  return told.length > MOST_TOLD ? [] : told;
}

/** Whose PIN somebody here can be shown. */
export function isShowable({ status, refund_voucher: voucher }: Reversal): boolean {
  return (
    status === 'succeeded' && voucher?.delivery === 'inline' && voucher.pin_erased_at === undefined && isKnown(voucher)
  );
}

/** Its PIN is here, or it needs none here: the provider sends it, or it was erased. */
function isKnown({ delivery, pin, masked_pin: masked, pin_erased_at: erasedAt }: NewVoucher): boolean {
  return delivery === 'sms' || erasedAt !== undefined || (pin ?? masked ?? null) !== null;
}

/** How the customer gets the PIN of a new voucher; empty where none was issued. `roles`: whoever may see it. */
export function pinWords(reversal: Reversal, roles: readonly string[]): string {
  const { givenBack } = words;
  const { status, refund_voucher: voucher } = reversal;
  if (status !== 'succeeded' || !voucher || voucher.delivery === 'sms') return '';
  if (voucher.pin_erased_at !== undefined) return givenBack.pinGone;
  if (!isKnown(voucher)) return '';
  return roles.length === 0 ? givenBack.pinMine : givenBack.pinBy(roles.join(', '));
}

/** What to expect of a reversal of which nobody knows yet; empty of every other. */
export function expectWords(reversal: Reversal, redemption: Pick<Redemption, 'next_check_at'>, zone: string): string {
  const { givenBack } = words;
  if (reversal.status !== 'pending' && reversal.status !== 'unknown') return '';
  const { next_check_at: at } = redemption;
  return [
    at === null ? givenBack.review : givenBack.asksAgain(clockTime(at, zone)),
    givenBack.comesAs[reversal.method],
    givenBack.wait,
  ].join(' ');
}
