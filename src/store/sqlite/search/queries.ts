// The SQL of a search. Built apart from running it, so that the plan tests explain exactly what is run.
import { externalTextOf, type Word } from '../../../core/search/words';
import type { SearchQuery } from '../../../core/search/store';
import type { RedemptionQuery } from '../../../core/redemption/store';
import { BEHIND_ALL } from '../../shared/beginning';
import type { Statement } from '../engine/database';
import { givenFilters, indexText } from '../lists';
import type { Filtered } from '../walk';
import { wordNumber } from './entries';

type Owner = Pick<SearchQuery, 'accountId' | 'livemode'>;

/** One filter for each term, and one for each filter of the list. None where only times are given. */
export function searchFilters(query: SearchQuery): Filtered[] {
  return [...query.terms.map((words) => anyWord(query, words)), ...givenFilters(query satisfies RedemptionQuery)];
}

function anyWord(owner: Owner, words: readonly Word[]): Filtered {
  const [first, ...others] = words.map((word) => oneWord(owner, word));
  if (!first) throw new Error('A term has one word at least');
  return others.length > 0 ? { ...first, or: others } : first;
}

function oneWord(owner: Owner, word: Word): Filtered {
  const external = externalTextOf(word);
  if (external === null)
    return { from: 'search_words', where: 'word = ?', values: [wordNumber(owner, word)], holdsDocuments: false };
  return {
    from: 'redemptions INDEXED BY redemptions_external_reference',
    where: 'account_id = ? AND livemode = ? AND external_reference = ?',
    values: [owner.accountId, Number(owner.livemode), indexText(external)],
    holdsDocuments: false,
  };
}

/** Places of rows whose external reference begins so, in no order of time: the index has them by their references. */
export function beginningPlaces({ accountId, livemode }: Owner, beginning: string, limit: number): Statement {
  // Without the quotation mark at its end the text as indexed is the beginning of all that begin with it.
  const from = indexText(beginning).slice(0, -1);
  return {
    sql: `SELECT place FROM redemptions INDEXED BY redemptions_external_reference
          WHERE account_id = ? AND livemode = ? AND external_reference >= ? AND external_reference < ? LIMIT ?`,
    values: [accountId, Number(livemode), from, from + BEHIND_ALL, limit],
  };
}

/** The next rows whose words are to be written: those before `after`, the newest ids first. */
export function unfilledList(after: string, limit: number, columns: string): Statement {
  return {
    sql: `SELECT id, side, ${columns} FROM redemptions WHERE id < ? ORDER BY id DESC LIMIT ?`,
    values: [after, limit],
  };
}
