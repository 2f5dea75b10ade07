// The files of answers that are not written yet, seen as what is sealed: which keys they need, and with the newest key instead.
import { join } from 'node:path';
import type { Config } from '../config';
import { keyIdOf } from '../core/sealed-records';
import {
  sealedPinOf,
  unwrittenRecord,
  withNewestKey,
  type UnwrittenAnswer,
} from '../core/use-cases/operations/unwritten-answers';
import type { Sealer } from '../core/values/ports';
import { KeptFiles } from '../system/kept-files';

/** Where they lie beside the store. */
export function keptAnswersIn(dataDir: string): string {
  return join(dataDir, 'unwritten');
}

/**
 * How many files of this folder need each key, by its id: that of the file, and that of the PIN inside, as far as this sealer opens the file.
 * Throws what the system says where they cannot be read.
 */
export function keptAnswersByKey(folder: string, sealer: Sealer): Map<string, number> {
  const files = new KeptFiles(folder);
  const counts = new Map<string, number>();
  for (const name of files.names()) {
    const sealed = files.read(name).trim();
    for (const keyId of new Set([sealed, ...pinIn(name, sealed, sealer)].map(keyIdOf)))
      counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/** What does not open here, or is damaged, is the keeper's to report. */
function pinIn(name: string, sealed: string, sealer: Sealer): string[] {
  try {
    const pin = sealedPinOf(openKept(name, sealed, sealer));
    return pin === null ? [] : [pin];
  } catch {
    return [];
  }
}

function openKept(name: string, sealed: string, sealer: Sealer): UnwrittenAnswer {
  return JSON.parse(sealer.open(sealed, unwrittenRecord(name))) as UnwrittenAnswer;
}

/**
 * The same, as far as they must be this installation's: beside a file of SQLite. With MongoDB the folder is the machine's, and another
 * installation may keep answers there, too.
 */
export function ownKeptAnswers(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  sealer: Sealer,
): Map<string, number> {
  return databaseUrl.startsWith('sqlite:')
    ? keptAnswersByKey(keptAnswersIn(dataDir), sealer)
    : new Map<string, number>();
}

/**
 * Seals them anew with the newest key, and the PINs in them, where another key sealed one of the two and both are here; says how many files
 * those were. Safe beside a server that writes them into its store meanwhile: a file that comes back holds what is written, and is dropped by
 * the next start.
 */
export function resealKeptAnswers(
  folder: string,
  sealer: Sealer,
  onError: (name: string, error: unknown) => void,
): number {
  const files = new KeptFiles(folder);
  let done = 0;
  for (const name of files.names()) {
    try {
      const sealed = files.read(name).trim();
      if (!sealer.knowsKeyOf(sealed)) continue;
      const answer = openKept(name, sealed, sealer);
      const anew = withNewestKey(answer, sealer);
      if (anew === answer && sealer.isNewest(sealed)) continue;
      files.put(name, sealer.seal(JSON.stringify(anew), unwrittenRecord(name)));
      done += 1;
    } catch (error) {
      onError(name, error);
    }
  }
  return done;
}
