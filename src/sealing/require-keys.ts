// Before a server starts: whether it has the keys for what is still to be done. Counts; opens nothing.
import { keyIdOf, type SealedRecordStore } from '../core/sealed-records';
import type { AesSealer } from './aes-sealer';

const BATCH = 500;
/** Endpoints are few for each account. Settled records may be millions: a look at some says whether the key was in use. */
const MOST_LOOKED_AT = 2_000;

/**
 * Rejects where the source of an undecided redemption, or the secret of an endpoint that stands, is sealed with a key that is not
 * in the ring: money would wait for a key that nobody gave. So where an answer that is not written yet is: `kept` says how many files each key
 * has sealed. `warn` is told where only PINs or answers that may be shown again are.
 */
export async function requireKeys(
  sealed: SealedRecordStore,
  sealer: AesSealer,
  kept: ReadonlyMap<string, number>,
  warn: (message: string) => void,
): Promise<void> {
  const lacks = (keyId: string) => !sealer.keyIds.includes(keyId);
  const sources = [...(await sealed.unsettledSources())].filter(([keyId]) => lacks(keyId));
  const secrets = await missingSecrets(sealed, lacks);
  const answers = [...kept].filter(([keyId]) => lacks(keyId));
  if (sources.length > 0 || secrets.size > 0 || answers.length > 0) {
    const faults = [
      ...faultsOf('open redemptions', sources),
      ...faultsOf('webhook secrets', [...secrets]),
      ...faultsOf('answers that are not written yet (unwritten/)', answers),
    ];
    throw new Error(
      `a key is missing in VOUCH_SECRET_KEY (here: ${sealer.keyIds.join(', ')}). ${faults.join('; ')}. ` +
        'Put the key back behind the first one. It can go once `vouch reseal --count` shows nothing for it',
    );
  }
  const keyIds = await settledElsewhere(sealed, lacks);
  if (keyIds.length === 0) return;
  warn(
    `PINs of issued vouchers, stored answers or second factors of users are sealed with keys that VOUCH_SECRET_KEY lacks (${keyIds.join(', ')}): ` +
      'what needs them answers 503 key_unknown. Put the keys back and run `vouch reseal`',
  );
}

function faultsOf(what: string, counts: readonly (readonly [string, number])[]): string[] {
  return counts.map(([keyId, count]) => `Sealed with the key ${keyId}: ${String(count)} ${what}`);
}

async function missingSecrets(
  sealed: SealedRecordStore,
  lacks: (keyId: string) => boolean,
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const page: Awaited<ReturnType<SealedRecordStore['page']>> = await sealed.page('webhook_endpoint', after, BATCH);
    const missing = page.flatMap(({ unsettled }) => unsettled.map(keyIdOf)).filter(lacks);
    for (const keyId of missing) counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
    after = page.length < BATCH ? undefined : page.at(-1)?.id;
  }
  return counts;
}

async function settledElsewhere(sealed: SealedRecordStore, lacks: (keyId: string) => boolean): Promise<string[]> {
  const pages = await Promise.all([
    sealed.page('redemption', '', MOST_LOOKED_AT),
    sealed.page('stored_answer', '', MOST_LOOKED_AT),
    sealed.page('user', '', MOST_LOOKED_AT),
  ]);
  const keyIds = pages.flat().flatMap(({ settled }) => settled.map(keyIdOf));
  return [...new Set(keyIds.filter(lacks))].sort();
}
