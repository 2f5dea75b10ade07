// What several questions find, a page at a time: each row once and in its place, also where a page of one of them ends early.
import { pinEndWord, amountWord } from '../../src/core/search/words';
import { pageOf } from '../../src/core/use-cases/search/pages';
import type { Position } from '../../src/core/values/page';
import { sampleId, sampleRedemption, T0 } from '../fixtures/redemption';
import { forEachEngine } from '../tools/engines';

jest.setTimeout(120_000);

forEachEngine('several searches', (openStore) => {
  it('are one list, newest first, however far each of them has looked', async () => {
    const { store, drop } = await openStore();
    const scope = { accountId: sampleId('acc'), livemode: false };
    const row = (index: number, terminal_id: string, matches: boolean) =>
      sampleRedemption({
        ...scope,
        createdAt: T0 - index,
        amountCents: matches || index % 2 ? 1900 : 5000,
        source: { pin: `************${matches || index % 2 === 0 ? '9838' : '0007'}` },
        options: { partial: 'decline', terminal_id },
      });
    // At the first till the words meet once, behind more rows than one page looks at; at the second in between.
    const first = Array.from({ length: 2601 }, (_, index) => row(index, 'T1', index === 2600));
    const second = [50, 2300, 2500].map((index) => row(index, 'T2', true));
    await Promise.all([...first, ...second].map((one) => store.redemptions.insert(one, [])));
    const base = { ...scope, terms: [[pinEndWord('9838')], [amountWord(1900)]], limit: 2 };
    const ids: string[] = [];
    let pages = 0;
    let after: Position | null = null;
    do {
      const query = { ...base, ...(after ? { after } : {}) };
      const asked = ['T1', 'T2', 'T2'].map((terminalId) => ({ ...query, terminalId }));
      const page: Awaited<ReturnType<typeof pageOf>> = await pageOf(store.search, asked, []);
      expect(page.rows.length).toBeLessThanOrEqual(2);
      ids.push(...page.rows.map(({ id }) => id));
      after = page.next;
      pages += 1;
    } while (after);
    expect(ids).toEqual([...second, ...first.slice(-1)].map(({ id }) => id));
    expect(pages).toBeGreaterThan(2);
    await drop();
  });
});
