// How much of the disk uploads and their sheets may take: what the store, and the answers of providers, need is left to them. Asks the
// disk while they grow, and knows nothing of what is written.
import { statfsSync } from 'node:fs';
import type { Refusal } from '../../core/values/refusal';
import { overloaded } from './upload-places';

/** What a disk has, in bytes. Free is what this user may still write. */
export interface DiskSpace {
  readonly freeBytes: number;
  readonly diskBytes: number;
}

/** Asks the disk that a folder is on. */
export type AskDisk = (folder: string) => DiskSpace;

/** Asks the system. Throws what it says where there is no such folder. */
export const askDisk: AskDisk = (folder) => {
  const { bavail, blocks, bsize } = statfsSync(folder);
  return { freeBytes: bavail * bsize, diskBytes: blocks * bsize };
};

const MIB = 1024 * 1024;
const GIB = 1024 * MIB;

/** So much is asked for at a time. An ordinary statement asks once. */
const STEP_BYTES = MIB;
/** Held for uploads of one account, in both modes: the largest file there may be and its sheet, and another one on its way in. */
export const MOST_HELD_OF_ONE = 4 * GIB;
/** Held for all of a process. */
export const MOST_HELD = 8 * GIB;
/** Somebody else's comparison ends in seconds or minutes. */
const RETRY_MS = 60_000;

/**
 * What uploads leave free, in bytes: a tenth of the disk, but 512 MiB at least, which is 50,000 redemptions, and 10 GiB at most, which is
 * a million. Of a disk below 2 GiB a quarter: there is still room on it for an ordinary statement. More than the store spares for answers
 * in any case.
 */
export function keptFree(diskBytes: number): number {
  return Math.min(diskBytes / 4, Math.max(512 * MIB, Math.min(diskBytes / 10, 10 * GIB)));
}

/** The uploads of one process. Several instances on one disk count their own, and see those of the others as what is not free. */
export class UploadSpace {
  private readonly held = new Set<HeldSpace>();

  /** `folder` must be there by the time something is held. */
  constructor(
    private readonly folder: string,
    private readonly ask: AskDisk = askDisk,
  ) {}

  /** For one upload of this account: nothing so far. Ends with `release`. */
  hold(accountId: string): HeldSpace {
    const held = new HeldSpace(
      accountId,
      (bytes) => {
        this.require(accountId, bytes);
      },
      () => this.held.delete(held),
    );
    this.held.add(held);
    return held;
  }

  /** Throws `Refusal` overloaded where nothing more may be written, by this process or by whoever else writes to the disk. */
  requireAny(): void {
    this.leftAfter(0);
  }

  /**
   * Throws `Refusal` overloaded where so many bytes more would be too many. One account may hold as much as it leaves to the others at
   * most: however large its files are, those of others find room.
   */
  private require(accountId: string, bytes: number): void {
    const all = [...this.held];
    const own = sum(all.filter((held) => held.accountId === accountId).map(({ granted }) => granted)) + bytes;
    if (own > Math.min(this.leftAfter(bytes), MOST_HELD_OF_ONE))
      throw noSpace('The files of this account would take too much of the disk');
    if (sum(all.map(({ granted }) => granted)) + bytes > MOST_HELD)
      throw noSpace('Statements of others take what room there is for them');
  }

  /** What uploads may still take once so many bytes more were granted. What was granted is no longer free, written or not. */
  private leftAfter(bytes: number): number {
    const { freeBytes, diskBytes } = this.ask(this.folder);
    const unwritten = sum([...this.held].map(({ granted, written }) => granted - written));
    const left = freeBytes - unwritten - bytes - keptFree(diskBytes);
    if (left < 0) throw noSpace();
    return left;
  }
}

/** What one upload holds. */
export class HeldSpace {
  private grantedBytes = 0;
  private writtenBytes = 0;

  constructor(
    readonly accountId: string,
    private readonly require: (bytes: number) => void,
    private readonly onRelease: () => void,
  ) {}

  /** What it may grow to, in bytes. */
  get granted(): number {
    return this.grantedBytes;
  }

  /** What of that the disk no longer counts as free. */
  get written(): number {
    return this.writtenBytes;
  }

  /** Lets it grow to so many bytes in all. Throws `Refusal` overloaded where there is no room for that, and leaves it as it was. */
  claim(bytes: number): void {
    if (bytes <= this.grantedBytes) return;
    const wanted = Math.ceil(bytes / STEP_BYTES) * STEP_BYTES;
    this.require(wanted - this.grantedBytes);
    this.grantedBytes = wanted;
  }

  /** So many bytes of it are on the disk by now. */
  wrote(bytes: number): void {
    this.writtenBytes = Math.min(bytes, this.grantedBytes);
  }

  /** All of it was deleted. */
  release(): void {
    this.onRelease();
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Why a statement cannot be written now. */
export function noSpace(why = 'The disk of this server has no room for it'): Refusal {
  return overloaded(why, RETRY_MS);
}
