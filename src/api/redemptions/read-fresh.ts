// Reading a redemption that is due asks the provider first, but the caller does not wait long for it: that provider was
// slow before.
import type { Services } from '../../core/use-cases/services';
import type { Caller } from '../../core/accounts/caller';
import type { Redemption, WithoutHistory } from '../../core/redemption/redemption';
import { refreshRedemption } from '../../core/use-cases/resolve';

/** A till asks every second or two. A provider's answer that takes longer than this is there when it asks again. */
const PATIENCE_MS = 2_500;

/** The state after the provider's word, or as it is where that takes too long: then the question goes on by itself. */
export async function readFresh<R extends WithoutHistory>(
  services: Services,
  redemption: R,
  caller: Caller,
): Promise<R | Redemption> {
  const { dueAt } = redemption;
  // By far the most reads: nothing is asked, so there is nothing to be patient with.
  if (dueAt === null || dueAt > services.clock.now()) return redemption;
  const refreshed = refreshRedemption(services, redemption, caller);
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<R>((resolve) => {
    timer = setTimeout(() => {
      // The next read sees what became of it; a failure then is a failure of that read.
      refreshed.catch(() => undefined);
      resolve(redemption);
    }, PATIENCE_MS);
  });
  try {
    return await Promise.race([refreshed, patience]);
  } finally {
    clearTimeout(timer);
  }
}
