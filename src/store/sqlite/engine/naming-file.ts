// Errors of the driver that say which file they are about: its own words, such as "file is not a database", name none.

const SQLITE_NOTADB = 26;

/** Runs `work` on the file at `path`. Throws what it throws; an error of the driver with the path before its words. */
export function namingFile<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw named(path, error);
  }
}

/** As `namingFile`, for work that takes time. */
export async function namingFileLater<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw named(path, error);
  }
}

/** `errcode` goes along: others decide by it. Not `instanceof Error`: the driver is native, and so has its own. */
function named(path: string, error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('errcode' in error) || !('message' in error)) return error;
  const why = String(error.message);
  const isOther = (Number(error.errcode) & 0xff) === SQLITE_NOTADB;
  const words = isOther ? `${path} is not a store of Vouch (${why}): is DATABASE_URL right?` : `${path}: ${why}`;
  return Object.assign(new Error(words, { cause: error }), { errcode: error.errcode });
}
