// What a search promises on every engine: every word of a redemption finds it, words follow the document, and no page walks through
// everything.
import type { Redemption } from '../../../src/core/redemption/redemption';
import { publicRedemption } from '../../../src/core/redemption/shown/present';
import type { SearchQuery } from '../../../src/core/search/store';
import {
  amountWord,
  claimWord,
  externalWord,
  nameWord,
  partWord,
  phoneWord,
  pinEndWord,
  wordsOf,
} from '../../../src/core/search/words';
import type { Store } from '../../../src/core/store';
import type { Position } from '../../../src/core/values/page';
import { fullRedemption, nextOf, sampleId, sampleOperation, sampleRedemption, T0 } from '../../fixtures/redemption';

type Asked = Omit<SearchQuery, 'limit'> & { readonly limit?: number };

/** Follows the cursor to the end. */
export async function searched(store: Store, query: Asked): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let after: Position | null | undefined; after !== null;) {
    const page = await store.search.page({ limit: 20, ...query, ...(after ? { after } : {}) });
    expect(page.rows.length).toBeLessThanOrEqual(query.limit ?? 20);
    ids.push(...page.rows.map(({ id }) => id));
    after = page.next;
    pages += 1;
  }
  return { ids, pages };
}

const idsOf = (rows: readonly Redemption[]) => rows.map(({ id }) => id);

