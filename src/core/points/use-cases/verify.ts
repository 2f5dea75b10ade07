// Everything that must agree in a ledger, recomputed: books with their entries, lots and holds; stocks and wallets with what was
// redeemed and credited. Reads in batches, and while others write: what differs is read again before it is reported.
import { balanceOf, overdraftOf, type Book } from '../book/book';
import { differencesFromJournal } from '../book/check';
import type { Lot } from '../book/lot';
import { NO_READS } from '../decide/rows';
import { stockId, walletId, type Limit } from '../records/limit';
import type { Program } from '../records/program';
import type { PointsRedemption } from '../records/redemption';
import type { PointsStore } from '../store';
import { sumOf, type Units } from '../units';
import type { Asker } from './ledger/ledger';
import { journalOf, verifyBooks } from './reports';
import type { PointsServices } from './services';

type Owner = Pick<Asker, 'accountId' | 'livemode'>;
type Parts = Pick<PointsServices, 'store' | 'hash'>;

const BATCH = 500;
/** A book that is written all the time is read so often before what it says is believed. */
const MOST_LOOKS = 20;

/** One thing that was recomputed. */
export interface Verified {
  readonly what: 'book' | 'redemption' | 'stock' | 'wallet';
  readonly id: string;
  /** Empty: it is what it should be. */
  readonly differences: readonly string[];
  /** It was written while it was recomputed, so that the difference says nothing: ask again. */
  readonly moving: boolean;
}

/** See the head of this file. Yields everything that was looked at. */
export async function* verifyLedger(parts: Parts, owner: Owner): AsyncGenerator<Verified> {
  const before = await limitsOf(parts.store, owner);
  const sums = new Sums();
  for await (const { book, differences } of verifyBooks(parts, owner)) {
    sums.addBook(book);
    const all = [...differences, ...(await partsDiffer(parts.store, book))];
    yield all.length === 0 ? verified('book', book.participantId, []) : await lookAgain(parts, book);
  }
  for (const { id } of await everyProgram(parts.store, owner)) yield* verifyRedemptions(parts.store, owner, id, sums);
  yield* verifyLimits(before, await limitsOf(parts.store, owner), sums);
}

function verified(what: Verified['what'], id: string, differences: readonly string[], moving = false): Verified {
  return { what, id, differences, moving: moving && differences.length > 0 };
}

/** A book and its parts are read one after another: only where the book stood still meanwhile is a difference one. */
async function lookAgain({ store, hash }: Parts, first: Book): Promise<Verified> {
  const read = async () =>
    (await store.read({ ...NO_READS, ids: { books: [first.participantId] } })).records.books?.[0];
  let differences: string[] = [];
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const book = await read();
    if (!book) return verified('book', first.participantId, ['the book is gone']);
    const journal = await journalOf(store, book.participantId);
    differences = [...differencesFromJournal(book, journal, hash), ...(await partsDiffer(store, book))];
    if (differences.length === 0 || (await read())?.rev === book.rev)
      return verified('book', first.participantId, differences);
  }
  return verified('book', first.participantId, differences, true);
}

/** Where lots and holds do not add up to the balances. */
async function partsDiffer(store: PointsStore, book: Book): Promise<string[]> {
  const { participantId } = book;
  const differences: string[] = [];
  for (const assetId of Object.keys(book.balances)) {
    const shelf = { participantId, assetId };
    const { available, held, deferred } = balanceOf(book, assetId);
    const free = available + overdraftOf({ available });
    const [holds = []] = (await store.read({ ...NO_READS, holdsOf: [shelf] })).holdsOf;
    const tell = (what: string, is: Units, should: Units) => {
      if (is !== should)
        differences.push(`${what} of asset ${assetId} are ${String(is)}, the balance says ${String(should)}`);
    };
    tell(
      'holds',
      sumOf(holds, ({ units }) => units),
      held,
    );
    const lots = await lotsOf(store, shelf);
    if (!lots) continue;
    tell('free lots', lots.available, free);
    tell('held lots', lots.held, held);
    tell('deferred lots', lots.deferred, deferred);
  }
  return differences;
}

/** Null where there is no lot: a SIMPLE asset. */
async function lotsOf(
  store: PointsStore,
  shelf: { readonly participantId: string; readonly assetId: string },
): Promise<Pick<Lot, 'available' | 'held' | 'deferred'> | null> {
  const sum = { available: 0n, held: 0n, deferred: 0n };
  let last: Lot | undefined;
  for (;;) {
    const query = { ...shelf, limit: BATCH };
    const { rows: lots } = await store.lots(last ? { ...query, after: last } : query);
    for (const lot of lots) {
      sum.available += lot.available;
      sum.held += lot.held;
      sum.deferred += lot.deferred;
    }
    last = lots.at(-1) ?? last;
    if (lots.length < BATCH) return last ? sum : null;
  }
}

/** What stocks and wallets should be at. */
class Sums {
  /** Of limits by id: what was redeemed and not given back, or credited. */
  readonly used = new Map<string, Units>();
  /** Of wallets by id: what was put in. */
  readonly funded = new Map<string, Units>();
  /** Of stocks by id: what all participants have of the reward together. */
  readonly had = new Map<string, Units>();

