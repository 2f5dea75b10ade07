// Deleting what has been kept long enough, a batch at a time.
import type { mongo } from 'mongoose';
import { found } from './lists';

/**
 * Deletes at most `limit` documents whose `field` is before `before` (milliseconds since the epoch), the oldest first, found by
 * `index`. Says how many.
 */
export async function expireOldest<D extends mongo.Document>(
  collection: mongo.Collection<D>,
  { field, index, before, limit }: { field: string; index: string; before: number; limit: number },
): Promise<number> {
  const isOld = { [field]: { $lt: before } };
  const oldest = await found<D>(collection, { filter: isOld, sort: { [field]: 1 }, index, limit }, { _id: 1 });
  // Its age once more: another document may have come to stand under the same id since.
  const filter = { _id: { $in: oldest.map(({ _id }) => _id as unknown) }, ...isOld } as mongo.Filter<D>;
  const { deletedCount } = await collection.deleteMany(filter);
  return deletedCount;
}
