// IndexedDB: what a power cut must not take away. Never a PIN.
import type { AttemptRecord } from '../sale/attempt';
import type { Profile, TillStorage } from './ports';

const NAME = 'vouch-till';
const VERSION = 1;
const RECORDS = 'attempts';
const PROFILE = 'profile';
const ONLY = 'this till';

/** Opened with the first use. What fails once is tried anew. */
export function browserStorage(page: Window): TillStorage {
  let opening: Promise<IDBDatabase> | null = null;
  const database = (): Promise<IDBDatabase> => {
    opening ??= open(page, reset).catch((error: unknown) => {
      reset();
      throw error;
    });
    return opening;
  };
  const reset = (): void => {
    opening = null;
  };
  const change = async (store: string, make: (rows: IDBObjectStore) => void): Promise<void> => {
    // Strict: on the disk, not only handed to the operating system.
    const transaction = (await database()).transaction(store, 'readwrite', { durability: 'strict' });
    make(transaction.objectStore(store));
    await completed(transaction);
  };
  const read = async (store: string, ask: (rows: IDBObjectStore) => IDBRequest): Promise<unknown> =>
    answerOf(ask((await database()).transaction(store, 'readonly').objectStore(store)));
  return {
    readProfile: async () => {
      const profile = (await read(PROFILE, (rows) => rows.get(ONLY))) as Partial<Profile> | undefined;
      // Of another shape: as if there were none.
      const isOurs = Array.isArray(profile?.types) && (profile.terminal === null || profile.terminal?.accountName);
      return isOurs ? (profile as Profile) : null;
    },
    writeProfile: async (profile) => {
      await change(PROFILE, (rows) => {
        rows.put(profile, ONLY);
      });
      await askToKeep(page);
    },
    readRecords: async () => (await read(RECORDS, (rows) => rows.getAll())) as AttemptRecord[],
    writeRecord: (record) =>
      change(RECORDS, (rows) => {
        rows.put(record);
      }),
    deleteRecord: async (key) => {
      let found: IDBRequest<number> | undefined;
      await change(RECORDS, (rows) => {
        found = rows.count(key);
        rows.delete(key);
      });
      return found?.result === 1;
    },
  };
}

/** Keeps the browser from throwing it away where space is short. It may say no. */
async function askToKeep(page: Window): Promise<void> {
  const storage = page.navigator.storage as StorageManager | undefined;
  await storage?.persist().catch(() => false);
}

/** `closed`: it was taken away, by a newer version of this page or by somebody who empties the browser. */
function open(page: Window, closed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = page.indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(RECORDS, { keyPath: 'key' });
      request.result.createObjectStore(PROFILE);
    };
    request.onsuccess = () => {
      const { result } = request;
      // Whoever changes or deletes it is not kept waiting.
      result.onversionchange = () => {
        result.close();
        closed();
      };
      result.onclose = closed;
      resolve(result);
    };
    request.onerror = () => {
      reject(new Error('The storage of the browser does not open'));
    };
    request.onblocked = request.onerror;
  });
}

function answerOf(request: IDBRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('The storage of the browser cannot be read'));
    };
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onerror = transaction.onabort = () => {
      reject(new Error('The storage of the browser did not keep it'));
    };
  });
}
