// Unique indexes: reading MongoDB's answers about them, and inserting where one may refuse.
import { mongo } from 'mongoose';

const DUPLICATE_KEY = 11000;

/** True where a unique index refused the write. Nothing was written then. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/** Inserts a document. False, and nothing written, where a unique index refused it. */
export async function insertedInto<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  document: mongo.OptionalUnlessRequiredId<T>,
): Promise<boolean> {
  try {
    await collection.insertOne(document);
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}
