// The part of the store contract that is about findings.
import type { Finding } from '../../../src/core/findings/finding';
import { closedFinding } from '../../../src/core/findings/finding';
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
    expect(await findings.findByReference(false, 'vouchers.blu', reference)).toBeNull();
    expect(await findings.insert(sampleFinding({ reference, livemode: true }))).toBe(true);

    const others = [T0 + 2, T0 + 1, T0 + 2].map((openedAt) => sampleFinding({ accountId, openedAt }));
    for (const other of others) expect(await findings.insert(other)).toBe(true);
    const all = await findings.listOpen({ accountId, livemode: false, limit: 9 });
    expect(all.map(({ openedAt }) => openedAt)).toEqual([T0 + 2, T0 + 2, T0 + 1, T0]);
    const first = all[0] as Finding;
    const after = { createdAt: first.openedAt, id: first.id };
    expect(await findings.listOpen({ accountId, livemode: false, limit: 9, after })).toStrictEqual(all.slice(1));

    const by = { kind: 'user', id: 'usr_1' } as const;
    const closed = closedFinding(found, { decision: 'paid', note: 'n', evidence: '$e.1', by }, T0 + 9);
    const closings = await Promise.all([1, 2, 3].map(() => findings.replace(closed)));
    expect(closings.filter(Boolean)).toHaveLength(1);
    expect(await findings.find(found.id)).toStrictEqual(closed);
    expect(await findings.listOpen({ accountId, livemode: false, limit: 9 })).toStrictEqual(all.slice(0, 3));
    expect(await findings.find('rvw_nobody')).toBeNull();
    expect(await findings.replace(sampleFinding({ version: 2 }))).toBe(false);
  });
}
