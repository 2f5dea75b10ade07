// The book of one participant: stories of lots, and any sequence of movements against a model that knows only sums and dates.
import * as fc from 'fast-check';
import { balanceOf } from '../../../src/core/points/book/book';
import { differencesFromJournal, holdDifferences, lotDifferences } from '../../../src/core/points/verify/compare-book';
import { Replay } from '../../../src/core/points/verify/replay';
import { credit, type InventoryMode } from '../../../src/core/points/book/credit';
import { hold, release, takeHeld } from '../../../src/core/points/book/holding';
import { lotStatus } from '../../../src/core/points/book/lot';
import { restore, type TakenPart } from '../../../src/core/points/book/restore';
import { spend } from '../../../src/core/points/book/spend';
import { sumOf, type Units } from '../../../src/core/points/units';
import { about, ASSET, ISSUANCE, sha256, Shelf, TARGET } from './books';

const DAY = 86_400_000;

function give(
  shelf: Shelf,
  units: Units,
  dates: { expiresAt?: number; maturesAt?: number } = {},
  mode: InventoryMode = 'LOT',
) {
  const { expiresAt = null, maturesAt = null } = dates;
  return shelf.write((book) =>
    credit(book, { ...about(mode), units, from: ISSUANCE, bucket: 'AVAILABLE', expiresAt, maturesAt }),
  );
}

function redeem(shelf: Shelf, units: Units, mode: InventoryMode = 'LOT'): TakenPart[] {
  const { taken } = shelf.write((book) => spend(book, { ...about(mode), units, to: TARGET, actionType: 'REDEMPTION' }));
  return taken.map((part) => ({ ...part, restored: 0n }));
}

function giveBack(shelf: Shelf, taken: readonly TakenPart[], units: Units, restoreExpiresAt: number | null = null) {
  return shelf.write((book) => restore(book, { ...about('LOT'), units, from: TARGET, taken, restoreExpiresAt }));
}

const left = (shelf: Shelf) => [...shelf.lots.values()].map((lot) => lot.available);
const actions = (shelf: Shelf) => shelf.entries.map((entry) => entry.actionType);

test('the oldest lots are spent first, and what comes back refills the last one first', () => {
  const shelf = new Shelf();
  for (const units of [100n, 50n, 70n]) give(shelf, units);
  const before = [...shelf.lots.values()];
  const taken = redeem(shelf, 170n);
  expect(left(shelf)).toEqual([0n, 0n, 50n]);
  expect([...shelf.lots.values()].map(lotStatus)).toEqual(['CONSUMED', 'CONSUMED', 'AVAILABLE']);
  const first = giveBack(shelf, taken, 30n);
  expect(left(shelf)).toEqual([0n, 10n, 70n]);
  giveBack(shelf, first.taken, 140n);
  expect([...shelf.lots.values()]).toEqual(before);
  redeem(shelf, 10n);
  expect(left(shelf)).toEqual([90n, 50n, 70n]);
});

test('a reversal refills the lots of its own redemption alone', () => {
  const shelf = new Shelf();
  for (const units of [100n, 100n]) give(shelf, units);
  const first = redeem(shelf, 60n);
  redeem(shelf, 60n);
  giveBack(shelf, first, 60n);
  expect(left(shelf)).toEqual([60n, 80n]);
});

test('a lot that expired meanwhile is refilled and expires in the same write, unless it is given a new date', () => {
  const shelf = new Shelf();
  give(shelf, 100n, { expiresAt: shelf.now + DAY });
  const taken = redeem(shelf, 100n);
  shelf.now += DAY;
  const back = giveBack(shelf, taken, 40n);
  expect(back.expired).toBe(40n);
  expect(actions(shelf).slice(-2)).toEqual(['REVERSAL', 'EXPIRATION']);
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({ available: 0n, shares: { 'p/SYSTEM_BREAKAGE/expired': 40n } });
  const renewed = giveBack(shelf, back.taken, 60n, shelf.now + DAY);
  expect(renewed.expired).toBe(0n);
  expect(balanceOf(shelf.book, ASSET).available).toBe(60n);
});

test('a held lot past its date is spent when it is captured, and expires when it is released', () => {
  const shelf = new Shelf();
  give(shelf, 100n, { expiresAt: shelf.now + DAY });
  const held = shelf.write((book) => hold(book, { ...about('LOT', 'r'), units: 100n, expiresAt: null })).hold;
  shelf.now += DAY;
  shelf.write((book) =>
    takeHeld(book, { ...about('LOT'), units: 30n, to: TARGET, actionType: 'REDEMPTION', freeTheRest: false }, [held]),
  );
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({ held: 70n, shares: { 'p/SYSTEM_REDEMPTION': 30n } });
  const rest = shelf.openHolds;
  const { expired } = shelf.write((book) => release(book, { ...about('LOT'), units: 70n }, rest));
  expect(expired).toBe(70n);
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({
    available: 0n,
    held: 0n,
    shares: { 'p/SYSTEM_BREAKAGE/expired': 70n },
  });
});

