// Opening balances from somewhere else: each row is credited once, for ever, however often it is brought.
import { decideAdjust } from '../decide/adjust';
import type { Decided } from '../decide/decided';
import { nameKeyId } from '../decide/names';
import { requireOwn, requireUnits, type DecideContext } from '../decide/require';
import type { Rows } from '../decide/rows';
import { decideUpsertParticipant, requireNamed } from '../decide/setup/participants';
import type { Hash } from '../book/entry';
import { walletId } from '../records/limit';
import type { Units } from '../units';
import type { Asker, Ledger } from './ledger/ledger';
import { look } from './look';
import { expecting } from './reads';
import type { PointsServices } from './services';

/** One row, and where it goes. */
export interface ImportedRow {
  readonly programId: string;
  readonly assetId: string;
  /** The merchant's own name for the participant. */
  readonly externalId: string;
  readonly amount: string;
  readonly description: string;
  readonly referenceId: string | null;
  readonly expiresAt: number | null;
  readonly maturesAt: number | null;
  /** What tells it from other rows that say the same: how many of those came before it. */
  readonly repeat: string;
}

type Who = Omit<Asker, 'keyId'>;

/**
 * The key of a row: a name, so that it is never dropped as the keys of calls are. Judged by meaning, not by how the file is
 * written or where in it the row stands.
 */
function importKeyId(hash: Hash, { accountId, livemode }: Who, row: ImportedRow, units: Units): string {
  const { programId, assetId, externalId, description, referenceId, expiresAt, maturesAt, repeat } = row;
  const about = [programId, assetId, externalId, String(units), description, referenceId, expiresAt, maturesAt, repeat];
  return `import:${hash(JSON.stringify([accountId, livemode, ...about]))}`;
}

/** Null: it was credited before. */
function decideImport(row: ImportedRow, rows: Rows, context: DecideContext): Decided | null {
  const asset = requireOwn(rows, context, 'assets', row.assetId, 'asset_id');
  const id = importKeyId(context.hash, context, row, requireUnits(row.amount, asset));
  if (rows.find('keys', id)) return null;
  const participantId = requireNamed(rows, context, row.externalId, 'external_id');
  const credit = { type: 'CREDIT', bucket: 'AVAILABLE', allowNegative: false, participantId } as const;
  // What another system has let mature is there.
  const maturesAt = row.maturesAt !== null && row.maturesAt > context.dueBy ? row.maturesAt : null;
  const decided = decideAdjust({ ...row, ...credit, maturesAt }, rows, context);
  const key = { id, ownerId: decided.recordId, requestDigest: null, at: context.at };
  return { ...decided, changes: { ...decided.changes, keys: [...decided.changes.keys, key] } };
}

function participantKey(hash: Hash, { accountId, livemode }: Who, name: string): string {
  return nameKeyId(hash, { accountId, livemode, of: 'participant', within: null, name });
}

/** What a row would do. `units` 0: it was credited before. */
export interface Judged {
  readonly units: Units;
  /** Nobody bears this name yet, and the program makes participants that it does not know. */
  readonly makes: boolean;
}

/** Judges a row as the import would, and writes nothing. Throws the `Refusal` that it would meet. */
export function judgeRow(
  services: Pick<PointsServices, 'store' | 'clock' | 'hash'>,
  asker: Asker,
  row: ImportedRow,
): Promise<Judged> {
  const name = participantKey(services.hash, asker, row.externalId);
  const expects = expecting({
    programs: [row.programId],
    assets: [row.assetId],
    limits: [walletId(row.programId, row.assetId)],
    keys: [name],
  });
  let makes = false;
  return look(services, asker, expects, (rows, context) => {
    const program = requireOwn(rows, context, 'programs', row.programId, 'program_id');
    if (program.onUnknownParticipant === 'CREATE' && !rows.find('keys', name)) {
      // On rows of this one look alone: nobody else sees this participant.
      rows.apply(decideUpsertParticipant({ externalId: row.externalId, profile: {} }, rows, context).changes);
      makes = true;
    }
    const decided = decideImport(row, rows, context);
    const asset = requireOwn(rows, context, 'assets', row.assetId, 'asset_id');
    return { units: decided ? requireUnits(row.amount, asset) : 0n, makes };
  });
}

/** Credits a row; says false where it was credited before. Throws as a credit does, not_found for a name nobody bears. */
export async function importRow(
  { ledger, hash }: { readonly ledger: Ledger; readonly hash: Hash },
  asker: Asker,
  row: ImportedRow,
): Promise<boolean> {
  const { value } = await ledger.submit<boolean>({
    asker,
    key: null,
    // An operator's command, which brings some at a time: a row that waited too long would be told as faulty.
    rests: 'never',
    expects: expecting({
      programs: [row.programId],
      assets: [row.assetId],
      limits: [walletId(row.programId, row.assetId)],
      keys: [participantKey(hash, asker, row.externalId)],
    }),
    decide: (rows, context) => decideImport(row, rows, context),
    show: (_rows, recordId) => recordId !== null,
  });
  return value;
}
