// Calls on the ledger, and those that share a commit while they are decided.
import type { Decided } from '../../decide/decided';
import type { DecideContext } from '../../decide/require';
import { JITTER_MS } from '../../../values/aged-time';
import type { Clock } from '../../../values/ports';
import type { Finder, Reads, Rows } from '../../decide/rows';

/** When a round is decided. */
export type Times = Pick<DecideContext, 'at' | 'dueBy'>;

/** Now. The two are apart only where the clock has leapt. */
export function timesOf(clock: Clock): Times {
  const [at, aged] = [clock.now(), clock.aged()];
  return { at, dueBy: aged < at - JITTER_MS ? aged : at };
}

/** Whose call it is. */
export interface Asker {
  readonly accountId: string;
  readonly livemode: boolean;
  /** Null where it happens by itself. */
  readonly keyId: string | null;
}

/** An idempotency key: its digest in its scope, and the digest of what the call means. */
export interface KeyClaim {
  readonly id: string;
  readonly requestDigest: string;
}

/** One call on the ledger. Both functions may be called several times, and must do nothing but say. */
export interface Call<T> {
  readonly asker: Asker;
  readonly key: KeyClaim | null;
  /** What it will most likely need: read in one go, before it is decided. */
  readonly expects: Reads;
  /** Null: there is nothing to write. Throws `Refusal`, or `Missing` for what has to be read first. */
  decide(rows: Rows, context: DecideContext): Decided | null;
  /** How the record is shown, as it is now. `recordId` null where nothing was written. */
  show(rows: Finder, recordId: string | null, context: DecideContext): T;
}

/** What a call was answered with; `replayed` where an earlier call with its key had been. */
export interface Answered<T> {
  readonly value: T;
  readonly replayed: boolean;
}

/** A call in the queue, and who waits for it. */
export interface Waiting {
  readonly call: Call<unknown>;
  readonly resolve: (answered: Answered<unknown>) => void;
  readonly reject: (error: unknown) => void;
  /** How often what was read for it did not fit together. */
  torn: number;
  /** When it came, by the process's own count of milliseconds. */
  readonly sinceMs: number;
}

/** A call that is decided, and what it is answered once that is written. */
export interface Ready {
  readonly waiting: Waiting;
  readonly decided: Decided | null;
  readonly answered: Answered<unknown>;
}

/** A call that was refused on what earlier calls of its round had decided: told once those are written, and decided again if not. */
interface Refused {
  readonly waiting: Waiting;
  readonly refusal: unknown;
}

/** The calls of one round as they are decided, all at one moment: what was read as due is due for each of them. */
export interface Round {
  readonly times: Times;
  readonly rows: Rows;
  readonly ready: Ready[];
  readonly refused: Refused[];
  /** Calls that wait for a write of their own, and come again after it. */
  readonly later: Set<Waiting>;
  /** Everything that was read for each call. */
  readonly read: Map<Waiting, Reads[]>;
}

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
