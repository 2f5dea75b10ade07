// What the world is told about points: derived from what one call changes, and written in the same commit. Pure.
import type { EventType, RedemptionEvent } from '../events/event';
import { isoTime, type Instant } from '../values/time';
import { balanceOf, BUCKETS, type AssetBalance, type Book } from './book/book';
import type { ActionType, Entry, Hash } from './book/entry';
import type { Changes } from './decide/changes';
import type { Finder } from './decide/rows';
import type { Asset } from './records/asset';
import { leftOf, walletId } from './records/limit';
import { entryAmount, namelessParticipant, publicBalance, publicPointsRedemption, publicPointsReversal } from './shown';
import { formatUnits } from './units';

/** Each entry is one event, so that whoever follows the events misses no movement. */
const TYPE_OF: Readonly<Record<ActionType, EventType>> = {
  CREDIT: 'balance.credited',
  DEBIT: 'balance.debited',
  FORFEIT: 'balance.debited',
  HOLD: 'balance.held',
  RELEASE: 'balance.released',
  MATURITY: 'balance.released',
  EXPIRATION: 'balance.expired',
  REDEMPTION: 'redemption.completed',
  REVERSAL: 'redemption.reversed',
  FUND: 'program.funded',
  BURN: 'program.burned',
};

/**
 * The events of one call: a new participant, then each entry in its order. Those of one participant (or of the wallet of one program)
 * are numbered as the entries of its book are. Throws `Missing` where an asset was not read.
 */
export function eventsOf(changes: Changes, rows: Finder, hash: Hash): RedemptionEvent[] {
  return changes.books.flatMap(({ fromRev, change: { book, entries } }) => {
    // The book of a program's wallet is nobody's.
    const joined = fromRev === 0 && book.externalId !== null ? [joinedEvent(book, hash)] : [];
    return [
      ...joined,
      ...entries.map((entry, index) => entryEvent(entry, book, entries.slice(index + 1), changes, rows, hash)),
    ];
  });
}

function joinedEvent(book: Book, hash: Hash): RedemptionEvent {
  return eventOf('participant.created', book.participantId, { ...book, seq: 0 }, namelessParticipant(book), hash);
}

/** `later`: entries that the same call wrote after this one, which the book already contains. */
function entryEvent(
  entry: Entry,
  book: Book,
  later: readonly Entry[],
  changes: Changes,
  rows: Finder,
  hash: Hash,
): RedemptionEvent {
  const asset = rows.find('assets', entry.assetId);
  if (!asset) throw new Error(`Entry ${entry.id} is about no asset`);
  const data = { ...recordOf(entry, asset, changes), ...leftBehind(entry, asset, book, later, changes) };
  return eventOf(TYPE_OF[entry.actionType], entry.id, entry, data, hash);
}

/** The redemption or the reversal that an entry belongs to; the movement itself where there is no other record. */
function recordOf(entry: Entry, asset: Asset, { redemptions, reversals }: Changes): object {
  const { id, actionType, participantId, programId, assetId } = entry;
  const redemption = redemptions.find(({ record }) => record.journalEntryId === id)?.record;
  if (redemption) return { object: 'points_redemption', ...publicPointsRedemption(redemption, asset) };
  const reversal = reversals.find(({ journalEntryId }) => journalEntryId === id);
  const about = { program_id: programId, asset_id: assetId };
  if (reversal) {
    const { participantId: ofWhom } = reversal;
    return { object: 'points_reversal', ...publicPointsReversal(reversal, asset), participant_id: ofWhom, ...about };
  }
  return {
    object: 'points_movement',
    // A movement is its entry: whoever handles events of every kind finds an id in each of them.
    id,
    action_type: actionType,
    ...(participantId === programId ? {} : { participant_id: participantId }),
    ...about,
    asset_symbol: asset.symbol,
    amount: formatUnits(entryAmount(entry), asset.scale),
    bucket: entry.postings[0]?.bucket ?? undefined,
    journal_entry_id: id,
    reference_id: entry.referenceId,
    created_at: isoTime(entry.createdAt),
  };
}

/** What is there after the entry: the balance of the participant, or what the wallet of the program has left. */
function leftBehind(entry: Entry, asset: Asset, book: Book, later: readonly Entry[], { limits }: Changes): object {
  if (book.participantId !== entry.programId)
    return { balance: publicBalance(balanceAfter(balanceOf(book, asset.id), asset, later), asset) };
  const wallet = limits.find(({ record }) => record.id === walletId(entry.programId, asset.id))?.record;
  return wallet ? { available: formatUnits(leftOf(wallet) ?? 0n, asset.scale) } : {};
}

type Buckets = Pick<AssetBalance, 'available' | 'held' | 'deferred'>;

function balanceAfter({ available, held, deferred }: AssetBalance, asset: Asset, later: readonly Entry[]): Buckets {
  const left = { AVAILABLE: available, HELD: held, DEFERRED: deferred };
  const since = later.filter(({ assetId }) => assetId === asset.id).flatMap(({ postings }) => postings);
  for (const bucket of BUCKETS) {
    for (const posting of since) if (posting.bucket === bucket) left[bucket] -= posting.units;
  }
  return { available: left.AVAILABLE, held: left.HELD, deferred: left.DEFERRED };
}

/**
 * The id of the event of this type about this one record: of an entry where there is one. In the form of every event id: a time, then
 * 64 bits that nobody can guess, because ids of records cannot be guessed.
 */
export function eventIdOf(type: EventType, recordId: string, createdAt: Instant, hash: Hash): string {
  const second = (Math.floor(createdAt / 1000) >>> 0).toString(16).padStart(8, '0');
  return `evt_${second}${hash(`${type} ${recordId}`).slice(0, 16)}`;
}

/** `recordId` is the one thing that this event alone is about. */
function eventOf(
  type: EventType,
  recordId: string,
  {
    accountId,
    livemode,
    participantId,
    seq,
    createdAt,
  }: Pick<Entry, 'accountId' | 'livemode' | 'participantId' | 'seq' | 'createdAt'>,
  data: object,
  hash: Hash,
): RedemptionEvent {
  return {
    id: eventIdOf(type, recordId, createdAt, hash),
    type,
    createdAt,
    accountId,
    livemode,
    redemptionId: participantId,
    version: 0,
    seq,
    data: data as RedemptionEvent['data'],
  };
}
