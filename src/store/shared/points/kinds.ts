// What each engine keeps of the ledger: kinds of records, the columns that find them, and the indexes over those. The record itself is
// text; both engines are made from this one list, so that they cannot differ.
import type { Book } from '../../../core/points/book/book';
import type { Entry } from '../../../core/points/book/entry';
import type { Hold } from '../../../core/points/book/hold';
import { lotDueAt, lotStatus, type Lot, type LotPlace } from '../../../core/points/book/lot';
import type { RecordKinds } from '../../../core/points/decide/rows';
import { pointsRedemptionStatus } from '../../../core/points/records/redemption';
import { sortKeyOf, startOf } from '../sort-key';

/** Every kind that is stored. */
export interface StoredKinds extends RecordKinds {
  readonly holds: Hold;
}
export type StoredKind = keyof StoredKinds;

/** What a column may hold. Null: the record is not in indexes over it. */
export type ColumnValue = string | number | null;

/** An index: equal on all columns but the last, ordered by the last. Records without a value in `only` are not in it. */
export interface StoredIndex {
  readonly columns: readonly string[];
  readonly unique?: boolean;
  readonly only?: string;
}

/** How one kind is kept. */
export interface KindDefinition<R> {
  readonly name: string;
  readonly idOf: (record: R) => string;
  /** What a compare-and-set is on; null for records that are written once, or guarded by their book. */
  readonly revOf: ((record: R) => number) | null;
  readonly columns: Readonly<Record<string, { readonly type: 'text' | 'number'; of(record: R): ColumnValue }>>;
  readonly indexes: Readonly<Record<string, StoredIndex>>;
}

const text = <R>(of: (record: R) => string | null) => ({ type: 'text' as const, of });
const number = <R>(of: (record: R) => number | null) => ({ type: 'number' as const, of });

interface OwnedRecord {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly createdAt: number;
  readonly id: string;
}

/** Whose record it is, in one column: account and mode. */
export function ownerOf({ accountId, livemode }: Pick<OwnedRecord, 'accountId' | 'livemode'>): string {
  return `${accountId}:${livemode ? 'live' : 'test'}`;
}

/** The order of lots: text that sorts as `bySpendingOrder` does. */
export function lotPlace({ createdAt, seq }: LotPlace): string {
  return startOf(createdAt) + String(seq).padStart(12, '0');
}

/** The order of a catalog by name: below every character that a name can have, so that `mug` comes before `mug 2`. */
export function namePlace({ name, id }: { readonly name: string; readonly id: string }): string {
  return `${name.toLowerCase()}\u0001${id}`;
}

const owned = {
  owner: text<OwnedRecord>(ownerOf),
  place: text<OwnedRecord>((one) => sortKeyOf(one.createdAt, one.id)),
};
const OWNED_INDEX = { place: { columns: ['owner', 'place'] } };
const idOf = ({ id }: { readonly id: string }) => id;
const revOf = ({ rev }: { readonly rev: number }) => rev;

