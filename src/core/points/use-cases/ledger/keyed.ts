// What goes with a decision into its commit: the idempotency key that stands for it, and the events that tell of it.
import { IDEMPOTENCY_KEPT_MS } from '../../../stored-answers';
import type { Clock } from '../../../values/ports';
import { Refusal } from '../../../values/refusal';
import type { Hash } from '../../book/entry';
import type { Decided } from '../../decide/decided';
import { Overlay } from '../../decide/overlay';
import type { Rows } from '../../decide/rows';
import { eventsOf } from '../../events';
import type { KeyClaim } from './round';

/** What was decided, with the idempotency key that stands for it from now on. */
export function withKey(decided: Decided, claim: KeyClaim, at: number, rows: Rows): Decided {
  const old = rows.find('keys', claim.id);
  const key = { id: claim.id, ownerId: decided.recordId, requestDigest: claim.requestDigest, at };
  const { changes } = decided;
  return {
    ...decided,
    changes: {
      ...changes,
      keys: [...changes.keys, key],
      // One that has been kept long enough, and that no job has dropped yet.
      freedKeys: old ? [...changes.freedKeys, old.id] : changes.freedKeys,
    },
  };
}

/** The record of the call that had this key before. Throws `Refusal` idempotency_conflict where it meant something else. */
export function knownBy(claim: KeyClaim, rows: Rows, clock: Pick<Clock, 'aged'>): string | null {
  const key = rows.find('keys', claim.id);
  if (!key || clock.aged() - key.at >= IDEMPOTENCY_KEPT_MS) return null;
  if (key.requestDigest === claim.requestDigest) return key.ownerId;
  throw new Refusal('idempotency_conflict', 'This idempotency key was used for a different call', {
    param: 'idempotency_key',
  });
}

/** Throws `Missing` where something that an event shows was not read. */
export function withEvents({ changes, recordId }: Decided, rows: Rows, { hash }: { readonly hash: Hash }): Decided {
  const entries = changes.books.flatMap(({ change }) => change.entries);
  rows.requireRead('assets', [...new Set(entries.map(({ assetId }) => assetId))]);
  const events = eventsOf(changes, new Overlay(rows, changes), hash);
  return { recordId, changes: events.length === 0 ? changes : { ...changes, events } };
}
