// What became of an attempt, asked by its idempotency key alone: by a till that was reloaded, and so has neither the PIN nor the id.
import type { Caller } from '../../accounts/caller';
import { UNSENT_KEPT_MS } from '../../redemption/bounds/unsent';
import type { Redemption } from '../../redemption/redemption';
import { mayHaveLost } from '../../restores/restore-mark';
import { Refusal } from '../../values/refusal';
import { MINUTE_MS } from '../../values/time';
import { submitterOf } from '../access';
import { insertOnce } from '../create';
import { entryUnder, findRecorded, isFree, keyInUse, isRunning, scopeOf } from './idempotency';
import type { Services } from '../services';
import { forgetOldKey } from '../submit';

/** Nobody's account: what burns a key is in no list, and found by its key alone. */
const NOBODY = 'acc_none';
const NOTHING = 'none';

/**
 * The redemption, as it is now, for which a call under this key was recorded. Where there is none the key is burnt first, durably: a
 * create that comes later with it is refused, so that "not received" is true for good. Both take the same place in the same unique
 * index, so that of two that run at once, in whatever process, exactly one is first. A call that is still written down is told of,
 * however old its key: "nothing came" would be a lie. So it might be of books that were restored from a backup: nothing is said and no key
 * is burnt before statements have told, and a repeat of the create then finds its voucher used. Throws `Refusal` not_received,
 * awaiting_statement, idempotency_key_in_use while the call still runs.
 */
export async function recoverRedemption(services: Services, key: string, caller: Caller): Promise<Redemption> {
  for (;;) {
    const recorded = await findRecorded(services, caller, key);
    const entry = recorded && entryUnder(services, recorded, caller, key);
    // A burnt key that is free by now is burnt anew below.
    if (entry?.route === 'recover' && !isFree(services, entry)) throw notReceived(caller);
    if (recorded && entry && entry.route !== 'recover') {
      if (isRunning(recorded, entry, services.clock.now())) throw keyInUse();
      return recorded;
    }
    await requireNothingLost(services, caller);
    const scope = scopeOf(services.sealer, caller, key);
    const result = await insertOnce(services, { redemption: burningOf(services, scope, caller), events: [] });
    if (result.kind === 'written') throw notReceived(caller);
    // By a call that came in meanwhile, which the next round finds, or by one so old that the key is free again.
    await forgetOldKey(services, result.redemptionId, scope, submitterOf(caller));
  }
}

/** A till asks again by itself. A statement is a matter of hours, and its end should be seen soon. */
const STATEMENT_RETRY_MS = 5 * MINUTE_MS;

async function requireNothingLost(
  { store, providers, clock }: Services,
  { livemode, accountId }: Caller,
): Promise<void> {
  const marks = await store.restores.list();
  const elsewhere = providers.list(livemode).filter(({ keptHere }) => !keptHere);
  if (!elsewhere.some(({ type }) => mayHaveLost(marks, livemode, type, clock.now(), accountId))) return;
  throw new Refusal(
    'awaiting_statement',
    'The books were restored from a backup, and what came with this key may be lost with it. Nobody can say that nothing was taken, until a statement of the provider was read and has no such redemption, or a week is over: a repeat of the request with the voucher finds out',
    { retryAfterMs: STATEMENT_RETRY_MS },
  );
}

/**
 * Nothing came: said only once that is so for good, and of nobody but those who share the key. A page or a till may have sent the same
 * text as a key of its own.
 */
function notReceived({ terminal }: Caller): Refusal {
  const detail = terminal
    ? 'No request of this terminal came with this key, and none can come any more: the key is burnt'
    : 'No request of a secret key of this account came with this key, and none can come any more: the key is burnt for secret keys. Publishable keys and terminals have keys of their own, and what they sent with the same text is not looked at here';
  return new Refusal('not_received', detail, { param: 'Idempotency-Key' });
}

/**
 * What stands where the redemption of this key would stand: a failed one that nobody owns, for nothing and of no type, which is deleted
 * when the key is free again.
 */
function burningOf({ sealer, ids, clock }: Services, scope: string, caller: Caller): Redemption {
  const [now, keptFrom] = [clock.now(), clock.dated()];
  const id = ids.next('rdm');
  return {
    id,
    accountId: NOBODY,
    livemode: caller.livemode,
    createdBy: caller.keyId,
    rev: 1,
    version: 1,
    createdAt: now,
    updatedAt: now,
    status: 'failed',
    outcome: 'not_paid',
    type: NOTHING,
    captureMethod: 'automatic',
    amountCents: 0,
    currency: 'ZAR',
    reservedCents: 0,
    redeemedCents: 0,
    reversedCents: 0,
    source: {},
    sealedSource: null,
    withoutSecrets: true,
    claim: sealer.claimDigest(id),
    claimed: false,
    options: { partial: 'decline' },
    changeVoucher: null,
    lastError: null,
    operations: [],
    reversals: [],
    reviews: [],
    metadata: {},
    externalReference: null,
    relatedIds: [],
    reservedUntil: null,
    endsAt: keptFrom + UNSENT_KEPT_MS,
    dueAt: null,
    reviewOpenedAt: null,
    journal: [],
    idempotency: [
      {
        scope,
        requestDigest: NOTHING,
        route: 'recover',
        at: keptFrom,
        operationId: null,
        reversalId: null,
        answer: null,
      },
    ],
    eventCount: 0,
  };
}
