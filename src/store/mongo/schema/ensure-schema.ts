// Collections, validators and indexes, made when a store is opened. Safe to run by several instances at once, any number of times.
import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';
import { STORED_KINDS } from '../../shared/points/kinds';
import { pointsCollectionsOn, pointsIndexesOf, pointsValidatorOf } from '../points/schema';
import { COLLECTIONS, type Collections } from './collections';
import { validatorOf } from './validators';
import { INDEXES } from './indexes';

/** NamespaceExists: another instance was faster. */
const COLLECTION_EXISTS = 48;

/**
 * Makes what is missing, and gives collections of an earlier version today's validators. Documents that stand are not looked
 * at until they are written again. `replicated`: it is no server alone, for tests. Rejects in the driver's own words.
 */
export async function ensureSchema(collections: Collections, replicated: boolean): Promise<void> {
  const { db } = collections.redemptions;
  const listed = await db.listCollections<mongo.CollectionInfo>().toArray();
  const standing = new Map(listed.map((info) => [info.name, info]));
  await Promise.all([
    ...COLLECTIONS.map((name) => {
      const { collectionName } = collections[name];
      return ensureCollection(db, collectionName, validatorOf(name), INDEXES[name], standing, replicated);
    }),
    ...STORED_KINDS.map((kind) => {
      const { collectionName } = pointsCollectionsOn(db)[kind];
      return ensureCollection(db, collectionName, pointsValidatorOf(kind), pointsIndexesOf(kind), standing, replicated);
    }),
  ]);
}

async function ensureCollection(
  db: mongo.Db,
  name: string,
  validator: object,
  indexes: readonly mongo.IndexDescription[],
  standing: ReadonlyMap<string, mongo.CollectionInfo>,
  replicated: boolean,
): Promise<void> {
  await ensureValidator(db, name, validator, standing.get(name));
  if (indexes.length === 0) return;
  // The default is all members, and waits for one that is down, however long that is: whoever then becomes the primary has built it.
  const quorum = replicated ? { commitQuorum: 'majority' } : {};
  await db.collection(name).createIndexes([...indexes], quorum);
}

async function ensureValidator(
  db: mongo.Db,
  name: string,
  validator: object,
  standing: mongo.CollectionInfo | undefined,
): Promise<void> {
  if (!standing) {
    try {
      await db.createCollection(name, { validator });
      return;
    } catch (error) {
      if (codeOf(error) !== COLLECTION_EXISTS) throw error;
    }
  }
  // Changing it locks the collection for a moment: done only where it differs.
  const current: unknown = standing?.options?.['validator'];
  if (!isDeepStrictEqual(plain(current), plain(validator))) await db.command({ collMod: name, validator });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
