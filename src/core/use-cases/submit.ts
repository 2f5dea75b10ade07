// Load, decide, advance, compare-and-set; on a lost race again from the start. Only create.ts writes as well: a redemption that
// is new.
import { requireStill, type Caller } from '../accounts/caller';
import { advance } from '../redemption/advance';
import type { Fact, FactContext } from '../redemption/fact';
import type { IdempotencyEntry, Redemption } from '../redemption/redemption';
import type { Actor } from '../redemption/actor';
import { IDEMPOTENCY_KEPT_MS } from '../stored-answers';
import { Refusal } from '../values/refusal';
import { keyBurnt, keyReused } from './idempotency/idempotency';
import type { FactServices } from './services';

/**
 * The lock lets no two writers of one process race, so each race is lost to another process. A burst of twenty there
 * costs less to sit out than sending the caller away to try again.
 */
const MOST_LOST_RACES = 20;
/** Each one may have waited for a store that does not answer. */
const MOST_FAILURES = 5;

/** What to write on the newest state: no facts, nothing to write. `idempotency`: the call that the write records. */
export interface Decision {
  readonly facts: readonly Fact[];
  readonly idempotency?: IdempotencyEntry | undefined;
}

/** Who brings facts, and in which request (null where there is none). */
export interface Submitter {
  readonly actor: Actor;
  readonly requestId: string | null;
}

/** The context of one write: the time, new ids, who brings the facts. Each call makes a new `writeId`. */
export function factContext(services: FactServices, by: Submitter, idempotency?: IdempotencyEntry): FactContext {
  return {
    at: services.clock.now(),
    aged: services.clock.aged(),
    reading: services.clock.reading(),
    actor: by.actor,
    requestId: by.requestId,
    writeId: services.ids.next('wrt'),
    schedule: services.schedule,
    nextId: (prefix) => services.ids.next(prefix),
    ...(idempotency ? { idempotency } : {}),
  };
}

/** What a submitter knows that `submit` does not. */
export interface SubmitOptions {
  /** How to refuse a voucher that another redemption holds. */
  readonly describeClaim?: (otherId: string) => Promise<Refusal>;
  /**
   * The state as this submitter last wrote it. Decided on without reading it again: if another writer has changed it
   * since, the compare-and-set notices, and the newest state is read then. Only for facts that hold in every state.
   */
  readonly known?: Redemption;
  /**
   * Whose act it is: refused where he was let out while it waited, for others of its redemption or for the store. Absent where it only
   * records what happened already.
   */
  readonly asked?: Caller;
}

/**
 * Brings facts to one redemption. `decide` sees the newest state and says which facts to write, or throws a `Refusal`; it may
 * be called several times, so it must not do anything. Returns the state after the write, or as it is if there was nothing to
 * write. Throws `Refusal` not_found, voucher_in_use, idempotency_key_reused, too_many_concurrent_writes, and what `requireStill` throws.
 */
export function submit(
  services: FactServices,
  id: string,
  by: Submitter,
  decide: (redemption: Redemption) => Decision,
  { describeClaim = () => Promise.resolve(voucherInUse()), known, asked }: SubmitOptions = {},
): Promise<Redemption> {
  return services.lock.run(id, async () => {
    const writeId = services.ids.next('wrt');
    let failure: Error | null = null;
    for (let lost = 0, failures = 0; ;) {
      const isFirst = lost + failures === 0;
      const redemption = isFirst && known ? known : await services.store.redemptions.find(id);
      if (!redemption) throw new Refusal('not_found', `There is no redemption ${id}`);
      // Also where the store reported a lost race or a failure: the `writeId` in the journal proves that the write was
      // made.
      if (!isFirst && isWritten(redemption, writeId)) return redemption;
      // The round after the last try only looks whether that one was written after all.
      if (lost === MOST_LOST_RACES || failures === MOST_FAILURES) break;
      // What changes while the door is asked, the compare-and-set notices.
      if (asked) await requireStill(asked, services.clock);
      const decision = decide(redemption);
      const context = { ...factContext(services, by, decision.idempotency), writeId };
      const advanced = advance(redemption, decision.facts, context);
      if (!advanced) return redemption;
      try {
        const result = await services.store.redemptions.replace(advanced.redemption, redemption.rev, advanced.events);
        if (result.kind === 'written') return advanced.redemption;
        if (result.kind === 'claim_taken') throw await describeClaim(result.redemptionId);
        if (result.kind === 'idempotency_taken')
          await forgetKey(services, result.redemptionId, decision.idempotency?.scope, by);
        lost += 1;
      } catch (error) {
        if (error instanceof Refusal) throw error;
        // Not acknowledged is not the same as not written: the next round reads before it decides.
        failure = error instanceof Error ? error : new Error(String(error));
        failures += 1;
      }
    }
    if (failure !== null) throw failure;
    throw new Refusal('too_many_concurrent_writes', 'Others keep changing this redemption: try again', {
      retryAfterMs: 1000,
    });
  });
}

/**
 * A key that already stands for another call: forgotten if it is older than keys are kept, so that the caller's write can be
 * tried again, otherwise refused.
 */
export async function forgetKey(
  services: FactServices,
  holderId: string,
  scope: string | undefined,
  by: Submitter,
): Promise<void> {
  const standing = await forgetOldKey(services, holderId, scope, by);
  if (standing) throw standing.route === 'recover' ? keyBurnt() : keyReused();
}

/**
 * Forgets a key that is older than keys are kept. Otherwise its entry, which still stands. Bypasses the lock: waiting for a second one
 * while holding the first could deadlock.
 */
export async function forgetOldKey(
  services: FactServices,
  holderId: string,
  scope: string | undefined,
  by: Submitter,
): Promise<IdempotencyEntry | null> {
  const holder = await services.store.redemptions.find(holderId);
  const entry = holder?.idempotency.find((candidate) => candidate.scope === scope);
  if (!holder || !entry) return null;
  if (services.clock.aged() - entry.at < IDEMPOTENCY_KEPT_MS) return entry;
  const advanced = advance(holder, [{ kind: 'idempotency_expired', scope: entry.scope }], factContext(services, by));
  if (advanced) await services.store.redemptions.replace(advanced.redemption, holder.rev, advanced.events);
  return null;
}

function isWritten(redemption: Redemption, writeId: string): boolean {
  return redemption.journal.some((entry) => entry.writeId === writeId);
}

/** The refusal of a voucher that another redemption holds. `otherId` only where that one is visible to the caller. */
export function voucherInUse(otherId?: string): Refusal {
  return new Refusal(
    'voucher_in_use',
    'This voucher is already part of another redemption',
    otherId === undefined ? {} : { extra: { redemption_id: otherId } },
  );
}
