// Searching on MongoDB: an index over the words in each redemption, and the indexes that the lists have anyway.
import type { mongo } from 'mongoose';
import type { ShownRedemption } from '../../../core/redemption/shown/shown';
import { type PhonesOf, type SearchQuery, SearchStore } from '../../../core/search/store';
import { wordsOf } from '../../../core/search/words';
import type { Paged } from '../../../core/values/page';
import { MOST_BEGINNINGS, newestIn, pageAmongNewest } from '../../shared/beginning';
import { MOST_LOOKED_AT, positionOf, rangeOf } from '../../shared/sort-key';
import {
  ONLY_SHOWN,
  type RedemptionDocument,
  redemptionOf,
  type ShownDocument,
  shownOf,
  type StoredRedemption,
  WITHOUT_OUTBOX,
} from '../document';
import { writeTogether } from '../engine/bulk-write';
import { found, foundRecently } from '../lists';
import { pageAlong } from '../walk';
import { beginningList, listAt, searchWalk, unwordedList } from './queries';

/** `SearchStore` on MongoDB. */
export class MongoSearch extends SearchStore {
  private isThrough = false;

  constructor(private readonly redemptions: mongo.Collection<RedemptionDocument>) {
    super();
  }

  override async page(query: SearchQuery): Promise<Paged<ShownRedemption>> {
    const { beginning } = query;
    if (beginning === undefined) return this.readPage(query);
    const rows = await found<RedemptionDocument, { place: string }>(this.redemptions, beginningList(query, beginning), {
      place: 1,
      _id: 0,
    });
    if (rows.length > MOST_BEGINNINGS) return pageAmongNewest({ ...query, beginning }, (wider) => this.readPage(wider));
    const places = rows.map(({ place }) => place);
    return this.pageAt(newestIn(places, rangeOf(query)), query);
  }

  override async fill(limit: number, phonesOf: PhonesOf): Promise<boolean> {
    const list = unwordedList(limit);
    const rows = await found<RedemptionDocument, StoredRedemption>(this.redemptions, list, WITHOUT_OUTBOX);
    if (rows.length === 0) {
      this.isThrough = true;
      return false;
    }
    const updates = rows.map((row) => {
      const standing = redemptionOf(row);
      const phones = standing.phoneDigests === undefined ? phonesOf(standing) : [];
      const filter = { _id: row._id, rev: row.rev };
      const words = wordsOf(phones.length > 0 ? { ...standing, phoneDigests: phones } : standing);
      if (phones.length === 0) return { updateOne: { filter, update: { $set: { words } } } };
      return { updateOne: { filter, update: { $set: { words, phoneDigests: phones }, $inc: { rev: 1 } } } };
    });
    const { faults } = await writeTogether(this.redemptions, updates);
    const fault = faults.find((one) => one !== null);
    if (fault) throw fault;
    return true;
  }

  override async isFilled(): Promise<boolean> {
    if (this.isThrough) return true;
    const left = await found(this.redemptions, unwordedList(1), { _id: 1 });
    this.isThrough = left.length === 0;
    return this.isThrough;
  }

  private async readPage(query: SearchQuery): Promise<Paged<ShownRedemption>> {
    const page = await pageAlong<RedemptionDocument, ShownDocument>(this.redemptions, searchWalk(query), ONLY_SHOWN);
    return { rows: page.rows.map(shownOf), next: page.next };
  }

  /** Those of these places that pass everything else, until a page is full or enough was looked at. */
  private async pageAt(places: readonly string[], query: SearchQuery): Promise<Paged<ShownRedemption>> {
    const near = places.slice(0, MOST_LOOKED_AT);
    if (near.length === 0) return { rows: [], next: null };
    const { limit } = query;
    const list = listAt({ ...query, limit: limit + 1 }, near);
    const rows = await foundRecently<RedemptionDocument, ShownDocument>(this.redemptions, list, ONLY_SHOWN);
    const last = rows[limit - 1];
    if (rows.length > limit && last)
      return { rows: rows.slice(0, limit).map(shownOf), next: { createdAt: last.createdAt, id: last._id } };
    const boundary = places.length > near.length ? near.at(-1) : undefined;
    return { rows: rows.map(shownOf), next: boundary === undefined ? null : positionOf(boundary) };
  }
}
