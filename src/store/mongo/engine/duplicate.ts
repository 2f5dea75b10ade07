// Reading MongoDB's answers about unique indexes.
import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11000;

/** True where a unique index refused the write. Nothing was written then. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}
