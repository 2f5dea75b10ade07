// A file lacks what was sold after it was made. That is no difference, and a shop that sells on while a restored backup waits keeps nothing waiting.
import { DAY_MS } from '../../src/core/values/time';
import { giveBack, openEach, OTT, read, reload, restoreAfter, services, statement, world } from './put-back';
import { OPERATOR, present } from './world';

openEach();

const UNSAID = { covers: undefined, holds: undefined };
const sell = () => present(services, OTT, world.simulators.issue({ type: OTT, value: 300 }).pin, 300);

it('counts what was sent after the file was made, while its day goes on', async () => {
  await world.redeem(OPERATOR, OTT, 1500);
  const lines = await statement(OTT);
  const later = await world.redeem(OPERATOR, OTT, 700);
  const running = { ...UNSAID, fromAt: Date.now() - DAY_MS, accountId: OPERATOR };
  const of = async (over: object) => {
    const { counts, afterFile, differences } = await read(OTT, lines, { ...running, ...over }, world.services);
    return [counts.matched, counts.ours_only, afterFile, differences];
  };
  expect(await of({})).toEqual([1, 0, 1, 0]);
  expect(await of({ madeAt: later.createdAt - 1 })).toEqual([1, 0, 1, 0]);
  expect((await reload(later, world.services)).reviews).toEqual([]);
  // A file that was made since should have it, and so should one of a time that is over.
  expect(await of({ madeAt: Date.now() })).toEqual([1, 1, 0, 1]);
  expect(await of({ toAt: Date.now() })).toEqual([1, 1, 0, 1]);
});

it.each(['on the same day', 'when its day is over'])(
  'does not keep a restored backup waiting, read %s',
  async (day) => {
    const [part, other] = [await world.redeem(OPERATOR, OTT, 1500), await world.redeem(OPERATOR, OTT, 900)];
    await restoreAfter(() => giveBack(part, 700, world.services));
    await sell();
    const lines = await statement(OTT);
    const later = await sell();
    const over = day === 'on the same day' ? {} : { toAt: Date.now() + 1 };
    while (over.toAt !== undefined && Date.now() < over.toAt) await new Promise(setImmediate);
    const told = await read(OTT, lines, { ...UNSAID, ...over });
    expect(told.gaps).toMatchObject([{ closed: true, accounts: [] }]);
    // Nobody has said when the file was made: a day that is over should be in it whole.
    expect((await reload(later)).reviews).toHaveLength(over.toAt === undefined ? 0 : 1);
    expect((await giveBack(other, 900)).reversedCents).toBe(900);
  },
);
