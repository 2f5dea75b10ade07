// What the whole ledger adds up to: computed when it is asked for, from books and entries, a batch at a time. Nothing shared is written
// for it.
import type { Instant } from '../../values/time';
import type { Book } from '../book/book';
import { differencesFromJournal } from '../book/check';
import { checkPostings, entryHash, FIRST_HEAD, type Entry } from '../book/entry';
import type { PointsStore } from '../store';
import type { Units } from '../units';
import type { Asker } from './ledger/ledger';
import type { PointsServices } from './services';

type Owner = Pick<Asker, 'accountId' | 'livemode'>;

const BATCH = 500;

/** Every book of an account and mode, wallets included. */
export async function* everyBook(store: PointsStore, owner: Owner): AsyncGenerator<Book> {
  for (let after = ''; ;) {
    const books = await store.books(owner, after, BATCH);
    yield* books;
    const last = books.at(-1);
    if (books.length < BATCH || !last) return;
    after = last.participantId;
  }
}

/** The whole journal of one book. */
export async function journalOf(store: PointsStore, participantId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (;;) {
    const page = await store.journal(participantId, entries.length, BATCH);
    entries.push(...page);
    if (page.length < BATCH) return entries;
  }
}

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

/** By asset: issued − redeemed − expired − forfeited + other = balance. With `programId`, what moved with that program alone. */
export async function summarise(
  { store }: Pick<PointsServices, 'store'>,
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
  for await (const book of everyBook(store, owner)) if (book.externalId !== null) addBook(book, programId, of);
  if (period) await addPeriod(store, owner, { programId, period }, { of, all: () => [...summaries.values()] });
  return [...summaries.values()].sort((a, b) => (a.assetId < b.assetId ? -1 : 1));
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
  { of, all }: { of: (assetId: string) => AssetSummary; all: () => Iterable<AssetSummary> },
): Promise<void> {
  const since = new Map<string, { from: Units; to: Units }>();
  for await (const entry of entriesSince(store, owner, programId, period.from)) {
    if (entry.participantId === entry.programId) continue;
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
  for (let after: { createdAt: Instant; id: string } | undefined; ;) {
    const { entries } = await store.entries(after ? { ...query, after } : query);
    yield* entries;
    const last = entries.at(-1);
    if (entries.length < BATCH || !last) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
}

/** What a look at the newest entries and at all books found. */
export interface Attestation {
  readonly postingsBalanced: boolean;
  readonly valueConservation: boolean;
  readonly hashChain: boolean;
  readonly chainHead: string | null;
  readonly checked: number;
  /** Books in which something is wrong, with what. */
  readonly faults: readonly { readonly participantId: string; readonly fault: string }[];
}

/** Checks the newest `window` entries, each with the one before it in its book, and that every book sums to zero. */
export async function attest({ store, hash }: PointsServices, owner: Owner, window: number): Promise<Attestation> {
  const { accountId, livemode } = owner;
  const faults: { participantId: string; fault: string }[] = [];
  let [postingsBalanced, valueConservation, hashChain] = [true, true, true];
  let chainHead: string | null = null;
  let checked = 0;
  /** Number of the newest entry seen of each book. */
  const seen = new Map<string, number>();
  for await (const entry of newest(store, { accountId, livemode }, window)) {
    chainHead ??= entry.hash;
    checked += 1;
    seen.set(entry.participantId, Math.max(entry.seq, seen.get(entry.participantId) ?? 0));
    if (!isBalanced(entry)) {
      postingsBalanced = false;
      faults.push({ participantId: entry.participantId, fault: `entry ${entry.id} does not balance` });
    }
    const [before] = entry.seq === 1 ? [] : await store.journal(entry.participantId, entry.seq - 2, 1);
    const head = entry.seq === 1 ? FIRST_HEAD : (before?.hash ?? '');
    if (entryHash(head, entry.participantId, entry.seq, entry, hash) === entry.hash) continue;
    hashChain = false;
    faults.push({ participantId: entry.participantId, fault: `entry ${entry.id} is not what was written` });
  }
  for await (const book of everyBook(store, owner)) {
    const from = seen.get(book.participantId) ?? book.seq;
    // Entries of later calls are there by now: a book and its entries are written at once.
    const after = from < book.seq ? await store.journal(book.participantId, from, 1) : null;
    if (after?.length === 0) {
      hashChain = false;
      faults.push({ participantId: book.participantId, fault: 'the newest entries are missing' });
    }
    if (sumsToZero(book)) continue;
    valueConservation = false;
    faults.push({ participantId: book.participantId, fault: 'the book does not sum to zero' });
  }
  return { postingsBalanced, valueConservation, hashChain, chainHead, checked, faults };
}

async function* newest(store: PointsStore, owner: Owner, window: number): AsyncGenerator<Entry> {
  let left = window;
  for (let after: { createdAt: Instant; id: string } | undefined; left > 0;) {
    const page = { ...owner, limit: Math.min(BATCH, left) };
    const { entries } = await store.entries(after ? { ...page, after } : page);
    yield* entries;
    left -= entries.length;
    const last = entries.at(-1);
    if (entries.length < page.limit || !last) return;
    after = { createdAt: last.createdAt, id: last.id };
  }
}

function isBalanced(entry: Entry): boolean {
  try {
    checkPostings(entry);
    return true;
  } catch {
    return false;
  }
}

function sumsToZero({ balances }: Book): boolean {
  return Object.values(balances).every(
    ({ available, held, deferred, shares }) =>
      Object.values(shares).reduce((sum, units) => sum + units, available + held + deferred) === 0n,
  );
}

/** Recomputes every book from its entries, whatever their number. Yields each book, with everything in which it differs. */
export async function* verifyBooks(
  { store, hash }: Pick<PointsServices, 'store' | 'hash'>,
  owner: Owner,
): AsyncGenerator<{ readonly book: Book; readonly differences: readonly string[] }> {
  for await (const book of everyBook(store, owner)) {
    yield { book, differences: differencesFromJournal(book, await journalOf(store, book.participantId), hash) };
  }
}
