// Redemptions of points and their reversals.
import { Refusal } from '../../values/refusal';
import type { Entry } from '../book/entry';
import type { Decided } from '../decide/decided';
import { decideRedeem, decideRedeemItem, type RedeemCommand, type RedeemItemCommand } from '../decide/redeem';
import { requireOwn, type DecideContext } from '../decide/require';
import { decideReverse, type ReverseCommand } from '../decide/reverse';
import { NO_READS, type Finder, type Reads, type Rows } from '../decide/rows';
import type { Asset } from '../records/asset';
import { stockId } from '../records/limit';
import type { PointsRedemption, PointsReversal } from '../records/redemption';
import { claimOf, sameAmount } from './keys';
import type { Answered, Asker, KeyClaim } from './ledger/ledger';
import { look } from './look';
import { expecting } from './reads';
import type { PointsServices } from './services';

/** A redemption as it is now. */
export interface RedemptionView {
  readonly redemption: PointsRedemption;
  readonly asset: Asset;
}

/** A reversal, with its redemption as it is now. */
export interface ReversalView extends RedemptionView {
  readonly reversal: PointsReversal;
}

/** Redeems an amount. See `decideRedeem` for what it throws. */
export function redeem(
  services: PointsServices,
  asker: Asker,
  command: RedeemCommand,
  key: string | null,
): Promise<Answered<RedemptionView>> {
  const { participantId, programId, assetId, amount, description, holdReferenceId } = command;
  const meaning = { participantId, assetId, amount: sameAmount(amount), description, holdReferenceId };
  const claim = claimOf(services.sealer, asker, { programId, key, kind: 'redeem', meaning });
  const expects = expecting(
    { books: [participantId], programs: [programId], assets: [assetId], keys: [claim?.id] },
    { participantId, assetId },
  );
  return take(services, asker, claim, expects, (rows, context) => decideRedeem(command, rows, context));
}

/** Redeems an item of the catalog. See `decideRedeemItem`. */
export function redeemItem(
  services: PointsServices,
  asker: Asker,
  command: RedeemItemCommand,
  key: string | null,
): Promise<Answered<RedemptionView>> {
  const { participantId, programId, rewardId, quantity, amount, description, holdReferenceId } = command;
  // One piece is what is redeemed where neither is said.
  const pieces = quantity ?? (amount === null ? 1 : null);
  const meaning = {
    participantId,
    rewardId,
    quantity: pieces,
    amount: sameAmount(amount),
    description,
    holdReferenceId,
  };
  const claim = claimOf(services.sealer, asker, { programId, key, kind: 'redeem item', meaning });
  const expects = expecting({
    books: [participantId],
    programs: [programId],
    rewards: [rewardId],
    limits: [stockId(rewardId)],
    keys: [claim?.id],
  });
  return take(services, asker, claim, expects, (rows, context) => decideRedeemItem(command, rows, context));
}

function take(
  { ledger }: PointsServices,
  asker: Asker,
  key: KeyClaim | null,
  expects: Reads,
  decide: (rows: Rows, context: DecideContext) => Decided,
): Promise<Answered<RedemptionView>> {
  return ledger.submit<RedemptionView>({
    asker,
    key,
    expects,
    decide,
    show: (rows, id) => redemptionView(rows, id ?? ''),
  });
}

/** The redemption. Throws `Refusal` not_found. */
export function findRedemption(services: PointsServices, asker: Asker, id: string): Promise<RedemptionView> {
  return look(services, asker, expecting({ redemptions: [id] }), (rows, context) => {
    requireOwn(rows, context, 'redemptions', id, 'id');
    return redemptionView(rows, id);
  });
}

/** Gives value back. The scope of its key is the program of the redemption. See `decideReverse`. */
export async function reverse(
  services: PointsServices,
  asker: Asker,
  command: ReverseCommand,
  key: string | null,
): Promise<Answered<ReversalView>> {
  const redemption = await look(services, asker, expecting({ redemptions: [command.redemptionId] }), (rows, context) =>
    requireOwn(rows, context, 'redemptions', command.redemptionId, 'id'),
  );
  const { redemptionId, amount, quantity, reason, restoreExpiresAt } = command;
  const meaning = { redemptionId, amount: sameAmount(amount), quantity, reason, restoreExpiresAt };
  const claim = claimOf(services.sealer, asker, { programId: redemption.programId, key, kind: 'reverse', meaning });
  return services.ledger.submit<ReversalView>({
    asker,
    key: claim,
    expects: expecting({
      redemptions: [redemptionId],
      books: [redemption.participantId],
      assets: [redemption.assetId],
      lots: redemption.taken.map(({ lotId }) => lotId),
      limits: redemption.rewardId === null ? [] : [stockId(redemption.rewardId)],
      keys: [claim?.id],
    }),
    decide: (rows, context) => decideReverse(command, rows, context),
    show: (rows, id) => {
      const reversal = rows.find('reversals', id ?? '');
      if (!reversal) throw new Error('A reversal is shown without its record');
      return { reversal, ...redemptionView(rows, reversal.redemptionId) };
    },
  });
}

/** The reversals of a redemption, oldest first, after the number given. Throws `Refusal` not_found. */
export async function listReversals(
  services: PointsServices,
  asker: Asker,
  id: string,
  { afterNumber, limit }: { readonly afterNumber: number; readonly limit: number },
): Promise<RedemptionView & { readonly reversals: readonly PointsReversal[] }> {
  const view = await findRedemption(services, asker, id);
  return { ...view, reversals: await services.store.reversals(id, afterNumber, limit) };
}

/** A redemption that was read, with its asset. Throws `Refusal` not_found. */
export function redemptionView(rows: Finder, id: string): RedemptionView {
  const redemption = rows.find('redemptions', id);
  if (!redemption) throw new Refusal('not_found', `There is no redemption ${id}`);
  const asset = rows.find('assets', redemption.assetId);
  if (!asset) throw new Error('A redemption is shown without its asset');
  return { redemption, asset };
}

/** The entry, of the caller's account and mode. Throws `Refusal` not_found. */
export function findEntry(services: PointsServices, asker: Asker, id: string): Promise<Entry> {
  return look(services, asker, expecting({ entries: [id] }), (rows) => {
    const entry = rows.find('entries', id);
    if (entry?.accountId === asker.accountId && entry.livemode === asker.livemode) return entry;
    throw new Refusal('not_found', `There is no journal entry ${id}`);
  });
}

/** The assets of records, by id: what their amounts are printed with. */
export async function assetsOf(
  { store }: Pick<PointsServices, 'store'>,
  ids: Iterable<string>,
): Promise<ReadonlyMap<string, Asset>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const { records } = await store.read({ ...NO_READS, ids: { assets: wanted } });
  return new Map((records.assets ?? []).map((asset) => [asset.id, asset]));
}
