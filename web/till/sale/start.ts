// From an open page to the first screen: the lock, what the browser kept, who the server says this is, and what was under way.
import { toldOf, type Attempt, type AttemptRecord, type Redemption } from './attempt';
import { drawn, findOut, fromRecord, parkRest, put, troubleOf, without, withoutTrouble } from './attempts';
import type { Effect, Step } from './effects';
import type { Failure, Moment } from './events';
import {
  after,
  attemptOnScreen,
  goTo,
  isSale,
  nextCustomer,
  restId,
  screenOf,
  stay,
  sumOf,
  voucherScreen,
  withEffects,
} from './screens';
import type { Instant, PairingScreen, PosLink, Sale, State, Terminal } from './state';
import type { VoucherType } from './voucher-type';

const LOOK_EVERY_MS = 60_000;

/** Records of attempts that the page before this one did not see the end of. Who this terminal is has to be known before they are asked for. */
export function recordsRead(state: State, records: readonly AttemptRecord[], moment: Moment): Step {
  const next = records.reduce<State>((sum, record) => (sum.attempts[record.key] ? sum : put(sum, fromRecord(record))), {
    ...state,
    started: { ...state.started, records: true },
  });
  return after(next.started.identified && next.terminal ? askForFound(next, moment) : stay(next), (asked) =>
    begin(asked, moment),
  );
}

/** The server knows this page: by the cookie it had, or by the code it just sent. */
export function identified(state: State, terminal: Terminal, types: readonly VoucherType[], moment: Moment): Step {
  const typeId = types.some(({ id }) => id === state.typeId) ? state.typeId : (types[0]?.id ?? null);
  const known: State = {
    ...withoutTrouble(state),
    terminal,
    types,
    typeId,
    started: { ...state.started, profile: true, identified: true },
  };
  return after(
    after(withEffects(known, { type: 'keep_profile' }), (next) =>
      next.started.records ? askForFound(next, moment) : stay(next),
    ),
    (next) => begin(next, moment),
  );
}

/** Each record is asked for by its key, where it is this terminal's: to another one the key means nothing, and is not to be burnt. */
function askForFound(state: State, moment: Moment): Step {
  const waiting = Object.values(state.attempts).filter(({ phase }) => phase === 'unpaired' || phase === 'elsewhere');
  return waiting.reduce<Step>(
    (step, attempt) =>
      after(step, (next) =>
        attempt.terminal === state.terminal?.id
          ? findOut(next, attempt, moment)
          : stay(put(next, { ...attempt, phase: 'elsewhere' })),
      ),
    stay(state),
  );
}

/** Not known yet, or not any more. */
export function notIdentified(state: State, failure: Failure, moment: Moment): Step {
  if (failure.kind === 'not_paired' || failure.kind === 'revoked') return unpaired(state, failure, moment);
  const troubled: State = { ...state, trouble: troubleOf(state, failure, moment) };
  // The page opens without the network as well, as the till that it was.
  return state.terminal ? begin(troubled, moment) : stay(troubled);
}

/** This till is not paired, or not any more. What is under way is kept until it is paired again. */
export function unpaired(state: State, failure: Failure, moment: Moment): Step {
  const open = Object.values(state.attempts).filter(
    ({ phase, key }) => key !== null && ['writing', 'sending', 'finding_out', 'checking', 'unpaired'].includes(phase),
  );
  // What was found without a record will be found again.
  const found = Object.values(state.attempts).filter(({ key, phase }) => key === null && phase === 'checking');
  const kept = open.reduce(
    (next, attempt) => put(next, { ...attempt, phase: 'unpaired', pin: null, phone: null, parked: false }),
    found.reduce((next, { id }) => without(next, id), state),
  );
  const why = failure.kind === 'revoked' ? 'revoked' : state.terminal ? 'not_paired_any_more' : 'new';
  const trouble = why === 'new' ? null : troubleOf(state, failure, moment);
  const screen = pairingScreen(state, why, open.length);
  const next = goTo({ ...kept, trouble, started: { ...kept.started, identified: false } }, screen, moment);
  const stops = [...open, ...found].map(({ id }): Effect => ({ type: 'stop', id }));
  return withEffects(next, ...stops);
}

/** Pairing asks before it uses a code. A till that is paired says so, once nobody is being served, and leaves the code as it is. */
export function codeOpened(state: State, code: string): State {
  const { screen } = state;
  if (screen.name === 'pairing') return { ...state, screen: { ...screen, code, fault: null } };
  return screen.name === 'amount' && state.terminal
    ? { ...state, screen: { ...screen, fault: 'paired' } }
    : { ...state, pairingCode: code };
}

