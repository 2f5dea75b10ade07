// A statement on its way in: written to a file that only this user can read, in a folder of the data folder, and deleted when its
// comparison has ended. Knows nothing of what is in it. And the places for those on their way in: few, and nobody has them all.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Caller } from '../core/accounts/caller';
import { Refusal } from '../core/values/refusal';

/** What was written. */
export interface Spooled {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256, hex. */
  readonly digest: string;
}

/** The folder of uploads. What a process writes begins with a name of its own, by which it is told from what earlier ones left. */
export class UploadFolder {
  private readonly boot = randomBytes(6).toString('hex');

  constructor(readonly folder: string) {}

  /** What paths of this process begin with. */
  get prefix(): string {
    return join(this.folder, `${this.boot}.`);
  }

  /** Writes the file as it comes. Rejects, with nothing left there, where reading or writing fails. */
  async write(name: string, bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
    await this.make();
    const path = `${this.prefix}${name}.csv`;
    try {
      const digest = createHash('sha256');
      let count = 0;
      const file = await open(path, 'wx', 0o600);
      try {
        for await (const piece of bytes) {
          digest.update(piece);
          count += piece.length;
          await file.writeFile(piece);
        }
      } finally {
        await file.close();
      }
      return { path, bytes: count, digest: digest.digest('hex') };
    } catch (error) {
      await this.drop(path);
      throw error;
    }
  }

  async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  async drop(path: string): Promise<void> {
    await rm(path, { force: true });
  }

  /** Deletes what an earlier process left, where it is at least so old: nobody compares it any longer. */
  async sweep(ageMs: number): Promise<void> {
    for (const name of await this.names()) {
      const path = join(this.folder, name);
      const { ctimeMs } = await stat(path);
      const isOld = Date.now() - ctimeMs >= ageMs;
      if (isOld && !name.startsWith(`${this.boot}.`)) await rm(path, { recursive: true, force: true });
    }
  }

  private async names(): Promise<string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'ENOENT') return [];
      throw error;
    }
  }
}

/** On their way in at once, over all accounts and modes: each takes room on the disk and time of the processor. */
export const MOST_UPLOADS = 8;
/** Of one account and mode: one, and its repeat under the same key. */
const MOST_OF_ONE = 2;
/** What a client that comes too early waits. */
export const RETRY_MS = 5_000;

/** The places of one process. Several instances have theirs each. */
export class UploadPlaces {
  private readonly taken = new Map<string, number>();
  private all = 0;

  /**
   * Runs `work` in a place of this account and mode. Throws `Refusal` reconciliation_running where both are taken, and overloaded where
   * all are.
   */
  async run<T>({ accountId, livemode }: Pick<Caller, 'accountId' | 'livemode'>, work: () => Promise<T>): Promise<T> {
    const owner = JSON.stringify([accountId, livemode]);
    const own = this.taken.get(owner) ?? 0;
    if (own >= MOST_OF_ONE) {
      throw new Refusal('reconciliation_running', 'Others of this account are on their way in: wait for them', {
        retryAfterMs: RETRY_MS,
      });
    }
    if (this.all >= MOST_UPLOADS) throw overloaded('Statements of others are on their way in');
    this.add(owner, 1);
    try {
      return await work();
    } finally {
      this.add(owner, -1);
    }
  }

  private add(owner: string, change: 1 | -1): void {
    this.all += change;
    const own = (this.taken.get(owner) ?? 0) + change;
    if (own > 0) this.taken.set(owner, own);
    else this.taken.delete(owner);
  }
}

/** Why a statement has to come again later. */
export function overloaded(why: string): Refusal {
  return new Refusal('overloaded', `${why}: send it again later`, { retryAfterMs: RETRY_MS });
}
