// A simple idea of what a voucher redemption is: what the provider would take, and what a redemption looked like last.
// Knows nothing of how Vouch is built.
import type { SimulatedVoucher } from '../../adapters/kit/simulator/books';
import { DOUBTFUL, REFUSED } from './sequence-commands';
import { ONE_VOUCHER, type World } from './world';

/** A redemption as its client sees it. */
export interface Seen {
  readonly id: string;
  readonly version: number;
  readonly status: 'draft' | 'reserved' | 'confirmed' | 'failed';
  readonly outcome: string;
  readonly amount: number;
  readonly reserved_amount: number;
  readonly redeemed_amount: number;
  readonly reversed_amount: number;
  readonly change_voucher: { readonly pin?: string } | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly last_error: { readonly code: string } | null;
  readonly operations: readonly {
    readonly type: string;
    readonly provider_reference: { readonly reference: string } | null;
  }[];
}

/** One redemption in the model. */
export interface Entry {
  readonly voucher: SimulatedVoucher;
  readonly partial: 'decline' | 'allow';
  seen: Seen;
  /** All of it went back onto the original voucher, which is free again. */
  restored: boolean;
}

/** Cents that are taken; or nothing, for certain; or the caller is not told. */
export type Taking = number | 'refused' | 'doubt';

export function isDoubtful({ seen }: Entry): boolean {
  return seen.outcome === 'checking';
}

/** It keeps other redemptions from using the voucher. */
export function holdsVoucher({ seen, restored }: Entry): boolean {
  return seen.status === 'reserved' || (seen.status === 'confirmed' && !restored);
}

/** What happens when this much of a voucher is asked for now; 0 asks for the whole value. */
export function taking(world: World, voucher: SimulatedVoucher, ask: number, partial: 'decline' | 'allow'): Taking {
  if (isRefused(world, voucher)) return 'refused';
  if (ask > voucher.value && partial === 'decline') return 'refused';
  // The first money request that reaches such a voucher misbehaves, and only that one.
  const { touches, scenario } = world.truth(voucher);
  if (DOUBTFUL.includes(scenario) && touches === 0) return 'doubt';
  return ask === 0 ? voucher.value : Math.min(ask, voucher.value);
}

/** What is held when a voucher is reserved. A 1Voucher cannot be looked at first: it is held unseen. */
export function holding(
  world: World,
  voucher: SimulatedVoucher,
  ask: number,
  partial: 'decline' | 'allow',
): number | 'refused' {
  if (voucher.type === ONE_VOUCHER) return ask;
  if (isRefused(world, voucher) || (ask > voucher.value && partial === 'decline')) return 'refused';
  return ask === 0 ? voucher.value : Math.min(ask, voucher.value);
}

function isRefused(world: World, voucher: SimulatedVoucher): boolean {
  return REFUSED.includes(voucher.scenario) || world.truth(voucher).status !== 'active';
}

/** Sums of what moved at the provider under these references: taken, and given back on the voucher or as a new one. */
export function movedUnder(world: World, references: ReadonlySet<string | null>): { taken: number; given: number } {
  let taken = 0;
  let given = 0;
  for (const voucher of world.books.snapshot().vouchers) {
    for (const { reference, amount } of voucher.taken) if (references.has(reference)) taken += amount;
    for (const { reference, amount } of voucher.returned) if (references.has(reference)) given += amount;
  }
  return { taken, given };
}

/** Ours, as the provider's books have it; null where nothing was sent. */
export function referenceOf({ provider_reference: named }: Seen['operations'][number]): string | null {
  return named?.reference ?? null;
}

/** Face value of the vouchers that were issued because of these references. */
export function issuedUnder(world: World, references: ReadonlySet<string | null>): number {
  const { vouchers } = world.books.snapshot();
  const issued = vouchers.filter(({ issued_for: cause }) => cause !== null && references.has(cause));
  return issued.reduce((sum, { value }) => sum + value, 0);
}
