// One unordered bulk write, and what became of each operation in it.
import { mongo } from 'mongoose';
import { isDuplicate } from './duplicate';

/** What became of a bulk write. */
export interface Written {
  /** One for each operation: null if it was carried out, or found nothing to change. */
  readonly faults: readonly (Error | null)[];
  /** How many inserted or matched a document. */
  readonly done: number;
}

/**
 * `options`: of rows that must not come late, see `whileFresh`. Never throws: an operation that cannot be sent, is refused, or is not known to
 * have been carried out has a fault of its own.
 */
export async function writeTogether<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  operations: readonly mongo.AnyBulkWriteOperation<T>[],
  options: mongo.BulkWriteOptions = {},
): Promise<Written> {
  const faults: (Error | null)[] = operations.map(() => null);
  const bulk = collection.initializeUnorderedBulkOp();
  const sent: number[] = [];
  operations.forEach((operation, index) => {
    try {
      // Serialised here, one by one: a document that is too large fails alone.
      bulk.raw(operation as mongo.AnyBulkWriteOperation);
      sent.push(index);
    } catch (error) {
      faults[index] = errorOf(error);
    }
  });
  if (sent.length === 0) return { faults, done: 0 };
  try {
    const { insertedCount, matchedCount } = await bulk.execute(options);
    return { faults, done: insertedCount + matchedCount };
  } catch (error) {
    const refused = refusalsOf(error);
    sent.forEach((index, place) => {
      faults[index] = refused === null ? errorOf(error) : (refused.get(place) ?? null);
    });
    return { faults, done: doneBefore(error) };
  }
}

/** Inserts those that are not there yet; `options` as above. Throws if one neither was there nor is now for certain. */
export async function insertMissing<T extends mongo.Document>(
  collection: mongo.Collection<T>,
  documents: readonly mongo.OptionalUnlessRequiredId<T>[],
  options: mongo.BulkWriteOptions = {},
): Promise<void> {
  const inserts = documents.map((document) => ({ insertOne: { document } }) as mongo.AnyBulkWriteOperation<T>);
  const { faults } = await writeTogether(collection, inserts, options);
  const fault = faults.find((one) => one !== null && !isDuplicate(one));
  if (fault) throw fault;
}

/** What the server refused one by one, by place. Null if the whole command failed, or no majority confirmed it in time. */
function refusalsOf(error: unknown): Map<number, Error> | null {
  if (!(error instanceof mongo.MongoBulkWriteError)) return null;
  const refusals = [error.writeErrors].flat();
  if (refusals.length === 0 || error.result.getWriteConcernError()) return null;
  return new Map(
    refusals.map(({ index, code, errmsg }) => [
      index,
      new mongo.MongoServerError({ message: errmsg ?? 'The database refused a write', code }),
    ]),
  );
}

function doneBefore(error: unknown): number {
  return error instanceof mongo.MongoBulkWriteError ? error.insertedCount + error.matchedCount : 0;
}

function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
