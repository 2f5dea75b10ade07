// Rows that find a redemption by something it holds many of: metadata, idempotency scopes, references, reviews, proposals, PINs, the
// words of a search. They follow the document: what is dropped there is dropped here.
import { agedVouchers, type Redemption } from '../../core/redemption/redemption';
import { isoTime } from '../../core/values/time';
import { sortKeyOf } from '../shared/sort-key';
import { addReversal, addSettled, dropReversal, dropSettled, reversalEntries, settledEntries } from './books/entries';
import type { Database } from './engine/database';
import { indexText } from './lists';
import { addWords, dropWords, wordEntries } from './search/entries';

/** What the side tables hold for one redemption, also kept in its row: an unchanged side costs no statement. */
export interface Side {
  /** What the row itself is filed under, in one text: changes here are rare, and noticed the same way. */
  readonly filed: string;
  readonly metadata: readonly string[];
  readonly scopes: readonly string[];
  readonly references: readonly string[];
  readonly reviews: readonly string[];
  readonly proposals: readonly string[];
  readonly pins: readonly string[];
  readonly settled: readonly string[];
  readonly reversals: readonly string[];
  /** By their numbers (`wordNumber`). */
  readonly words: readonly number[];
}

type Kind = Exclude<keyof Side, 'filed' | 'words'>;
type Apply = (database: Database, redemption: Redemption, entry: string) => void;

const ADD: Readonly<Record<Kind, Apply>> = {
  metadata: (database, redemption, entry) => {
    const [key, value] = readPair(entry);
    database.run(
      `INSERT INTO redemption_metadata (account_id, livemode, key, value, place, redemption_id)
       VALUES (?, ?, ?, ?, ?, ?)`,
      redemption.accountId,
      Number(redemption.livemode),
      indexText(key),
      indexText(value),
      sortKeyOf(redemption.createdAt, redemption.id),
      redemption.id,
    );
  },
  scopes: (database, { id }, scope) =>
    database.run('INSERT INTO idempotency_scopes (scope, redemption_id) VALUES (?, ?)', scope, id),
  references: (database, { id }, reference) =>
    database.run('INSERT INTO operation_references (reference, redemption_id) VALUES (?, ?)', reference, id),
  // A file that was brought up to date has these rows already, while its documents' `side` does not list them.
  reviews: (database, { id }, review) =>
    database.run('INSERT OR IGNORE INTO redemption_reviews (review_id, redemption_id) VALUES (?, ?)', review, id),
  proposals: (database, { id }, proposal) =>
    database.run('INSERT INTO redemption_proposals (proposal_id, redemption_id) VALUES (?, ?)', proposal, id),
  // As with reviews.
  pins: (database, { id }, entry) =>
    database.run('INSERT OR IGNORE INTO held_pins (entry, redemption_id) VALUES (?, ?)', entry, id),
  settled: addSettled,
  reversals: addReversal,
};

const DROP: Readonly<Record<Kind, Apply>> = {
  metadata: (database, redemption, entry) => {
    const [key, value] = readPair(entry);
    database.run(
      'DELETE FROM redemption_metadata WHERE account_id = ? AND livemode = ? AND key = ? AND value = ? AND place = ?',
      redemption.accountId,
      Number(redemption.livemode),
      indexText(key),
      indexText(value),
      sortKeyOf(redemption.createdAt, redemption.id),
    );
  },
  scopes: (database, { id }, scope) =>
    database.run('DELETE FROM idempotency_scopes WHERE scope = ? AND redemption_id = ?', scope, id),
  references: (database, { id }, reference) =>
    database.run('DELETE FROM operation_references WHERE reference = ? AND redemption_id = ?', reference, id),
  reviews: (database, { id }, review) =>
    database.run('DELETE FROM redemption_reviews WHERE review_id = ? AND redemption_id = ?', review, id),
  proposals: (database, { id }, proposal) =>
    database.run('DELETE FROM redemption_proposals WHERE proposal_id = ? AND redemption_id = ?', proposal, id),
  pins: (database, { id }, entry) =>
    database.run('DELETE FROM held_pins WHERE entry = ? AND redemption_id = ?', entry, id),
  settled: dropSettled,
  reversals: dropReversal,
};

const KINDS = [
  'metadata',
  'scopes',
  'references',
  'reviews',
  'proposals',
  'pins',
  'settled',
  'reversals',
] as const satisfies readonly Kind[];

