// The table of words on SQLite: it holds the words of what stands, and none of what is gone; and its numbers tell words apart that people
// type every day.
import { amountWord, nameWord, partWord, pinEndWord } from '../../src/core/search/words';
import type { Redemption } from '../../src/core/redemption/redemption';
import { sortKeyOf } from '../../src/store/shared/sort-key';
import { wordEntries, wordNumber } from '../../src/store/sqlite/search/entries';
import { nextOf, sampleId, sampleOperation, sampleRedemption, T0 } from '../fixtures/redemption';
import { isSqlite, openSqlite } from '../tools/engines';

const owner = { accountId: 'acc_0123456789abcdef01234567', livemode: false };
const digits = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, '0'));

it('holds what the redemption says now, and nothing once that is deleted', async () => {
  const { store, drop } = await openSqlite();
  if (!isSqlite(store)) throw new Error('it is');
  const standing = ({ id, createdAt }: Redemption) =>
    store.database
      .all('SELECT word FROM search_words WHERE place = ? ORDER BY word', sortKeyOf(createdAt, id))
      .map(({ word }) => Number(word));
  const wordsOf = (one: Redemption) => wordEntries(one).sort((a, b) => a - b);
  const first = sampleRedemption({ operations: [sampleOperation()], externalReference: 'INV-7' });
  await store.redemptions.insert(first, []);
  expect(standing(first)).toEqual(wordsOf(first));
  const second = nextOf(first, { operations: [sampleOperation({ transactionId: 'T-7' })], redeemedCents: 700 });
  await store.redemptions.replace(second, 0, []);
  expect(standing(second)).toEqual(wordsOf(second));
  expect(wordsOf(second)).not.toEqual(wordsOf(first));
  const third = nextOf(second, { status: 'failed', outcome: 'not_paid', redeemedCents: 0, endsAt: T0 });
  await store.redemptions.replace(third, 1, []);
  expect(standing(third)).toEqual(wordsOf(third));
  expect(await store.redemptions.expire(T0 + 1, 10)).toBe(1);
  expect(standing(third)).toEqual([]);
  await drop();
});

it('gives every end of a PIN, and every amount up to a thousand rand, a number of its own', () => {
  const words = [
    ...digits(10_000, 4).map(pinEndWord),
    ...Array.from({ length: 100_000 }, (_, index) => amountWord(index)),
    ...digits(10_000, 9).map((text) => nameWord(`7${text}`)),
  ];
  const numbers = new Set(words.map((word) => wordNumber(owner, word)));
  expect(numbers.size).toBe(words.length);
  for (const number of numbers) if (!Number.isSafeInteger(number) || number >= 2 ** 52) throw new Error(String(number));
});

it('gives accounts and modes numbers of their own, and ids of ours one by their time', () => {
  const word = pinEndWord('9838');
  const others = [owner, { ...owner, livemode: true }, { ...owner, accountId: sampleId('acc') }];
  expect(new Set(others.map((one) => wordNumber(one, word))).size).toBe(3);
  const ids = ['op_65000000ffffffffffffffff', 'rev_650000010000000000000000', 'op_650000010000100000000000'];
  const numbers = ids.map((id) => wordNumber(owner, partWord(id)));
  expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  expect(numbers.every((number) => number >= 2 ** 52 && Number.isSafeInteger(number))).toBe(true);
});
