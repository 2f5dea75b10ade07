// Transactions whose server died or stands still in the middle: MongoDB would keep what they have written from everybody else for a
// minute. Whoever they keep waiting ends them; ended before its commit, nothing of such a transaction ever counts.
import type { mongo } from 'mongoose';

/** Between two commands of a commit lie milliseconds. A server that is only slow decides its calls again. */
const ABANDONED_MS = 2_000;
/** However many calls wait: one look at a time, and not more often. */
const LOOK_EVERY_MS = 1_000;

/** Looks for them where a write met one of another process. */
export class AbandonedTransactions {
  #lookedAt = -Infinity;

  constructor(private readonly client: mongo.MongoClient) {}

  /**
   * Ends those of this installation: of the same application name, and where users are told apart of the same user, so that no
   * right is needed. Never rejects: where it cannot be done they end after their minute.
   */
  async end(): Promise<void> {
    const now = performance.now();
    const { appName } = this.client.options;
    if (appName === undefined || now - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = now;
    try {
      const admin = this.client.db('admin');
      const filter = {
        type: 'idleSession',
        appName,
        'transaction.parameters.autocommit': false,
        'transaction.timeInactiveMicros': { $gt: ABANDONED_MS * 1000 },
      };
      const found = await admin
        .aggregate<{ lsid: { id: unknown } }>([{ $currentOp: { idleSessions: true } }, { $match: filter }], {
          // What is under way knows no other.
          readConcern: { level: 'local' },
          readPreference: 'primary',
        })
        .toArray();
      if (found.length > 0) await admin.command({ killSessions: found.map(({ lsid }) => ({ id: lsid.id })) });
    } catch {
      // Not allowed, or the server is gone: whoever waits hears of the latter by its own call.
    }
  }
}
