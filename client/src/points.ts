// Calls on points: programs, participants, balances, the catalog, and the books.
import type { components } from './generated/api.js';
import type { IdKind, MakeMethod } from './method.js';

type Schemas = components['schemas'];

const POINTS: IdKind = {
  pattern: /^[0-9a-f]{8}-/i,
  hint: 'The id of a redemption of points is a UUID. One of a voucher (rdm_…) is read by vouch.redemptions',
};

export function pointsOf(method: MakeMethod) {
  return {
    programs: {
      create: method('createProgram'),
      list: method('listPrograms'),
      retrieve: method('getProgram'),
      update: method('updateProgram'),
      linkAsset: method('linkAsset'),
      updateAsset: method('updateLinkedAsset'),
      /** What the wallets of prefunded assets hold. */
      balance: method('getProgramBalance'),
      /** Puts points into a wallet: program, asset. */
      fund: method('fundWallet'),
      /** Takes points out of a wallet for good: program, asset. */
      burn: method('burnWallet'),
      redemptions: method('listProgramRedemptions'),
    },
    ledgerEntities: {
      create: method('createLedgerEntity'),
      list: method('listLedgerEntities'),
      retrieve: method('getLedgerEntity'),
    },
    assets: {
      create: method('createAsset'),
      list: method('listAssets'),
      retrieve: method('getAsset'),
      update: method('updateAsset'),
    },
    participants: {
      /** Makes a participant, or answers with the one that has this `external_id`. */
      upsert: method('upsertParticipant'),
      list: method('listParticipants'),
      retrieve: method('getParticipant'),
      update: method('updateParticipant'),
      setStatus: method('setParticipantStatus'),
      balances: method('getBalances'),
      /** Credits or debits. */
      adjust: method('adjustBalance'),
      hold: method('holdBalance'),
      release: method('releaseBalance'),
      forfeit: method('forfeitBalance'),
      lots: method('listLots'),
    },
    rewards: {
      create: method('createReward'),
      list: method('listRewards'),
      /** Program, reward. */
      retrieve: method('getReward'),
      update: method('updateReward'),
    },
    redemptions: {
      /** Takes points from the balance of a participant. */
      create: method('redeemPoints'),
      /** Takes points for an item of the catalog. */
      createForItem: method('redeemItem'),
      /** Those of one participant. */
      list: method('listParticipantRedemptions'),
      retrieve: method<'getRedemption', Schemas['PointsRedemption']>('getRedemption', POINTS),
      reverse: method<'reverseRedemption', Schemas['PointsReversal'], Schemas['ReversePointsRequest']>(
        'reverseRedemption',
        POINTS,
      ),
      reversals: method<'listReversals', Schemas['PointsReversalList']>('listReversals', POINTS),
    },
    journalEntries: {
      list: method('listJournalEntries'),
      retrieve: method('getJournalEntry'),
    },
    reports: {
      ledgerSummary: method('getLedgerSummary'),
      /** Recomputes the books, and says which of them differ. */
      integrity: method('getIntegrity'),
    },
  };
}
