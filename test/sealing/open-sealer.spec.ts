// Which keys make digests: those the store began with, wherever their root stands in the ring, and after it has left.
import { randomBytes } from 'node:crypto';
import { openSealer } from '../../src/sealing/open-sealer';
import { forEachEngine } from '../tools/engines';

const [a, b, c] = [randomBytes(32), randomBytes(32), randomBytes(32)].map((key) => key.toString('base64')) as [
  string,
  string,
  string,
];
const PIN = '1115684091419838';

forEachEngine('the keys of an installation', (openStore) => {
  const opened = async (
    work: (open: (keys: string, digestKey?: string) => ReturnType<typeof openSealer>) => unknown,
  ) => {
    const { store, drop } = await openStore();
    try {
      await work((secretKeys, digestKey) =>
        openSealer(store.accounts, { secretKeys, digestKey: digestKey ?? null, dataDir: '/nowhere' }),
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
