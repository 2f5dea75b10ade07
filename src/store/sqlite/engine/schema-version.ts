// The schema version that a SQLite file says it has. Changes nothing.
import { existsSync, statSync } from 'node:fs';
import { DatabaseSync } from '@photostructure/sqlite';
import { namingFile } from './naming-file';

/** Another process may be bringing the file up to date: that takes less than this. */
const PATIENCE_MS = 5_000;

/** 0 where there is no file, or nothing in it yet. */
export function schemaVersionOf(path: string): number {
  if (!existsSync(path) || statSync(path).size === 0) return 0;
  return namingFile(path, () => readVersion(path));
}

function readVersion(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true, timeout: PATIENCE_MS });
  try {
    const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: number } | undefined;
    return row?.user_version ?? 0;
  } finally {
    database.close();
  }
}
