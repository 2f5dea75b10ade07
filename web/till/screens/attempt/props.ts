import type { Attempt } from '../../sale/attempt';
import type { AttemptScreen, State } from '../../sale/state';
import type { Send } from '../parts/send';

/** What every screen about one attempt is given. */
export interface AboutAttempt {
  readonly state: State;
  readonly screen: AttemptScreen;
  readonly attempt: Attempt;
  readonly send: Send;
}