  addBook(book: Book): void {
    for (const [rewardId, pieces] of Object.entries(book.rewardUnits)) add(this.had, stockId(rewardId), BigInt(pieces));
    for (const [assetId, { shares }] of Object.entries(book.balances)) {
      for (const [account, units] of Object.entries(shares)) {
        const [programId = '', kind] = account.split('/');
        if (kind !== 'WALLET') continue;
        // The book of the wallet itself says what came in, all others what they drew.
        if (book.externalId === null) add(this.funded, walletId(programId, assetId), units);
        else add(this.used, walletId(programId, assetId), -units);
      }
    }
  }
}

function add(to: Map<string, Units>, id: string, units: Units): void {
  to.set(id, (to.get(id) ?? 0n) + units);
}

/** The redemptions of a program with their reversals; adds up what they took out of stocks. */
async function* verifyRedemptions(
  store: PointsStore,
  { accountId, livemode }: Owner,
  programId: string,
  { used }: Sums,
): AsyncGenerator<Verified> {
  const query = { accountId, livemode, programId, limit: BATCH };
  for (let after: PointsRedemption | undefined; ;) {
    const { rows: page } = await store.redemptions(after ? { ...query, after } : query);
    for (const redemption of page) {
      const { id, rewardId, quantity, reversedQuantity, reversedAmount } = redemption;
      if (rewardId !== null && quantity !== null) add(used, stockId(rewardId), BigInt(quantity - reversedQuantity));
      if (reversedAmount === 0n) continue;
      yield await verifyReversals(store, id);
    }
    after = page.at(-1);
    if (page.length < BATCH || !after) return;
  }
}

async function verifyReversals(store: PointsStore, id: string): Promise<Verified> {
  let last = 0;
  let amount = 0n;
  let pieces = 0;
  for (;;) {
    const page = await store.reversals(id, last, BATCH);
    for (const reversal of page) {
      amount += reversal.amount;
      pieces += reversal.quantity ?? 0;
    }
    last = page.at(-1)?.number ?? last;
    if (page.length < BATCH) break;
  }
  // Read after its reversals: what came between counts as more, never as less.
  const redemption = (await store.read({ ...NO_READS, ids: { redemptions: [id] } })).records.redemptions?.[0];
  if (!redemption) return verified('redemption', id, ['it is gone']);
  const right = redemption.reversedAmount === amount && redemption.reversedQuantity === pieces;
  const words = `it says that ${String(redemption.reversedAmount)} came back, its reversals ${String(amount)}`;
  return verified('redemption', id, right ? [] : [words], redemption.reversedAmount > amount);
}

function* verifyLimits(
  before: ReadonlyMap<string, Limit>,
  after: ReadonlyMap<string, Limit>,
  { used, funded, had }: Sums,
): Generator<Verified> {
  for (const id of new Set([...before.keys(), ...after.keys(), ...used.keys()])) {
    const limit = after.get(id);
    const isWallet = id.startsWith('wallet:');
    const should = used.get(id) ?? 0n;
    const differences = limit ? [] : ['its record is missing'];
    const tell = (what: string, is: Units, says: Units) => {
      if (is !== says) differences.push(`${what} is ${String(is)}, the records say ${String(says)}`);
    };
    if (limit) tell('used', limit.used, should);
    if (limit && isWallet) tell('what was put in', limit.ceiling ?? 0n, funded.get(id) ?? 0n);
    if (limit && !isWallet) tell('used', limit.used, had.get(id) ?? 0n);
    const moving = before.get(id)?.rev !== limit?.rev;
    yield verified(isWallet ? 'wallet' : 'stock', id.replace(/^\w+:/, ''), [...new Set(differences)], moving);
  }
}

async function everyProgram(store: PointsStore, { accountId, livemode }: Owner): Promise<Program[]> {
  const query = { accountId, livemode, includeArchived: true, limit: BATCH };
  const programs: Program[] = [];
  for (;;) {
    const after = programs.at(-1);
    const { rows: page } = await store.programs(after ? { ...query, after } : query);
    programs.push(...page);
    if (page.length < BATCH) return programs;
  }
}

/** The stocks of all rewards and the wallets of all programs, by id. */
async function limitsOf(store: PointsStore, owner: Owner): Promise<Map<string, Limit>> {
  const limits = new Map<string, Limit>();
  for (const program of await everyProgram(store, owner)) {
    const ids = program.assetIds.map((assetId) => walletId(program.id, assetId));
    const { accountId, livemode } = owner;
    const query = {
      accountId,
      livemode,
      programId: program.id,
      includeArchived: true,
      descending: false,
      limit: BATCH,
    };
    for (let after: { createdAt: number; id: string } | undefined; ;) {
      const by = { ...query, sortBy: 'created_at' as const };
      const { rows: page } = await store.rewards(after ? { ...by, after } : by);
      ids.push(...page.filter(({ kind }) => kind === 'UNIT_BASED').map(({ id }) => stockId(id)));
      after = page.at(-1);
      if (page.length < BATCH || !after) break;
    }
    const { records } = await store.read({ ...NO_READS, ids: { limits: ids } });
    for (const limit of records.limits ?? []) limits.set(limit.id, limit);
  }
  return limits;
}