test('deferred lots mature, lots expire and holds end when their time has come, each as an entry of its own', () => {
  const shelf = new Shelf();
  give(shelf, 10n, { maturesAt: shelf.now + 2 * DAY });
  give(shelf, 20n, { expiresAt: shelf.now + 3 * DAY });
  shelf.write((book) => hold(book, { ...about('LOT'), units: 5n, expiresAt: shelf.now + DAY }));
  expect(shelf.book.nextDueAt).toBe(shelf.now + DAY);
  shelf.now += DAY;
  shelf.write(() => undefined);
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({ available: 20n, held: 0n, deferred: 10n });
  shelf.now += DAY;
  shelf.write(() => undefined);
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({ available: 30n, deferred: 0n });
  shelf.now += DAY;
  shelf.write(() => undefined);
  expect(balanceOf(shelf.book, ASSET)).toMatchObject({ available: 10n });
  expect(actions(shelf)).toEqual(['CREDIT', 'CREDIT', 'HOLD', 'RELEASE', 'MATURITY', 'EXPIRATION']);
  expect(shelf.book.nextDueAt).toBeNull();
});

test('what is owed is paid first, by whatever comes', () => {
  const shelf = new Shelf();
  give(shelf, 10n);
  shelf.write((book) => spend(book, { ...about('LOT'), units: 25n, to: ISSUANCE, actionType: 'DEBIT' }));
  expect(balanceOf(shelf.book, ASSET).available).toBe(-15n);
  give(shelf, 10n);
  expect(shelf.openLots).toEqual([]);
  give(shelf, 10n);
  expect(shelf.openLots.map((lot) => lot.available)).toEqual([5n]);
  expect(balanceOf(shelf.book, ASSET).available).toBe(5n);
});

test('a changed entry no longer fits, and neither does a balance that its entries do not say', () => {
  const shelf = new Shelf();
  give(shelf, 10n);
  redeem(shelf, 4n);
  expect(differencesFromJournal(shelf.book, shelf.entries, sha256)).toEqual([]);
  const [first, second] = shelf.entries;
  if (!first || !second) throw new Error('two entries');
  const words = (entries: typeof shelf.entries) => differencesFromJournal(shelf.book, entries, sha256);
  expect(words([{ ...first, description: 'other' }, second])).not.toEqual([]);
  expect(words([first])).not.toEqual([]);
  expect(words([second])).not.toEqual([]);
  const balances = { [ASSET]: { ...balanceOf(shelf.book, ASSET), available: 7n } };
  expect(differencesFromJournal({ ...shelf.book, balances }, shelf.entries, sha256)).not.toEqual([]);
});

// Any sequence. The model: how much should be available, held and deferred, told without lots; lots and holds must agree.

type Act =
  | { readonly kind: 'give' | 'defer' | 'redeem' | 'hold' | 'overdraw'; readonly units: Units; readonly days: number }
  | { readonly kind: 'release' | 'capture' | 'reverse'; readonly pick: number; readonly share: number }
  | { readonly kind: 'wait' | 'leap'; readonly days: number };

const amounts = fc.bigInt({ min: 1n, max: 200n });
const acts: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('give' as const, 'defer' as const, 'redeem' as const, 'hold' as const, 'overdraw' as const),
    units: amounts,
    days: fc.nat(5),
  }),
  fc.record({
    kind: fc.constantFrom('release' as const, 'capture' as const, 'reverse' as const),
    pick: fc.nat(9),
    share: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ kind: fc.constant('leap' as const), days: fc.integer({ min: -2, max: 4 }) }),
);

interface Redeemed {
  taken: readonly TakenPart[];
  left: Units;
}

class Player {
  readonly shelf = new Shelf();
  readonly redeemed: Redeemed[] = [];

  constructor(private readonly mode: InventoryMode) {}

  play(act: Act): void {
    const { shelf, mode } = this;
    switch (act.kind) {
      case 'wait':
        shelf.now += act.days * DAY;
        shelf.write(() => undefined);
        return;
      case 'leap':
        shelf.leptMs = act.days * DAY;
        shelf.write(() => undefined);
        return;
      case 'give':
      case 'defer': {
        const dated = mode === 'LOT' && act.days > 0;
        const at = shelf.now + act.days * DAY;
        const dates = act.kind === 'defer' ? { maturesAt: at } : { expiresAt: at };
        give(shelf, act.units, dated ? dates : {}, mode);
        return;
      }
      case 'redeem':
        if (this.available >= act.units) this.redeemed.push({ taken: redeem(shelf, act.units, mode), left: act.units });
        return;
      case 'overdraw':
        shelf.write((book) => spend(book, { ...about(mode), units: act.units, to: ISSUANCE, actionType: 'DEBIT' }));
        return;
      case 'hold': {
        const expiresAt = act.days > 0 ? shelf.now + act.days * DAY : null;
        // Some share a name: of those an entry takes the oldest first.
        const name = act.days % 2 === 0 ? 'shared' : `hold ${String(shelf.book.seq)}`;
        if (this.available >= act.units)
          shelf.write((book) => hold(book, { ...about(mode, name), units: act.units, expiresAt }));
        return;
      }
      case 'release':
      case 'capture':
        this.endHold(act.kind, act.pick, act.share);
        return;
      default:
        this.reverse(act.pick, act.share);
    }
  }

