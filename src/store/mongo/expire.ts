// Deleting what has been kept long enough, a batch at a time.
import type { mongo } from 'mongoose';
import { found } from './lists';

/** What is deleted. `only`: what must hold of a document besides its age. */
export interface Expiring {
  readonly field: string;
  readonly index: string;
  readonly before: number;
  readonly limit: number;
  readonly only?: Readonly<Record<string, unknown>>;
}

/**
 * Deletes at most `limit` documents whose `field` is before `before` (milliseconds since the epoch), the oldest first, found by
 * `index`. Says how many.
 */
export async function expireOldest<D extends mongo.Document>(
  collection: mongo.Collection<D>,
  { field, index, before, limit, only = {} }: Expiring,
): Promise<number> {
  const isOld = { [field]: { $gte: 0, $lt: before }, ...only };
  const oldest = await found<D>(collection, { filter: isOld, sort: { [field]: 1 }, index, limit }, { _id: 1 });
  // Its age once more: another document may have come to stand under the same id since.
  const filter = { _id: { $in: oldest.map(({ _id }) => _id as unknown) }, ...isOld } as mongo.Filter<D>;
  const { deletedCount } = await collection.deleteMany(filter);
  return deletedCount;
}
