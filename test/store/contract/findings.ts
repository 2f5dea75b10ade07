// The part of the store contract that is about findings.
import type { Finding } from '../../../src/core/findings/finding';
import { closedFinding, workedFinding } from '../../../src/core/findings/finding';
import type { Store } from '../../../src/core/store';
import { sampleId, T0 } from '../../fixtures/redemption';

function sampleFinding(over: Partial<Finding> = {}): Finding {
  return {
    id: sampleId('rvw'),
    accountId: 'acc_0123456789abcdef01234567',
    livemode: false,
    version: 1,
    type: 'vouchers.ott',
    reference: sampleId('op'),
    transactionId: null,
    amountCents: 1900,
    summary: 'In the statement, not in our books',
    openedAt: T0,
    closedAt: null,
    verdict: null,
    ...over,
  };
}

const OPEN = { livemode: false, which: 'open', order: 'newest', limit: 9 } as const;

export function describeFindingContract(current: () => Store): void {
  it('finds a statement line once, lists what is open by page, and closes it once', async () => {
    const { findings } = current();
    const accountId = sampleId('acc');
    const reference = `$ref.1 "${sampleId('op')}"`;
    const rivals = Array.from({ length: 20 }, () => sampleFinding({ accountId, reference }));
    const wins = await Promise.all(rivals.map((rival) => findings.insert(rival)));
    expect(wins.filter(Boolean)).toHaveLength(1);
    const found = rivals[wins.indexOf(true)] as Finding;
    expect(await findings.findByReference(false, 'vouchers.ott', reference)).toStrictEqual(found);
    expect(await findings.findByReference(true, 'vouchers.ott', reference)).toBeNull();
    expect(await findings.findByReferences(false, 'vouchers.ott', ['none', reference])).toStrictEqual([found]);
    expect(await findings.findByReferences(true, 'vouchers.ott', [reference])).toEqual([]);
    expect(await findings.findByReference(false, 'vouchers.blu', reference)).toBeNull();
    expect(await findings.insert(sampleFinding({ reference, livemode: true }))).toBe(true);

    const others = [T0 + 2, T0 + 1, T0 + 2].map((openedAt) => sampleFinding({ accountId, openedAt }));
    for (const other of others) expect(await findings.insert(other)).toBe(true);
    const all = await findings.list({ ...OPEN, accountId });
    expect(all.map(({ openedAt }) => openedAt)).toEqual([T0 + 2, T0 + 2, T0 + 1, T0]);
    const first = all[0] as Finding;
    const after = { createdAt: first.openedAt, id: first.id };
    expect(await findings.list({ ...OPEN, accountId, after })).toStrictEqual(all.slice(1));

    const by = { kind: 'user', id: 'usr_1' } as const;
    const noted = workedFinding(found, { kind: 'noted', text: '$n.1' }, by, T0 + 7);
    expect(await findings.replace(noted)).toBe(true);
    const taken = workedFinding(noted, { kind: 'assigned', userId: 'usr_1' }, by, T0 + 8);
    const takings = await Promise.all([1, 2, 3].map(() => findings.replace(taken)));
    expect(takings.filter(Boolean)).toHaveLength(1);
    expect(await findings.find(found.id)).toStrictEqual(taken);
    const closed = closedFinding(taken, { decision: 'paid', note: 'n', evidence: '$e.1', by }, T0 + 9);
    const closings = await Promise.all([1, 2, 3].map(() => findings.replace(closed)));
    expect(closings.filter(Boolean)).toHaveLength(1);
    expect(await findings.find(found.id)).toStrictEqual(closed);
    expect(await findings.list({ ...OPEN, accountId })).toStrictEqual(all.slice(0, 3));
    const oldest = { ...OPEN, accountId, which: 'all', order: 'oldest' } as const;
    const ever = await findings.list(oldest);
    expect(ever).toStrictEqual([...all.toReversed().filter(({ id }) => id !== found.id), closed].sort(byPlace));
    expect(await findings.list({ ...oldest, order: 'newest' })).toStrictEqual(ever.toReversed());
    for (const order of ['oldest', 'newest'] as const) {
      const whole = order === 'oldest' ? ever : ever.toReversed();
      for (const [index, { openedAt, id }] of whole.entries()) {
        const page = await findings.list({ ...oldest, order, after: { createdAt: openedAt, id }, limit: 2 });
        expect(page).toStrictEqual(whole.slice(index + 1, index + 3));
      }
    }
    expect(await findings.list({ ...oldest, livemode: true })).toEqual([]);
    expect(await findings.find('rvw_nobody')).toBeNull();
    expect(await findings.replace(sampleFinding({ version: 2 }))).toBe(false);
  });
}

function byPlace(a: Finding, b: Finding): number {
  return a.openedAt - b.openedAt || (a.id < b.id ? -1 : 1);
}
