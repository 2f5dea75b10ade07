// What the world answered.
import { answered, failed } from './answers';
import { forgetSeen, recorded, withoutTrouble } from './attempts';
import type { Step } from './effects';
import type { Failure, Moment, Report } from './events';
import { earlierRead, withKnown } from './earlier';
import { reprintRecorded, saleRead, salesFailed, salesRead } from './lists';
import { after, goTo, stay, withEffects } from './screens';
import { begin } from './start/begin';
import { identified, notIdentified, paired, unpaired } from './start/identity';
import { recordsRead } from './start/records';
import { unacknowledgedRead } from './start/unseen';
import type { State } from './state';

/** A report of the runner. One about an attempt that is over changes nothing. */
export function report(state: State, told: Report, moment: Moment): Step {
  switch (told.type) {
    case 'lock_granted':
      return locked(state, moment);
    case 'lock_waiting':
      return stay(state.started.lock ? state : goTo(state, { name: 'other_page' }, moment));
    case 'profile_read':
      return profileRead(state, told, moment);
    case 'records_read':
      return recordsRead(state, told.records, moment);
    case 'records_unreadable':
      return recordsRead({ ...state, missing: { ...state.missing, storage: true } }, [], moment);
    case 'identified':
      return identified(state, told.terminal, told.types, moment);
    case 'not_identified':
      return notIdentified(state, told.failure, moment);
    case 'unacknowledged_read':
      return unacknowledgedRead(withKnown(state, told.known), told.redemptions, moment);
    case 'known_read':
      return earlierRead(state, told.known, moment);
    case 'paired':
      return paired(state, told.terminal, told.types, moment);
    case 'not_paired':
      return stay(
        state.screen.name === 'pairing'
          ? { ...state, screen: { ...state.screen, busy: false, fault: told.fault } }
          : state,
      );
    case 'record_written':
      return recorded(state, told.id, true);
    case 'record_refused':
      return recorded(state, told.id, false);
    case 'answered':
      return after(answered(state, told.id, told.redemption, moment), (next) => begin(next, moment));
    case 'failed':
      return attemptFailed(state, told.id, told.failure, moment);
    case 'acknowledged':
      return state.seen === told.key ? forgetSeen(state) : stay(state);
    case 'look_again':
      return stay({ ...state, looksAgain: true });
    case 'online':
      return stay({ ...(state.trouble?.kind === 'offline' ? withoutTrouble(state) : state), looksAgain: true });
    case 'offline':
      return stay({ ...state, trouble: { kind: 'offline', since: moment.at, code: null, retryAt: null } });
    case 'print_ended':
      return stay(printEnded(state));
    case 'sales_read':
      return stay(withoutTrouble(salesRead(state, told.rows)));
    case 'sale_read':
      return stay(saleRead(state, told.redemption));
    case 'reprint_recorded':
      return reprintRecorded(state, told.redemption, told.copy);
    case 'sales_failed':
      return stay(salesFailed(state, told.fault));
    case 'missing':
      return stay({ ...state, missing: { ...state.missing, ...told.missing } });
  }
}

/** This page is the till now: also when the other one was closed. */
function locked(state: State, moment: Moment): Step {
  if (state.started.lock) return stay(state);
  const next = goTo({ ...state, started: { ...state.started, lock: true } }, { name: 'starting' }, moment);
  return withEffects(next, { type: 'read_records' }, { type: 'identify' });
}

function profileRead(state: State, told: Extract<Report, { type: 'profile_read' }>, moment: Moment): Step {
  const { terminal, types, typeId } = told;
  const language = state.link?.language;
  const settings = { ...state.settings, ...told.settings, ...(language ? { language } : {}) };
  const started = { ...state.started, profile: true };
  // The server may have been faster.
  const known = state.started.identified ? {} : { terminal, types, typeId };
  return begin({ ...state, ...known, settings, started }, moment);
}

function attemptFailed(state: State, id: string, failure: Failure, moment: Moment): Step {
  if (failure.kind === 'not_paired' || failure.kind === 'revoked') return unpaired(state, failure, moment);
  return after(failed(state, id, failure, moment), (next) => begin(next, moment));
}

function printEnded(state: State): State {
  const { screen } = state;
  return 'printing' in screen && screen.printing === 'under_way'
    ? { ...state, screen: { ...screen, printing: 'ended' } }
    : state;
}
