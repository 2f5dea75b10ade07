// The keys of this installation, held against the store: with others than it was made with, no voucher and no
// idempotency key in it would be recognised, and value that was taken once could be asked for again.
import { existsSync } from 'node:fs';
import type { Config } from '../config';
import { keyFile, keyRingOf, keysOf } from './key-file';
import type { AccountStore } from '../core/accounts/store';
import { AesSealer, digestKeysFrom, type DigestKeys } from './aes-sealer';

/** What the copies of the digest keys are sealed to. */
const RECORD = 'digest keys';

type KeyConfig = Pick<Config, 'databaseUrl' | 'secretKeys' | 'digestKey' | 'dataDir'>;

/**
 * The sealer for an opened store. A key file is made only for a store that none was made for yet. The digest keys are those that
 * the store began with: of `VOUCH_DIGEST_KEY` or of any key of the ring, wherever it stands, else from the copy that the store
 * keeps under each key of a ring that once opened it. Rejects where none of these is there.
 */
export async function openSealer(accounts: AccountStore, config: KeyConfig): Promise<AesSealer> {
  const began = await accounts.digestKeyFingerprint();
  const ring = keysOf(keyRingOf(config.secretKeys, config.dataDir, began === null));
  const roots = config.digestKey === null ? ring : [Buffer.from(config.digestKey, 'base64')];
  // A store that nothing was sealed in yet begins with the last key, as ever.
  const kept = began ?? (await accounts.keepDigestKeyFingerprint(digestKeysFrom(lastOf(roots)).fingerprint));
  const root = roots.find((key) => digestKeysFrom(key).fingerprint === kept);
  const keys = root ? digestKeysFrom(root) : config.digestKey === null ? await handedOn(accounts, ring, kept) : null;
  if (keys === null) throw new Error(strangeKey(config));
  const sealer = new AesSealer(ring, keys);
  await handOn(accounts, sealer);
  return sealer;
}

/** A copy for every key of the ring: any one of them is enough to know the store again. */
async function handOn(accounts: AccountStore, sealer: AesSealer): Promise<void> {
  for (const id of sealer.keyIds) {
    if ((await accounts.sealedDigestKeys(id)) !== null) continue;
    const { claim, request, idempotency, fingerprint } = sealer.digestKeys;
    const plain = [claim, request, idempotency].map((key) => key.toString('base64'));
    await accounts.keepSealedDigestKeys(id, sealer.sealUnder(id, JSON.stringify([...plain, fingerprint]), RECORD));
  }
}

async function handedOn(accounts: AccountStore, ring: readonly Buffer[], kept: string): Promise<DigestKeys | null> {
  const opener = new AesSealer(ring);
  for (const id of opener.keyIds) {
    const sealed = await accounts.sealedDigestKeys(id);
    if (sealed === null) continue;
    const [claim = '', request = '', idempotency = '', fingerprint = ''] = JSON.parse(
      opener.open(sealed, RECORD),
    ) as string[];
    if (fingerprint !== kept) continue;
    const [a, b, c] = [claim, request, idempotency].map((key) => Buffer.from(key, 'base64'));
    if (a && b && c) return { claim: a, request: b, idempotency: c, fingerprint };
  }
  return null;
}

function lastOf(keys: readonly Buffer[]): Buffer {
  const last = keys.at(-1);
  if (!last) throw new Error('A ring has at least one key');
  return last;
}

function strangeKey({ digestKey, secretKeys, databaseUrl, dataDir }: KeyConfig): string {
  const file = keyFile(dataDir);
  const given = digestKey !== null ? 'VOUCH_DIGEST_KEY' : secretKeys !== null ? 'VOUCH_SECRET_KEY' : file;
  return (
    `${given} is not the key that this store was made with: nothing in it would be recognised, and a voucher could be taken ` +
    'twice. To bring in a new key, add it behind the old one first (VOUCH_SECRET_KEY=old,new); ' +
    // Key files are made for the embedded store alone: one that lies here is none of a MongoDB's.
    (databaseUrl.startsWith('sqlite:') && given !== file && existsSync(file)
      ? `the old one may be in ${file}`
      : 'the old one is wherever it was kept when this store was new')
  );
}
