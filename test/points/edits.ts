// Records changed by hand, each in one way, and what has to be told of it.
import type { AssetBalance, Book } from '../../src/core/points/book/book';
import type { Lot } from '../../src/core/points/book/lot';
import type { StoredKind, StoredKinds } from '../../src/store/shared/points/kinds';
import type { World } from './story';

const DAY = 86_400_000;

export interface Edit<K extends StoredKind = StoredKind> {
  readonly name: string;
  readonly kind: K;
  change(record: StoredKinds[K], world: World): StoredKinds[K] | null;
  /** Only the first of those that change; absent: all. */
  readonly most?: number;
  /** What is told, with the names of the world; and what else may be told beside it. */
  told(world: World): RegExp;
  /** What the report says with the window over everything; null: it cannot know. */
  readonly reported?: (world: World) => RegExp;
}
const edit = <K extends StoredKind>(one: Edit<K>): Edit => one;
const balance = (book: Book, assetId: string, change: (had: AssetBalance) => Partial<AssetBalance>): Book => {
  const had = book.balances[assetId];
  if (!had) return book;
  return { ...book, balances: { ...book.balances, [assetId]: { ...had, ...change(had) } } };
};
const ofWho = (words: string) => (w: World) => new RegExp(`^book ${w.who}: ${words}`);
const saysWho = (words: string) => (w: World) => new RegExp(`^${w.who}: ${words}`);
const some = (had: Readonly<Record<string, bigint>>, part: string, by: bigint) =>
  Object.fromEntries(Object.entries(had).map(([key, units]) => [key, key.endsWith(part) ? units + by : units]));
const book = (
  name: string,
  change: (book: Book, w: World) => Book,
  told: string,
  reported: string | null = told,
): Edit =>
  edit({
    name: `book: ${name}`,
    kind: 'books',
    change: (one, w) => (one.participantId === w.who ? change(one, w) : one),
    told: ofWho(told),
    ...(reported === null ? {} : { reported: saysWho(reported) }),
  });
const lot = (
  name: string,
  isIt: (lot: Lot) => boolean,
  change: (lot: Lot) => Partial<Lot> | null,
  told: string,
): Edit =>
  edit({
    name: `lot: ${name}`,
    kind: 'lots',
    most: 1,
    change: (one, w) => {
      if (one.participantId !== w.who || !isIt(one)) return one;
      const changes = change(one);
      return changes && { ...one, ...changes };
    },
    told: ofWho(told),
  });
const redemption = (
  name: string,
  change: (one: StoredKinds['redemptions']) => Partial<StoredKinds['redemptions']>,
  told: string,
  isIt: (one: StoredKinds['redemptions'], w: World) => boolean = ({ id }, w) => id === w.redemption,
): Edit =>
  edit({
    name: `redemption: ${name}`,
    kind: 'redemptions',
    change: (one, w) => (isIt(one, w) ? { ...one, ...change(one) } : one),
    told: (w) => new RegExp(`^redemption (${w.redemption}|${w.item}): ${told}`),
  });
const limit = (name: string, isIt: string, change: Partial<StoredKinds['limits']> | null, told: string): Edit =>
  edit({
    name: `limit: ${name}`,
    kind: 'limits',
    change: (one) => (one.id.startsWith(isIt) ? change && { ...one, ...change } : one),
    told: () => new RegExp(`^${isIt} \\S+: ${told}`),
  });

