// The part of the store contract that is about marks of restored backups.
import { newMark, withStatement } from '../../../src/core/restores/restore-mark';
import type { Store } from '../../../src/core/store';
import { sampleId, T0 } from '../../fixtures/redemption';

export function describeRestoreContract(current: () => Store, another: () => Promise<Store>): void {
  it('keeps marks of restored backups, replaced only at the version that was read', async () => {
    const { restores } = current();
    expect(await restores.list()).toEqual([]);
    const [first, second] = ['rst_0', 'rst_1'].map((id) => newMark(sampleId('rst').replace(/^rst_./, id), T0, T0 + 10));
    if (!first || !second) throw new Error('two marks');
    expect([await restores.insert(second), await restores.insert(first)]).toEqual([true, true]);
    expect(await restores.insert({ ...first, since: 1 })).toBe(false);
    expect(await restores.list()).toStrictEqual([first, second]);

    const statement = {
      livemode: true,
      type: 'vouchers.ott',
      fromAt: T0 - 5,
      toAt: T0 + 20,
      madeAt: T0 + 20,
      lost: 1,
    };
    const next = withStatement(first, { ...statement, kinds: ['redemptions', 'refunds'] });
    if (!next) throw new Error('it tells something');
    const other = (await another()).restores;
    const wins = await Promise.all([restores.replace(next), other.replace(next), restores.replace(next)]);
    expect(wins.filter(Boolean)).toHaveLength(1);
    expect(await other.list()).toStrictEqual([next, second]);
    expect(await restores.replace({ ...next, id: sampleId('rst'), version: 3 })).toBe(false);
    // The fingerprint, which stands beside the marks, is none of them.
    await current().accounts.keepDigestKeyFingerprint('print');
    expect(await restores.list()).toHaveLength(2);
  });
}
