// Assets, set up and changed.
import type { Asset, AssetStatus } from '../../records/asset';
import { NO_CHANGES } from '../changes';
import type { Decided } from '../decided';
import { takeName } from '../names';
import { requireOwn, requireUnits, type DecideContext } from '../require';
import { requireFreeLink } from '../room';
import type { Rows } from '../rows';
import type { Program } from '../../records/program';

/** What a new asset is made of. With a program it is linked to it. */
export interface NewAsset extends Pick<Asset, 'name' | 'symbol' | 'inventoryMode' | 'issuancePolicy' | 'scale'> {
  readonly maxTransaction: string | null;
  readonly programId: string | null;
}

/** Throws `Refusal` not_found, name_taken, invalid_scale, too_many_links. */
export function decideCreateAsset(fields: NewAsset, rows: Rows, context: DecideContext): Decided {
  const { accountId, livemode, at, hash } = context;
  const { maxTransaction, programId, ...rest } = fields;
  const id = context.nextId();
  const program = programId === null ? null : requireOwn(rows, context, 'programs', programId, 'program_id');
  if (program) requireFreeLink(program.assetIds, 'A program', 'assets');
  const record: Asset = {
    ...rest,
    id,
    accountId,
    livemode,
    rev: 1,
    maxTransaction: maximumOf(maxTransaction, fields.scale),
    status: 'ACTIVE',
    programIds: program ? [program.id] : [],
    createdAt: at,
    updatedAt: at,
    deletedAt: null,
  };
  const name = { of: 'asset', accountId, livemode, within: null, name: fields.symbol } as const;
  const key = takeName(rows, hash, name, id, at, 'symbol');
  const programs = program ? [{ from: program.rev, record: linked(program, id, at) }] : [];
  return { changes: { ...NO_CHANGES, assets: [{ from: 0, record }], programs, keys: [key] }, recordId: id };
}

/** What of an asset can change. */
export interface AssetChange {
  readonly name?: string;
  readonly status?: AssetStatus;
  /** Null: no maximum any more. */
  readonly maxTransaction?: string | null;
}

/** Throws `Refusal` not_found, invalid_scale. */
export function decideUpdateAsset(assetId: string, change: AssetChange, rows: Rows, context: DecideContext): Decided {
  const asset = requireOwn(rows, context, 'assets', assetId, 'asset_id');
  const { maxTransaction, ...rest } = change;
  const status = change.status ?? asset.status;
  const record: Asset = {
    ...asset,
    ...rest,
    ...(maxTransaction === undefined ? {} : { maxTransaction: maximumOf(maxTransaction, asset.scale) }),
    rev: asset.rev + 1,
    deletedAt: status === 'ARCHIVED' ? (asset.deletedAt ?? context.at) : null,
    updatedAt: context.at,
  };
  return { changes: { ...NO_CHANGES, assets: [{ from: asset.rev, record }] }, recordId: assetId };
}

function maximumOf(text: string | null, scale: number) {
  return text === null ? null : requireUnits(text, { scale }, 'max_transaction_amount');
}

function linked(program: Program, assetId: string, at: number): Program {
  return { ...program, rev: program.rev + 1, assetIds: [...program.assetIds, assetId], updatedAt: at };
}
