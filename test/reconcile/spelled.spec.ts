// One line of a statement is one finding, however a file spells its date: what counts is the moment that it means.
import {
  closeReviews,
  giveBack,
  isRefund,
  type Line,
  openEach,
  OTT,
  read,
  restoreAfter,
  services,
  statement,
  waits,
  world,
} from './put-back';
import { OPERATOR } from './world';

openEach();

const NUMBER = '123456789012345';
const EAST = 2 * 3_600_000;
const [CAT, NONE] = [{ offsetMs: EAST }, {}];
type Spell = (iso: string) => string;
const shifted = (iso: string) => new Date(Date.parse(iso) + EAST).toISOString().slice(0, 19);
const utc: Spell = (iso) => `${iso.slice(0, 19)}Z`;
const spaced: Spell = (iso) => iso.slice(0, 19).replace('T', ' ');
const local: Spell = (iso) => shifted(iso).replace('T', ' ');
const east: Spell = (iso) => `${shifted(iso)}+02:00`;

const lines = (spell: Spell, over: Partial<Line> = {}) =>
  statement(OTT, (all) =>
    all.map((line) => (isRefund(line) ? { ...line, reference: NUMBER, date: spell(line.date ?? ''), ...over } : line)),
  );
const findings = () =>
  services.store.findings.list({ accountId: OPERATOR, livemode: false, which: 'all', order: 'newest', limit: 9 });

const WAYS: readonly [string, Spell, { offsetMs?: number }][] = [
  ['in UTC', utc, NONE],
  ['in UTC, where the file is said to be local', utc, CAT],
  ['without a zone', spaced, NONE],
  ['in local time without a zone', local, CAT],
  ['in local time with its zone', east, NONE],
  ['in local time with its zone, and said so', east, CAT],
];

it.each(WAYS)('written %s', async (_way, spell, over) => {
  const redemption = await world.redeem(OPERATOR, OTT, 1500);
  await restoreAfter(() => giveBack(redemption, 700, world.services));
  await read(OTT, await lines(spell), over);
  for (const [, other, otherOver] of WAYS) await read(OTT, await lines(other), otherOver);
  expect(await findings()).toHaveLength(1);
  await waits(redemption);
  await closeReviews();
  for (const [, other, otherOver] of WAYS) await read(OTT, await lines(other), otherOver);
  expect(await findings()).toMatchObject([{ closedAt: expect.any(Number) as number }]);
  expect((await read(OTT, await lines(spell), over)).text).toContain('told, reversals go on');
  await giveBack(redemption, 1);
});
