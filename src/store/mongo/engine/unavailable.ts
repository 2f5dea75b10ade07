// Which of the driver's errors mean that MongoDB cannot answer now, but will again. Nothing here says whether a write happened.
import { mongo } from 'mongoose';
import { StaleRead } from './recent-read';

/** No server, no connection, no answer in time, or a client that is being closed. */
const AWAY = [
  mongo.MongoServerSelectionError,
  // A deadline of the call itself, here or on the server.
  mongo.MongoOperationTimeoutError,
  // Also timeouts and cleared pools.
  mongo.MongoNetworkError,
  mongo.MongoNotConnectedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoClientClosedError,
  // The write stands on the primary, but no majority has confirmed it.
  mongo.MongoWriteConcernError,
];

/** Answers of a server that is stopping, is no primary any more, or has no majority or no disk left. */
const NOT_NOW: ReadonlySet<unknown> = new Set([
  6, // HostUnreachable
  7, // HostNotFound
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  89, // NetworkTimeout
  91, // ShutdownInProgress
  100, // UnsatisfiableWriteConcern
  133, // FailedToSatisfyReadPreference
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  9001, // SocketException
  10058, // LegacyNotPrimary
  10107, // NotWritablePrimary
  11600, // InterruptedAtShutdown
  11602, // InterruptedDueToReplStateChange
  13435, // NotPrimaryNoSecondaryOk
  13436, // NotPrimaryOrSecondary
  14031, // OutOfDiskSpace
]);

/**
 * True where the same call may succeed later without a change to it. False for a broken rule, and for errors of anything
 * but the driver.
 */
export function isMongoUnavailable(error: unknown): boolean {
  if (error instanceof StaleRead) return true;
  if (AWAY.some((kind) => error instanceof kind)) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  if (error instanceof mongo.MongoBulkWriteError) {
    // The driver wraps whatever ends a bulk, a lost connection too, and keeps what it was inside.
    const { errorResponse } = error;
    if (errorResponse instanceof Error && isMongoUnavailable(errorResponse)) return true;
    if (error.result.getWriteConcernError()) return true;
  }
  return NOT_NOW.has(error.code) || error.hasErrorLabel('RetryableWriteError');
}
