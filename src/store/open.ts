// Which engine a DATABASE_URL means. The only place that names both.
import { resolve } from 'node:path';
import { Store } from '../core/store';
import { EdgeStore } from './edge';
import { schemaVersionOf } from './sqlite/engine/schema-version';
import { lockForServing } from './sqlite/engine/server-lock';
import { SqliteStore } from './sqlite/store';
import { isSqliteUnavailable } from './sqlite/engine/unavailable';

export { ServedElsewhere } from './sqlite/engine/server-lock';

export interface StoreOptions {
  /** Live money: refuse what cannot keep it safe, such as a MongoDB server that is not part of a replica set. */
  readonly live?: boolean;
  /** Told once about a setup that is fine for tests only. */
  readonly warn?: (message: string) => void;
}

/**
 * The store that `databaseUrl` names, not opened yet. Rejects on a URL of neither engine, without repeating it: it may hold a
 * password.
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<Store> {
  const path = sqlitePathOf(databaseUrl);
  if (path !== null) return new EdgeStore(new SqliteStore(path), isSqliteUnavailable);
  // Loaded only here: whoever uses the embedded store need not wait for another database's driver.
  const { MongoStore } = await import('./mongo/store');
  const { isMongoUnavailable } = await import('./mongo/engine/unavailable');
  return new EdgeStore(new MongoStore(databaseUrl, options), isMongoUnavailable);
}

/**
 * For a server, before it opens or starts anything: sees that no other one serves the same embedded store, whose simulators and
 * limits are its process's own. Resolves with what lets the next one in. Several servers may share a MongoDB.
 */
export async function serveAlone(databaseUrl: string): Promise<() => void> {
  const path = sqlitePathOf(databaseUrl);
  return path === null ? () => undefined : lockForServing(path);
}

/** The version of the schema as it stands now: 0 where there is none yet, null where the engine does not number it. Throws as `openStore` does. */
export function schemaVersion(databaseUrl: string): number | null {
  const path = sqlitePathOf(databaseUrl);
  return path === null ? null : schemaVersionOf(path);
}

/** Where there would be an embedded store, if there is none yet: an absolute path. Null: there is one, or it is MongoDB. Throws as `openStore` does. */
export function missingStore(databaseUrl: string): string | null {
  const path = sqlitePathOf(databaseUrl);
  return path !== null && schemaVersionOf(path) === 0 ? resolve(path) : null;
}

/** Null: MongoDB. */
function sqlitePathOf(databaseUrl: string): string | null {
  const scheme = /^([a-z][a-z0-9+]*):/i.exec(databaseUrl)?.[1]?.toLowerCase() ?? '';
  switch (scheme) {
    case 'sqlite': {
      const path = databaseUrl.slice('sqlite:'.length);
      if (path === '' || path === ':memory:')
        throw new Error('DATABASE_URL must name a file, such as sqlite:./data/vouch.db');
      // Absolute, because SQLite takes a name that begins with `file:` for a URI, and nothing else here does.
      return resolve(path);
    }
    case 'mongodb':
    case 'mongodb+srv':
      return null;
    default:
      throw new Error(
        `DATABASE_URL must start with sqlite:, mongodb:// or mongodb+srv://, not with ${scheme === '' ? 'anything else' : `${scheme}:`}`,
      );
  }
}
