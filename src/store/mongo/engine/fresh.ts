// Rows that must not come late: they are looked at once more where nothing but microseconds lies between that and their first byte.
import { mongo } from 'mongoose';
import { LEAVE_MS, MAJORITY_MS } from './write-limits';

/** So much time went by before this could be sent that it was not sent at all. */
export class TooLate extends mongo.MongoOperationTimeoutError {
  constructor() {
    super('The time for this write was over before it could be sent');
  }
}

/** Tells how many milliseconds ago it was made, by the clock that says more: a machine that slept shows on the wall clock alone. */
export function ageFromNow(): () => number {
  const [counted, wall] = [performance.now(), Date.now()];
  return () => Math.max(performance.now() - counted, Date.now() - wall);
}

/**
 * Options of a write that is sent at most `LEAVE_MS` after its date, or throws `TooLate`. The driver makes the BSON of a command once it has a
 * connection, and writes it to the socket in the same turn: what the process stood still for before that is seen there, by the one part that
 * is asked for its BSON. What the server has not done `MAJORITY_MS` later it ends; what it had done by then may or may not stand.
 */
export function whileFresh(age: () => number): Pick<mongo.BulkWriteOptions, 'comment' | 'maxTimeMS'> {
  const toBSON = (): string => {
    if (age() > LEAVE_MS) throw new TooLate();
    return 'dated';
  };
  return { comment: { toBSON }, maxTimeMS: MAJORITY_MS };
}
