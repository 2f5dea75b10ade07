// When reversals of what is older than a restored backup go on, and when a used voucher is a used voucher again.
import {
  accountsWaiting,
  ended,
  mayHaveLost,
  missingOf,
  newMark,
  readingOf,
  stoodInBackup,
  waitsFor,
  untoldOf,
  withLost,
  withStatement,
  withTold,
  withUntold,
  withUntoldOf,
  type ReadStatement,
  type RestoreMark,
} from '../../src/core/restores/restore-mark';
import { readReference, referenceOf, resemblesOurs } from '../../src/core/values/reference';

const SINCE = 1000;
const MARKED = 2000;
const OTT = 'vouchers.ott';
const mark = newMark('rst_1', SINCE, MARKED);
const OLD = {
  accountId: 'acc_1',
  livemode: true,
  type: OTT,
  createdAt: 500,
  capturedAt: 500,
  takenBy: 500,
  restorable: false,
  differs: false,
};

function read(over: Partial<ReadStatement> = {}, before: RestoreMark = mark): RestoreMark {
  const whole = { livemode: true, type: OTT, kinds: ['redemptions', 'refunds'], fromAt: 900, toAt: 3000, madeAt: 2500, lost: 0 } as const; // prettier-ignore
  return withStatement(before, { ...whole, ...over }) ?? before;
}

it('lets what is older wait, and nothing that began after the mark', () => {
  expect(waitsFor([mark], OLD)).toBe(mark);
  expect(waitsFor([mark], { ...OLD, createdAt: MARKED - 1 })).toBe(mark);
  expect(waitsFor([mark], { ...OLD, createdAt: MARKED })).toBeNull();
  expect(waitsFor([], OLD)).toBeNull();
  expect(waitsFor([read(), mark], OLD)).toBe(mark);
});

it('counts as lost what came after the newest in the store, also where the backup is said to be newer', () => {
  const [older, newer] = [newMark('rst_1', SINCE, MARKED, SINCE - 200), newMark('rst_1', SINCE, MARKED, SINCE + 200)];
  expect([older.since, newer.since, mark.since]).toEqual([SINCE - 200, SINCE, SINCE]);
});

it('counts for older whatever stood in the store, also what a clock had dated that ran ahead', () => {
  const ahead = newMark('rst_1', SINCE, MARKED, MARKED + 700);
  expect(waitsFor([ahead], { ...OLD, createdAt: MARKED + 700 })).toBe(ahead);
  expect(waitsFor([ahead], { ...OLD, createdAt: MARKED + 701 })).toBeNull();
  expect(stoodInBackup([ahead], MARKED + 700)).toBe(true);
  // Its statement has to be newer than the mark, and than the redemption as it is dated.
  const late = { ...OLD, createdAt: MARKED + 700, capturedAt: MARKED + 700, takenBy: MARKED + 700 };
  expect(waitsFor([read({}, ahead)], late)).toBeNull();
  // One that an earlier version made.
  const { stoodUntil: _, ...former } = mark;
  expect(waitsFor([former], { ...OLD, createdAt: MARKED - 1 })).toBe(former);
  expect(stoodInBackup([former], MARKED)).toBe(false);
});

it.each<[string, Partial<ReadStatement>, boolean]>([
  ['covers all of it', {}, true],
  ['begins when the backup was made', { fromAt: SINCE }, true],
  ['begins too late', { fromAt: SINCE + 1 }, false],
  ['ends too early', { toAt: MARKED - 1 }, false],
  ['was made before the mark', { madeAt: MARKED - 1 }, false],
  ['was made at the mark', { madeAt: MARKED }, true],
  ['is of the other mode', { livemode: false }, false],
  ['is of another type', { type: 'vouchers.blu' }, false],
  ['has no refunds in it', { kinds: ['redemptions'] }, false],
  ['has nothing but refunds in it', { kinds: ['refunds'] }, true],
])('a statement that %s: enough is %s', (_what, over, enough) => {
  expect(waitsFor([read(over)], OLD) === null).toBe(enough);
});

it('takes several statements together, and keeps them as one', () => {
  const halves = read({ fromAt: 1500, toAt: 2000 }, read({ fromAt: 900, toAt: 1500 }));
  expect(readingOf(halves, true, OTT).refunds).toEqual([{ fromAt: 900, toAt: 2000 }]);
  expect(waitsFor([halves], OLD)).toBeNull();
  const apart = read({ fromAt: 1501, toAt: 2000 }, read({ fromAt: 900, toAt: 1500 }));
  expect(waitsFor([apart], OLD)).toBe(apart);
});

