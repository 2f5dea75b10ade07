// Reads go by what a majority has, and a majority can fall behind: its members copy slowly, or a new primary has only just come up.
// A list that is answered then is a picture of the past, in which what was written since is missing.
import type { mongo } from 'mongoose';

/** The majority is so far behind that a list would leave out too much. */
export class StaleRead extends Error {
  constructor(behindMs: number) {
    super(`A majority of the replica set is ${String(Math.round(behindMs / 1000))} s behind its primary`);
  }
}

/**
 * Runs one read in a session of its own. Throws `StaleRead` where what it saw is older than `oldestMs`. Both times are the
 * server's: that of the state which was read, and that of its newest write. A server on its own tells neither.
 */
export async function recentRead<T>(
  client: mongo.MongoClient,
  oldestMs: number,
  read: (session: mongo.ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession();
  try {
    const rows = await read(session);
    const seen = session.operationTime;
    const newest = session.clusterTime?.clusterTime;
    const behindMs = seen && newest ? (newest.t - seen.t) * 1000 : 0;
    if (behindMs > oldestMs) throw new StaleRead(behindMs);
    return rows;
  } finally {
    await session.endSession();
  }
}
