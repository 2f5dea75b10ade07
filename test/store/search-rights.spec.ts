// Who may look for a whole PIN: whatever else a person may search, that takes a right of its own.
import type { Caller } from '../../src/core/accounts/caller';
import type { Role } from '../../src/core/accounts/roles';
import { readQuery } from '../../src/core/search/read-query';
import { searchRedemptions } from '../../src/core/use-cases/search/search';
import type { Services } from '../../src/core/use-cases/services';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { CALLER, Installation } from '../simulation/installation';
import { Chance, World } from '../simulation/world';
import { sampleRedemption, T0 } from '../fixtures/redemption';
import { openSqlite } from '../tools/engines';

/** 13 digits, which are a phone number as well. */
const PHONE_OR_PIN = '0027821234567';
const PIN = '1234567890123456';

function personOf(role: Role): Caller {
  return { ...CALLER, user: { id: 'usr_1', email: 'a@b.c', role, sessionId: 'ses_1', epoch: 0, presentUntil: null } };
}

it('a viewer finds no PIN, not even one that looks like a phone number; agents and keys do', async () => {
  const { store, drop } = await openSqlite();
  const installation = new Installation(new World(new Chance(7)), {});
  installation.start(0);
  const given: Pick<Services, keyof Services> = installation.anyServer().services;
  const services: Services = { ...given, store, sealer: new AesSealer([Buffer.alloc(32, 7)]) };
  const { sealer, providers } = services;
  const [traits] = providers.list(false).filter(({ type }) => providers.find(type, false)?.claimOf);
  const type = traits?.type ?? '';
  const claimed = async (pin: string, createdAt: number) => {
    const claim = sealer.claimDigest(`test|${type}|${pin}`);
    const one = sampleRedemption({ accountId: CALLER.accountId, type, claim, createdAt });
    await store.redemptions.insert(one, []);
    return one.id;
  };
  const ids = [await claimed(PIN, T0), await claimed(PHONE_OR_PIN, T0 + 1)];
  const search = async (query: string, caller: Caller) => {
    const { page } = await searchRedemptions(services, { parts: readQuery(query, T0), asOf: T0, limit: 9 }, caller);
    return page.rows.map(({ id }) => id);
  };
  for (const caller of [CALLER, personOf('agent'), personOf('approver'), personOf('admin')])
    expect([await search(PIN, caller), await search(PHONE_OR_PIN, caller)]).toEqual([[ids[0]], [ids[1]]]);
  await expect(search(PIN, personOf('viewer'))).rejects.toMatchObject({ code: 'permission_missing' });
  await expect(search(`R19 ${PIN}`, personOf('viewer'))).rejects.toMatchObject({ code: 'permission_missing' });
  expect(await search(PHONE_OR_PIN, personOf('viewer'))).toEqual([]);
  expect(await search('1838', personOf('viewer'))).toEqual([ids[1], ids[0]]);
  await drop();
});
