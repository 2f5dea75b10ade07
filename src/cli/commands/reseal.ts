// `vouch reseal`: seals with the first key of VOUCH_SECRET_KEY what another key sealed, while servers run, so that the others
// can be dropped. Exits 1 where something is left.
import type { Command } from 'commander';
import { keysOf } from '../../config';
import { keyIdOf } from '../../core/sealed-records';
import { DEFAULT_SCHEDULE } from '../../core/redemption/schedule';
import { countSealed, reseal, type SealedCount } from '../../core/upkeep/reseal';
import { keptAnswersByKey, keptAnswersIn, resealKeptAnswers } from '../../sealing/kept-answers';
import { ProcessKeyedLock } from '../../system/keyed-lock';
import { EXIT_FAILED, reporting } from '../failure';
import { printTable } from '../table';
import { withStore } from '../with-store';

/** Records read at once: few enough that servers notice nothing. */
const BATCH = 500;

/** `reseal`. */
export function registerReseal(program: Command): void {
  program
    .command('reseal')
    .description(
      'Seal everything with the first key of VOUCH_SECRET_KEY (works while servers run), with a count per key',
    )
    .option('--count', 'change nothing: only count what each key has sealed', false)
    .option('--dry-run', 'the same as --count', false)
    .action(reporting(run));
}

async function run({ count: countOnly = false, dryRun = false }: { count?: boolean; dryRun?: boolean }): Promise<void> {
  const config = keysOf(process.env);
  const { openSealer } = await import('../../sealing/open-sealer');
  await withStore(async ({ store, clock, ids }) => {
    const sealer = await openSealer(store.accounts, config);
    const folder = keptAnswersIn(config.dataDir);
    const countAll = async () =>
      withKept(await countSealed({ store }, BATCH, keyIdOf), keptAnswersByKey(folder, sealer));
    const before = await countAll();
    print(before, sealer.keyIds);
    if (countOnly || dryRun) return;
    const services = { store, clock, ids, sealer, lock: new ProcessKeyedLock(), schedule: DEFAULT_SCHEDULE };
    const onError = (record: string, error: unknown) => {
      process.stderr.write(`vouch: ${record}: ${error instanceof Error ? error.message : 'failed'}\n`);
    };
    const done = await reseal(services, BATCH, onError);
    const kept = resealKeptAnswers(folder, sealer, onError);
    process.stdout.write(`\nsealed anew: ${String(done + kept)}\n\n`);
    const after = await countAll();
    print(after, sealer.keyIds);
    const [first] = sealer.keyIds;
    if ([...after.keys()].every((keyId) => keyId === first)) return;
    process.stderr.write('vouch: something is still sealed with another key: see the table; run it again\n');
    process.exitCode = EXIT_FAILED;
  });
}

/** With the answers that are not written yet: what they bring is still to be done. */
function withKept(counts: Map<string, SealedCount>, kept: ReadonlyMap<string, number>): Map<string, SealedCount> {
  for (const [keyId, files] of kept) {
    const { unsettled, settled } = counts.get(keyId) ?? { unsettled: 0, settled: 0 };
    counts.set(keyId, { unsettled: unsettled + files, settled });
  }
  return counts;
}

function print(counts: ReadonlyMap<string, SealedCount>, ring: readonly string[]): void {
  const ids = [...new Set([...ring, ...[...counts.keys()].sort()])];
  printTable(
    ['KEY', 'USE', 'UNSETTLED', 'SETTLED'],
    ids.map((keyId) => {
      const { unsettled, settled } = counts.get(keyId) ?? { unsettled: 0, settled: 0 };
      return [keyId, useOf(ring.indexOf(keyId)), String(unsettled), String(settled)];
    }),
  );
}

function useOf(place: number): string {
  if (place < 0) return 'is not here';
  return place === 0 ? 'seals' : 'opens';
}
