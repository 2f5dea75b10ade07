// The filters of a search on MongoDB. Built apart from running them, so that the plan tests explain exactly what is run.
import type { mongo } from 'mongoose';
import type { RedemptionQuery } from '../../../core/redemption/store';
import type { SearchQuery } from '../../../core/search/store';
import type { Word } from '../../../core/search/words';
import { BEHIND_ALL, MOST_BEGINNINGS } from '../../shared/beginning';
import { rangeOf } from '../../shared/sort-key';
import { type Find, givenLeads, type Lead } from '../lists';
import type { Walked } from '../walk';

/** All that a page looks for by an index, the words first: they are the rarest. */
export function searchWalk(query: SearchQuery): Walked {
  const leads = [...query.terms.map(wordLead), ...givenLeads(query satisfies RedemptionQuery)];
  return {
    owner: query,
    leads: leads.length > 0 ? leads : [{ index: 'place', leading: {}, checked: {} }],
    range: rangeOf(query),
    limit: query.limit,
  };
}

/** All words are in one index, which could be walked by any of them: so only one term may be said in its terms. */
function wordLead(words: readonly Word[]): Lead {
  const [first] = words;
  return {
    index: 'words',
    leading: { words: words.length === 1 ? { $eq: first } : { $in: [...words] } },
    checked: {
      // Where the walk goes along another index it meets documents of earlier versions, which have no words.
      $expr: { $gt: [{ $size: { $setIntersection: [{ $ifNull: ['$words', []] }, { $literal: [...words] }] } }, 0] },
    },
  };
}

/** The places of rows whose external reference begins so, in no order of time, and one more than are put in order. */
export function beginningList({ accountId, livemode }: SearchQuery, beginning: string): Find {
  return {
    filter: { accountId, livemode, externalReference: { $gte: beginning, $lt: beginning + BEHIND_ALL } },
    sort: {},
    index: 'externalReference',
    limit: MOST_BEGINNINGS + 1,
  };
}

/** Those of the rows at these places that pass everything else that is asked. */
export function listAt(query: SearchQuery, places: readonly string[]): Find {
  const { accountId, livemode, limit } = query;
  const checks: mongo.Document[] = searchWalk(query).leads.map(({ checked }) => checked);
  return {
    filter: { accountId, livemode, place: { $in: [...places] }, $and: checks },
    sort: { place: -1 },
    index: 'place',
    limit,
  };
}

/** Redemptions whose words are to be written. */
export function unwordedList(limit: number): Find {
  return { filter: { words: null }, sort: {}, index: 'unworded', limit };
}
