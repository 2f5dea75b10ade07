// What is sealed, across all records of a database. Pages walk the ids; PINs have indexes of their own, which hold no others.
import type { mongo } from 'mongoose';
import { SealedRecordStore, sealedOfEndpoint, type SealedKind, type SealedRecord } from '../../core/sealed-records';
import { isoTime, type Instant } from '../../core/values/time';
import type { RedemptionDocument } from './document';
import { found, type Find } from './lists';
import type { Collections } from './schema/collections';

const ID = { _id: 1 } as const;
const SEALED = { sealedSource: 1, 'changeVoucher.sealedPin': 1, 'reversals.refundVoucher.sealedPin': 1 } as const;
/** Says what the partial indexes hold. */
const HELD = { $gt: '' };

/** By kind of voucher: where it stands, and its index. */
const VOUCHERS = [
  { path: 'changeVoucher', index: 'changePin' },
  { path: 'reversals.refundVoucher', index: 'refundPin' },
] as const;

/** The queries of `expiredPins`, apart from running them, for the plan test. */
export function expiredPinLists(now: Instant, madeBefore: Instant, limit: number): Find[] {
  const [ended, made] = [{ $gte: '', $lt: isoTime(now) }, { $lt: madeBefore }];
  return VOUCHERS.flatMap(({ path, index }) =>
    [ended, null].map((expiresAt) => ({
      filter: {
        [`${path}.sealedPin`]: HELD,
        [`${path}.expiresAt`]: expiresAt,
        ...(expiresAt === null ? { createdAt: made } : {}),
        // Of several reversals the one that ended must be the one that has its PIN, and without a date the one that is old enough.
        ...(path === 'changeVoucher'
          ? {}
          : {
              reversals: {
                $elemMatch: {
                  'refundVoucher.sealedPin': HELD,
                  'refundVoucher.expiresAt': expiresAt,
                  ...(expiresAt === null ? { createdAt: made } : {}),
                },
              },
            }),
      },
      sort: {},
      index,
      limit,
    })),
  );
}

/** The queries of `pinHolders`. */
export function holderLists(claims: readonly string[]): Find[] {
  return VOUCHERS.map(({ path, index }) => ({
    filter: { [`${path}.claim`]: { $in: [...claims] }, [`${path}.sealedPin`]: HELD },
    sort: {},
    index: `${index}Claim`,
    limit: 0,
  }));
}

/** `SealedRecordStore` on MongoDB. */
export class MongoSealedRecords extends SealedRecordStore {
  constructor(private readonly collections: Collections) {
    super();
  }

  override async page(kind: SealedKind, after: string, limit: number): Promise<SealedRecord[]> {
    const { redemptions, endpoints, answers, users } = this.collections;
    const later = { _id: { $gt: after } };
    const inOrder = { sort: ID, limit, batchSize: limit };
    switch (kind) {
      case 'redemption':
        return (await redemptions.find(later, { ...inOrder, projection: SEALED }).toArray()).map(sealedOf);
      case 'webhook_endpoint': {
        const rows = await endpoints.find(later, { ...inOrder, projection: { secrets: 1 } }).toArray();
        return rows.map(({ _id, secrets }) => sealedOfEndpoint(_id, secrets));
      }
      case 'stored_answer': {
        const rows = await answers.find(later, { ...inOrder, projection: { 'answer.sealedBody': 1 } }).toArray();
        return rows.map(({ _id, answer }) => ({ id: _id, unsettled: [], settled: texts(answer?.sealedBody) }));
      }
      case 'user': {
        const projection = { 'secondFactor.sealedSeed': 1, pendingSeed: 1 };
        const rows = await users.find(later, { ...inOrder, projection }).toArray();
        return rows.map(({ _id, secondFactor, pendingSeed }) => {
          return { id: _id, unsettled: [], settled: texts(secondFactor?.sealedSeed, pendingSeed) };
        });
      }
      default:
        return kind satisfies never;
    }
  }

  override async unsettledSources(): Promise<ReadonlyMap<string, number>> {
    const accounts = await this.collections.accounts.find({}, { projection: ID }).toArray();
    const undecided = {
      accountId: { $in: accounts.map(({ _id }) => _id) },
      livemode: { $in: [false, true] },
      status: { $in: ['draft', 'reserved'] },
      sealedSource: HELD,
    };
    const byKey = { _id: { $substrBytes: ['$sealedSource', 3, 8] }, sources: { $sum: 1 } };
    const rows = this.collections.redemptions.aggregate<{ _id: string; sources: number }>(
      [{ $match: undecided }, { $group: byKey }],
      { hint: 'status' },
    );
    return new Map((await rows.toArray()).map(({ _id, sources }) => [_id, sources]));
  }

  override async resealAnswer(scope: string, from: string, to: string): Promise<boolean> {
    const filter = { _id: scope, 'answer.sealedBody': from };
    const { matchedCount } = await this.collections.answers.updateOne(filter, { $set: { 'answer.sealedBody': to } });
    return matchedCount > 0;
  }

  override async expiredPins(now: Instant, madeBefore: Instant, limit: number): Promise<string[]> {
    return (await this.idsOf(expiredPinLists(now, madeBefore, limit))).slice(0, limit);
  }

  override pinHolders(claims: readonly string[]): Promise<string[]> {
    return this.idsOf(holderLists(claims));
  }

  private async idsOf(lists: readonly Find[]): Promise<string[]> {
    const rows = await Promise.all(lists.map((list) => found(this.collections.redemptions, list, ID)));
    return [...new Set(rows.flat().map(({ _id }) => _id))];
  }
}

type Sealed = Pick<RedemptionDocument, '_id' | 'sealedSource' | 'changeVoucher' | 'reversals'>;

function sealedOf({ _id, sealedSource, changeVoucher, reversals }: mongo.WithId<Sealed>): SealedRecord {
  const refunds = reversals.map(({ refundVoucher }) => refundVoucher?.sealedPin);
  return { id: _id, unsettled: texts(sealedSource), settled: texts(changeVoucher?.sealedPin, ...refunds) };
}

function texts(...values: readonly (string | null | undefined)[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
