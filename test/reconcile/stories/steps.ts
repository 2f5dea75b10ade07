// What may happen in a random story, and how often: a shop's days, a backup, what is lost, the restore, what people do then.
import * as fc from 'fast-check';
import { FAULTS } from '../../../adapters/kit/simulator/server';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../src/core/values/time';
import { OPERATOR, SHOP } from '../world';

export const TYPES = ['vouchers.one_voucher', 'vouchers.ott', 'vouchers.blu'] as const;
export type Type = (typeof TYPES)[number];

const OPERATIONS = {
  'vouchers.one_voucher': ['redeem', 'reverse', 'refund'],
  'vouchers.ott': ['remit', 'check_voucher', 'check_remit', 'issue', 'confirm_issued', 'check_issued'],
  'vouchers.blu': ['redeem', 'lookup', 'sales'],
} as const satisfies Record<Type, readonly string[]>;

const type = fc.constantFrom(...TYPES);
const at = fc.nat({ max: 3 });
const heard = fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });
const key = fc.constantFrom('same' as const, 'new' as const);
const kind = <K extends string>(name: K) => fc.constant(name);

const steps = {
  sale: fc.record({
    kind: kind('sale'),
    account: fc.constantFrom(OPERATOR, OPERATOR, SHOP),
    type,
    how: fc.constantFrom('auto' as const, 'auto' as const, 'reserved' as const, 'draft' as const),
    share: fc.constantFrom('whole' as const, 'whole' as const, 'part' as const, 'all' as const, 'more' as const),
    scenario: fc.oneof(
      { weight: 5, arbitrary: fc.constant('ok' as const) },
      { weight: 3, arbitrary: fc.constantFrom('drop_after_taking' as const, 'error_after_taking' as const, 'drop_before_taking' as const, 'late' as const, 'used' as const) },
    ), // prettier-ignore
    heard,
  }),
  capture: fc.record({ kind: kind('capture'), at, part: fc.boolean(), heard }),
  cancel: fc.record({ kind: kind('cancel'), at }),
  back: fc.record({
    kind: kind('back'),
    at,
    share: fc.constantFrom('rest' as const, 'half' as const, 'some' as const),
    heard,
  }),
  again: fc.record({ kind: kind('again'), at, key }),
  backAgain: fc.record({ kind: kind('backAgain'), at, nth: fc.nat({ max: 2 }), key }),
  fault: type.chain((of) =>
    fc.record({
      kind: kind('fault'),
      type: fc.constant(of),
      operation: fc.constantFrom(...OPERATIONS[of]),
      fault: fc.constantFrom(...FAULTS.filter((one) => !['timeout_after', 'slow', 'unauthorized'].includes(one))),
    }),
  ),
  read: fc.record({
    kind: kind('read'),
    type,
    how: fc.constantFrom('whole' as const, 'redemptions' as const, 'refunds' as const, 'both' as const, 'days' as const, 'upload' as const, 'twice' as const, 'doubled' as const, 'shop' as const),
    bend: fc.constantFrom('no' as const, 'no' as const, 'capitals' as const, 'own line' as const, 'own reference' as const, 'split' as const, 'joined' as const),
  }), // prettier-ignore
  keep: fc.record({ kind: kind('keep') }),
  readKept: fc.record({
    kind: kind('readKept'),
    type,
    at,
    how: fc.constantFrom('whole' as const, 'whole' as const, 'upload' as const, 'shop' as const),
    bend: fc.constantFrom('no' as const, 'no' as const, 'joined' as const),
  }),
  /** How statements are written in this story, and whether one that has told all is read again. */
  statements: fc.record({
    kind: kind('statements'),
    written: fc.constantFrom('no' as const, 'own line' as const, 'own reference' as const, 'joined' as const),
    once: fc.boolean(),
  }),
  judge: fc.record({
    kind: kind('judge'),
    at: fc.nat({ max: 5 }),
    names: fc.boolean(),
    by: fc.constantFrom('key' as const, 'key' as const, 'two' as const, 'erring' as const),
  }),
  judges: fc.record({ kind: kind('judges'), at: fc.nat({ max: 5 }), also: fc.nat({ max: 3 }) }),
  other: fc.record({ kind: kind('other'), at, nth: fc.nat({ max: 2 }) }),
  propose: fc.record({ kind: kind('propose'), at, share: fc.constantFrom('rest' as const, 'half' as const, 'some' as const) }), // prettier-ignore
  approve: fc.record({ kind: kind('approve'), at }),
  end: fc.record({ kind: kind('end'), type }),
  undo: fc.record({ kind: kind('undo'), at }),
  race: fc.record({
    kind: kind('race'),
    at,
    with: fc.constantFrom('judge' as const, 'back' as const, 'backs' as const, 'again' as const, 'cancel' as const, 'read' as const),
    type,
  }), // prettier-ignore
  late: fc.record({ kind: kind('late') }),
  pass: fc.record({
    kind: kind('pass'),
    ms: fc.constantFrom(MINUTE_MS, 10 * MINUTE_MS, 2 * HOUR_MS, 2 * DAY_MS, 9 * DAY_MS),
  }),
  outage: fc.record({ kind: kind('outage'), type, on: fc.boolean() }),
  backup: fc.record({ kind: kind('backup') }),
  restore: fc.record({
    kind: kind('restore'),
    which: fc.constantFrom('newest' as const, 'oldest' as const),
    earlyMs: fc.constantFrom(0, 0, 5 * MINUTE_MS),
    /** A statement is read before the store is marked; answers were kept beside the store. */
    reads: fc.option(type, { freq: 2 }),
    kept: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  }),
};
type Arbitraries = typeof steps;
export type Step = {
  [K in keyof Arbitraries]: Arbitraries[K] extends fc.Arbitrary<infer S> ? S : never;
}[keyof Arbitraries];

