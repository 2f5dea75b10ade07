// Whether whoever began to send a file may still do so: it may have come for an hour.
import { keysEnded } from '../../core/accounts/key-ended';
import type { Caller } from '../../core/accounts/caller';
import { requireStillIn } from '../../core/people/still-in';
import type { Services } from '../../core/use-cases/services';

type Parts = Pick<Services, 'store' | 'clock'>;

/**
 * Throws `Refusal` key_revoked where the key works no more, and of people what `requireStillIn` throws.
 */
export async function requireStillSending(parts: Parts, caller: Caller): Promise<void> {
  if (caller.user) await requireStillIn(parts, caller.user, 'reconciliations.run');
  else {
    const [ended] = (await keysEnded({ accounts: parts.store.accounts, clock: parts.clock }, [caller])).values();
    if (ended) throw ended;
  }
}