/** The one list. */
export const KINDS: { readonly [K in StoredKind]: KindDefinition<StoredKinds[K]> } = {
  programs: { name: 'programs', idOf, revOf, columns: owned, indexes: OWNED_INDEX },
  assets: { name: 'assets', idOf, revOf, columns: owned, indexes: OWNED_INDEX },
  entities: { name: 'entities', idOf, revOf, columns: owned, indexes: OWNED_INDEX },
  rewards: {
    name: 'rewards',
    idOf,
    revOf,
    columns: {
      ...owned,
      program: text((reward) => reward.programId),
      status: text((reward) => reward.status),
      name: text((reward) => namePlace(reward)),
    },
    indexes: { place: { columns: ['program', 'place'] }, name: { columns: ['program', 'name'] } },
  },
  books: {
    name: 'books',
    idOf: ({ participantId }: Book) => participantId,
    revOf,
    columns: {
      owner: text(ownerOf),
      // A wallet's book is in no list of participants.
      place: text((book) => (book.externalId === null ? null : sortKeyOf(book.createdAt, book.participantId))),
      due_at: number((book) => book.nextDueAt),
    },
    indexes: {
      place: { columns: ['owner', 'place'], only: 'place' },
      due: { columns: ['due_at'], only: 'due_at' },
      due_by: { columns: ['owner', 'due_at'], only: 'due_at' },
      owner: { columns: ['owner', 'id'] },
    },
  },
  lots: {
    name: 'lots',
    idOf,
    revOf: null,
    columns: {
      shelf: text(shelfOf),
      place: text((lot: Lot) => lotPlace(lot)),
      /** Its place, while it can be spent. */
      open: text((lot: Lot) => (lot.available > 0n ? lotPlace(lot) : null)),
      participant: text((lot: Lot) => lot.participantId),
      due_at: number((lot: Lot) => lotDueAt(lot)),
      status: text((lot: Lot) => lotStatus(lot)),
    },
    indexes: {
      place: { columns: ['shelf', 'place'] },
      open: { columns: ['shelf', 'open'], only: 'open' },
      status: { columns: ['shelf', 'status', 'place'] },
      due: { columns: ['participant', 'due_at'], only: 'due_at' },
    },
  },
  holds: {
    name: 'holds',
    idOf,
    revOf: null,
    columns: {
      shelf: text(shelfOf),
      /** Its place, while something is held. */
      open: text((hold: Hold) => (hold.units > 0n ? lotPlace(hold) : null)),
      participant: text((hold: Hold) => hold.participantId),
      due_at: number((hold: Hold) => (hold.units > 0n ? hold.expiresAt : null)),
    },
    indexes: {
      open: { columns: ['shelf', 'open'], only: 'open' },
      due: { columns: ['participant', 'due_at'], only: 'due_at' },
    },
  },
  entries: {
    name: 'entries',
    idOf,
    revOf: null,
    columns: {
      ...owned,
      participant: text((entry: Entry) => entry.participantId),
      seq: number((entry: Entry) => entry.seq),
      program: text((entry: Entry) => entry.programId),
      asset: text((entry: Entry) => entry.assetId),
      action: text((entry: Entry) => entry.actionType),
      reference: text((entry: Entry) => entry.referenceId),
    },
    indexes: {
      seq: { columns: ['participant', 'seq'], unique: true },
      place: { columns: ['owner', 'place'] },
      participant: { columns: ['owner', 'participant', 'place'] },
      program: { columns: ['owner', 'program', 'place'] },
      asset: { columns: ['owner', 'asset', 'place'] },
      action: { columns: ['owner', 'action', 'place'] },
      reference: { columns: ['owner', 'reference', 'place'], only: 'reference' },
    },
  },
  redemptions: {
    name: 'redemptions',
    idOf,
    revOf: ({ version }) => version,
    columns: {
      ...owned,
      participant: text((one) => one.participantId),
      program: text((one) => one.programId),
      reward: text((one) => one.rewardId),
      status: text((one) => pointsRedemptionStatus(one)),
    },
    indexes: {
      participant: { columns: ['participant', 'place'] },
      participant_status: { columns: ['participant', 'status', 'place'] },
      program: { columns: ['program', 'place'] },
      program_status: { columns: ['program', 'status', 'place'] },
      reward: { columns: ['reward', 'place'], only: 'reward' },
    },
  },
  reversals: {
    name: 'reversals',
    idOf,
    revOf: null,
    columns: { redemption: text((one) => one.redemptionId), number: number((one) => one.number) },
    indexes: { number: { columns: ['redemption', 'number'], unique: true } },
  },
  limits: { name: 'limits', idOf, revOf, columns: {}, indexes: {} },
  keys: {
    name: 'keys',
    idOf,
    revOf: null,
    columns: { at: number((key) => (key.requestDigest === null ? null : key.at)) },
    indexes: { at: { columns: ['at'], only: 'at' } },
  },
};
/** Every kind, by its name in the code. */
export const STORED_KINDS = Object.keys(KINDS) as readonly StoredKind[];

/** Lots and holds are looked for by participant and asset. */
export function shelfOf({
  participantId,
  assetId,
}: {
  readonly participantId: string;
  readonly assetId: string;
}): string {
  return `${participantId} ${assetId}`;
}

/** The columns of a record, by name. */
export function columnsOf<K extends StoredKind>(kind: K, record: StoredKinds[K]): Record<string, ColumnValue> {
  return Object.fromEntries(Object.entries(KINDS[kind].columns).map(([name, column]) => [name, column.of(record)]));
}

/** What a column of a kind holds. */
export function typeOf(kind: StoredKind, column: string): 'text' | 'number' {
  const columns: Readonly<Record<string, { readonly type: 'text' | 'number' }>> = KINDS[kind].columns;
  return columns[column]?.type ?? 'text';
}