export const EDITS: readonly Edit[] = [
  book('no balances', (one) => ({ ...one, balances: {} }), 'AVAILABLE of asset \\S+ is 0, its entries say'),
  book(
    'more available',
    (one, w) => balance(one, w.setting.assetId, ({ available }) => ({ available: available + 100n })),
    'AVAILABLE of asset',
    'the book does not sum to zero',
  ),
  book(
    'more available and less issued',
    (one, w) =>
      balance(one, w.setting.assetId, ({ available, shares }) => ({
        available: available + 100n,
        shares: some(shares, 'SYSTEM_ISSUANCE', -100n),
      })),
    'AVAILABLE of asset',
  ),
  book(
    'shares moved',
    (one, w) =>
      balance(one, w.setting.assetId, ({ shares }) => ({
        shares: some(some(shares, 'SYSTEM_ISSUANCE', -100n), 'SYSTEM_REDEMPTION', 100n),
      })),
    '\\S+/SYSTEM_ISSUANCE of asset',
  ),
  book('another head', (one) => ({ ...one, head: 'f'.repeat(64) }), 'its head is not the hash'),
  book('fewer entries', (one) => ({ ...one, seq: one.seq - 1 }), 'it counts fewer entries'),
  book('more entries', (one) => ({ ...one, seq: one.seq + 1 }), 'the newest entries are missing'),
  book('fewer pieces of a reward', (one) => ({ ...one, rewardUnits: {} }), 'it counts 0 pieces of reward', null),
  edit({
    name: 'book: gone',
    kind: 'books',
    change: (one, w) => (one.participantId === w.who ? null : one),
    told: ofWho('the book is missing'),
    reported: saysWho('the book is missing'),
  }),
  edit({
    name: 'entries: all of a book gone',
    kind: 'entries',
    change: (one, w) => (one.participantId === w.who ? null : one),
    told: ofWho('the newest entries are missing'),
    reported: saysWho('the newest entries are missing'),
  }),
  ...[1, 5].map((seq) =>
    edit({
      name: `entries: number ${String(seq)} gone`,
      kind: 'entries',
      change: (one, w) => (one.participantId === w.who && one.seq === seq ? null : one),
      told: ofWho(`entry ${String(seq)} is missing`),
      reported: saysWho('entry \\S+ is not what was written'),
    }),
  ),
  edit({
    name: 'entries: of another account',
    kind: 'entries',
    change: (one, w) => (one.participantId === w.who && one.seq === 3 ? { ...one, accountId: 'acc_2' } : one),
    told: ofWho("entry \\S+ says that it is somebody else's"),
    reported: saysWho("entry \\S+ says that it is somebody else's"),
  }),
  edit({
    name: 'entries: a posting',
    kind: 'entries',
    change: (one, w) =>
      one.participantId === w.who && one.seq === 3
        ? { ...one, postings: one.postings.map((posting) => ({ ...posting, units: posting.units * 2n })) }
        : one,
    told: ofWho('entry \\S+ is not what was written'),
    reported: saysWho('entry \\S+ is not what was written'),
  }),
  lot(
    'more in it',
    ({ available }) => available > 0n,
    () => ({ available: 99_999n }),
    'available of lot',
  ),
  lot(
    'another amount',
    () => true,
    ({ amount }) => ({ amount: amount + 1n }),
    'amount of lot',
  ),
  lot(
    'gone',
    () => true,
    () => null,
    'lot \\S+ is missing',
  ),
  lot(
    'expires sooner',
    ({ expiresAt, available }) => expiresAt !== null && available > 0n,
    () => ({ expiresAt: 1 }),
    'expiresAt of lot',
  ),
  lot(
    'expires where it did not',
    ({ expiresAt, available }) => expiresAt === null && available > 0n,
    ({ createdAt }) => ({ expiresAt: createdAt + 2.5 * DAY }),
    'lot \\S+ is due before anything of the book is',
  ),
  lot(
    'expired and has no date',
    ({ expired }) => expired > 0n,
    () => ({ expiresAt: null }),
    'expiresAt of lot',
  ),
  lot(
    'deferred and has no date',
    ({ deferred }) => deferred > 0n,
    () => ({ maturesAt: null }),
    'maturesAt of lot',
  ),
  lot(
    'matures later than it did',
    ({ maturesAt, deferred }) => maturesAt !== null && deferred === 0n,
    ({ createdAt }) => ({ maturesAt: createdAt + 9 * DAY }),
    'maturesAt of lot',
  ),
  ...(['referenceId', 'units', 'managedBy'] as const).map((field) =>
    edit({
      name: `hold: ${field}`,
      kind: 'holds',
      change: (one) =>
        one.referenceId === '6' ? { ...one, [field]: field === 'units' ? one.units + 1n : 'rdm_9' } : one,
      told: ofWho(`${field === 'managedBy' ? 'heldFor' : field} of hold`),
    }),
  ),
  edit({
    name: 'hold: gone',
    kind: 'holds',
    change: (one) => (one.referenceId === 'open' ? null : one),
    told: ofWho('hold of entry \\d+ is missing or over'),
  }),
  redemption('a larger amount', () => ({ amount: 50_000n }), 'amount of it is 50000'),
  redemption('another target', ({ target }) => ({ target: { ...target, kind: 'SYSTEM_BREAKAGE' } }), 'target of it'),
  redemption('nothing came back', () => ({ reversedAmount: 0n }), 'it says that 0 came back, its reversals 300'),
  redemption('less came back', () => ({ reversedAmount: 100n }), 'it says that 100 came back'),
  redemption(
    'other lots',
    ({ taken }) => ({ taken: taken.map((part) => ({ ...part, units: part.units + 1n })) }),
    'taken of it',
  ),
  redemption(
    'nothing came back into the lot',
    ({ taken }) => ({ taken: taken.map((part) => ({ ...part, restored: 0n })) }),
    'it says that 0 came back into lot',
  ),
  redemption('another participant', () => ({ participantId: 'somebody' }), 'participantId of it'),
  redemption('another program', () => ({ programId: 'another' }), 'programId of it'),
  redemption(
    'more pieces',
    () => ({ quantity: 5 }),
    'quantity and unitCost are not',
    ({ id }, w) => id === w.item,
  ),
  edit({
    name: 'redemption: gone',
    kind: 'redemptions',
    change: (one, w) => (one.id === w.redemption ? null : one),
    told: ofWho('the redemption of entry \\S+ is missing'),
  }),
  edit({
    name: 'reversal: gone',
    kind: 'reversals',
    change: (one, w) => (one.redemptionId === w.redemption && one.amount === 200n ? null : one),
    told: (w) => new RegExp(`^redemption ${w.redemption}: it says that 300 came back, its reversals 100`),
  }),
  edit({
    name: 'reversal: another amount',
    kind: 'reversals',
    change: (one, w) => (one.redemptionId === w.redemption ? { ...one, amount: one.amount + 1n } : one),
    told: (w) => new RegExp(`^redemption ${w.redemption}: amount of reversal`),
  }),
  edit({
    name: 'reversal: what expired',
    kind: 'reversals',
    change: (one) => (one.expiredAmount > 0n ? { ...one, expiredAmount: 0n } : one),
    told: () => /^redemption \S+: expiredAmount of reversal/,
  }),
  limit('more of a stock used', 'stock', { used: 3n }, 'used is 3, the records say 2'),
  limit('a higher ceiling', 'stock', { ceiling: 1000n }, 'the ceiling is 1000, the records say 9'),
  limit('a stock gone', 'stock', null, 'its record is missing'),
  limit('less of a wallet used', 'wallet', { used: 0n }, 'used is 0, the records say 4000'),
  limit('more in a wallet', 'wallet', { ceiling: 99_999n }, 'what was put in is 99999, the records say 9000'),
  limit('a wallet gone', 'wallet', null, 'its record is missing'),
];
