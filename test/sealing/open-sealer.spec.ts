// Which keys make digests: those the store began with, wherever their root stands in the ring, and after it has left.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSealer } from '../../src/sealing/open-sealer';
import { forEachEngine } from '../tools/engines';

const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)].map((key) => key.toString('base64')) as [
  string,
  string,
  string,
];
const PIN = '1115684091419838';
const CONFIG = { databaseUrl: 'sqlite:/nowhere/vouch.db', dataDir: '/nowhere' };

forEachEngine('the keys of an installation', (openStore) => {
  const opened = async (
    work: (open: (keys: string, digestKey?: string) => ReturnType<typeof openSealer>) => unknown,
  ) => {
    const { store, drop } = await openStore();
    try {
      await work((secretKeys, digestKey) =>
        openSealer(store.accounts, { ...CONFIG, secretKeys, digestKey: digestKey ?? null }),
      );
    } finally {
      await drop();
    }
  };
  const digests = async (sealer: ReturnType<typeof openSealer>) => {
    const opened = await sealer;
    return [opened.claimDigest(PIN), opened.requestDigest(PIN), opened.keyDigest(PIN)];
  };

  it('make the same digests through both rounds of a change, and after the first key has left', () =>
    opened(async (open) => {
      const first = await digests(open(a));
      const rounds = [`${a},${b}`, `${b},${a}`, b, `${b},${c}`, `${c},${b}`, c, `${a},${c}`];
      for (const ring of rounds) expect(await digests(open(ring))).toEqual(first);
      // The ring that never met the store knows nothing of it.
      const strange = randomBytes(32).toString('base64');
      await expect(open(strange)).rejects.toThrow('is not the key that this store was made with');
      await expect(open(b, strange)).rejects.toThrow('VOUCH_DIGEST_KEY is not the key');
      expect(await digests(open(b, a))).toEqual(first);
    }));

  it('begin with the last of several, as in every version, and agree however many start at once', () =>
    opened(async (open) => {
      const starts = [`${a},${b}`, `${b},${a}`, `${a},${b}`, `${b},${a}`].map((ring) => digests(open(ring)));
      const [first, ...others] = await Promise.all(starts);
      for (const other of others) expect(other).toEqual(first);
    }));

  it('are not handed on to a key that comes alone', () =>
    opened(async (open) => {
      await open(a);
      await expect(open(b)).rejects.toThrow('add it behind the old one first (VOUCH_SECRET_KEY=old,new)');
    }));

  it('are looked for in a key file only where one is, and for the store that key files are made for', async () => {
    const { store, drop } = await openStore();
    const dataDir = mkdtempSync(join(tmpdir(), 'vouch-key-'));
    try {
      const sqlite = { databaseUrl: `sqlite:${dataDir}/vouch.db`, dataDir, digestKey: null };
      await openSealer(store.accounts, { ...sqlite, secretKeys: a });
      const strange = { ...sqlite, secretKeys: b };
      await expect(openSealer(store.accounts, strange)).rejects.toThrow('the old one is wherever it was kept');
      writeFileSync(join(dataDir, 'secret.key'), c);
      await expect(openSealer(store.accounts, strange)).rejects.toThrow(`may be in ${join(dataDir, 'secret.key')}`);
      const mongo = { ...strange, databaseUrl: 'mongodb://127.0.0.1/vouch' };
      await expect(openSealer(store.accounts, mongo)).rejects.toThrow('the old one is wherever it was kept');
      // The file itself holds the strange key: the old one is not in it.
      const fromFile = { ...sqlite, secretKeys: null };
      await expect(openSealer(store.accounts, fromFile)).rejects.toThrow('the old one is wherever it was kept');
    } finally {
      rmSync(dataDir, { recursive: true });
      await drop();
    }
  });

  it('seal with the first and open with all', () =>
    opened(async (open) => {
      const [one, two, three] = [await open(a), await open(`${a},${b}`), await open(`${b},${a}`)];
      const sealed = three.seal(PIN, 'rdm_1');
      expect(two.open(sealed, 'rdm_1')).toBe(PIN);
      expect(one.knowsKeyOf(sealed)).toBe(false);
      expect(() => one.open(sealed, 'rdm_1')).toThrow('this server was not given');
      expect([three.isNewest(sealed), two.isNewest(sealed)]).toEqual([true, false]);
    }));
});