const some = (weights: Partial<Record<keyof Arbitraries, number>>, most: number): fc.Arbitrary<Step[]> => {
  const choices = Object.entries(weights).map(([name, weight]) => ({
    weight,
    arbitrary: steps[name as keyof Arbitraries] as fc.Arbitrary<Step>,
  }));
  // Of any length alike: most of what is short tells nothing.
  return fc.array(fc.oneof(...choices), { maxLength: most, size: 'max' });
};
const SHOP_DAY = {
  sale: 5,
  capture: 3,
  cancel: 1,
  back: 4,
  again: 1,
  backAgain: 1,
  fault: 2,
  pass: 1,
  outage: 1,
  propose: 1,
  approve: 1,
  keep: 2,
};
const AFTERWARDS = {
  ...SHOP_DAY,
  sale: 1,
  again: 4,
  backAgain: 4,
  back: 3,
  read: 5,
  judge: 5,
  pass: 2,
  cancel: 2,
  judges: 2,
  other: 1,
  end: 1,
  undo: 1,
  race: 2,
  late: 1,
  readKept: 3,
};

const next = (most: number) =>
  fc.tuple(fc.option(steps.backup), some(AFTERWARDS, 5), steps.restore, some(AFTERWARDS, most));

/** A day in the shop, a backup, what is lost, the restore, what people do then; perhaps all of that again. */
const days: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.option(steps.statements, { freq: 2 }),
    some(SHOP_DAY, 6),
    steps.backup,
    some({ ...SHOP_DAY, capture: 5, back: 6 }, 8),
    steps.restore,
    some(AFTERWARDS, 12),
    fc.option(next(6), { freq: 2 }),
    fc.option(next(5), { freq: 5 }),
  )
  .map(([statements, before, backup, gap, restore, after, second, third]) => {
    const first: Step[] = [...(statements ? [statements] : []), ...before, backup, ...gap, restore, ...after];
    for (const one of [second, third]) {
      if (!one) continue;
      const [again, more, restored, last] = one;
      first.push(...(again ? [again] : []), ...more, restored, ...last);
    }
    return first;
  });

/** Most are about one provider, so that what is read and what goes wrong concerns what was sold. */
export const stories: fc.Arbitrary<Step[]> = fc
  .tuple(fc.option(type, { freq: 4 }), days)
  .map(([only, told]) => (only === null ? told : told.map((step) => ofType(step, only))));

function ofType(step: Step, only: Type): Step {
  if (
    step.kind === 'sale' ||
    step.kind === 'read' ||
    step.kind === 'readKept' ||
    step.kind === 'outage' ||
    step.kind === 'end' ||
    step.kind === 'race'
  )
    return { ...step, type: only };
  if (step.kind === 'restore') return { ...step, reads: step.reads && only };
  if (step.kind !== 'fault') return step;
  const [before, names]: readonly string[][] = [[...OPERATIONS[step.type]], [...OPERATIONS[only]]];
  const operation = names?.[(before?.indexOf(step.operation) ?? 0) % (names.length || 1)] ?? '';
  return { ...step, type: only, operation } as Step;
}
