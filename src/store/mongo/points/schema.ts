// The collections of the ledger with their validators and indexes, made from the one list in shared/points/kinds.ts.
import type { mongo } from 'mongoose';
import { KINDS, STORED_KINDS, typeOf, type ColumnValue, type StoredKind } from '../../shared/points/kinds';

/** A record of any kind: its columns, and itself as text. */
export type PointsDocument = { readonly _id: string; readonly rev: number; readonly document: string } & {
  readonly [column: string]: ColumnValue;
};
export type PointsCollections = { readonly [K in StoredKind]: mongo.Collection<PointsDocument> };

/** The name of a column in documents. */
export function fieldOf(column: string): string {
  return column === 'id' ? '_id' : column;
}

/** Any value of the column, in the words of the partial index over it. */
export function anyOf(kind: StoredKind, column: string): object {
  return typeOf(kind, column) === 'number' ? { $gte: 0 } : { $gte: '' };
}

/** The driver's own collections. Asks the server nothing. */
export function pointsCollectionsOn(db: mongo.Db): PointsCollections {
  const named = STORED_KINDS.map((kind) => [kind, db.collection(`points_${KINDS[kind].name}`)] as const);
  return Object.fromEntries(named) as unknown as PointsCollections;
}

/** What `ensureSchema` makes of a kind. */
export function pointsIndexesOf(kind: StoredKind): mongo.IndexDescription[] {
  return Object.entries(KINDS[kind].indexes).map(([name, { columns, unique, only }]) => ({
    name,
    key: Object.fromEntries(columns.map((column) => [fieldOf(column), 1 as const])),
    ...(unique ? { unique } : {}),
    ...(only === undefined ? {} : { partialFilterExpression: { [fieldOf(only)]: anyOf(kind, only) } }),
  }));
}

/** Every column has its type, and nothing else stands beside them. */
export function pointsValidatorOf(kind: StoredKind): object {
  const columns = Object.keys(KINDS[kind].columns).map((name) => [
    name,
    { bsonType: typeOf(kind, name) === 'text' ? ['string', 'null'] : ['int', 'long', 'double', 'null'] },
  ]);
  return {
    $jsonSchema: {
      bsonType: 'object',
      required: ['_id', 'rev', 'document'],
      additionalProperties: false,
      properties: {
        _id: { bsonType: 'string' },
        rev: { bsonType: ['int', 'long', 'double'], minimum: 0 },
        document: { bsonType: 'string', minLength: 2 },
        ...(Object.fromEntries(columns) as Record<string, object>),
      },
    },
  };
}
