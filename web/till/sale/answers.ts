// What the server says of attempts, and what comes in place of its answers. Nothing else moves them.
import type { Attempt, Redemption } from './attempt';
import { findOut, forgotten, isFinal, put, settle, shown, troubleOf, without, withoutTrouble } from './attempts';
import { openCard } from './cards';
import type { Effect, Step } from './effects';
import type { Failure, Moment } from './events';
import { sumOf } from './sale';
import { after, saleAfter, screenOf, stay, voucherScreen, withEffects } from './screens';
import type { State } from './state';

/** The server told the state of the redemption. */
export function answered(state: State, id: string, redemption: Redemption, moment: Moment): Step {
  const attempt = state.attempts[id];
  const fine = withoutTrouble(state);
  if (!attempt) return stay(fine);
  if (isFinal(attempt)) return readAgain(fine, attempt, redemption, moment);
  // Found twice: by its record, and in the list of what was not acknowledged.
  const twin = Object.values(fine.attempts).find((other) => other.id !== id && other.redemption?.id === redemption.id);
  const single = twin?.key === null ? without(fine, twin.id) : fine;
  const known = { ...forgotten(attempt), redemption, refusal: null };
  if (redemption.outcome !== 'checking') return settle(single, { ...known, phase: 'settled' }, moment);
  if (attempt.phase === 'checking') return stay(put(single, known));
  const follow: Effect = { type: 'follow', id, redemptionId: redemption.id, afterMs: redemption.askAfterMs };
  const step = shown(put(single, { ...known, phase: 'checking' }), id, moment);
  return { ...step, effects: [follow, ...step.effects] };
}

/** What is proven does not change. But support may have given it back since. */
function readAgain(state: State, attempt: Attempt, redemption: Redemption, moment: Moment): Step {
  const { id, redemption: before } = attempt;
  const isLess = before?.id === redemption.id && redemption.givenBackCents > before.givenBackCents;
  const next = isLess ? put(state, { ...attempt, redemption }) : state;
  return isLess || isAsked(state, id) ? shown(next, id, moment) : stay(next);
}

/** Its card was opened, and before it is shown it is read anew. */
function isAsked({ screen }: State, id: string): boolean {
  return screen.name === 'finding_out' && screen.id === id;
}

/** Something other than an answer came. Only what is certain ends an attempt. */
export function failed(state: State, id: string, failure: Failure, moment: Moment): Step {
  const attempt = state.attempts[id];
  if (!attempt) return stay(state);
  // Nobody can be asked now: what is known has to do.
  if (isFinal(attempt)) return isAsked(state, id) ? shown(state, id, moment) : stay(state);
  switch (failure.kind) {
    case 'not_received': {
      const phase = attempt.refusal ? 'refused' : 'never_arrived';
      return settle(withoutTrouble(state), { ...forgotten(attempt), phase }, moment);
    }
    case 'refused': {
      const { refusal } = failure;
      const refused = { ...forgotten(attempt), refusal };
      const fine = withoutTrouble(state);
      // Somebody has asked for this key before the request came, and was told that nothing was received. That stays true.
      if (refusal?.code === 'idempotency_key_burnt')
        return settle(fine, { ...refused, phase: 'never_arrived' }, moment);
      // Said only where nothing is known under the key. Of any other refusal that is asked first.
      if (refusal?.code === 'voucher_in_use') return inUse(fine, refused, moment);
      return findOut(fine, refused, moment);
    }
    case 'gone':
      return lost(state, attempt, moment);
    case 'in_use':
      return stay(withoutTrouble(state));
    case 'no_answer':
    case 'asked_to_wait':
      return stay({ ...state, trouble: troubleOf(state, failure, moment) });
    case 'not_paired':
    case 'revoked':
      return stay(state);
  }
}

/** It cannot be read by its id: the key still finds it, however old. Without one the list says whether it is this till's still. */
function lost(state: State, attempt: Attempt, moment: Moment): Step {
  if (attempt.key !== null) return findOut(state, attempt, moment);
  return stay({ ...put(state, { ...attempt, gone: true }), looksAgain: true });
}

/**
 * Another payment has the voucher. One of this till's that is not seen to its end is shown in its place: whoever scans a voucher again
 * wants to know what became of it, and another one would be taken for the same goods.
 */
function inUse(state: State, attempt: Attempt, moment: Moment): Step {
  const holder = holderOf(state, attempt);
  const isHere = 'id' in state.screen && state.screen.id === attempt.id;
  if (!holder || !isHere) {
    // It may be one that this page knows nothing of.
    const looksAgain = state.looksAgain || attempt.refusal?.redemptionId !== null;
    return settle({ ...state, looksAgain }, { ...attempt, phase: 'refused' }, moment);
  }
  const isSame = holder.reference === attempt.reference && sumOf(holder) === sumOf(attempt);
  const next = put(without(state, attempt.id), { ...holder, scannedAgain: true });
  const opened = openCard(next, holder.id, isSame ? null : voucherScreen(saleAfter(attempt), moment), moment);
  return after(opened, (now) => withEffects(now, { type: 'delete_record', key: attempt.id }));
}

/** By its id; one that has none yet by what it was begun with. */
function holderOf({ attempts }: State, { id, typeId, lastFour, refusal }: Attempt): Attempt | undefined {
  const others = Object.values(attempts).filter((other) => other.id !== id && screenOf(other, null));
  const wanted = refusal?.redemptionId ?? null;
  return (
    others.find(({ redemption }) => wanted !== null && redemption?.id === wanted) ??
    others.find(
      (other) =>
        wanted !== null &&
        !isFinal(other) &&
        other.redemption === null &&
        other.typeId === typeId &&
        other.lastFour === lastFour,
    )
  );
}
