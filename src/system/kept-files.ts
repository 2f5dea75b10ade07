// Small texts in files of their own, in a folder that only its owner can read: for what has to outlive the process while the
// store is away.
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const SUFFIX = '.kept';
const NAME = /^[a-z]+_[0-9a-f]{24}$/;

/** One text a file, by names that have the form of an id. Calls block: they are for what hardly ever happens. */
export class KeptFiles {
  constructor(readonly folder: string) {}

  /** Durably writes the text under the name, all or nothing. Throws what the system says, or where the name is no id. */
  put(name: string, text: string): void {
    const path = this.pathOf(name);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const unfinished = `${path}.unfinished`;
    const file = openSync(unfinished, 'w', 0o600);
    try {
      writeWhole(file, text);
      fsyncSync(file);
      renameSync(unfinished, path);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
    const folder = openSync(this.folder, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  /** Every name there is; none where there is no folder. Throws what the system says of one that cannot be read. */
  names(): string[] {
    try {
      return readdirSync(this.folder)
        .filter((file) => file.endsWith(SUFFIX))
        .map((file) => file.slice(0, -SUFFIX.length))
        .filter((name) => NAME.test(name))
        .sort();
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'ENOENT') return [];
      throw error;
    }
  }

  /** Throws where it is gone or cannot be read. */
  read(name: string): string {
    return readFileSync(this.pathOf(name), 'utf8');
  }

  /** Deletes it, if it is there. */
  drop(name: string): void {
    rmSync(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    if (!NAME.test(name)) throw new Error('A kept file has the name of an id');
    return join(this.folder, name + SUFFIX);
  }
}

/** A disk that is almost full takes the beginning, and says so by a number alone. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
}
