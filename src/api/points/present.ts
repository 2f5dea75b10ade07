// Records of the ledger as callers see them: names to the letter, amounts as text, times as RFC 3339.
import { accountKey, type AssetBalance, type Book } from '../../core/points/book/book';
import type { Entry, Posting } from '../../core/points/book/entry';
import { lotStatus, remainingOf, type Lot } from '../../core/points/book/lot';
import type { Asset } from '../../core/points/records/asset';
import { leftOf, type Limit } from '../../core/points/records/limit';
import type { LedgerEntity, Program } from '../../core/points/records/program';
import { rewardStatus } from '../../core/points/records/reward';
import { entryAmount, present, publicBalance } from '../../core/points/shown';
import { formatUnits } from '../../core/points/units';
import type { MovementView, WalletView } from '../../core/points/use-cases/movements';
import type { RewardView } from '../../core/points/use-cases/setup';
import { isoTime, type Instant } from '../../core/values/time';

const time = (at: Instant | null) => (at === null ? null : isoTime(at));

export function publicProgram(program: Program, assets: ReadonlyMap<string, Asset>) {
  const { id, name, description, status, onUnknownParticipant, redemptionTarget, targetEntityId, assetIds } = program;
  return {
    id,
    object: 'program',
    name,
    description,
    status,
    on_unknown_participant: onUnknownParticipant,
    redemption_target_type: redemptionTarget,
    redemption_target_entity_id: targetEntityId,
    asset_ids: assetIds,
    cash_rates: Object.entries(program.cashRates).map(([assetId, { currency, cents, units }]) => ({
      asset_id: assetId,
      currency,
      cents,
      units: formatUnits(units, assets.get(assetId)?.scale ?? 0),
    })),
    created_at: isoTime(program.createdAt),
    updated_at: isoTime(program.updatedAt),
    deleted_at: time(program.deletedAt),
  };
}

export function publicEntity({ id, name, createdAt, updatedAt }: LedgerEntity) {
  return { id, object: 'ledger_entity', name, created_at: isoTime(createdAt), updated_at: isoTime(updatedAt) };
}

export function publicAsset(asset: Asset) {
  const { id, name, symbol, inventoryMode, issuancePolicy, scale, maxTransaction, status, programIds } = asset;
  return {
    id,
    object: 'asset',
    name,
    symbol,
    inventory_mode: inventoryMode,
    issuance_policy: issuancePolicy,
    scale,
    max_transaction_amount: maxTransaction === null ? null : formatUnits(maxTransaction, scale),
    status,
    program_ids: programIds,
    created_at: isoTime(asset.createdAt),
    updated_at: isoTime(asset.updatedAt),
    deleted_at: time(asset.deletedAt),
  };
}

/** Without balances, as lists show it. */
export function publicParticipant(book: Book) {
  const { email, phone, firstName, lastName, displayName, attributes, tags } = book.profile;
  return {
    id: book.participantId,
    object: 'participant',
    external_id: book.externalId,
    status: book.status,
    email,
    phone,
    first_name: firstName,
    last_name: lastName,
    display_name: displayName,
    attributes,
    tags,
    program_ids: book.programIds,
    created_at: isoTime(book.createdAt),
    updated_at: isoTime(book.updatedAt),
  };
}

export function publicBalances(
  balances: readonly { assetId: string; balance: AssetBalance }[],
  assets: ReadonlyMap<string, Asset>,
) {
  return balances.flatMap(({ assetId, balance }) => {
    const asset = assets.get(assetId);
    return asset ? [{ asset_id: assetId, symbol: asset.symbol, ...publicBalance(balance, asset) }] : [];
  });
}

export function publicLot(lot: Lot, { scale }: Asset) {
  return {
    id: lot.id,
    object: 'lot',
    asset_id: lot.assetId,
    program_id: lot.programId,
    amount: formatUnits(lot.amount, scale),
    remaining: formatUnits(remainingOf(lot), scale),
    status: lotStatus(lot),
    created_at: isoTime(lot.createdAt),
    expires_at: time(lot.expiresAt),
    matures_at: time(lot.maturesAt),
    reference_id: lot.referenceId,
  };
}

export function publicReward({ reward, stock, asset }: RewardView) {
  return {
    id: reward.id,
    object: 'reward',
    program_id: reward.programId,
    name: reward.name,
    description: reward.description,
    category: reward.category,
    redemption_type: reward.kind,
    asset_id: reward.assetId,
    unit_cost: formatUnits(reward.unitCost, asset.scale),
    max_total: reward.maxTotal,
    max_per_participant: reward.maxPerParticipant,
    redeemed_count: Number(stock?.used ?? 0n),
    status: stock ? rewardStatus(reward, stock) : reward.status,
    available_from: time(reward.availableFrom),
    available_until: time(reward.availableUntil),
    metadata: reward.metadata,
    created_at: isoTime(reward.createdAt),
    updated_at: isoTime(reward.updatedAt),
    deleted_at: time(reward.deletedAt),
  };
}