export function describeSearchContract(current: () => Store): void {
  describe('a search', () => {
    it('finds a redemption by each of its words, in its own account and mode alone', async () => {
      const store = current();
      const full = fullRedemption({ accountId: sampleId('acc'), externalReference: 'order.$1 "x"\\ é🙃' });
      const twin = { ...fullRedemption({ accountId: full.accountId }), livemode: !full.livemode };
      const stranger = fullRedemption({ accountId: sampleId('acc') });
      for (const one of [full, twin, stranger]) await store.redemptions.insert(one, []);
      const words = wordsOf(full);
      expect(words).toEqual(
        expect.arrayContaining([
          ...[pinEndWord('1838'), pinEndWord('1234'), claimWord(full.claim), phoneWord('f'.repeat(64))],
          ...[amountWord(1900), externalWord('order.$1 "x"\\ é🙃'), partWord(full.reversals[0]?.id ?? '')],
        ]),
      );
      for (const word of words) {
        const { accountId, livemode } = full;
        const { rows, next } = await store.search.page({ accountId, livemode, terms: [[word]], limit: 9 });
        expect({ word, ids: rows.map(({ id }) => id), next }).toEqual({ word, ids: [full.id], next: null });
        expect(rows.map((row) => publicRedemption(row))).toStrictEqual([publicRedemption(full)]);
      }
      const nobody = { accountId: sampleId('acc'), livemode: full.livemode, limit: 9 };
      for (const word of words) expect((await store.search.page({ ...nobody, terms: [[word]] })).rows).toEqual([]);
    });

    it('shows what has a word of every term, and passes every filter', async () => {
      const store = current();
      const scope = { accountId: sampleId('acc'), livemode: false };
      const row = (index: number): Redemption =>
        sampleRedemption({
          ...scope,
          createdAt: T0 + index,
          amountCents: index % 2 ? 1900 : 5000,
          source: { pin: `************${index % 3 ? '9838' : '0007'}` },
          status: index % 5 ? 'draft' : 'failed',
          outcome: index % 5 ? 'open' : 'not_paid',
          type: index % 4 ? 'vouchers.blu' : 'vouchers.ott',
          externalReference: index % 7 ? `INV-${String(index)}` : null,
          options: { partial: 'decline', ...(index % 2 ? { terminal_id: `T${String(index % 6)}` } : {}) },
        });
      const rows = Array.from({ length: 120 }, (_, index) => row(index));
      await Promise.all(rows.map((one) => store.redemptions.insert(one, [])));
      const newest = [...rows].reverse();
      const expectFound = async (query: Partial<Asked>, passes: (one: Redemption, index: number) => boolean) => {
        const expected = newest.filter((one) => passes(one, one.createdAt - T0));
        const { ids } = await searched(store, { ...scope, terms: [], limit: 7, ...query });
        expect({ query, ids }).toEqual({ query, ids: idsOf(expected) });
        expect(expected.length).toBeGreaterThan(0);
      };
      const [end, amount] = [[pinEndWord('9838')], [amountWord(1900)]];
      await expectFound({ terms: [end] }, (_one, index) => index % 3 > 0);
      await expectFound({ terms: [end, amount] }, (_one, index) => index % 3 > 0 && index % 2 === 1);
      await expectFound({ terms: [end, amount], status: 'failed', type: 'vouchers.blu' }, ({ status, type }, index) => {
        return index % 3 > 0 && index % 2 === 1 && status === 'failed' && type === 'vouchers.blu';
      });
      await expectFound({ terms: [amount], terminalId: 'T3', outcome: 'open' }, ({ options, outcome }) => {
        return options.terminal_id === 'T3' && outcome === 'open';
      });
      await expectFound({ terms: [], terminalId: 'T1' }, ({ options }) => options.terminal_id === 'T1');
      const [createdFrom, createdTo] = [T0 + 10, T0 + 110];
      await expectFound({ terms: [end], createdFrom, createdTo }, ({ createdAt }, index) => {
        return index % 3 > 0 && createdAt >= createdFrom && createdAt < createdTo;
      });
      await expectFound(
        { createdFrom, createdTo },
        ({ createdAt }) => createdAt >= createdFrom && createdAt < createdTo,
      );
      // Any word of a term: each row once, also where it has several of them.
      const any = [pinEndWord('9838'), externalWord('INV-3'), amountWord(5000), claimWord('of nobody')];
      await expectFound({ terms: [any] }, (_one, index) => index % 3 > 0 || index === 3 || index % 2 === 0);
      await expectFound({ terms: [any, amount] }, (_one, index) => index % 2 === 1 && (index % 3 > 0 || index === 3));
      await expectFound({ beginning: 'INV-1' }, ({ externalReference: text }) => text?.startsWith('INV-1') ?? false);
      await expectFound({ terms: [end], beginning: 'INV-1', createdFrom, createdTo }, (one, index) => {
        const isIn = one.createdAt >= createdFrom && one.createdAt < createdTo;
        return index % 3 > 0 && isIn && (one.externalReference?.startsWith('INV-1') ?? false);
      });
      for (const nothing of [{ beginning: 'INV-x' }, { beginning: 'nv' }, { terms: [[pinEndWord('1111')]] }])
        expect(await searched(store, { ...scope, terms: [], ...nothing })).toEqual({ ids: [], pages: 1 });
    });

    it('takes a beginning letter by letter, whatever the letters are', async () => {
      const store = current();
      const scope = { accountId: sampleId('acc'), livemode: false };
      const texts = ['a"b', 'a"', 'a\\', 'a\\"', 'a%_', 'a🙃b', 'ab', 'A', 'a\u{10fffd}', '{"$gt":""}'];
      const rows = texts.map((externalReference, index) =>
        sampleRedemption({ ...scope, createdAt: T0 + index, externalReference }),
      );
      for (const one of rows) await store.redemptions.insert(one, []);
      for (const beginning of [...texts, 'a', '{', '%', '"', '\\', 'a🙃']) {
        const expected = [...rows].reverse().filter(({ externalReference: text }) => text?.startsWith(beginning));
        const { ids } = await searched(store, { ...scope, terms: [], beginning });
        expect({ beginning, ids }).toEqual({ beginning, ids: idsOf(expected) });
      }
    });

    it('follows the document: what comes in is found, what goes out is not', async () => {
      const store = current();
      const { accountId, livemode } = sampleRedemption({ accountId: sampleId('acc') });
      const operation = sampleOperation();
      const first = sampleRedemption({ accountId, externalReference: 'old', operations: [operation] });
      await store.redemptions.insert(first, []);
      const find = async (word: string) => (await searched(store, { accountId, livemode, terms: [[word]] })).ids;
      expect(await find(externalWord('old'))).toEqual([first.id]);
      expect(await find(nameWord('T-1'))).toEqual([]);
      const answered = { ...operation, transactionId: 'T-1', details: { serial_number: 'S-1' } };
      const second = nextOf(first, { externalReference: 'new', redeemedCents: 700, operations: [answered] });
      expect(await store.redemptions.replace(second, 0, [])).toEqual({ kind: 'written' });
      for (const word of ['T-1', 'S-1'].map(nameWord)) expect(await find(word)).toEqual([first.id]);
      expect(await find(partWord(operation.id))).toEqual([first.id]);
      for (const word of [externalWord('new'), amountWord(1900), amountWord(700)])
        expect(await find(word)).toEqual([first.id]);
      expect(await find(externalWord('old'))).toEqual([]);
      // A stale write leaves the words as they are.
      expect(await store.redemptions.replace(nextOf(first, { amountCents: 1 }), 0, [])).toEqual({ kind: 'stale' });
      expect(await find(amountWord(1))).toEqual([]);
      const third = nextOf(second, {
        operations: [],
        endsAt: T0,
        status: 'failed',
        outcome: 'not_paid',
        redeemedCents: 0,
      });
      expect(await store.redemptions.replace(third, 1, [])).toEqual({ kind: 'written' });
      for (const word of [nameWord('T-1'), amountWord(700), partWord(operation.id)])
        expect(await find(word)).toEqual([]);
      // With a store of its own nothing else ends here.
      while ((await store.redemptions.expire(T0 + 1, 100)) > 0);
      for (const word of wordsOf(third)) expect(await find(word)).toEqual([]);
    });

    it('keeps its pages while new ones come in', async () => {
      const store = current();
      const scope = { accountId: sampleId('acc'), livemode: false };
      const make = (index: number) =>
        sampleRedemption({ ...scope, createdAt: T0 + index, externalReference: `S-${String(index)}` });
      const rows = Array.from({ length: 25 }, (_, index) => make(index));
      for (const one of rows) await store.redemptions.insert(one, []);
      for (const query of [{ terms: [[pinEndWord('1838')]] }, { terms: [], beginning: 'S-' }]) {
        const first = await store.search.page({ ...scope, ...query, limit: 10 });
        await store.redemptions.insert(make(100), []);
        const after = first.next ?? { createdAt: 0, id: '' };
        const second = await store.search.page({ ...scope, ...query, limit: 10, after });
        const third = await store.search.page({ ...scope, ...query, limit: 10, after: second.next ?? after });
        const seen = [first, second, third].flatMap((page) => page.rows.map(({ id }) => id));
        expect(seen.filter((id) => idsOf(rows).includes(id))).toEqual(idsOf(rows).reverse());
        expect(third.next).toBeNull();
      }
    });

    it('ends a page early where words hardly ever meet, and finds on later pages what there is', async () => {
      const store = current();
      const scope = { accountId: sampleId('acc'), livemode: false };
      const both = [200, 2600];
      const rows = Array.from({ length: 2601 }, (_, index) =>
        sampleRedemption({
          ...scope,
          createdAt: T0 - index,
          amountCents: index % 2 || both.includes(index) ? 1900 : 5000,
          source: { pin: `************${index % 2 === 0 ? '9838' : '0007'}` },
        }),
      );
      await Promise.all(rows.map((one) => store.redemptions.insert(one, [])));
      const terms = [[pinEndWord('9838')], [amountWord(1900)]];
      const { ids, pages } = await searched(store, { ...scope, terms });
      expect(ids).toEqual(both.map((index) => rows[index]?.id));
      expect(pages).toBeGreaterThan(1);
    });

    it('is complete in a store that this version made', async () => {
      const store = current();
      expect(await store.search.fill(10, () => [])).toBe(false);
      expect(await store.search.isFilled()).toBe(true);
    });
  });
}