/** Of a redemption that is not there any more. */
export const NO_SIDE: Side = {
  filed: '',
  metadata: [],
  scopes: [],
  references: [],
  reviews: [],
  proposals: [],
  pins: [],
  settled: [],
  reversals: [],
  words: [],
};

// Each write asks for the side of its redemption several times: for the row, for what stands in the way, and for the tables.
let asked: { readonly redemption: Redemption; readonly side: Side; readonly text: string } | null = null;

/** What the side tables hold for this redemption. */
export function sideOf(redemption: Redemption): Side {
  return lookedUp(redemption).side;
}

/** The side as a row keeps it. */
export function sideTextOf(redemption: Redemption): string {
  return lookedUp(redemption).text;
}

function lookedUp(redemption: Redemption) {
  if (asked?.redemption === redemption) return asked;
  const side = newSide(redemption);
  asked = { redemption, side, text: JSON.stringify(side) };
  return asked;
}

/** Whether the row would hold a claim or scopes that another row may have. */
export function claimsOther(before: Partial<Side>, after: Side): boolean {
  const { filed, scopes = [] } = before;
  return (
    filed !== after.filed ||
    scopes.length !== after.scopes.length ||
    scopes.some((scope, at) => scope !== after.scopes[at])
  );
}

function newSide(redemption: Redemption): Side {
  const references = redemption.operations.map((operation) => operation.reference);
  const { externalReference, options, claim, type } = redemption;
  return {
    filed: JSON.stringify([externalReference, options.terminal_id ?? null, claim, type]),
    metadata: Object.entries(redemption.metadata).map((pair) => JSON.stringify(pair)),
    scopes: redemption.idempotency.map((entry) => entry.scope),
    references: [...new Set(references.filter((reference) => reference !== null))],
    reviews: redemption.reviews.map((review) => review.id),
    proposals: (redemption.proposals ?? []).map((proposal) => proposal.id),
    pins: heldPins(redemption),
    settled: settledEntries(redemption),
    reversals: reversalEntries(redemption),
    words: wordEntries(redemption),
  };
}

/** Entries of `held_pins`: by the day a voucher runs out, by the day it was issued where it has no such day, and by its claim. */
export const dateEntry = (expiresAt: string): string => `ends ${expiresAt}`;
export const undatedEntry = (madeAt: string): string => `made ${madeAt}`;
export const claimEntry = (claim: string): string => `claim ${claim}`;

function heldPins(redemption: Redemption): string[] {
  const entries = agedVouchers(redemption).flatMap(({ voucher: { sealedPin, expiresAt, claim }, since }) => {
    if (sealedPin === null) return [];
    const ends = expiresAt === null ? undatedEntry(isoTime(since)) : dateEntry(expiresAt);
    return claim === undefined ? [ends] : [ends, claimEntry(claim)];
  });
  return [...new Set(entries)];
}

/** Of what `sideTextOf` made. Rows of older files lack kinds that came later. */
export function readSide(text: string): Partial<Side> {
  return JSON.parse(text) as Partial<Side>;
}

/** Turns the rows of `before` into those of `after`, touching only what differs. */
export function moveSide(database: Database, redemption: Redemption, before: Partial<Side> | null, after: Side): void {
  for (const kind of KINDS) {
    const standing = before?.[kind] ?? [];
    // Of a new row, and of what it has none of, there is nothing to compare.
    if (standing.length === 0) {
      for (const entry of new Set(after[kind])) ADD[kind](database, redemption, entry);
      continue;
    }
    const old = new Set(standing);
    const wanted = new Set(after[kind]);
    for (const entry of old) if (!wanted.has(entry)) DROP[kind](database, redemption, entry);
    for (const entry of wanted) if (!old.has(entry)) ADD[kind](database, redemption, entry);
  }
  moveWords(database, redemption, before?.words ?? [], after.words);
}

/** Of lists this short each entry is looked for from the beginning. */
function moveWords(
  database: Database,
  redemption: Redemption,
  old: readonly number[],
  wanted: readonly number[],
): void {
  const dropped = old.filter((entry) => !wanted.includes(entry));
  const added = old.length === 0 ? wanted : wanted.filter((entry) => !old.includes(entry));
  if (dropped.length > 0) dropWords(database, redemption, dropped);
  if (added.length > 0) addWords(database, redemption, added);
}

function readPair(entry: string): [string, string] {
  return JSON.parse(entry) as [string, string];
}
