// Calls on the ledger, and those that share a commit while they are decided.
import type { Decided } from '../../decide/decided';
import type { DecideContext } from '../../decide/require';
import { StoreUnavailable } from '../../../store-unavailable';
import { JITTER_MS } from '../../../values/aged-time';
import type { Clock } from '../../../values/ports';
import { SECOND_MS } from '../../../values/time';
import { BEGIN_MS } from '../../../values/visible';
import type { Finder, Reads, Rows } from '../../decide/rows';

/** When a round is decided. */
export type Times = Pick<DecideContext, 'at' | 'dueBy'>;

/** Now. The two are apart only where the clock has leapt. */
export function timesOf(clock: Clock): Times {
  const [at, aged] = [clock.now(), clock.aged()];
  return { at, dueBy: aged < at - JITTER_MS ? aged : at };
}

/** A caller that has waited for longer than this is told that the store is not available. Longer than calls on very many lots rest. */
const MOST_WAIT_MS = 20 * SECOND_MS;

/**
 * True where a round was begun too long ago, by either clock, to be written now: its rows would appear below those that others have seen, what
 * was due by then is not what is due, and what it only read may have changed.
 */
export function isOld({ begunMs, times }: Pick<Round, 'begunMs' | 'times'>, clock: Clock): boolean {
  return Math.max(clock.elapsed() - begunMs, clock.now() - times.at) > BEGIN_MS;
}

/** Those that are still waited for. The others are refused, and nothing of them is begun: commits took too long. */
export function inTime(calls: readonly Waiting[], clock: Clock): readonly Waiting[] {
  const now = clock.elapsed();
  const late = new StoreUnavailable(new Error('the calls before this one took too long'));
  return calls.filter(({ sinceMs, reject }) => {
    if (now - sinceMs <= MOST_WAIT_MS) return true;
    reject(late);
    return false;
  });
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
  /**
   * It ends what was begun outside of the ledger, and for which there was room: it is written also where nothing may begin any more. Absent:
   * it begins something.
   */
  readonly finishes?: boolean | undefined;
  /** It writes what is due and nothing else, and whoever asks for it paces it: what it moves is no part of what the account may move. */
  readonly onlyDue?: true | undefined;
  /**
   * How it waits where its account has moved more lots than its share. `never`: it ends what was begun, and points are held for it or somebody
   * is in doubt until it is through, or an operator brings it; what it moves counts all the same. `briefly`: it has to be over before its caller gives up, and knows no
   * more. Absent: as long as calls of keys do.
   */
  readonly rests?: 'briefly' | 'never' | undefined;
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
  /** All that it is known to need, from rounds that had no room for it; null where none was. */
  known: Reads | null;
  /** When it came, by the process's own count of milliseconds. Begins anew where something was done that it waited for. */
  readonly sinceMs: number;
  /** When it came, whatever was done since. */
  readonly calledMs: number;
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
  /** The same moment, by the process's own count of milliseconds. */
  readonly begunMs: number;
  readonly rows: Rows;
  readonly ready: Ready[];
  readonly refused: Refused[];
  /** Calls that wait for a write of their own, and come again after it. */
  readonly later: Set<Waiting>;
  /** Everything that was read for each call. */
  readonly read: Map<Waiting, Reads[]>;
}

/** Whether this call of a round writes something that the room which is left is not kept for. */
export function begins({ waiting, decided }: Ready): boolean {
  return decided !== null && waiting.call.finishes !== true;
}

/** The calls of a round that are decided again where there is no room for what begins: those that begin something are refused. */
export function withoutBeginners({ ready, refused }: Pick<Round, 'ready' | 'refused'>): readonly Waiting[] {
  const full = new StoreUnavailable(new Error('the disk is nearly full: nothing new begins'));
  for (const one of ready) if (begins(one)) one.waiting.reject(full);
  return [...ready.filter((one) => !begins(one)), ...refused].map(({ waiting }) => waiting);
}

export function waitingOf({ waiting }: { readonly waiting: Waiting }): Waiting {
  return waiting;
}
