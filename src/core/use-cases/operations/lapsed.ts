// A call that meets a draft or a reservation whose time is over: it is ended, or put off, as the resolver does it, and the call decides again.
import type { Caller } from '../../accounts/caller';
import { hasLapsed } from '../../redemption/derived-fields';
import type { Redemption } from '../../redemption/redemption';
import { submitterOf } from '../access';
import { resolveRedemption } from '../resolve';
import type { Services } from '../services';

/** Thrown by a decision on such a redemption; nothing was written. */
class Lapsed extends Error {}

/** Throws what `endingLapsed` catches. */
export function requireInTime(services: Services, current: Redemption): void {
  if (hasLapsed(current, services.clock.now())) throw new Lapsed(`${current.id} has run out`);
}

/** Whether it ends now hangs on restored backups, for which no call has to look that comes in time. */
export async function endingLapsed<T>(
  services: Services,
  id: string,
  caller: Caller,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Lapsed)) throw error;
    await resolveRedemption(services, id, submitterOf(caller));
    return call();
  }
}