function pairingScreen({ pairingCode, screen }: State, why: PairingScreen['why'], waiting: number): PairingScreen {
  if (screen.name === 'pairing') return { ...screen, waiting };
  const code = pairingCode ?? '';
  return { name: 'pairing', code, busy: false, fault: null, why, waiting };
}

/** Paired: as the terminal it was, or as another one. */
export function paired(state: State, terminal: Terminal, types: readonly VoucherType[], moment: Moment): Step {
  const started = { ...state.started, unacknowledged: 'no' } as const;
  // What was found without a record belongs to the terminal before, if this is another one.
  const own = Object.values(state.attempts).reduce(
    (next, { id, key, terminal: of }) => (key === null && of !== terminal.id ? without(next, id) : next),
    state,
  );
  return identified(
    goTo({ ...own, started, pairingCode: null }, { name: 'starting' }, moment),
    terminal,
    types,
    moment,
  );
}

/** What the terminal has not shown, also without a record here: a power cut, another browser, a lost profile. */
export function unacknowledgedRead(state: State, rows: readonly Redemption[], moment: Moment): Step {
  const attempts = Object.values(state.attempts);
  const known = new Set([...state.handedOver, ...attempts.map(({ redemption }) => redemption?.id)]);
  // One that was begun meanwhile may be among them, and nothing says which.
  const looksAgain = attempts.some(isUnderWay);
  const news = rows.filter(({ id }) => !looksAgain && !known.has(id));
  const started = { ...state.started, unacknowledged: 'yes' } as const;
  const terminal = state.terminal?.id ?? '';
  const read: State = { ...withoutTrouble(state), started, looksAgain: state.looksAgain || looksAgain };
  const left = attempts.filter(
    ({ id, gone, phase }) =>
      gone && phase === 'checking' && id !== attemptOnScreen(state)?.id && !rows.some((row) => row.id === id),
  );
  const stops = left.map(({ id }): Effect => ({ type: 'stop', id }));
  const own = left.reduce((next, { id }) => without(next, id), read);
  const next = news.reduce<State>((sum, row) => put(sum, fromRow(row, terminal)), own);
  const follows = news.flatMap(({ id, outcome, askAfterMs }): Effect[] =>
    outcome === 'checking' ? [{ type: 'follow', id, redemptionId: id, afterMs: askAfterMs }] : [],
  );
  const step = begin(next, moment);
  return { ...step, effects: [...stops, ...follows, ...step.effects] };
}

function fromRow(redemption: Redemption, terminal: string): Attempt {
  const { id, askedCents, reference, typeId, lastFour, at, outcome } = redemption;
  return {
    ...fromRecord({
      key: id,
      terminal,
      amountCents: askedCents,
      paidCents: 0,
      reference,
      typeId,
      lastFour,
      startedAt: at,
    }),
    key: null,
    phase: outcome === 'checking' ? 'checking' : 'settled',
    redemption,
    parked: true,
  };
}

/** The server may have it under its key, and the till does not know its redemption yet. */
function isUnderWay({ phase }: Attempt): boolean {
  return phase === 'writing' || phase === 'sending' || phase === 'finding_out';
}

/**
 * What nobody has seen is asked for anew: between two customers, while nothing is under way that would be found twice, and at most
 * once a minute.
 */
export function lookAgain(state: State, { at }: Moment): Step {
  const { looksAgain, started, screen, attempts } = state;
  const isFree = (screen.name === 'amount' || screen.name === 'voucher') && !Object.values(attempts).some(isUnderWay);
  const isRead = started.identified && started.unacknowledged === 'yes';
  // A clock that was set back is no reason to wait for ever.
  if (!looksAgain || !isFree || !isRead || Math.abs(at - started.askedAt) < LOOK_EVERY_MS) return stay(state);
  return askUnacknowledged({ ...state, looksAgain: false }, at);
}

function askUnacknowledged(state: State, askedAt: Instant): Step {
  const started = { ...state.started, unacknowledged: 'asked', askedAt } as const;
  return withEffects({ ...state, started }, { type: 'read_unacknowledged' });
}

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
  const isCarried = rest && found.some((other) => restId(other) === restId(rest) && !tookNothing(other));
  const own = isCarried ? null : rest;
  if (!first && own && !isSale(link)) return stay(goTo(parked, voucherScreen(own, moment), moment));
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

/** What was found without a record may be a part: a larger sum is not asked for after that. */
function isOther({ reference, amountCents }: PosLink, attempt: Attempt): boolean {
  const cents = sumOf(attempt);
  if (reference === null || amountCents === null || amountCents === cents) return false;
  return attempt.key !== null || amountCents < cents;
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
