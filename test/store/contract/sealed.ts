// The part of the store contract that is about what is sealed: pages, counts, and PINs of issued vouchers by end and by claim.
import type { HeldVoucher, Reversal } from '../../../src/core/redemption/redemption';
import type { Store } from '../../../src/core/store';
import { keyIdOf } from '../../../src/core/sealed-records';
import { countSealed } from '../../../src/core/upkeep/reseal';
import { isoTime } from '../../../src/core/values/time';
import { fullRedemption, nextOf, sampleId, sampleRedemption, T0 } from '../../fixtures/redemption';
import type { OpenedStore } from './index';

const held = (over: Partial<HeldVoucher> = {}): HeldVoucher => ({
  sealedPin: 'v1.00000001.a.b.c',
  maskedPin: '************1234',
  serialNumber: null,
  expiresAt: isoTime(T0 + 1000),
  amountCents: 100,
  delivery: 'inline',
  ...over,
});

const reversal = (refundVoucher: HeldVoucher): Reversal => ({
  ...(fullRedemption().reversals[0] as Reversal),
  id: sampleId('rev'),
  refundVoucher,
});

export function describeSealedContract(open: () => Promise<OpenedStore>): void {
  describe('what is sealed', () => {
    let opened: OpenedStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.destroy());

    it('is counted by the key that sealed it, whatever the size of a page', async () => {
      const { accounts, redemptions, storedAnswers } = store;
      await accounts.ensureAccount({ id: sampleRedemption().accountId, name: 'default', createdAt: T0 });
      const sealedBy = (key: string) => `v1.${key}.a.b.c`;
      for (const [status, key] of [
        ['draft', '0000000a'],
        ['reserved', '0000000a'],
        ['reserved', '0000000b'],
      ] as const)
        await redemptions.insert(sampleRedemption({ status, sealedSource: sealedBy(key) }), []);
      const refunds = [reversal(held({ sealedPin: sealedBy('0000000b') })), reversal(held({ sealedPin: null }))];
      await redemptions.insert(
        fullRedemption({ changeVoucher: held({ sealedPin: sealedBy('0000000a') }), reversals: refunds }),
        [],
      );
      const claim = { scope: 'answered', at: T0 };
      await storedAnswers.begin({ ...claim, requestDigest: 'd', answer: null });
      await storedAnswers.begin({ scope: 'running', at: T0, requestDigest: 'd', answer: null });
      await storedAnswers.finish(claim, { status: 201, sealedBody: sealedBy('0000000b') });

      expect(Object.fromEntries(await store.sealed.unsettledSources())).toEqual({ '0000000a': 2, '0000000b': 1 });
      for (const batch of [1, 2, 500])
        expect(Object.fromEntries(await countSealed({ store }, batch, keyIdOf))).toEqual({
          '0000000a': { unsettled: 2, settled: 1 },
          '0000000b': { unsettled: 1, settled: 2 },
        });
      expect(await store.sealed.resealAnswer('answered', 'another', sealedBy('0000000c'))).toBe(false);
      expect(await store.sealed.resealAnswer('answered', sealedBy('0000000b'), sealedBy('0000000c'))).toBe(true);
      expect((await storedAnswers.find('answered'))?.answer?.sealedBody).toBe(sealedBy('0000000c'));
    });

    it('is found by the end of its voucher and by its claim, until it is gone', async () => {
      const { redemptions, sealed } = store;
      const change = fullRedemption({ changeVoucher: held({ claim: 'one' }), reversals: [] });
      const undated = fullRedemption({ changeVoucher: held({ expiresAt: null }), reversals: [] });
      const refunds = fullRedemption({
        changeVoucher: null,
        // The one that ended has no PIN any more: this redemption is not to be found by its end.
        reversals: [
          reversal(held({ sealedPin: null, pinErasedAt: T0 })),
          reversal(held({ expiresAt: isoTime(T0 + 9000), claim: 'two' })),
        ],
      });
      for (const one of [change, undated, refunds]) await redemptions.insert(one, []);
      expect(await redemptions.find(refunds.id)).toStrictEqual(refunds);

      expect(await sealed.expiredPins(T0 + 1000, T0, 9)).toEqual([]);
      expect(await sealed.expiredPins(T0 + 1001, T0, 9)).toEqual([change.id]);
      expect(await sealed.expiredPins(T0, undated.createdAt + 1, 9)).toEqual([undated.id]);
      expect((await sealed.expiredPins(T0 + 9001, undated.createdAt + 1, 9)).sort()).toEqual(
        [change.id, undated.id, refunds.id].sort(),
      );
      expect(await sealed.expiredPins(T0 + 9001, undated.createdAt + 1, 2)).toHaveLength(2);
      expect(await sealed.pinHolders(['none', 'two'])).toEqual([refunds.id]);
      expect((await sealed.pinHolders(['one', 'two'])).sort()).toEqual([change.id, refunds.id].sort());

      // Its own age counts, not that of its redemption.
      const late = { ...reversal(held({ expiresAt: null })), createdAt: T0 + 7000 };
      const younger = fullRedemption({ changeVoucher: null, reversals: [late] });
      await redemptions.insert(younger, []);
      expect(await sealed.expiredPins(T0, T0 + 7000, 9)).toEqual([undated.id]);
      expect((await sealed.expiredPins(T0, T0 + 7001, 9)).sort()).toEqual([undated.id, younger.id].sort());

      const erased = nextOf(change, { changeVoucher: held({ claim: 'one', sealedPin: null, pinErasedAt: T0 + 5 }) });
      expect(await redemptions.replace(erased, change.rev, [])).toEqual({ kind: 'written' });
      expect(await redemptions.find(change.id)).toStrictEqual(erased);
      expect(await sealed.expiredPins(T0 + 1001, T0, 9)).toEqual([]);
      expect(await sealed.pinHolders(['one'])).toEqual([]);
    });
  });
}
