// Idempotency keys of calls on points: their scope, and what a call means.
import type { Sealer } from '../../values/ports';
import type { Asker, KeyClaim } from './ledger/ledger';

/** What a call means, by field. Amounts are decimal text; whatever is absent does not count. */
export type Meaning = Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>;

/** Words for people. Names are compared as they are written everywhere else, so a space more is another name. */
const WORDS: ReadonlySet<string> = new Set(['description', 'reason']);

/**
 * The claim of a key. Unique in account, mode and program, over all calls on points. `kind` is the call; two bodies that mean the
 * same give the same digest, however their amounts, spaces and field order are written.
 */
export function claimOf(
  sealer: Sealer,
  asker: Asker,
  { programId, key, kind, meaning }: { programId: string; key: string | null; kind: string; meaning: Meaning },
): KeyClaim | null {
  if (key === null) return null;
  const scope = `points:${asker.accountId}:${asker.livemode ? 'live' : 'test'}:${programId}`;
  const fields = Object.entries(meaning)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === 'string' && WORDS.has(name) ? value.trim() : value] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    id: `key:${sealer.keyDigest(`${scope}:${key}`)}`,
    requestDigest: sealer.requestDigest(JSON.stringify([kind, fields])),
  };
}

/** One text for each amount: `10.50` and `10.5` are `10.5`. */
export function sameAmount(text: string | null): string | null {
  if (text?.includes('.') !== true) return text;
  return text.replace(/0+$/, '').replace(/\.$/, '');
}