it('wants the line of the redemption itself where value can be put back on the voucher', () => {
  const restorable = { ...OLD, restorable: true };
  expect(waitsFor([read()], restorable)).not.toBeNull();
  expect(waitsFor([read({ fromAt: 500 })], restorable)).toBeNull();
  const both = read({ fromAt: 400, toAt: 600, kinds: ['redemptions'] }, read());
  expect(waitsFor([both], restorable)).toBeNull();
  expect(waitsFor([both], { ...restorable, capturedAt: 700, takenBy: 700 })).toBe(both);
  // Taken after a doubt, on a day that no statement was read for; and answered for after the mark.
  expect(waitsFor([both], { ...restorable, takenBy: 700 })).toBe(both);
  expect(waitsFor([read({ fromAt: 500 })], { ...restorable, takenBy: MARKED + 9000 })).toBeNull();
  // The line of a file from before the mark may have been marked as put back since.
  const old = read({ fromAt: 400, toAt: 600, madeAt: MARKED - 1 }, read());
  expect(waitsFor([old], restorable)).toBe(old);
});

it('doubts a used voucher until what is lost was looked at', () => {
  expect(mayHaveLost([], true, OTT, MARKED)).toBe(false);
  expect(mayHaveLost([mark], true, OTT, MARKED)).toBe(true);
  const found = read({ lost: 2 });
  expect([mayHaveLost([found], true, OTT, MARKED), mayHaveLost([found], false, OTT, MARKED)]).toEqual([true, true]);
  expect(mayHaveLost([read({ lost: 0 }, found)], true, OTT, MARKED)).toBe(false);
  // A statement of another time says nothing about what was found in this one.
  expect(mayHaveLost([read({ lost: 0, fromAt: 2100 }, found)], true, OTT, MARKED)).toBe(true);
  expect(mayHaveLost([read({ kinds: ['refunds'] })], true, OTT, MARKED)).toBe(true);
});

it('doubts for a week also what a person has looked at, or gave a word on: nobody knows whose they were', () => {
  const decided = withLost(read(), true, OTT) as RestoreMark;
  const week = 7 * 24 * 60 * 60_000;
  expect(mayHaveLost([decided], true, OTT, MARKED + week - 1)).toBe(true);
  expect(mayHaveLost([decided], true, OTT, MARKED + week)).toBe(false);
  expect(mayHaveLost([ended(decided, true, OTT, 2600)], true, OTT, MARKED)).toBe(true);
  expect(mayHaveLost([read({ lost: 0 }, decided)], true, OTT, MARKED)).toBe(true);
  expect(withLost(decided, true, OTT)).toBeNull();
});

it('keeps what one statement found lost until that time is read again, whatever those of other days say', () => {
  const first = read({ toAt: 1500, lost: 2 });
  const both = read({ fromAt: 1500, lost: 0 }, first);
  expect([waitsFor([both], OLD), mayHaveLost([both], true, OTT, MARKED)]).toEqual([null, true]);
  expect(mayHaveLost([read({ toAt: 1500, lost: 0 }, both)], true, OTT, MARKED)).toBe(false);
  // Found later, in the middle of what was clear.
  const within = read({ fromAt: 1200, toAt: 1300, lost: 1 }, read());
  expect(mayHaveLost([within], true, OTT, MARKED)).toBe(true);
  expect(mayHaveLost([read({ fromAt: 1200, toAt: 1300 }, within)], true, OTT, MARKED)).toBe(false);
});

it('waits for a redemption of which a statement says otherwise, whatever was told, also on a person’s word, until its review is closed', () => {
  expect([waitsFor([read()], OLD), waitsFor([read()], { ...OLD, differs: true })]).toEqual([null, read()]);
  expect(waitsFor([read()], { ...OLD, differs: true, createdAt: MARKED })).toBeNull();
  const word = ended(mark, true, OTT, 2600);
  expect([waitsFor([word], OLD), waitsFor([word], { ...OLD, differs: true })]).toEqual([null, word]);
});

it('waits anew where a statement shows value given back that the books do not hold, until one is read in which it is told', () => {
  const untold = withUntold(read(), true, OTT, ['R-1', 'R-2']) as RestoreMark;
  expect([waitsFor([untold], OLD), untold.version]).toEqual([untold, 3]);
  expect([...untoldOf([untold], true, OTT), ...untoldOf([untold], false, OTT)]).toEqual(['R-1', 'R-2']);
  expect(withUntold(untold, true, OTT, ['R-2'])).toBeNull();
  // A file that says nothing of it, as one of other days or an older one, tells nothing of it.
  const again = read({}, untold);
  expect(waitsFor([again], OLD)).toBe(again);
  const half = withTold(again, true, OTT, new Set(['R-1', 'R-9'])) as RestoreMark;
  expect(waitsFor([half], OLD)).toBe(half);
  const told = withTold(half, true, OTT, new Set(['R-2'])) as RestoreMark;
  expect([waitsFor([told], OLD), withTold(told, true, OTT, new Set(['R-2']))]).toEqual([null, null]);
  // What was read of the days before and after stood all the while: only the lost time had to be read again.
  expect(readingOf(told, true, OTT).refunds).toEqual([{ fromAt: 900, toAt: 2500 }]);
  expect(waitsFor([ended(untold, true, OTT, 2600)], OLD)).toBeNull();
});

