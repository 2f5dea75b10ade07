// The part of the store contract that is about what takes a second person: proposals in redemptions, and what people use of a day.
import type { Allowance } from '../../../src/core/accounts/allowance';
import type { Redemption } from '../../../src/core/redemption/redemption';
import type { Store } from '../../../src/core/store';
import { nextOf, sampleId, sampleProposal, sampleRedemption, T0 } from '../../fixtures/redemption';

const proposing = (accountId: string, at: number, waits = true): Redemption => {
  const [first, second] = [sampleProposal({ at }), sampleProposal({ at: at + 1 })];
  const decided = {
    status: 'rejected',
    decidedBy: { kind: 'user', id: 'usr_2' },
    decidedAt: at + 2,
    note: 'n',
  } as const;
  return sampleRedemption({
    ...{
      accountId,
      proposals: waits
        ? [first, second]
        : [
            { ...first, ...decided },
            { ...second, ...decided },
          ],
    },
    ...{ proposedAt: at + 1, proposalWaitsSince: waits ? at : null, rev: 1 },
  });
};

export function describeProposalContract(current: () => Store, another: () => Promise<Store>): void {
  it('finds a redemption by its proposals, and lists those that wait apart from all that were made', async () => {
    const { redemptions } = current();
    const accountId = sampleId('acc');
    const rows = [0, 10, 20, 30].map((ms) => proposing(accountId, T0 + ms, ms !== 20));
    const others = [sampleRedemption({ accountId }), { ...proposing(accountId, T0), livemode: true }];
    for (const row of [...rows, ...others]) expect(await redemptions.insert(row, [])).toEqual({ kind: 'written' });
    const [a, b, c, d] = rows as [Redemption, Redemption, Redemption, Redemption];
    for (const { id } of b.proposals ?? []) expect(await redemptions.findByProposal(id)).toStrictEqual(b);
    expect(await redemptions.findByProposal('rpr_nothing')).toBeNull();
    const query = { accountId, livemode: false, limit: 2 };
    const all = { ...query, waiting: false };
    expect(await redemptions.proposals(all)).toStrictEqual([d, c]);
    expect(await redemptions.proposals({ ...all, after: { createdAt: c.proposedAt ?? 0, id: c.id } })).toStrictEqual([
      b,
      a,
    ]);
    const waiting = { ...query, waiting: true };
    expect(await redemptions.proposals(waiting)).toStrictEqual([d, b]);
    const after = { createdAt: b.proposalWaitsSince ?? 0, id: b.id };
    expect(await redemptions.proposals({ ...waiting, after })).toStrictEqual([a]);

    // Decided, and one more in a redemption that had none: both lists follow.
    const done = nextOf(d, { ...proposing(accountId, T0 + 30, false), id: d.id, rev: d.rev + 1 });
    expect(await redemptions.replace(done, d.rev, [])).toEqual({ kind: 'written' });
    const [bare] = others as [Redemption];
    const late = { ...proposing(accountId, T0 + 40), id: bare.id, rev: bare.rev + 1 };
    expect(await redemptions.replace(late, bare.rev, [])).toEqual({ kind: 'written' });
    expect(await redemptions.proposals(waiting)).toStrictEqual([late, b]);
    expect((await redemptions.proposals({ ...all, limit: 9 })).map(({ id }) => id)).toEqual(
      [late, done, c, b, a].map(({ id }) => id),
    );
    expect(await redemptions.findByProposal(late.proposals?.[1]?.id ?? '')).toStrictEqual(late);
    expect(await redemptions.proposals({ ...all, accountId: sampleId('acc') })).toEqual([]);
  });

  it('keeps what a person used of a day, once a revision, whichever process writes it', async () => {
    const { allowances } = current();
    const elsewhere = (await another()).allowances;
    const id = `${sampleId('usr')}:test`;
    const owned = { id, accountId: 'acc_1', livemode: false, userId: 'usr_1', updatedAt: T0 };
    const use = {
      kind: 'reversal',
      at: T0,
      redemptionId: 'rdm_1',
      reversalId: 'rev_1',
      amountCents: 5,
      holders: 1,
    } as const;
    const of = (rev: number, ...keys: string[]): Allowance => ({
      ...owned,
      rev,
      uses: keys.map((key) => ({ ...use, key })),
    });
    expect(await allowances.find(id)).toBeNull();
    expect(await allowances.put(of(2, 'too soon'))).toBe(false);
    for (const rev of [1, 2, 3]) {
      const rivals = Array.from({ length: 10 }, (_, nth) => of(rev, `${String(rev)} ${String(nth)}`));
      const wins = await Promise.all(rivals.map((rival, nth) => (nth % 2 ? allowances : elsewhere).put(rival)));
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await elsewhere.find(id)).toStrictEqual(rivals[wins.indexOf(true)]);
    }
  });
}