const PAST = { CREDIT: 'credited', DEBIT: 'debited', HOLD: 'held', RELEASE: 'released', FORFEIT: 'forfeited' } as const;

function messageOf(verb: string, amount: string, { symbol }: Asset): string {
  return `${amount} ${symbol} ${verb}`;
}

export function publicAdjustment({ entry, balance, asset }: MovementView) {
  const amount = formatUnits(entryAmount(entry), asset.scale);
  const verb = entry.actionType === 'DEBIT' ? PAST.DEBIT : PAST.CREDIT;
  return {
    type: entry.actionType,
    amount,
    bucket: entry.postings[0]?.bucket ?? 'AVAILABLE',
    program_id: entry.programId,
    asset_id: entry.assetId,
    participant_id: entry.participantId,
    balance: publicBalance(balance, asset),
    journal_entry_id: entry.id,
    reference_id: entry.referenceId,
    message: messageOf(verb, amount, asset),
    created_at: isoTime(entry.createdAt),
  };
}

export function publicHolding({ entry, balance, asset }: MovementView) {
  const amount = formatUnits(entryAmount(entry), asset.scale);
  const operation = entry.actionType as 'HOLD' | 'RELEASE' | 'FORFEIT';
  return {
    operation,
    amount_processed: amount,
    program_id: entry.programId,
    asset_id: entry.assetId,
    participant_id: entry.participantId,
    balance: publicBalance(balance, asset),
    lots_processed: entry.lots.map(({ lotId, units }) => ({ id: lotId, amount: formatUnits(units, asset.scale) })),
    journal_entry_id: entry.id,
    reference_id: entry.referenceId,
    message: messageOf(PAST[operation], amount, asset),
    created_at: isoTime(entry.createdAt),
  };
}

export function publicWalletMove({ entryId, available, asset }: WalletView, verb: 'funded' | 'burned', amount: string) {
  const message = entryId === null ? 'This asset needs no wallet: nothing moved' : messageOf(verb, amount, asset);
  return { asset_id: asset.id, available: formatUnits(available, asset.scale), journal_entry_id: entryId, message };
}

export function publicWallet({ asset, wallet }: { asset: Asset; wallet: Limit | null }) {
  const zero = formatUnits(0n, asset.scale);
  return {
    asset_id: asset.id,
    symbol: asset.symbol,
    issuance_policy: asset.issuancePolicy,
    available: wallet ? formatUnits(leftOf(wallet) ?? 0n, asset.scale) : zero,
    held: zero,
    deferred: zero,
  };
}

/** What an entry is shown with. */
export interface EntryNames {
  readonly programs: ReadonlyMap<string, Program>;
  readonly assets: ReadonlyMap<string, Asset>;
}

export function publicEntry(entry: Entry, { programs, assets }: EntryNames) {
  const asset = assets.get(entry.assetId);
  return {
    id: entry.id,
    object: 'journal_entry',
    action_type: entry.actionType,
    program_id: entry.programId,
    program_name: programs.get(entry.programId)?.name ?? null,
    participant_id: entry.participantId === entry.programId ? null : entry.participantId,
    description: entry.description,
    event_id: null,
    rule_id: null,
    reference_id: entry.referenceId,
    created_by_api_key_id: entry.keyId,
    entry_hash: entry.hash,
    created_at: isoTime(entry.createdAt),
    postings: entry.postings.map((posting, index) => publicPosting(entry, posting, index, asset)),
  };
}

function publicPosting(entry: Entry, { bucket, account, units }: Posting, index: number, asset: Asset | undefined) {
  return present({
    id: `${entry.id}.${String(index)}`,
    amount: formatUnits(units, asset?.scale ?? 0),
    asset_id: entry.assetId,
    asset_symbol: asset?.symbol ?? null,
    bucket: bucket ?? 'AVAILABLE',
    entity_type: account === null ? 'PARTICIPANT' : account.kind,
    participant_id: account === null ? entry.participantId : undefined,
    program_id: account?.programId,
    ledger_entity_id: account?.kind === 'LEDGER_ENTITY' ? (account.detail ?? undefined) : undefined,
    reason: account?.kind === 'SYSTEM_BREAKAGE' ? (account.detail ?? undefined) : undefined,
    account: account === null ? undefined : accountKey(account),
    created_at: isoTime(entry.createdAt),
  });
}
