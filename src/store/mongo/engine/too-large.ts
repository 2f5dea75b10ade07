// Documents that would pass MongoDB's limit of 16 MB, and transactions that the memory of a server does not hold.
import { mongo } from 'mongoose';

const TOO_LARGE: ReadonlySet<unknown> = new Set([
  10334, // BSONObjectTooLarge
  17280, // KeyTooLong, of the document that results
  17419, // the document that an update results in
  17420, // the same, of an update that replaces fields
  388, // TransactionTooLargeForCache: undone by the server, also where it was asked to commit it
]);

/** True where the write was refused because the document, or the transaction, is or would be too large. Nothing was written then. */
export function isTooLarge(error: unknown): boolean {
  if (error instanceof mongo.MongoServerError) return TOO_LARGE.has(error.code);
  return error instanceof mongo.MongoInvalidArgumentError && error.message.includes('maximum size');
}
