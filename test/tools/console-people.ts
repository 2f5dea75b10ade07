// People at the console as use cases see them: what a signed-in session makes of a request.
import { STEP_UP_MS } from '../../src/core/accounts/permissions';
import type { Caller } from '../../src/core/accounts/caller';
import type { Role } from '../../src/core/accounts/roles';

/** A person of this account, who has just given a password, unless `over` says otherwise. */
export function personOf(
  id: string,
  role: Role,
  account: Pick<Caller, 'accountId' | 'livemode'>,
  { presentUntil = Date.now() + STEP_UP_MS }: { presentUntil?: number | null } = {},
) {
  const { accountId, livemode } = account;
  return {
    accountId,
    livemode,
    keyId: id,
    actor: { kind: 'user', id },
    publishable: false,
    requestId: null,
    user: { id, email: `${id}@shop.example`, role, sessionId: `ses_${id}`, epoch: 0, presentUntil },
  } satisfies Caller;
}
