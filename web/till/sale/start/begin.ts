// The first screen: what it waits for, and which it is.
import { toldOf, type Attempt } from '../attempt';
import { drawn, parkRest, put } from '../attempts';
import type { Effect, Step } from '../effects';
import type { Moment } from '../events';
import { after, goTo, isSale, pairingScreen, screenOf, stay, voucherScreen, withEffects } from '../screens';
import { restNow } from '../earlier';
import { nextCustomer } from '../next';
import { isOneSale, sumOf, type Sale } from '../sale';
import type { Instant, PosLink, State } from '../state';

/** Whatever is missing for the first screen is asked for; once nothing is, it is drawn. */
export function begin(state: State, moment: Moment): Step {
  const { link, started } = state;
  const { lock, profile, records, identified: isKnown, unacknowledged } = started;
  if (!lock || !profile || !records) return stay(state);
  const isAsking = Object.values(state.attempts).some(({ phase }) => phase === 'finding_out');
  // By their keys first, so that no redemption is found twice.
  const asks = isKnown && !isAsking && unacknowledged === 'no';
  // What was taken for the sale of the address may be known to that list alone.
  const mayDraw =
    !isSale(link) || Object.values(state.attempts).some((attempt) => hasScreen(attempt) && isOf(link, attempt));
  const isReady =
    state.screen.name === 'starting' && (unacknowledged === 'yes' || (mayDraw && (state.trouble || isAsking)));
  return after(asks ? askUnacknowledged(state, moment.at) : stay(state), (now) =>
    isReady ? firstScreen(now, moment) : stay(now),
  );
}

export function askUnacknowledged(state: State, askedAt: Instant): Step {
  const started = { ...state.started, unacknowledged: 'asked', askedAt } as const;
  return withEffects(
    { ...state, started },
    { type: 'read_unacknowledged', reference: (isSale(state.link) ? state.link : state.rest)?.reference ?? null },
  );
}

/**
 * The newest attempt that was under way; where the address names a sale, the newest attempt of that one, or what is left of it. The
 * others stand in the tray.
 */
function firstScreen(state: State, moment: Moment): Step {
  const { link, rest, pairingCode } = state;
  if (pairingCode !== null && !state.terminal) return stay(goTo(state, pairingScreen(state, 'new', 0), moment));
  const isWanted = (sale: Sale) => !isSale(link) || isOf(link, sale);
  const found = Object.values(state.attempts)
    .filter(hasScreen)
    .sort((one, other) => other.startedAt - one.startedAt);
  const first = found.find(isWanted);
  const parked = found.reduce((next, attempt) => put(next, { ...attempt, parked: attempt !== first }), state);
  // An attempt that went on with it, or that it is left of, says itself what is to pay.
  const isCarried = rest && found.some((other) => isOneSale(other, rest) && !tookNothing(other));
  const own = isCarried ? null : rest;
  if (!first && own && !isSale(link)) return stay(goTo(parked, voucherScreen(restNow(parked, own), moment), moment));
  return after(parkRest(parked, own, moment), (next) =>
    first ? firstOf(next, first, moment) : nextCustomer(next, moment),
  );
}

function firstOf(state: State, first: Attempt, moment: Moment): Step {
  const { link } = state;
  // The sale of the address has begun: that is this very one, unless its number names another sum by now.
  const isSame = isSale(link) && !isOther(link, first);
  const clear: readonly Effect[] = isSame ? [{ type: 'clear_address' }] : [];
  const begun = withEffects(isSame ? { ...state, link: null } : state, ...clear);
  return after(begun, (next) => {
    const screen = screenOf(asFound(first), null);
    return screen ? drawn(goTo(next, screen, moment), { ...first, parked: false }) : stay(next);
  });
}

function tookNothing(attempt: Attempt): boolean {
  return ['not_paid', 'never_arrived'].includes(toldOf(attempt) ?? '');
}

/** What was found without a record may be a part. What is paid of the whole the server has said with it. */
function isOther({ reference, amountCents }: PosLink, attempt: Attempt): boolean {
  return reference !== null && amountCents !== null && amountCents !== sumOf(attempt);
}

/**
 * By its number. Where it has none the sum has to do: of two such sales, the one that is unfinished goes first. What was found without a
 * record may be the last part of a larger sum, and to ask for that again would take it twice.
 */
function isOf(
  { reference, amountCents }: Pick<PosLink, 'reference' | 'amountCents'>,
  sale: Sale & { readonly key?: string | null },
): boolean {
  if (sale.reference !== reference) return false;
  const cents = sumOf(sale);
  return reference !== null || cents === amountCents || (sale.key === null && cents < (amountCents ?? 0));
}

function hasScreen(attempt: Attempt): boolean {
  return screenOf(asFound(attempt), null) !== null;
}

/** Without the network nobody can be asked yet: the screen says that the till is finding out. */
function asFound(attempt: Attempt): Attempt {
  return attempt.phase === 'unpaired' ? { ...attempt, phase: 'finding_out' } : attempt;
}
