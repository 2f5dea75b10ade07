// Which engine a DATABASE_URL means. The only place that names both.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { mapPorts, type Store } from '../core/store';
import { StoreUnavailable } from '../core/store-unavailable';
import { wrapCalls, type CallWrapper } from '../system/wrap-calls';
import { schemaVersionOf } from './sqlite/engine/schema-version';
import { lockForServing } from './sqlite/engine/server-lock';
import { isSqliteUnavailable } from './sqlite/engine/unavailable';
import { openSqliteStore } from './sqlite/store';

export { SCHEMA_VERSION } from './sqlite/engine/migrations';
export { ServedElsewhere } from './sqlite/engine/server-lock';

/** What the process that opens a store asks of it. */
export interface StoreOptions {
  /** Live money: refuse what cannot keep it safe, such as a MongoDB server that is not part of a replica set. */
  readonly live?: boolean;
  /** Told once about a setup that is fine for tests only. */
  readonly warn?: (message: string) => void;
}

/**
 * Opens the store that `databaseUrl` names and brings its schema up to date. Its ports throw `StoreUnavailable` wherever the
 * driver means "not now". Rejects, with nothing left open, on a URL of neither engine (without repeating it: it may hold a
 * password) and where the store cannot be opened, in the driver's own words.
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<Store> {
  const path = sqlitePathOf(databaseUrl);
  if (path !== null) return translateErrors(await openSqliteStore(path), isSqliteUnavailable);
  // Loaded only here: a process on the embedded store need not wait for another database's driver.
  const { openMongoStore } = await import('./mongo/store');
  const { isMongoUnavailable } = await import('./mongo/engine/unavailable');
  return translateErrors(await openMongoStore(databaseUrl, options), isMongoUnavailable);
}

/** The same store, whose ports throw `StoreUnavailable` for every error that `isUnavailable` knows, and the rest as it is. */
export function translateErrors(store: Store, isUnavailable: (error: unknown) => boolean): Store {
  const translate: CallWrapper = async (_operation, _args, call) => {
    try {
      return await call();
    } catch (error) {
      throw isUnavailable(error) ? new StoreUnavailable(error) : error;
    }
  };
  return mapPorts(store, (port, name) => wrapCalls(port, name, translate));
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
      requireNoFolder(path);
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

/** The store is one file, with its own files beside it. */
function requireNoFolder(path: string): void {
  const isFolder = path.endsWith('/') || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
  if (!isFolder) return;
  throw new Error(
    `DATABASE_URL names a folder, ${resolve(path)}: name a file in it, such as sqlite:${join(path, 'vouch.db')}`,
  );
}
