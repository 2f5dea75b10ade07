// How a delivery waits for its turn, and how it is called: the same on every engine. Pure.
import type { Instant } from '../../core/values/time';
import type { Delivery } from '../../core/webhooks/delivery';

/** Normally the earlier delivery wakes the later one when it ends. If its process dies first, the later one is looked at again this soon. */
const LOOK_AGAIN_MS = 1000;

/** A delivery that waits for an earlier one, moved out of the way of others until that one's next attempt or lease end. */
export function postpone(delivery: Delivery, earlierDueAt: Instant, now: Instant): Delivery {
  return { ...delivery, rev: delivery.rev + 1, dueAt: Math.max(earlierDueAt, now + LOOK_AGAIN_MS) };
}

/** A delivery whose turn has come; null if it was not waiting for it. A delivery that has been attempted already keeps its own schedule. */
export function wake(delivery: Delivery, now: Instant): Delivery | null {
  if (delivery.claimId !== null || delivery.attemptCount > 0 || delivery.dueAt === null || delivery.dueAt <= now)
    return null;
  return { ...delivery, rev: delivery.rev + 1, dueAt: now };
}

/** The delivery that has to end before this one may go; `first` are the earliest pending ones by redemption. */
export function earlierOf(
  { manual, redemptionId, seq }: Delivery,
  first: ReadonlyMap<string, Pick<Delivery, 'claimId' | 'dueAt' | 'seq'>>,
): { readonly claimId: string | null; readonly dueAt: Instant } | null {
  const earlier = manual ? undefined : first.get(redemptionId ?? '');
  if (!earlier || typeof earlier.dueAt !== 'number' || earlier.seq >= seq) return null;
  return { claimId: earlier.claimId, dueAt: earlier.dueAt };
}

/** Each redemption's first event, then each one's second …: a later one is never there before an earlier one. */
export function wavesOf(deliveries: readonly Delivery[]): Delivery[][] {
  const waves = new Map<number, Delivery[]>();
  for (const delivery of deliveries) {
    const wave = waves.get(delivery.seq) ?? [];
    wave.push(delivery);
    waves.set(delivery.seq, wave);
  }
  return [...waves.entries()].sort(([a], [b]) => a - b).map(([, wave]) => wave);
}
