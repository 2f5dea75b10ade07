// A disk of a few megabytes that a test fills up: a real one, where this machine lets us have it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Mounted until the tests of the file are over. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), 'vouch-disk-'));
  readonly isMounted: boolean;
  readonly #ballast: string[] = [];

  constructor(megabytes: number) {
    const options = ['-t', 'tmpfs', '-o', `size=${String(megabytes)}m`, 'tmpfs', this.folder];
    this.isMounted = spawnSync('mount', options).status === 0;
    if (!this.isMounted) process.stderr.write('\nA full disk was NOT exercised: this machine mounts none for us\n\n');
    afterAll(() => {
      // Lazily: the driver closes its last handle when it is collected.
      if (this.isMounted) execFileSync('umount', ['-l', this.folder]);
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  get bytesFree(): number {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Leaves so many bytes. */
  fill(leave: number): void {
    const path = join(this.folder, `ballast-${String(this.#ballast.length)}`);
    this.#ballast.push(path);
    writeFileSync(path, Buffer.alloc(Math.max(0, this.bytesFree - leave)));
  }

  /** Takes away what filled it. */
  empty(): void {
    for (const path of this.#ballast.splice(0)) rmSync(path, { force: true });
  }
}
