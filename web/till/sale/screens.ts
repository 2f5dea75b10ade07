// From one screen to the next.
import type { Attempt } from './attempt';
import { keptCents, stillToPayCents, toldOf } from './attempt';
import type { Effect, Step } from './effects';
import type { Moment } from './events';
import type {
  AmountScreen,
  AttemptScreen,
  EntryFault,
  PairingScreen,
  PosLink,
  Screen,
  State,
  VoucherScreen,
} from './state';
import type { Sale } from './sale';
import type { VoucherType } from './entry/voucher-type';

/** Nothing is different, and nothing is to be done. */
export function stay(state: State): Step {
  return { state, effects: [] };
}

/** Does one after the other. */
export function after(first: Step, next: (state: State) => Step): Step {
  const { state, effects } = next(first.state);
  return { state, effects: [...first.effects, ...effects] };
}

/** Does it, and says what is to be done besides. */
export function withEffects(state: State, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

/** Another screen. What was typed so far is not played into it. */
export function goTo(state: State, screen: Screen, { at }: Pick<Moment, 'at'>): State {
  const isSame = screen.name === state.screen.name && idOf(screen) === idOf(state.screen);
  if (isSame) return { ...state, screen };
  // A scan that goes on is not heard to its end. It may hold a PIN, so its text goes too.
  const burst = state.burst && { ...state.burst, text: '', before: screen, dropped: true };
  return { ...state, screen, screenSince: at, burst };
}

function idOf(screen: Screen): string | null {
  if (screen.name === 'voucher') return screen.key;
  return 'id' in screen ? screen.id : null;
}

export function amountScreen(sale: Partial<Sale> = {}, fault: EntryFault | null = null): AmountScreen {
  const { amountCents = 0, reference = null, paidCents = 0, parts } = sale;
  return {
    name: 'amount',
    entryCents: amountCents ?? 0,
    wholeValue: amountCents === null,
    reference,
    paidCents,
    parts,
    fault,
  };
}

/** The voucher field opens: from here on the sale and the key are fixed. */
export function voucherScreen(sale: Sale, { freshKey }: Moment): VoucherScreen {
  return { name: 'voucher', sale, key: freshKey, pin: '', phone: '', field: 'pin', fault: null, notice: null };
}

/** The code is filled in where the address had one. */
export function pairingScreen(
  { pairingCode, screen }: State,
  why: PairingScreen['why'],
  waiting: number,
): PairingScreen {
  if (screen.name === 'pairing') return { ...screen, waiting };
  const code = pairingCode ?? '';
  return { name: 'pairing', code, busy: false, fault: null, why, waiting };
}

/** Whether a point of sale named a sale, by a number or a sum. */
export function isSale(link: State['link']): link is PosLink {
  return link !== null && (link.reference ?? link.amountCents) !== null;
}

/** Of the sale that the address names by its number. */
export function isOfLink(link: State['link'], { reference }: Sale): boolean {
  return reference !== null && reference === link?.reference;
}

/** Where a list was opened from, without the PIN that stood there. */
export function backOf(screen: Screen): AmountScreen | VoucherScreen | null {
  if (screen.name === 'voucher') return { ...screen, pin: '', fault: null, notice: null };
  if (screen.name === 'amount') return screen;
  return 'back' in screen ? screen.back : null;
}

/** A key is for one opening of the field. */
export function reopened(back: AmountScreen | VoucherScreen, { freshKey }: Moment): AmountScreen | VoucherScreen {
  return back.name === 'voucher' ? { ...back, key: freshKey } : back;
}

/** The screen that says where an attempt stands. Null for one that only has a card in the tray. */
export function screenOf(attempt: Attempt, back: AttemptScreen['back']): AttemptScreen | null {
  const { id, phase } = attempt;
  if (phase === 'elsewhere' || phase === 'unpaired' || phase === 'rest') return null;
  const waiting = phase === 'finding_out' ? 'finding_out' : 'sending';
  return { name: toldOf(attempt) ?? waiting, id, printing: 'none', back };
}

/** The attempt that the screen is about. */
export function attemptOnScreen({ screen, attempts }: State): Attempt | undefined {
  return 'id' in screen ? attempts[screen.id] : undefined;
}

/** The sale that an attempt was for, to be paid by another voucher: all of it, or what this one has left. */
export function saleAfter({
  amountCents,
  paidCents,
  reference,
  parts,
  lackCents = 0,
  redemption,
  phase,
}: Attempt): Sale {
  const kept = phase === 'settled' && redemption?.outcome === 'paid' ? keptCents(redemption) : 0;
  const before = paidCents - lackCents;
  if (!redemption || kept === 0)
    return { amountCents: amountCents && amountCents + lackCents, paidCents: before, reference, parts };
  const { id, askedCents } = redemption;
  return {
    amountCents: stillToPayCents({ askedCents, takenCents: kept }) + lackCents,
    paidCents: before + kept,
    reference,
    parts: paidCents === 0 ? [id] : parts && [...parts, id],
  };
}

/**
 * What is left of a sale that was paid in part, as the screen has it. Null once it is paid, or the cashier went on to the next
 * customer: then the rest was paid another way.
 */
export function restOf({ screen, attempts, rest }: State): Sale | null {
  if (screen.name === 'starting' || screen.name === 'other_page' || screen.name === 'pairing') return rest;
  const sale = saleOf(('back' in screen && screen.back) || screen, attempts);
  return sale && sale.paidCents > 0 && sale.amountCents !== 0 ? sale : null;
}

function saleOf(screen: Screen, attempts: State['attempts']): Sale | null {
  if (screen.name === 'voucher') return screen.sale;
  if (screen.name === 'amount') {
    const { entryCents, wholeValue, reference, paidCents, parts } = screen;
    return { amountCents: wholeValue ? null : entryCents, paidCents, reference, parts };
  }
  const attempt = 'id' in screen ? attempts[screen.id] : undefined;
  return attempt ? saleAfter(attempt) : null;
}

export function chosenType({ types, typeId }: State): VoucherType | undefined {
  return types.find(({ id }) => id === typeId) ?? types[0];
}
