// The permit of one ask: says whether this process may still send what it wrote down. Reads; writes nothing.
import { PERMIT_MS, type Permit } from '../../providers/permit';
import { findOperation, type Ask, type Operation, type Redemption } from '../../redemption/redemption';
import type { Services } from '../services';

type Now = { readonly wall: number; readonly ms: number };

/**
 * A process that was stopped for a while must not send what it wrote before: another one has had time to ask about it, to be
 * told that nothing was taken, and to say so to the customer. A stop shows on one of two clocks at least: the count of the
 * process stands still while the machine sleeps, wall time does not; wall time may be set, the count may not.
 *
 * Holds from the moment before the ask was written, and again from the moment before each look that finds it still the newest.
 */
export function permitFor(services: Services, redemption: Redemption, operation: Operation, ask: Ask): Permit {
  const { clock, store } = services;
  const read = (): Now => ({ wall: clock.now(), ms: clock.elapsed() });
  const own = ask.reading?.clock === clock.reading().clock ? ask.reading : undefined;
  let seen: Now | null = own ? { wall: ask.at, ms: own.ms } : null;
  return {
    holds: () => seen !== null && isWithin(seen, read(), PERMIT_MS),
    renew: async () => {
      const before = read();
      const newest = await store.redemptions.find(redemption.id).catch(() => null);
      const current = newest && findOperation(newest, operation.id);
      const mine = current?.status === operation.status && current.asks.at(-1)?.id === ask.id;
      seen = mine ? before : null;
      return mine;
    },
  };
}

/** True where neither clock says that more than `mostMs` lie between the two moments. */
function isWithin(from: Now, to: Now, mostMs: number): boolean {
  return to.ms - from.ms < mostMs && Math.abs(to.wall - from.wall) < mostMs;
}

/**
 * False where either clock says that the time for this ask is over: whoever waited for it has gone, and others may ask by now.
 */
export function isInTime(services: Services, ask: Ask, nextAskAt: number): boolean {
  const { clock } = services;
  const { reading } = ask;
  const windowMs = nextAskAt - ask.at;
  const counted = reading?.clock === clock.reading().clock && clock.elapsed() - reading.ms >= windowMs;
  return !counted && clock.now() < nextAskAt;
}
