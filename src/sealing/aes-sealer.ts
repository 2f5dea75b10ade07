// Keys: seals secrets to one record and makes the digests by which they are found again. Must never put a key or a plain
// secret into an error.
//
// Two kinds of key, because they age differently:
// - Sealing keys are a ring (`VOUCH_SECRET_KEY`). The first seals, all of them open.
// - The digest keys must not change as long as one claim stands, or a voucher could be claimed twice. They are derived from one
//   key, the root, which is recognised by its fingerprint and never by its place in the ring (open-sealer.ts), and they are
//   handed on under each key of the ring, so that the root itself can leave it.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { KeyUnknown } from '../core/values/key-unknown';
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

/** Made ready once: a key that comes as bytes is made ready anew by each call, which takes half of a digest's time. */
interface Ready {
  readonly claim: KeyObject;
  readonly request: KeyObject;
  readonly idempotency: KeyObject;
}

/** The keys of the three kinds of digest, and the name of the root that they were derived from. */
export interface DigestKeys {
  readonly claim: Buffer;
  readonly request: Buffer;
  readonly idempotency: Buffer;
  readonly fingerprint: string;
}

/** Those of a root. Stores hold digests and fingerprints that were made with these labels: they stay as they were first written. */
export function digestKeysFrom(root: Buffer): DigestKeys {
  assertKeyLength(root);
  return {
    claim: derive(root, 'vouch claim digest'),
    request: derive(root, 'vouch request digest'),
    idempotency: derive(root, 'vouch idempotency key digest'),
    fingerprint: derive(root, 'vouch digest key print').toString('hex').slice(0, 32),
  };
}

/** AES-256-GCM and HMAC-SHA-256. A sealed secret is `v1.<key id>.<nonce>.<tag>.<ciphertext>`, in base64url. */
export class AesSealer extends Sealer {
  private readonly ring: readonly RingKey[];
  private readonly newest: RingKey;
  /** Of the claim key and not of the root: stores hand on the digest keys that there were first, and a root may be gone. */
  private phoneKey: KeyObject | undefined;
  private readonly ready: Ready;

  /**
   * `secretKeys`: the ring, at least one key of 32 bytes, of which the first seals. `digests`: the key that digests are derived
   * from (the last of the ring where absent), or the derived keys. Throws on a missing key or a wrong length.
   */
  constructor(secretKeys: readonly Buffer[], digests: Buffer | DigestKeys | undefined = secretKeys.at(-1)) {
    super();
    const [newest] = secretKeys;
    if (!newest || !digests) throw new Error('A sealer needs at least one key');
    secretKeys.forEach(assertKeyLength);
    this.ring = secretKeys.map((key) => ({ id: keyId(key), key }));
    this.newest = { id: keyId(newest), key: newest };
    this.digestKeys = Buffer.isBuffer(digests) ? digestKeysFrom(digests) : digests;
    const { claim, request, idempotency } = this.digestKeys;
    this.ready = {
      claim: createSecretKey(claim),
      request: createSecretKey(request),
      idempotency: createSecretKey(idempotency),
    };
  }

  /** Those that this sealer makes digests with. */
  readonly digestKeys: DigestKeys;

  /** Names the digest keys without giving them away: the same for the same root, in every process. */
  get digestKeyFingerprint(): string {
    return this.digestKeys.fingerprint;
  }

  /** The ids of the ring, that of the sealing key first. */
  get keyIds(): readonly string[] {
    return this.ring.map(({ id }) => id);
  }

  override seal(plain: string, record: string): string {
    return this.sealWith(this.newest, plain, record);
  }

  /** The same, with another key of the ring. Throws `KeyUnknown` where it has no such key. */
  sealUnder(id: string, plain: string, record: string): string {
    return this.sealWith(this.keyOf(id), plain, record);
  }

  private sealWith({ id, key }: RingKey, plain: string, record: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(record, 'utf8'));
    const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
    const parts = [iv, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
    return [SCHEME, id, ...parts].join('.');
  }

  override open(sealed: string, record: string): string {
    const [scheme, id, iv, tag, body, ...rest] = sealed.split('.');
    if (scheme !== SCHEME || iv === undefined || tag === undefined || body === undefined || rest.length > 0)
      throw new Error('This is not a sealed secret');
    const key = this.keyOf(String(id));
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

  override knowsKeyOf(sealed: string): boolean {
    const id = sealedBy(sealed);
    return this.ring.some((candidate) => candidate.id === id);
  }

  override isNewest(sealed: string): boolean {
    return sealedBy(sealed) === this.newest.id;
  }

  private keyOf(id: string): RingKey {
    const key = this.ring.find((candidate) => candidate.id === id);
    if (!key) throw new KeyUnknown(id);
    return key;
  }

  override claimDigest(text: string): string {
    return digestOf(this.ready.claim, text);
  }

  override requestDigest(text: string): string {
    return digestOf(this.ready.request, text);
  }

  override phoneDigest(text: string): string {
    this.phoneKey ??= createSecretKey(derive(this.digestKeys.claim, 'vouch phone digest'));
    return digestOf(this.phoneKey, text);
  }

  override keyDigest(text: string): string {
    return digestOf(this.ready.idempotency, text);
  }
}

function digestOf(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text, 'utf8').digest('hex');
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

/** The id of the key that sealed it, as it says itself. */
function sealedBy(sealed: string): string | undefined {
  return sealed.split('.', 2)[1];
}

/** Names a key without giving it away: the first 8 hex digits of its SHA-256. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}

/** RFC 5869. Separate keys for separate ends: a digest of one kind says nothing about the other. */
function derive(root: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), info, KEY_BYTES));
}
