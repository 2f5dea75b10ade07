// The keys of this installation, held against the store: with others than it was made with, no voucher and no
// idempotency key in it would be recognised, and value that was taken once could be asked for again.
import type { Config } from '../config';
import { keyFile, keyRingOf, keysOf } from './key-file';
import type { AccountStore } from '../core/accounts/store';
import { AesSealer } from './aes-sealer';

/**
 * The sealer for an opened store. A key file is made only for a store that none was made for yet. Rejects where the digest key
 * (`VOUCH_DIGEST_KEY`, else the oldest of the ring) is not the one that this store began with.
 */
export async function openSealer(
  accounts: AccountStore,
  { secretKeys, digestKey, dataDir }: Pick<Config, 'secretKeys' | 'digestKey' | 'dataDir'>,
): Promise<AesSealer> {
  const began = await accounts.digestKeyFingerprint();
  const ring = keyRingOf(secretKeys, dataDir, began === null);
  const sealer = new AesSealer(keysOf(ring), digestKey === null ? undefined : Buffer.from(digestKey, 'base64'));
  // Several first starts on one store: one of them keeps its fingerprint, and the others are held against that.
  const kept = began ?? (await accounts.keepDigestKeyFingerprint(sealer.digestKeyFingerprint));
  if (kept === sealer.digestKeyFingerprint) return sealer;
  const given = digestKey !== null ? 'VOUCH_DIGEST_KEY' : secretKeys !== null ? 'VOUCH_SECRET_KEY' : keyFile(dataDir);
  throw new Error(
    `${given} is not the key that this store was made with: nothing in it would be recognised, and a voucher could be taken ` +
      `twice. To bring in a new key, put it in front of the old one (VOUCH_SECRET_KEY=new,old); the old one may be in ${keyFile(dataDir)}`,
  );
}