describe('one account', () => {
  const waits = { accountId: 'acc_1', waits: true };
  const [MINE, THEIRS] = [OLD, { ...OLD, accountId: 'acc_2' }];
  const of = (one: RestoreMark) => [MINE, THEIRS].map((redemption) => waitsFor([one], redemption) === null);
  const lost = (one: RestoreMark) => [MINE, THEIRS].map(({ accountId }) => mayHaveLost([one], true, OTT, MARKED, accountId)); // prettier-ignore

  it('waits where a statement lacks something of it, until one of that time lacks nothing', () => {
    const apart = read({ apart: [waits] });
    expect([of(apart), lost(apart), accountsWaiting(apart, true, OTT)]).toEqual([[false, true], [true, false], ['acc_1']]); // prettier-ignore
    expect([missingOf(apart, true, OTT).kinds, missingOf(apart, true, OTT, 'acc_1').kinds]).toEqual([[], ['redemptions', 'refunds']]); // prettier-ignore
    for (const over of [{ fromAt: 2100 }, { kinds: ['redemptions'] as const }, { toAt: 1999 }])
      expect(of(read(over, apart))).toEqual([false, true]);
    const told = read({}, apart);
    expect([of(told), lost(told), readingOf(told, true, OTT).accounts]).toEqual([[true, true], [false, false], undefined]); // prettier-ignore
    // Of a time that is not lost it says nothing of what is.
    expect(of(read({ fromAt: 2100, apart: [waits] }, told))).toEqual([true, true]);
  });

  it('may have lost something where its own redemption was taken since, and gives back as ever', () => {
    const found = read({ apart: [{ ...waits, waits: false }] });
    expect([of(found), lost(found)]).toEqual([[true, true], [true, false]]); // prettier-ignore
    expect(lost(read({}, found))).toEqual([false, false]);
  });

  it('goes on by a word about it alone, until a statement shows value given back', () => {
    const word = ended(mark, true, OTT, 2600, 'acc_1');
    expect([of(word), of(read({ apart: [waits] }, word))]).toEqual([[true, false], [true, true]]); // prettier-ignore
    expect(of(withUntold(word, true, OTT, ['R-1']) as RestoreMark)).toEqual([false, false]);
    expect(of(withUntoldOf(read({}, word), true, OTT, ['acc_1']) as RestoreMark)).toEqual([false, true]);
  });

  it('waits for value given back that it has no review for, also after a word about everybody; an absent line takes none back', () => {
    const word = ended(mark, true, OTT, 2600);
    const untold = withUntoldOf(word, true, OTT, ['acc_1']) as RestoreMark;
    expect([of(untold), of(read({ apart: [waits] }, word)), withUntoldOf(word, true, OTT, [])]).toEqual([[false, true], [true, true], null]); // prettier-ignore
    expect([of(read({}, untold)), of(ended(untold, true, OTT, 2700))]).toEqual([[true, true], [true, true]]); // prettier-ignore
  });
});

it('ends by the word of a person, for one mode and type alone', () => {
  const done = ended(mark, true, OTT, 2600);
  expect([waitsFor([done], OLD), mayHaveLost([done], true, OTT, MARKED)]).toEqual([null, false]);
  expect(waitsFor([done], { ...OLD, livemode: false })).toBe(done);
  expect(done.version).toBe(2);
});

it('reads from a reference whose it is', () => {
  const reference = referenceOf('rdm_6740aa51c2f9d1e0b7a3c455', 'op_6740aa51c2f9d1e0b7a3c456');
  expect(reference).toBe('op-6740aa51c2f9d1e0b7a3c455-b7a3c456');
  expect(reference).toMatch(/^[A-Za-z0-9-]{1,50}$/);
  const named = { ours: true, reference, redemptionId: 'rdm_6740aa51c2f9d1e0b7a3c455' };
  expect(readReference(reference)).toEqual(named);
  // As a provider in capitals, or a spreadsheet, prints it.
  expect(readReference(reference.toUpperCase())).toEqual(named);
  // As versions up to 0.1.0 made them.
  const former = 'op-6740aa51c2f9d1e0b7a3c455';
  expect(readReference(former.toUpperCase())).toEqual({ ours: true, reference: former, redemptionId: null });
  for (const text of ['', 'op-1', `${reference}0`, `x${reference}`, 'Somebody-Else'])
    expect(readReference(text)).toEqual({ ours: false, reference: text, redemptionId: null });
});

it('knows a reference that was cut or bent on its way for one that may be ours', () => {
  const reference = 'op-6740aa51c2f9d1e0b7a3c455-b7a3c456';
  for (const text of [
    `'${reference}'`,
    reference.slice(0, 20),
    reference.replaceAll('-', ' '),
    reference.replace('-', '_'),
  ])
    expect([text, resemblesOurs(text)]).toEqual([text, true]);
  for (const text of ['', 'till-7', 'op-20261120', 'shop-6740aa51c2f9d1e0b7a3c455', '6740aa51c2f9d1e0b7a3c455'])
    expect([text, resemblesOurs(text)]).toEqual([text, false]);
});
