// What was issued, redeemed, expired and forfeited: computed when it is asked for, from books and entries, a batch at a time.
import { Refusal } from '../../values/refusal';
import type { Instant } from '../../values/time';
import type { Book } from '../book/book';
import type { Entry } from '../book/entry';
import type { PointsStore } from '../store';
import type { Units } from '../units';
import { everyBook, type Owner } from './reports';
import type { PointsServices } from './services';

const BATCH = 250;
/** Entries read for one period, from its beginning until today: some ten seconds of work. */
const MOST_ENTRIES = 500_000;

/** What moved of one asset: all of it, or in a period. */
export interface Movements {
  issued: Units;
  redeemed: Units;
  expired: Units;
  forfeited: Units;
  /** Debits less what was credited otherwise; negative where more was taken. */
  otherNet: Units;
}

/** The summary of one asset. */
export interface AssetSummary {
  readonly assetId: string;
  readonly total: Movements;
  balance: Units;
  participants: number;
  readonly period: { readonly moved: Movements; openingBalance: Units; closingBalance: Units } | null;
}

export interface Period {
  readonly from: Instant;
  readonly to: Instant;
}

const nothing = (): Movements => ({ issued: 0n, redeemed: 0n, expired: 0n, forfeited: 0n, otherNet: 0n });

/** Adds what a counter account got to the movement that it means. `key` is of `accountKey`. */
function addShare(to: Movements, key: string, units: Units): void {
  const [, kind, detail] = key.split('/');
  switch (kind) {
    case 'SYSTEM_ISSUANCE':
    case 'WALLET':
      to.issued -= units;
      return;
    case 'SYSTEM_REDEMPTION':
    case 'LEDGER_ENTITY':
      to.redeemed += units;
      return;
    case 'SYSTEM_BREAKAGE':
      if (detail === 'expired') to.expired += units;
      else if (detail === 'forfeited') to.forfeited += units;
      else to.redeemed += units;
      return;
    default:
      to.otherNet -= units;
  }
}

/**
 * An entry younger than this may be of after its book was read: whether the book has it, its number says. More than clocks of servers
 * differ.
 */
const YOUNG_MS = 60_000;

/**
 * By asset: issued − redeemed − expired − forfeited + other = balance. With `programId`, what moved with that program alone. Throws
 * `Refusal` validation_failed where too much has moved since the period began.
 */
export async function summarise(
  { store, clock }: Pick<PointsServices, 'store' | 'clock'>,
  owner: Owner,
  { programId, period }: { readonly programId: string | null; readonly period: Period | null },
): Promise<AssetSummary[]> {
  const summaries = new Map<string, AssetSummary>();
  const of = (assetId: string): AssetSummary => {
    const known = summaries.get(assetId);
    if (known) return known;
    const part = period && { moved: nothing(), openingBalance: 0n, closingBalance: 0n };
    const made: AssetSummary = { assetId, total: nothing(), balance: 0n, participants: 0, period: part };
    summaries.set(assetId, made);
    return made;
  };
  const read = new ReadBooks(clock.now() - YOUNG_MS);
  for await (const book of everyBook(store, owner)) {
    if (book.externalId === null) continue;
    addBook(book, programId, of);
    read.add(book);
  }
  if (period) await addPeriod(store, owner, { programId, period }, { of, read, all: () => [...summaries.values()] });
  return [...summaries.values()].sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
}

/** Which entries were in the books when they were read. Remembers the books alone that had moved lately. */
class ReadBooks {
  readonly #seqs = new Map<string, number>();

  constructor(private readonly youngFrom: Instant) {}

  add({ participantId, seq, updatedAt }: Book): void {
    if (updatedAt >= this.youngFrom) this.#seqs.set(participantId, seq);
  }

  has({ participantId, seq, createdAt }: Entry): boolean {
    return createdAt < this.youngFrom || seq <= (this.#seqs.get(participantId) ?? 0);
  }
}

function addBook(book: Book, programId: string | null, of: (assetId: string) => AssetSummary): void {
  for (const [assetId, { shares }] of Object.entries(book.balances)) {
    const some = Object.entries(shares).filter(([key]) => programId === null || key.startsWith(`${programId}/`));
    if (some.length === 0) continue;
    const summary = of(assetId);
    for (const [key, units] of some) {
      addShare(summary.total, key, units);
      summary.balance -= units;
    }
    summary.participants += 1;
  }
}

/** Opening and closing balances are today's, less what has moved since. */
async function addPeriod(
  store: PointsStore,
  owner: Owner,
  { programId, period }: { readonly programId: string | null; readonly period: Period },
  { of, read, all }: { of: (assetId: string) => AssetSummary; read: ReadBooks; all: () => Iterable<AssetSummary> },
): Promise<void> {
  const since = new Map<string, { from: Units; to: Units }>();
  for await (const entry of entriesSince(store, owner, programId, period.from)) {
    if (entry.participantId === entry.programId || !read.has(entry)) continue;
    const summary = of(entry.assetId);
    const moved = since.get(entry.assetId) ?? { from: 0n, to: 0n };
    since.set(entry.assetId, moved);
    for (const { account, units } of entry.postings) {
      if (account === null) continue;
      const key = `${account.programId}/${account.kind}${account.detail === null ? '' : `/${account.detail}`}`;
      moved.from -= units;
      if (entry.createdAt >= period.to) moved.to -= units;
      else if (summary.period) addShare(summary.period.moved, key, units);
    }
  }
  for (const summary of all()) setBalances(summary, since.get(summary.assetId) ?? { from: 0n, to: 0n });
}

function setBalances({ balance, period }: AssetSummary, moved: { readonly from: Units; readonly to: Units }): void {
  if (!period) return;
  period.openingBalance = balance - moved.from;
  period.closingBalance = balance - moved.to;
}

async function* entriesSince(
  store: PointsStore,
  { accountId, livemode }: Owner,
  programId: string | null,
  from: Instant,
): AsyncGenerator<Entry> {
  const query = { accountId, livemode, from, limit: BATCH, ...(programId === null ? {} : { programId }) };
  let after: { createdAt: Instant; id: string } | undefined;
  for (let read = 0; read < MOST_ENTRIES; read += BATCH) {
    const { entries } = await store.entries(after ? { ...query, after } : query);
    yield* entries;
    const last = entries.at(-1);
    if (entries.length < BATCH || !last) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
  const message = `More than ${String(MOST_ENTRIES)} entries were written since from: give a later one`;
  throw new Refusal('validation_failed', message, { param: 'from' });
}
