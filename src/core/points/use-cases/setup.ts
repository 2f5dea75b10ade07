// Programs, assets, rewards and participants: made, changed, read.
import { Refusal } from '../../values/refusal';
import { balanceOf, type AssetBalance, type Book, type ParticipantStatus } from '../book/book';
import type { Decided } from '../decide/decided';
import { nameKeyId } from '../decide/names';
import { requireBook, requireOwn, type DecideContext } from '../decide/require';
import { NO_READS, type RecordKind, type RecordKinds, type Rows } from '../decide/rows';
import { decideCreateAsset, decideUpdateAsset, type AssetChange, type NewAsset } from '../decide/setup/assets';
import {
  decideParticipantStatus,
  decideUpdateParticipant,
  decideUpsertParticipant,
  type ParticipantChange,
  type ParticipantFields,
} from '../decide/setup/participants';
import {
  decideCashRate,
  decideCreateEntity,
  decideCreateProgram,
  decideLinkAsset,
  decideUpdateProgram,
  type GivenRate,
  type ProgramFields,
} from '../decide/setup/programs';
import { decideCreateReward, decideUpdateReward, type NewReward, type RewardFields } from '../decide/setup/rewards';
import type { Asset } from '../records/asset';
import { stockId, walletId, type Limit } from '../records/limit';
import type { LedgerEntity, Program } from '../records/program';
import type { Reward } from '../records/reward';
import type { RewardQuery } from '../store';
import type { Asker } from './ledger/ledger';
import { look, lookIntoBooks } from './look';
import { expecting } from './reads';
import type { PointsServices } from './services';

type Decide = (rows: Rows, context: DecideContext) => Decided;

async function write<K extends RecordKind>(
  { ledger }: Pick<PointsServices, 'ledger'>,
  asker: Asker,
  kind: K,
  ids: Parameters<typeof expecting>[0],
  decide: Decide,
): Promise<RecordKinds[K]> {
  const { value } = await ledger.submit({
    asker,
    key: null,
    expects: expecting(ids),
    decide,
    show: (rows, id) => rows.find(kind, id ?? ''),
  });
  if (!value) throw new Error('What was written is shown');
  return value;
}

export function createProgram(services: PointsServices, asker: Asker, fields: ProgramFields): Promise<Program> {
  return write(services, asker, 'programs', { entities: [fields.targetEntityId] }, (rows, context) =>
    decideCreateProgram(fields, rows, context),
  );
}

export function updateProgram(
  services: PointsServices,
  asker: Asker,
  id: string,
  change: Partial<ProgramFields>,
): Promise<Program> {
  return write(services, asker, 'programs', { programs: [id], entities: [change.targetEntityId] }, (rows, context) =>
    decideUpdateProgram(id, change, rows, context),
  );
}

interface Link {
  readonly programId: string;
  readonly assetId: string;
  readonly cashRate: GivenRate | null;
}

export function linkAsset(services: PointsServices, asker: Asker, link: Link): Promise<Program> {
  return write(services, asker, 'programs', { programs: [link.programId], assets: [link.assetId] }, (rows, context) =>
    decideLinkAsset(link, rows, context),
  );
}

export function setCashRate(services: PointsServices, asker: Asker, link: Link): Promise<Program> {
  return write(services, asker, 'programs', { programs: [link.programId], assets: [link.assetId] }, (rows, context) =>
    decideCashRate(link, rows, context),
  );
}

export function createEntity(services: PointsServices, asker: Asker, name: string): Promise<LedgerEntity> {
  return write(services, asker, 'entities', {}, (rows, context) => decideCreateEntity({ name }, rows, context));
}

export function createAsset(services: PointsServices, asker: Asker, fields: NewAsset): Promise<Asset> {
  return write(services, asker, 'assets', { programs: [fields.programId] }, (rows, context) =>
    decideCreateAsset(fields, rows, context),
  );
}

export function updateAsset(services: PointsServices, asker: Asker, id: string, change: AssetChange): Promise<Asset> {
  return write(services, asker, 'assets', { assets: [id] }, (rows, context) =>
    decideUpdateAsset(id, change, rows, context),
  );
}

/** A reward and its stock; null where it has none, because it is redeemed by amount. */
export interface RewardView {
  readonly reward: Reward;
  readonly stock: Limit | null;
  readonly asset: Asset;
}

export async function createReward(services: PointsServices, asker: Asker, fields: NewReward): Promise<RewardView> {
  const ids = { programs: [fields.programId], assets: [fields.assetId] };
  const reward = await write(services, asker, 'rewards', ids, (rows, context) =>
    decideCreateReward(fields, rows, context),
  );
  return findReward(services, asker, { programId: reward.programId, rewardId: reward.id });
}

export async function updateReward(
  services: PointsServices,
  asker: Asker,
  ids: { readonly programId: string; readonly rewardId: string },
  change: Partial<RewardFields>,
): Promise<RewardView> {
  const reads = { rewards: [ids.rewardId], limits: [stockId(ids.rewardId)] };
  await write(services, asker, 'rewards', reads, (rows, context) => decideUpdateReward(ids, change, rows, context));
  return findReward(services, asker, ids);
}

