// The parts that every use case is given, and the options of a write.
import type { ApprovalLimitsOf } from '../accounts/allowance';
import type { Caller } from '../accounts/caller';
import type { Providers } from '../providers/gate';
import type { Schedule } from '../redemption/schedule';
import type { Store } from '../store';
import type { UnwrittenAnswers } from './operations/unwritten-answers';
import type { ActJournal } from '../values/act-journal';
import type { Clock, Ids, Sealer, KeyedLock } from '../values/ports';

/**
 * Counts how often a caller who may not read a PIN, or a customer's phone number, is told whether a number is one. What is told again and
 * again is in the end as good as the number itself.
 */
export interface Guesses {
  /**
   * One number more, before it is compared. Throws `Refusal` too_many_pin_attempts, and counts nothing, where the caller has used up its
   * guesses: the number is not compared then.
   */
  count(caller: Caller): void;
}

/** One installation's parts. Abstract, so that it is its own injection token. */
export abstract class Services {
  abstract readonly store: Store;
  abstract readonly clock: Clock;
  abstract readonly ids: Ids;
  abstract readonly sealer: Sealer;
  abstract readonly providers: Providers;
  abstract readonly lock: KeyedLock;
  abstract readonly schedule: Schedule;
  abstract readonly guesses: Guesses;
  /** From which amounts on a person needs a second one. */
  abstract readonly approvalLimits: ApprovalLimitsOf;
  /** Absent: an answer that the store does not take is lost to this process, and its operation stays in doubt until it is asked about. */
  abstract readonly unwritten?: UnwrittenAnswers;
  /** Absent: a store that is restored forgets who was let out since. */
  abstract readonly journal?: ActJournal;
}

/**
 * The parts that bringing a fact takes: no provider and no sealing key. A process that only brings facts has neither.
 */
export type FactServices = Pick<Services, 'store' | 'clock' | 'ids' | 'lock' | 'schedule'>;

/** An idempotency key and the text of the request that came with it. Stores keep digests of both. */
export interface Idempotency {
  readonly key: string;
  /** Everything that makes two requests the same: route, target and body, as text. */
  readonly request: string;
  /** The same as versions up to 0.1.0 wrote it, where that differs: a repeat must find its first try across an upgrade. */
  readonly formerRequest?: string | undefined;
}

/** What a write call may carry besides its own fields. */
export interface WriteOptions {
  readonly idempotency?: Idempotency | undefined;
  /** The `version` the caller has seen. */
  readonly ifMatch?: number | undefined;
}