  private get available(): Units {
    return balanceOf(this.shelf.book, ASSET).available;
  }

  private endHold(kind: 'release' | 'capture', pick: number, share: number): void {
    const { shelf, mode } = this;
    // All of one name, or all there are: two may have something of one lot.
    const name = pick % 3 === 0 ? null : shelf.openHolds[pick % Math.max(1, shelf.openHolds.length)]?.referenceId;
    if (name === undefined) return;
    const parts = shelf.write((book) => {
      const holds = book.holds(ASSET).filter(({ referenceId }) => name === null || referenceId === name);
      const units = sumOf(holds, (one) => one.units) / BigInt(share) || 1n;
      const movement = { ...about(mode, name), units };
      if (holds.length === 0) return null;
      if (kind === 'release') {
        release(book, movement, holds);
        return null;
      }
      const taking = { to: TARGET, actionType: 'REDEMPTION' as const, freeTheRest: share % 2 === 0 };
      return { taken: takeHeld(book, { ...movement, ...taking }, holds).parts, left: units };
    });
    if (parts) this.redeemed.push({ ...parts, taken: parts.taken.map((part) => ({ ...part, restored: 0n })) });
  }

  private reverse(pick: number, share: number): void {
    const one = this.redeemed[pick % Math.max(1, this.redeemed.length)];
    if (!one || one.left === 0n) return;
    const units = one.left / BigInt(share) || 1n;
    const back = this.shelf.write((book) =>
      restore(book, { ...about(this.mode), units, from: TARGET, taken: one.taken, restoreExpiresAt: null }),
    );
    one.taken = back.taken;
    one.left -= units;
  }
}

test.each(['LOT', 'SIMPLE'] as const)(
  'any sequence on a %s asset keeps every rule, and the journal says the same',
  (mode) => {
    fc.assert(
      fc.property(fc.array(acts, { maxLength: 60 }), (script) => {
        const player = new Player(mode);
        for (const act of script) {
          player.play(act);
          const { shelf } = player;
          const { available, held, deferred } = balanceOf(shelf.book, ASSET);
          expect(sumOf(shelf.openHolds, (one) => one.units)).toBe(held);
          if (mode === 'SIMPLE') continue;
          const lots = [...shelf.lots.values()];
          expect(sumOf(lots, (lot) => lot.available)).toBe(available > 0n ? available : 0n);
          expect(sumOf(lots, (lot) => lot.held)).toBe(held);
          expect(sumOf(lots, (lot) => lot.deferred)).toBe(deferred);
          expect(
            lots.filter((lot) => lot.available > 0n && lot.expiresAt !== null && lot.expiresAt <= shelf.dueBy),
          ).toEqual([]);
        }
        const { book, entries, lots, openHolds } = player.shelf;
        expect(differencesFromJournal(book, entries, sha256)).toEqual([]);
        const replay = new Replay(book, sha256);
        for (const entry of entries) replay.apply(entry);
        expect(replay.lots.byId.size).toBe(lots.size);
        for (const lot of lots.values()) {
          const played = replay.lots.byId.get(lot.id);
          expect(played && lotDifferences(lot, played)).toEqual([]);
        }
        const unclear = replay.holds.unclear.has(ASSET);
        expect(holdDifferences(openHolds, replay.holds.open(ASSET), unclear)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  },
);

/** Out of so many holds of one name, whose borders lie anywhere in the lots. */
function redeemHeld(shelf: Shelf, total: Units, holds: number): TakenPart[] {
  let left = total;
  for (let nth = holds; nth > 0 && left > 0n; nth -= 1) {
    const units = nth === 1 ? left : left / 2n || 1n;
    shelf.write((book) => hold(book, { ...about('LOT', 'one name'), units, expiresAt: null }));
    left -= units;
  }
  const taking = { ...about('LOT'), units: total, to: TARGET, actionType: 'REDEMPTION' as const, freeTheRest: true };
  const { parts } = shelf.write((book) => takeHeld(book, taking, shelf.openHolds));
  return parts.map((part) => ({ ...part, restored: 0n }));
}

test('what a redemption took comes back exactly, in however many parts', () => {
  const credits = fc.array(amounts, { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(
      credits,
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }),
      fc.nat(4),
      (units, shares, holds) => {
        const shelf = new Shelf();
        for (const one of units) give(shelf, one);
        const before = [...shelf.lots.values()];
        const total = sumOf(units, (one) => one);
        let taken: readonly TakenPart[] = holds === 0 ? redeem(shelf, total) : redeemHeld(shelf, total, holds);
        let rest = total;
        for (const share of shares) {
          const some = (rest * BigInt(share)) / 100n;
          if (some === 0n) continue;
          ({ taken } = giveBack(shelf, taken, some));
          rest -= some;
          expect(balanceOf(shelf.book, ASSET).available).toBe(total - rest);
        }
        if (rest > 0n) giveBack(shelf, taken, rest);
        expect([...shelf.lots.values()]).toEqual(before);
      },
    ),
  );
});