/** A page of the catalog, each reward with its stock and asset. */
export async function listRewards(
  { store }: PointsServices,
  query: RewardQuery,
): Promise<{ readonly rows: readonly RewardView[]; readonly stoppedAt: Reward | null }> {
  const { rows, stoppedAt } = await store.rewards(query);
  if (rows.length === 0) return { rows: [], stoppedAt };
  const ids = {
    limits: rows.map(({ id }) => stockId(id)),
    assets: [...new Set(rows.map(({ assetId }) => assetId))],
  };
  const { records } = await store.read({ ...NO_READS, ids });
  const stocks = new Map((records.limits ?? []).map((limit) => [limit.id, limit]));
  const assets = new Map((records.assets ?? []).map((asset) => [asset.id, asset]));
  const views = rows.flatMap((reward) => {
    const asset = assets.get(reward.assetId);
    return asset ? [{ reward, asset, stock: stocks.get(stockId(reward.id)) ?? null }] : [];
  });
  return { rows: views, stoppedAt };
}

/** Throws `Refusal` not_found. */
export function findReward(
  services: PointsServices,
  asker: Asker,
  { programId, rewardId }: { readonly programId: string; readonly rewardId: string },
): Promise<RewardView> {
  return look(services, asker, expecting({ rewards: [rewardId], limits: [stockId(rewardId)] }), (rows, context) => {
    const reward = requireOwn(rows, context, 'rewards', rewardId, 'reward_id');
    if (reward.programId !== programId)
      throw new Refusal('not_found', `The program has no reward ${rewardId}`, { param: 'reward_id' });
    const asset = requireOwn(rows, context, 'assets', reward.assetId, 'asset_id');
    return { reward, asset, stock: rows.find('limits', stockId(rewardId)) };
  });
}

/** Every asset of an account and mode. */
export async function ownAssets({ store }: Pick<PointsServices, 'store'>, { accountId, livemode }: Asker) {
  const page = { accountId, livemode, limit: 500 };
  const assets = await store.assets(page);
  for (let read = assets.length; read === page.limit;) {
    const after = assets.at(-1);
    const more: Asset[] = await store.assets(after ? { ...page, after } : page);
    assets.push(...more);
    read = more.length;
  }
  return assets;
}

/** The record, of the caller's account and mode. Throws `Refusal` not_found. */
export function findOwn<K extends 'programs' | 'assets' | 'entities'>(
  services: Pick<PointsServices, 'store' | 'clock' | 'hash'>,
  asker: Asker,
  kind: K,
  id: string,
): Promise<RecordKinds[K]> {
  return look(services, asker, expecting({ [kind]: [id] }), (rows, context) =>
    requireOwn(rows, context, kind, id, 'id'),
  );
}

/** A participant, and whether it was made by this call. */
export interface Upserted {
  readonly book: Book;
  readonly created: boolean;
}

export async function upsertParticipant(
  services: Pick<PointsServices, 'ledger' | 'hash'>,
  asker: Asker,
  fields: ParticipantFields,
): Promise<Upserted> {
  const name = { ...asker, of: 'participant', within: null, name: fields.externalId } as const;
  const { accountId, livemode } = asker;
  const keys = [nameKeyId(services.hash, { ...name, accountId, livemode })];
  const book = await write(services, asker, 'books', { keys }, (rows, context) =>
    decideUpsertParticipant(fields, rows, context),
  );
  return { book, created: book.rev === 1 };
}

export function updateParticipant(
  services: PointsServices,
  asker: Asker,
  id: string,
  change: ParticipantChange,
): Promise<Book> {
  return write(services, asker, 'books', { books: [id] }, (rows, context) =>
    decideUpdateParticipant(id, change, rows, context),
  );
}

export function setParticipantStatus(
  services: PointsServices,
  asker: Asker,
  id: string,
  status: ParticipantStatus,
): Promise<Book> {
  return write(services, asker, 'books', { books: [id] }, (rows, context) =>
    decideParticipantStatus(id, status, rows, context),
  );
}

/** The book as it is now, with everything applied that is due. Throws `Refusal` not_found, too_many_concurrent_writes. */
export function findParticipant(services: PointsServices, asker: Asker, id: string): Promise<Book> {
  return lookIntoBooks(services, asker, expecting({ books: [id] }), (rows, context) => {
    const book = requireBook(rows, context, id);
    return rows.open(book, context, {}).book;
  });
}

/** The participant that the merchant knows by this name; null where there is none. */
export function findByExternalId(services: PointsServices, asker: Asker, externalId: string): Promise<Book | null> {
  const { accountId, livemode } = asker;
  const id = nameKeyId(services.hash, { accountId, livemode, of: 'participant', within: null, name: externalId });
  return look(services, asker, expecting({ keys: [id] }), (rows) => {
    const key = rows.find('keys', id);
    return key && rows.find('books', key.ownerId);
  });
}

/** What a participant has of one asset, or of all it ever had. */
export function balancesOf(
  book: Book,
  assetId: string | null,
): { readonly assetId: string; readonly balance: AssetBalance }[] {
  const ids = assetId === null ? Object.keys(book.balances) : [assetId];
  return ids.map((id) => ({ assetId: id, balance: balanceOf(book, id) }));
}

/** What a program's wallets hold. */
export function findWallets(
  services: Pick<PointsServices, 'store' | 'clock' | 'hash'>,
  asker: Asker,
  programId: string,
) {
  return look(services, asker, expecting({ programs: [programId] }), (rows, context) => {
    const program = requireOwn(rows, context, 'programs', programId, 'program_id');
    rows.requireRead('assets', program.assetIds);
    rows.requireRead(
      'limits',
      program.assetIds.map((assetId) => walletId(programId, assetId)),
    );
    return program.assetIds.map((assetId) => ({
      asset: requireOwn(rows, context, 'assets', assetId, 'asset_id'),
      wallet: rows.find('limits', walletId(programId, assetId)),
    }));
  });
}
