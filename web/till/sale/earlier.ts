// What vouchers before have paid of a sale. Support may give it back at any time, so the server is asked again while the rest is asked for.
import { keptCents, toldOf, type Attempt, type Redemption } from './attempt';
import { put, shown } from './attempts';
import type { Effect, Step } from './effects';
import type { Event, Moment } from './events';
import type { Sale } from './sale';
import { after, stay, withEffects } from './screens';
import type { PosLink, Screen, State } from './state';

/** While the rest of a sale stands on the screen and nobody scans. */
const ASK_EVERY_MS = 60_000;

/** Each as it was last read. */
export function withKnown(state: State, rows: readonly Redemption[] = []): State {
  return { ...state, known: [...state.known.filter(({ id }) => !rows.some((row) => row.id === id)), ...rows] };
}

/** What is paid under the number of the address: as the card of its rest has it, or as the server and this page know. */
export function paidOf(
  { known }: State,
  { reference, paidCents = 0 }: Pick<PosLink, 'reference' | 'paidCents'>,
  card: Sale | undefined,
): number {
  const rows = known.filter((row) => reference !== null && row.reference === reference);
  const kept = rows.reduce((sum, redemption) => sum + keptCents(redemption), 0);
  // Without that the server may merely have forgotten: it lists a day.
  const isLess = rows.some(({ givenBackCents }) => givenBackCents > 0);
  if (card) return isLess ? Math.min(card.paidCents, kept) : card.paidCents;
  return isLess ? kept : Math.max(kept, paidCents);
}

/** The redemptions that have paid it, where they are all of it. */
export function partsOf({ known }: State, reference: string | null, paidCents: number): Sale['parts'] {
  const rows = known.filter((row) => row.reference === reference && keptCents(row) > 0);
  return sumOfKept(rows) === paidCents ? rows.map(({ id }) => id) : undefined;
}

function sumOfKept(rows: readonly Redemption[]): number {
  return rows.reduce((sum, redemption) => sum + keptCents(redemption), 0);
}

/** What is paid of a sale by now, as far as this page knows. Never more than was paid. */
export function paidNow(state: State, sale: Sale): number {
  const { parts, reference, paidCents } = sale;
  if (!parts) return paidOf(state, { reference }, sale);
  const rows = state.known.filter(({ id }) => parts.includes(id));
  return rows.length === parts.length ? Math.min(paidCents, sumOfKept(rows)) : paidCents;
}

/** What is left of a sale, and more where support gave back a part of what was paid. */
export function restNow(state: State, { amountCents, reference, paidCents: before, parts }: Sale): Sale {
  const paidCents = paidNow(state, { amountCents, reference, paidCents: before, parts });
  return { amountCents: amountCents && amountCents + before - paidCents, reference, paidCents, parts };
}

/** Asks what is paid of it. */
export function askEarlier({ parts = [], reference, paidCents }: Sale): Effect[] {
  const canAsk = paidCents > 0 && (parts.length > 0 || reference !== null);
  return canAsk ? [{ type: 'read_known', ids: parts, reference }] : [];
}

/**
 * Where the screen says what is to pay, or is paid, of a sale that vouchers before have paid in part: when it opens, when somebody looks
 * at it again, and every minute. A scan does not wait for the answer.
 */
export function lookAtEarlier(before: State, state: State, event: Event, { at }: Moment): Step {
  const sale = saleOn(state);
  if (!sale) return stay(state);
  const isNew = keyOf(before.screen) !== keyOf(state.screen);
  const isSeen = event.type === 'report' && ['look_again', 'online'].includes(event.report.type);
  const isOld = state.screen.name === 'voucher' && Math.abs(at - state.earlierAskedAt) >= ASK_EVERY_MS;
  if (!isNew && !isSeen && !isOld) return stay(state);
  return withEffects({ ...state, earlierAskedAt: at }, ...askEarlier(sale));
}

function saleOn({ screen, attempts }: State): Sale | undefined {
  if (screen.name === 'voucher') return screen.sale;
  const saysIt = screen.name === 'paid' || screen.name === 'partly_paid' || screen.name === 'given_back';
  return saysIt ? attempts[screen.id] : undefined;
}

function keyOf(screen: Screen): string {
  return [screen.name, 'key' in screen && screen.key, 'id' in screen && screen.id].join();
}

/** The server told what was paid before. The amount that is asked for follows; what was sent already lacks what was given back since. */
export function earlierRead(state: State, rows: readonly Redemption[], moment: Moment): Step {
  const known = withKnown(state, rows);
  const { screen } = known;
  const rest = screen.name === 'voucher' && restNow(known, screen.sale);
  const isMore = screen.name === 'voucher' && rest && rest.paidCents < screen.sale.paidCents;
  const next = isMore ? { ...known, screen: { ...screen, sale: rest, notice: 'rest_changed' } as const } : known;
  return Object.values(next.attempts)
    .filter(({ phase, paidCents }) => phase !== 'rest' && paidCents > 0)
    .reduce<Step>((step, attempt) => after(step, (now) => lacking(now, attempt, moment)), stay(next));
}

function lacking(state: State, attempt: Attempt, moment: Moment): Step {
  const lackCents = attempt.paidCents - paidNow(state, attempt);
  if (lackCents <= (attempt.lackCents ?? 0)) return stay(state);
  const less: Attempt = { ...attempt, lackCents };
  const next = put(state, less);
  return toldOf(less) === toldOf(attempt) ? stay(next) : shown(next, attempt.id, moment);
}
