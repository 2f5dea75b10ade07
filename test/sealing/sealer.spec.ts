// Keys: what is sealed opens for its own record only, old keys go on opening, and digests do not move when keys do.
import { randomBytes } from 'node:crypto';
import { AesSealer, parseKeyRing } from '../../src/sealing/aes-sealer';
import { KeyUnknown } from '../../src/core/values/key-unknown';

const [first, second] = [randomBytes(32), randomBytes(32)];
const PIN = '1115684091419838';

describe('the sealer', () => {
  it('opens what it sealed, for the same record only, and never seals the same way twice', () => {
    const sealer = new AesSealer([first]);
    const sealed = sealer.seal(PIN, 'rdm_1');
    expect(sealed).toMatch(/^v1\.[0-9a-f]{8}(\.[A-Za-z0-9_-]+){3}$/);
    expect(sealed).not.toContain(PIN);
    expect(sealer.open(sealed, 'rdm_1')).toBe(PIN);
    expect(sealer.seal(PIN, 'rdm_1')).not.toBe(sealed);
    expect(sealer.open(sealer.seal('', 'rdm_1'), 'rdm_1')).toBe('');
    expect(sealer.open(sealer.seal('naïve 🎟️', 'rdm_1'), 'rdm_1')).toBe('naïve 🎟️');
    expect(() => sealer.open(sealed, 'rdm_2')).toThrow('does not open');
  });

  it('refuses every tampered part without naming the secret', () => {
    const sealer = new AesSealer([first]);
    const parts = sealer.seal(PIN, 'rdm_1').split('.');
    for (const index of [2, 3, 4]) {
      const changed = parts.map((part, at) =>
        at === index ? (part.startsWith('A') ? 'B' : 'A') + part.slice(1) : part,
      );
      expect(() => sealer.open(changed.join('.'), 'rdm_1')).toThrow('does not open');
    }
    const shortTag = parts.map((part, at) => (at === 3 ? part.slice(0, 6) : part));
    expect(() => sealer.open(shortTag.join('.'), 'rdm_1')).toThrow('does not open');
    expect(() => sealer.open(PIN, 'rdm_1')).toThrow('not a sealed secret');
    expect(() => sealer.open([...parts, 'more'].join('.'), 'rdm_1')).toThrow('not a sealed secret');
  });

  it('rotates: the new key seals, the old one opens until it is gone, and digests stay as they were', () => {
    const before = new AesSealer([first]);
    const after = new AesSealer([second, first]);
    const alone = new AesSealer([second]);
    const sealed = before.seal(PIN, 'rdm_1');
    expect(after.open(sealed, 'rdm_1')).toBe(PIN);
    expect(alone.open(after.seal(PIN, 'rdm_1'), 'rdm_1')).toBe(PIN);
    expect(() => alone.open(sealed, 'rdm_1')).toThrow(KeyUnknown);
    expect(after.claimDigest(PIN)).toBe(before.claimDigest(PIN));
    expect(after.requestDigest(PIN)).toBe(before.requestDigest(PIN));
    expect(after.keyDigest(PIN)).toBe(before.keyDigest(PIN));
    // The oldest key leaves the ring, and stays as the key of the digests.
    const kept = new AesSealer([second], first);
    expect(kept.claimDigest(PIN)).toBe(before.claimDigest(PIN));
    expect(alone.claimDigest(PIN)).not.toBe(before.claimDigest(PIN));
  });

  it('makes digests of one kind that say nothing about the other', () => {
    const sealer = new AesSealer([first]);
    expect(sealer.claimDigest(PIN)).toMatch(/^[0-9a-f]{64}$/);
    const kinds = [sealer.claimDigest(PIN), sealer.requestDigest(PIN), sealer.keyDigest(PIN)];
    expect(new Set(kinds).size).toBe(3);
    expect(sealer.claimDigest(PIN)).not.toBe(sealer.claimDigest(`${PIN} `));
  });

  it('reads a ring, newest first, and says which key is wrong without repeating it', () => {
    const text = `${second.toString('base64')}, ${first.toString('base64url')}`;
    expect(parseKeyRing(text)).toEqual([second, first]);
    const short = randomBytes(16).toString('base64');
    expect(() => parseKeyRing(`${first.toString('base64')},${short}`)).toThrow(
      'VOUCH_SECRET_KEY, key 2, must be base64 of 32 bytes, not of 16',
    );
    expect(() => parseKeyRing(short)).not.toThrow(short);
    expect(() => parseKeyRing('')).toThrow('must be base64 of 32 bytes');
    expect(() => parseKeyRing('not base64!')).toThrow('must be base64 of 32 bytes');
    expect(() => parseKeyRing(`${text},${first.toString('base64')}`)).toThrow('the same key twice');
    expect(() => new AesSealer([])).toThrow('at least one key');
    expect(() => new AesSealer([first.subarray(1)])).toThrow('32 bytes, not 31');
  });
});
