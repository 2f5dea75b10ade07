// What a client may do in a random sequence, as plain data that fast-check can draw, print and shrink.
import * as fc from 'fast-check';
import type { Scenario } from '../../adapters/kit/simulator/books';
import { ONE_VOUCHER, TYPES } from './world';

export type Method = 'automatic' | 'manual' | 'draft';
export type Route = 'reserve' | 'capture' | 'cancel' | 'reverse';

/** `nth` counts back from the latest of the redemptions, or of the keyed calls, that there are by then. */
export type Command =
  | {
      readonly does: 'create';
      readonly type: string;
      readonly scenario: Scenario;
      readonly value: number;
      readonly ask: 'whole' | 'part' | 'exact' | 'over';
      readonly partial: 'decline' | 'allow';
      readonly method: Method;
    }
  | { readonly does: 'create_again'; readonly nth: number; readonly method: Method }
  | { readonly does: 'reserve' | 'cancel' | 'patch' | 'get'; readonly nth: number }
  | { readonly does: 'capture'; readonly nth: number; readonly amount: 'all' | 'part' | 'over' }
  | {
      readonly does: 'reverse';
      readonly nth: number;
      readonly amount: 'rest' | 'part' | 'over';
      readonly guard: 'key' | 'version' | 'none';
    }
  | { readonly does: 'replay' | 'reuse'; readonly nth: number }
  | { readonly does: 'stale'; readonly nth: number; readonly route: Route | 'patch' }
  | { readonly does: 'list' };

/**
 * Where the value is taken, or not, and the caller is not told. Those that hang are left out: they cost a timeout each.
 */
export const DOUBTFUL: readonly Scenario[] = [
  'drop_before_taking',
  'drop_after_taking',
  'error_after_taking',
  'garbage_reply',
  'late',
];
export const REFUSED: readonly Scenario[] = ['used', 'expired', 'not_found', 'cancelled'];

/** Mostly the latest: what is interesting happens to one redemption several times. */
const nth = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 11 }) });
const method = fc.constantFrom<Method>('automatic', 'automatic', 'manual', 'manual', 'draft');

const create = fc.record({
  does: fc.constant('create' as const),
  type: fc.constantFrom(...TYPES),
  scenario: fc.oneof(
    { weight: 16, arbitrary: fc.constant<Scenario>('ok') },
    { weight: 4, arbitrary: fc.constantFrom(...REFUSED) },
    { weight: 2, arbitrary: fc.constantFrom(...DOUBTFUL) },
  ),
  value: fc.integer({ min: 1000, max: 9000 }),
  ask: fc.constantFrom('whole' as const, 'part' as const, 'exact' as const, 'over' as const),
  partial: fc.constantFrom('decline' as const, 'allow' as const),
  method,
});

const on = <T extends string>(...does: readonly T[]) => fc.record({ does: fc.constantFrom(...does), nth });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: create },
  { weight: 4, arbitrary: fc.record({ does: fc.constant('create_again' as const), nth, method }) },
  { weight: 2, arbitrary: on('reserve' as const) },
  {
    weight: 5,
    arbitrary: fc.record({
      does: fc.constant('capture' as const),
      nth,
      amount: fc.constantFrom('all' as const, 'part' as const, 'over' as const),
    }),
  },
  { weight: 2, arbitrary: on('cancel' as const) },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('reverse' as const),
      nth,
      amount: fc.constantFrom('rest' as const, 'part' as const, 'part' as const, 'over' as const),
      guard: fc.constantFrom('key' as const, 'key' as const, 'version' as const, 'none' as const),
    }),
  },
  { weight: 4, arbitrary: on('replay' as const, 'reuse' as const) },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constant('stale' as const),
      nth,
      route: fc.constantFrom<Route | 'patch'>('reserve', 'capture', 'cancel', 'reverse', 'patch'),
    }),
  },
  { weight: 3, arbitrary: on('patch' as const, 'get' as const) },
  { weight: 1, arbitrary: fc.constant<Command>({ does: 'list' }) },
);

/** Chance alone hardly ever comes this way: all of a voucher goes back onto it, and then it is used again. */
const restoring = fc
  .record({
    value: fc.integer({ min: 1000, max: 9000 }),
    ask: fc.constantFrom('whole' as const, 'exact' as const),
    method,
  })
  .map(({ value, ask, method: again }): readonly Command[] => [
    {
      does: 'create',
      type: ONE_VOUCHER,
      scenario: 'ok',
      value,
      ask,
      partial: 'decline',
      method: 'automatic',
    },
    { does: 'reverse', nth: 0, amount: 'rest', guard: 'key' },
    { does: 'create_again', nth: 0, method: again },
  ]);

const few: fc.Arbitrary<readonly Command[]> = fc.oneof(
  { weight: 24, arbitrary: command.map((one) => [one]) },
  { weight: 1, arbitrary: restoring },
);

/** Begins with a redemption, so that no sequence is about nothing. */
export const sequences: fc.Arbitrary<readonly Command[]> = fc
  .tuple(create, fc.array(few, { minLength: 1, maxLength: 24, size: 'max' }))
  .map(([first, rest]) => [first, ...rest.flat()]);
