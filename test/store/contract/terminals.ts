// The part of the store contract that is about terminals.
import type { Terminal } from '../../../src/core/terminals/terminal';
import type { Store } from '../../../src/core/store';
import { sampleId, T0 } from '../../fixtures/redemption';

export function sampleTerminal(over: Partial<Terminal> = {}): Terminal {
  return {
    id: sampleId('trm'),
    accountId: 'acc_0123456789abcdef01234567',
    livemode: false,
    rev: 1,
    terminalId: 'TILL3',
    name: 'Front "till"',
    pairing: { digest: sampleId('op'), expiresAt: T0 + 600_000 },
    key: null,
    unlocks: 0,
    createdAt: T0,
    createdBy: 'key_0123456789abcdef01234567',
    revokedAt: null,
    revokedBy: null,
    ...over,
  };
}

export function describeTerminalContract(current: () => Store, another: () => Promise<Store>): void {
  it('keeps one standing terminal a name, finds it by code and by key, and replaces it once a revision', async () => {
    const { terminals } = current();
    const accountId = sampleId('acc');
    const rivals = Array.from({ length: 10 }, () => sampleTerminal({ accountId }));
    const wins = await Promise.all(rivals.map((rival) => terminals.insert(rival)));
    expect(wins.filter(Boolean)).toHaveLength(1);
    const made = rivals[wins.indexOf(true)] as Terminal;
    expect(await terminals.insert(sampleTerminal({ accountId, livemode: true }))).toBe(true);
    expect(await terminals.find(made.id)).toStrictEqual(made);
    expect(await terminals.find('trm_nobody')).toBeNull();
    const code = made.pairing?.digest ?? '';
    expect(await terminals.findByPairing(code)).toStrictEqual(made);

    const claims = Array.from({ length: 10 }, (_, nth): Terminal => ({
      ...made,
      rev: 2,
      pairing: null,
      key: { digest: `${made.id} ${String(nth)}`, hint: 'tk_test_…1234', deliver: 'key', at: T0 },
    }));
    const claimed = await Promise.all(claims.map((claim) => terminals.replace(claim)));
    expect(claimed.filter(Boolean)).toHaveLength(1);
    const paired = claims[claimed.indexOf(true)] as Terminal;
    const elsewhere = (await another()).terminals;
    expect(await elsewhere.findByPairing(code)).toBeNull();
    expect(await elsewhere.findByKey(paired.key?.digest ?? '')).toStrictEqual(paired);
    // Of the nine others nothing was written.
    const others = claims.filter((claim) => claim !== paired);
    for (const { key } of others) expect(await terminals.findByKey(key?.digest ?? '')).toBeNull();

    const revoked = { ...paired, rev: 3, revokedAt: T0 + 1, revokedBy: 'alice@host' };
    expect(await terminals.replace(revoked)).toBe(true);
    expect(await elsewhere.findByKey(paired.key?.digest ?? '')).toStrictEqual(revoked);
    // Its name is free for the next one, and never for two.
    const next = sampleTerminal({ accountId, createdAt: T0 + 2 });
    expect(await terminals.insert(next)).toBe(true);
    expect(await terminals.insert(sampleTerminal({ accountId }))).toBe(false);

    const listed = await terminals.list({ accountId, livemode: false, limit: 10 });
    expect(listed).toStrictEqual([next, revoked]);
    const after = await terminals.list({ accountId, livemode: false, limit: 10, after: next });
    expect(after).toStrictEqual([revoked]);
    expect(await terminals.list({ accountId: sampleId('acc'), livemode: false, limit: 10 })).toEqual([]);
  });
}
