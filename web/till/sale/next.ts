// Who is served next: the sale of the address, what is left of a sale, or somebody new.
import type { Attempt } from './attempt';
import { paidOf, paidNow, partsOf, withKnown } from './earlier';
import type { Effect, Step } from './effects';
import type { Moment } from './events';
import {
  after,
  amountScreen,
  backOf,
  goTo,
  isOfLink,
  reopened,
  saleAfter,
  stay,
  voucherScreen,
  withEffects,
} from './screens';
import { isOneSale, restId, sumOf, type Sale } from './sale';
import type { PosLink, Screen, State } from './state';

/** What the next customer finds: the sale of the address, if it has not begun; else an empty amount. */
export function nextCustomer(state: State, moment: Moment): Step {
  // Where an attempt of that very sale is parked, its end comes first.
  const isOpen = Object.values(state.attempts).some(
    (attempt) => attempt.phase !== 'rest' && isOfLink(state.link, attempt),
  );
  const link = isOpen ? null : state.link;
  if (link && !link.understood)
    return withEffects(goTo({ ...state, link: null }, amountScreen({}, 'link_not_understood'), moment));
  const opened = link && openLink(state, link, moment);
  if (opened) return opened;
  // Somebody opened the page with a code. It is kept until the server has said that this till is paired indeed.
  const fault = state.pairingCode === null ? null : 'paired';
  const pairingCode = state.started.identified ? null : state.pairingCode;
  const next = goTo({ ...state, pairingCode }, amountScreen({ reference: link?.reference ?? null }, fault), moment);
  return withEffects(next, ...(Object.keys(state.attempts).length === 0 ? [{ type: 'idle' } as const] : []));
}

/** The sale of the address. Null where that names neither a sum nor a sale of which something is paid. */
function openLink(state: State, link: PosLink, moment: Moment): Step | null {
  const { amountCents, reference } = link;
  const named = { amountCents, reference, paidCents: 0 };
  if (reference === null) return amountCents === null ? null : openField(state, named, moment);
  const key = restId(named);
  const { [key]: card, ...attempts } = state.attempts;
  const paidCents = card ? paidNow(state, card) : paidOf(state, link, undefined);
  const parts = card ? card.parts : partsOf(state, reference, paidCents);
  const screen = screenOfLink({ ...named, paidCents, parts }, card, moment);
  if (!screen) return null;
  return withEffects(goTo({ ...state, attempts }, screen, moment), ...forget(card));
}

function forget(card: Attempt | undefined): Effect[] {
  return card ? [{ type: 'delete_record', key: card.id }] : [];
}

/**
 * What is left of it is asked for where the address names the sum from before, or that rest itself. Any other sum the cashier has to
 * look at: it may be the same sale, changed, or a new one under its number.
 */
function screenOfLink(named: Sale, card: Attempt | undefined, moment: Moment): Screen | null {
  const { amountCents, reference, paidCents, parts } = named;
  if (paidCents <= 0)
    return amountCents === null ? null : voucherScreen({ amountCents, reference, paidCents: 0 }, moment);
  const sum = card ? sumOf(card) : NaN;
  const left = sum - paidCents;
  const isLeft = left > 0 && [null, sum, left].includes(amountCents);
  if (isLeft) return voucherScreen({ amountCents: left, reference, paidCents, parts }, moment);
  if (amountCents === null || amountCents <= paidCents) return { name: 'paid_before', paidCents };
  return amountScreen({ amountCents: amountCents - paidCents, reference, paidCents, parts }, 'part_paid');
}

/** What an attempt of the same sale has paid is no longer to pay. */
export function linkAfter(state: State, attempt: Attempt): State {
  const { link } = state;
  if (!link?.amountCents || !isOfLink(link, attempt)) return state;
  const { redemption } = attempt;
  const next = { ...link, paidCents: saleAfter(attempt).paidCents };
  const now = withKnown(state, redemption ? [redemption] : []);
  return { ...now, link: link.amountCents > paidOf(now, next, undefined) ? next : null };
}

/** The cashier says that it is another sale under the same number: nothing of it is paid. */
export function newSale(state: State, moment: Moment): Step {
  const { screen, link } = state;
  if (screen.name === 'amount' && screen.paidCents > 0) {
    const { entryCents, reference, paidCents } = screen;
    const amountCents =
      (isOfLink(link, { ...screen, amountCents: entryCents }) && link?.amountCents) || entryCents + paidCents;
    return stay({ ...state, screen: amountScreen({ amountCents, reference }) });
  }
  if (screen.name !== 'paid_before' || !link) return stay(state);
  const { amountCents, reference } = link;
  const sale = { amountCents, reference, paidCents: 0 };
  return stay(goTo(state, amountCents === null ? amountScreen({ reference }) : voucherScreen(sale, moment), moment));
}

/** The sale of the address is over, or was paid another way. */
export function dropLink(state: State, next: (state: State) => Step): Step {
  return after(withEffects({ ...state, link: null }, { type: 'clear_address' }), next);
}

/** The voucher field for a sale, or for what vouchers have left of it. Where that is nothing, the next customer. */
export function openField(state: State, sale: Sale, moment: Moment): Step {
  const rest = Object.values(state.attempts).find((card) => card.phase === 'rest' && isOneSale(card, sale));
  const { [rest?.id ?? '']: _rest, ...attempts } = state.attempts;
  const isMore = rest && rest.paidCents > sale.paidCents;
  const cents = isMore && (sale.amountCents === null ? rest.amountCents : sumOf(sale) - rest.paidCents);
  const { paidCents, parts } = isMore ? rest : sale;
  const left: Sale = isMore ? { ...sale, amountCents: cents || 0, paidCents, parts } : sale;
  const isPaid = isMore && (left.amountCents ?? 0) <= 0;
  const next = { ...state, attempts };
  return after(withEffects(next, ...forget(rest)), (opened) =>
    isPaid
      ? dropLink(opened, (paid) => nextCustomer(paid, moment))
      : stay(goTo(opened, voucherScreen(left, moment), moment)),
  );
}

/** Away from an attempt: back into the tray it came from while that has cards, else to the next customer. */
export function leaveAttempt(state: State, moment: Moment): Step {
  const back = backOf(state.screen);
  if (!back) return nextCustomer(state, moment);
  const isLeft = Object.keys(state.attempts).length > 0;
  return withEffects(goTo(state, isLeft ? { name: 'tray', back } : reopened(back, moment), moment));
}
