// The rows of a redemption in the table of words. A word is kept as a number: half the size of its text, and rows of the same
// word lie together in the order of their places.
import type { Redemption } from '../../../core/redemption/redemption';
import { externalTextOf, type Word, wordsOf } from '../../../core/search/words';
import { sortKeyOf } from '../../shared/sort-key';
import type { Database } from '../engine/database';

/** The safe integers above all hashes. */
const PARTS_FROM = 2 ** 52;
/** After the seconds in which an id was made. */
const PART_DIGITS = 5;
const PART = /^i[a-z]{2,4}_([0-9a-f]{8})([0-9a-f]{5})[0-9a-f]{11}$/;

/** Three digits at the end of a word move it within its neighbourhood: so many bits. */
const NEAR_BITS = 10;
const THREE_DIGITS = /\d{3}$/;

type Owner = Pick<Redemption, 'accountId' | 'livemode'>;

/**
 * What a word of this account and mode is filed under. Words that are made one after the other lie side by side, so that those of new
 * rows fall into few pages of the table: numbers that a provider counts up differ at their end, and ids of ours begin with their second.
 */
export function wordNumber({ accountId, livemode }: Owner, word: Word): number {
  const [, seconds, random] = (word.startsWith('i') ? PART.exec(word) : null) ?? [];
  if (seconds !== undefined && random !== undefined)
    return PARTS_FROM + Number.parseInt(seconds, 16) * 16 ** PART_DIGITS + Number.parseInt(random, 16);
  const text = `${accountId}${livemode ? '+' : '-'}${word}`;
  const [digits] = THREE_DIGITS.exec(word) ?? [];
  if (digits === undefined) return hashOf(text);
  // Not what the word without its digits has: there is such a word, too.
  const far = hashOf(`${text.slice(0, -digits.length)}...`);
  return Math.floor(far / 2 ** NEAR_BITS) * 2 ** NEAR_BITS + Number(digits);
}

/**
 * 52 bits, as two halves that are mixed into each other. No cryptographic digest: rows that it brings are compared with their
 * documents, so that texts which meet here cost a look and show nothing that was not meant.
 */
function hashOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return (high >>> 12) * 2 ** 32 + (low >>> 0);
}

/** The entries of a side. The merchant's own reference has an index of its own among the redemptions. */
export function wordEntries(redemption: Redemption): number[] {
  const numbers = new Set<number>();
  for (const word of wordsOf(redemption)) if (externalTextOf(word) === null) numbers.add(wordNumber(redemption, word));
  return [...numbers];
}

/** All of one write in one statement: there are a handful of them in most writes. */
export function addWords(database: Database, { id, createdAt }: Redemption, entries: readonly number[]): void {
  const sql = 'INSERT OR IGNORE INTO search_words (word, place) SELECT value, ? FROM json_each(?)';
  database.run(sql, sortKeyOf(createdAt, id), JSON.stringify(entries));
}

export function dropWords(database: Database, { id, createdAt }: Redemption, entries: readonly number[]): void {
  const sql = 'DELETE FROM search_words WHERE place = ? AND word IN (SELECT value FROM json_each(?))';
  database.run(sql, sortKeyOf(createdAt, id), JSON.stringify(entries));
}
