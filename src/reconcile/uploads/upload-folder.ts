// A statement on its way in: written to a file that only this user can read, in a folder of the data folder, and deleted when its
// comparison has ended. Knows nothing of what is in it.
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Sheet } from '../sheet';
import { askDisk, type HeldSpace, noSpace, UploadSpace } from './upload-space';

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
  private readonly space: UploadSpace;
  /** By the paths of the files that are there. */
  private readonly held = new Map<string, HeldSpace>();

  constructor(
    readonly folder: string,
    ask = askDisk,
  ) {
    this.space = new UploadSpace(folder, ask);
  }

  /** What paths of this process begin with. */
  private get prefix(): string {
    return join(this.folder, `${this.boot}.`);
  }

  /**
   * Writes the file of an account as it comes. Rejects, with nothing left there, where reading or writing fails, and as soon as the disk
   * has no room for it and a sheet of its size: `Refusal` overloaded.
   */
  async write(name: string, accountId: string, bytes: AsyncIterable<Uint8Array>): Promise<Spooled> {
    await this.make();
    const path = `${this.prefix}${name}.csv`;
    const held = this.space.hold(accountId);
    this.held.set(path, held);
    try {
      const digest = createHash('sha256');
      let count = 0;
      const file = await open(path, 'wx', 0o600);
      try {
        for await (const piece of bytes) {
          digest.update(piece);
          count += piece.length;
          held.claim(2 * count);
          await file.writeFile(piece);
          held.wrote(count);
        }
      } finally {
        await file.close();
      }
      return { path, bytes: count, digest: digest.digest('hex') };
    } catch (error) {
      await this.drop(path);
      const { code } = error as { readonly code?: unknown };
      throw code === 'ENOSPC' || code === 'EDQUOT' ? noSpace() : error;
    }
  }

  private async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** An empty sheet for the file that was written. It grows as far as there is room: then its writes throw `Refusal` overloaded. */
  sheetFor({ path, bytes }: Spooled): Sheet {
    const held = this.held.get(path);
    return new Sheet(this.prefix, (next, written) => {
      // Also within what it was granted: others may have filled the disk since.
      this.requireRoom();
      held?.claim(bytes + next);
      held?.wrote(bytes + written);
    });
  }

  /** Throws `Refusal` overloaded where the disk has no room by now for anything a comparison writes, here or into the store. */
  requireRoom(): void {
    this.space.requireAny();
  }

  /** Deletes the file, after its sheet was closed, and gives back what the two held. */
  async drop(path: string): Promise<void> {
    try {
      await rm(path, { force: true });
    } finally {
      this.held.get(path)?.release();
      this.held.delete(path);
    }
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
