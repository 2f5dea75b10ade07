// Collections, validator and indexes, made explicitly at `open`. Safe to run by several instances at once, any number of times.
import { isDeepStrictEqual } from 'node:util';
import type { Connection, Model, mongo } from 'mongoose';
import type { Models } from './collections';
import { REDEMPTION_VALIDATOR } from './validators';

/** NamespaceExists: another instance was faster. */
const COLLECTION_EXISTS = 48;

export async function ensureSchema(connection: Connection, models: Models): Promise<void> {
  const validators = new Map<string, object>([[models.redemptions.collection.collectionName, REDEMPTION_VALIDATOR]]);
  const all = Object.values(models) as Model<unknown>[];
  await Promise.all(
    all.map(async (model) => {
      const name = model.collection.collectionName;
      await ensureCollection(connection, name, validators.get(name));
      await model.createIndexes();
    }),
  );
}

async function ensureCollection(connection: Connection, name: string, validator?: object): Promise<void> {
  const db = connection.db;
  if (!db) throw new Error('MongoDB is not connected');
  const [standing] = await db.listCollections<mongo.CollectionInfo>({ name }).toArray();
  if (!standing) {
    try {
      await db.createCollection(name, validator ? { validator } : {});
      return;
    } catch (error) {
      if (codeOf(error) !== COLLECTION_EXISTS) throw error;
    }
  }
  if (!validator) return;
  // Changing it locks the collection for a moment: done only where it differs.
  const current = standing?.options?.['validator'] as unknown;
  if (!isDeepStrictEqual(plain(current), plain(validator))) await db.command({ collMod: name, validator });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
