// Records of the ledger as the world is told of them: in answers of the API and in events. Amounts as text, times as RFC 3339.
import { isoTime } from '../values/time';
import type { AssetBalance, Book } from './book/book';
import type { Entry } from './book/entry';
import type { Asset } from './records/asset';
import { pointsRedemptionStatus, type PointsRedemption, type PointsReversal } from './records/redemption';
import { formatUnits, type Units } from './units';

/** Whatever is undefined is left out: what does not apply is absent, not null. */
export function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export function publicBalance(
  { available, held, deferred }: Pick<AssetBalance, 'available' | 'held' | 'deferred'>,
  { scale }: Asset,
) {
  return {
    available: formatUnits(available, scale),
    held: formatUnits(held, scale),
    deferred: formatUnits(deferred, scale),
  };
}

export function publicPointsRedemption(redemption: PointsRedemption, { scale }: Asset) {
  const { quantity, unitCost, rewardId, referenceId } = redemption;
  return present({
    id: redemption.id,
    participant_id: redemption.participantId,
    program_id: redemption.programId,
    asset_id: redemption.assetId,
    reward_id: rewardId ?? undefined,
    amount: formatUnits(redemption.amount, scale),
    quantity: quantity ?? undefined,
    unit_cost: unitCost === null ? undefined : formatUnits(unitCost, scale),
    description: redemption.description,
    status: pointsRedemptionStatus(redemption),
    reversed_amount: formatUnits(redemption.reversedAmount, scale),
    reversed_quantity: quantity === null ? undefined : redemption.reversedQuantity,
    journal_entry_id: redemption.journalEntryId,
    reference_id: referenceId ?? undefined,
    created_at: isoTime(redemption.createdAt),
    updated_at: isoTime(redemption.updatedAt),
  });
}

export function publicPointsReversal(reversal: PointsReversal, { scale }: Asset) {
  return present({
    id: reversal.id,
    redemption_id: reversal.redemptionId,
    amount: formatUnits(reversal.amount, scale),
    quantity: reversal.quantity ?? undefined,
    reason: reversal.reason,
    journal_entry_id: reversal.journalEntryId,
    expired_amount: formatUnits(reversal.expiredAmount, scale),
    created_at: isoTime(reversal.createdAt),
  });
}

/** The amount that an entry moved: of the participant's first bucket, without its sign. */
export function entryAmount({ postings }: Entry): Units {
  const [first] = postings;
  const units = first?.units ?? 0n;
  return units < 0n ? -units : units;
}

/** A participant without anything that says who it is but the merchant's own name for it: what events hold. */
export function namelessParticipant({ participantId, externalId, status, programIds, createdAt, updatedAt }: Book) {
  return {
    id: participantId,
    object: 'participant',
    external_id: externalId,
    status,
    program_ids: programIds,
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  };
}
