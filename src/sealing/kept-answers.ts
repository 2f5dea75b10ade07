// The files of answers that are not written yet, seen as what is sealed: which keys they need, and with the newest key instead.
import { join } from 'node:path';
import type { Config } from '../config';
import { keyIdOf } from '../core/sealed-records';
import { unwrittenRecord } from '../core/use-cases/operations/unwritten-answers';
import type { Sealer } from '../core/values/ports';
import { KeptFiles } from '../system/kept-files';

/** Where they lie beside the store. */
export function keptAnswersIn(dataDir: string): string {
  return join(dataDir, 'unwritten');
}

/** How many files of this folder each key has sealed, by its id. Throws what the system says where they cannot be read. */
export function keptAnswersByKey(folder: string): Map<string, number> {
  const files = new KeptFiles(folder);
  const counts = new Map<string, number>();
  for (const name of files.names()) {
    const keyId = keyIdOf(files.read(name));
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/**
 * The same, as far as they must be this installation's: beside a file of SQLite. With MongoDB the folder is the machine's, and another
 * installation may keep answers there, too.
 */
export function ownKeptAnswers({ databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>): Map<string, number> {
  return databaseUrl.startsWith('sqlite:') ? keptAnswersByKey(keptAnswersIn(dataDir)) : new Map<string, number>();
}

/**
 * Seals them anew with the newest key where another one sealed them and is here; says how many. Safe beside a server that writes them into
 * its store meanwhile: a file that comes back holds what is written, and is dropped by the next start.
 */
export function resealKeptAnswers(folder: string, sealer: Sealer): number {
  const files = new KeptFiles(folder);
  let done = 0;
  for (const name of files.names()) {
    const sealed = files.read(name).trim();
    if (!sealer.knowsKeyOf(sealed) || sealer.isNewest(sealed)) continue;
    const record = unwrittenRecord(name);
    files.put(name, sealer.seal(sealer.open(sealed, record), record));
    done += 1;
  }
  return done;
}
