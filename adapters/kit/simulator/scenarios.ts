// How a simulated voucher's scenario plays on the request that takes its value. Shared by the simulators; knows no wire format.
import { createHash } from 'node:crypto';
import type { Scenario, SimulatedVoucher, SimulatorBooks } from './books';
import type { Misbehaviour, SimulatorReply } from './server';

/** Why a provider does not take a voucher. */
export type Refusal = 'not_found' | 'redeemed' | 'expired' | 'cancelled';

/** Why this voucher cannot be taken, or undefined where it can. */
export function refusalOf(voucher: SimulatedVoucher | undefined): Refusal | undefined {
  if (!voucher || voucher.scenario === 'not_found') return 'not_found';
  return voucher.status === 'active' ? undefined : voucher.status;
}

const AFTER_TAKING: Partial<Record<Scenario, Misbehaviour>> = {
  slow_then_ok: 'slow',
  timeout_after_taking: 'hang',
  drop_after_taking: 'drop',
  error_after_taking: 'error',
  garbage_reply: 'garbage',
};

const DROPPED: SimulatorReply = { status: 0, misbehaviour: 'drop' };

/**
 * Plays the money request on a voucher that can be taken. A scenario misbehaves on the first such request only.
 * `take` moves the value and gives the answer; `postpone` notes a request that a `late` provider will carry out afterwards.
 */
export function play(
  books: SimulatorBooks,
  voucher: SimulatedVoucher,
  moves: { take(): SimulatorReply; postpone(): void },
): SimulatorReply {
  const first = voucher.touches === 0;
  voucher.touches += 1;
  books.save(voucher);
  if (first && voucher.scenario === 'drop_before_taking') return DROPPED;
  if (first && voucher.scenario === 'late') {
    moves.postpone();
    return DROPPED;
  }
  const reply = moves.take();
  const misbehaviour = first ? AFTER_TAKING[voucher.scenario] : undefined;
  return misbehaviour ? { ...reply, misbehaviour } : reply;
}

/** A provider's own number for a movement: follows from our reference, so that replies and settlement files agree. */
export function movementNumber(reference: string): number {
  return Number.parseInt(createHash('sha256').update(reference).digest('hex').slice(0, 10), 16);
}
