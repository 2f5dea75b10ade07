// The rows of a redemption in the table of words. A word is kept as a number: half the size of its text, and rows of the same
// word lie together in the order of their places.
import { hash } from 'node:crypto';
import type { Redemption } from '../../../core/redemption/redemption';
import { externalTextOf, type Word, wordsOf } from '../../../core/search/words';
import { sortKeyOf } from '../../shared/sort-key';
import type { Database } from '../engine/database';

/** So many bytes of a digest: eight million words have one chance in thirty million that a search meets another word's rows. */
const HASH_BYTES = 6;
/** The safe integers above all hashes. */
const PARTS_FROM = 2 ** 52;
/** After the seconds in which an id was made. */
const PART_DIGITS = 5;
const PART = /^i[a-z]{2,4}_([0-9a-f]{8})([0-9a-f]{5})[0-9a-f]{11}$/;

type Owner = Pick<Redemption, 'accountId' | 'livemode'>;

/**
 * What a word of this account and mode is filed under. Ids of ours keep their order of time, so that those of new rows fall into one
 * page of the table, whoever they are of: their first five random digits and the second tell them apart.
 */
export function wordNumber({ accountId, livemode }: Owner, word: Word): number {
  const [, seconds, random] = PART.exec(word) ?? [];
  if (seconds !== undefined && random !== undefined)
    return PARTS_FROM + Number.parseInt(seconds, 16) * 16 ** PART_DIGITS + Number.parseInt(random, 16);
  return hash('sha256', `${accountId}|${String(livemode)}|${word}`, 'buffer').readUIntBE(0, HASH_BYTES);
}

/** The entries of a side. The merchant's own reference has an index of its own among the redemptions. */
export function wordEntries(redemption: Redemption): string[] {
  const words = wordsOf(redemption).filter((word) => externalTextOf(word) === null);
  return [...new Set(words.map((word) => wordNumber(redemption, word).toString(36)))];
}

export function addWord(database: Database, { id, createdAt }: Redemption, entry: string): void {
  const sql = 'INSERT OR IGNORE INTO search_words (word, place) VALUES (?, ?)';
  database.run(sql, Number.parseInt(entry, 36), sortKeyOf(createdAt, id));
}

export function dropWord(database: Database, { id, createdAt }: Redemption, entry: string): void {
  const sql = 'DELETE FROM search_words WHERE word = ? AND place = ?';
  database.run(sql, Number.parseInt(entry, 36), sortKeyOf(createdAt, id));
}
