// Keys: seals secrets to one record and makes the digests by which they are found again. Must never put a key or a plain
// secret into an error.
//
// Two kinds of key, because they age differently:
// - Sealing keys are a ring (`VOUCH_SECRET_KEY`, newest first). The first seals, all of them open. To rotate, put a new key
//   in front; drop an old one once nothing sealed with it is left.
// - The digest key must not change as long as one claim stands, or a voucher could be claimed twice. It is derived from
//   `VOUCH_DIGEST_KEY` if that is set, else from the LAST (oldest) key of the ring, which putting a new one in front does
//   not move. Before the oldest key leaves the ring, set `VOUCH_DIGEST_KEY` to that same key: the digests stay the same.
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Sealer } from '../core/values/ports';

const KEY_BYTES = 32;
/** The nonce length GCM is specified for (NIST SP 800-38D, 5.2.1.1). */
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SCHEME = 'v1';

interface RingKey {
  readonly id: string;
  readonly key: Buffer;
}

/** AES-256-GCM and HMAC-SHA-256. A sealed secret is `v1.<key id>.<nonce>.<tag>.<ciphertext>`, in base64url. */
export class AesSealer extends Sealer {
  private readonly ring: readonly RingKey[];
  private readonly newest: RingKey;
  private readonly claimKey: Buffer;
  private readonly requestKey: Buffer;
  private readonly idempotencyKey: Buffer;
  /** Names the digest key without giving it away: the same for the same key, in every process. */
  readonly digestKeyFingerprint: string;

  /**
   * `secretKeys`: the ring, newest first, at least one key of 32 bytes. `digestKey`: the key that digests are derived
   * from, if it is not the oldest of the ring. Throws on a missing key or a wrong length.
   */
  constructor(secretKeys: readonly Buffer[], digestKey?: Buffer) {
    super();
    const [newest] = secretKeys;
    const root = digestKey ?? secretKeys.at(-1);
    if (!newest || !root) throw new Error('A sealer needs at least one key');
    [...secretKeys, root].forEach(assertKeyLength);
    this.ring = secretKeys.map((key) => ({ id: keyId(key), key }));
    this.newest = { id: keyId(newest), key: newest };
    this.claimKey = derive(root, 'vouch claim digest');
    this.requestKey = derive(root, 'vouch request digest');
    this.idempotencyKey = derive(root, 'vouch idempotency key digest');
    // Stores hold fingerprints that were made with this label: it stays as it was first written.
    this.digestKeyFingerprint = derive(root, 'vouch digest key print').toString('hex').slice(0, 32);
  }

  override seal(plain: string, record: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.newest.key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(record, 'utf8'));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
    return [SCHEME, this.newest.id, ...parts].join('.');
  }

  override open(sealed: string, record: string): string {
    const [scheme, id, iv, tag, body, ...rest] = sealed.split('.');
    if (scheme !== SCHEME || iv === undefined || tag === undefined || body === undefined || rest.length > 0)
      throw new Error('This is not a sealed secret');
    const key = this.ring.find((candidate) => candidate.id === id);
    if (!key) throw new Error(`The key that sealed this secret (${String(id)}) is not in VOUCH_SECRET_KEY`);
    try {
      const decipher = createDecipheriv('aes-256-gcm', key.key, Buffer.from(iv, 'base64url'), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(record, 'utf8'));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return decipher.update(body, 'base64url', 'utf8') + decipher.final('utf8');
    } catch {
      // The library's own message says nothing more, and is worded differently from release to release.
      throw new Error(`A sealed secret of ${record} does not open: it was changed, or sealed for another record`);
    }
  }

  override claimDigest(text: string): string {
    return createHmac('sha256', this.claimKey).update(text, 'utf8').digest('hex');
  }

  override requestDigest(text: string): string {
    return createHmac('sha256', this.requestKey).update(text, 'utf8').digest('hex');
  }

  override keyDigest(text: string): string {
    return createHmac('sha256', this.idempotencyKey).update(text, 'utf8').digest('hex');
  }
}

/** The keys of `VOUCH_SECRET_KEY`: base64 (or base64url) of 32 bytes each, separated by commas, newest first. Throws on any other text. */
export function parseKeyRing(text: string, name = 'VOUCH_SECRET_KEY'): Buffer[] {
  const keys = text.split(',').map((part, index) => parseKey(part.trim(), `${name}, key ${String(index + 1)},`));
  if (new Set(keys.map((key) => key.toString('hex'))).size < keys.length)
    throw new Error(`${name} names the same key twice`);
  return keys;
}

/** One key: base64 (or base64url) of exactly 32 bytes. Throws on any other text, without repeating it. */
export function parseKey(text: string, name: string): Buffer {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) throw new Error(`${name} must be base64 of ${String(KEY_BYTES)} bytes`);
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES)
    throw new Error(`${name} must be base64 of ${String(KEY_BYTES)} bytes, not of ${String(key.length)}`);
  return key;
}

function assertKeyLength(key: Buffer): void {
  if (key.length !== KEY_BYTES)
    throw new Error(`A key must have ${String(KEY_BYTES)} bytes, not ${String(key.length)}`);
}

/** Names a key without giving it away: the first 8 hex digits of its SHA-256. */
function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** RFC 5869. Separate keys for separate ends: a digest of one kind says nothing about the other. */
function derive(root: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, KEY_BYTES));
}
