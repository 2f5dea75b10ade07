// When "no such operation" is proof: however wrong the clocks of two processes are, whoever of them sleeps, and however late the
// money request leaves and arrives, nothing is called unpaid that is taken afterwards.
import * as fc from 'fast-check';
import { PERMIT_MS } from '../../src/core/providers/permit';
import type * as Settling from '../../src/core/redemption/settling/settling-time';
import type * as Fixture from '../simulation/fixture';
import { SETTLING_MS, STATES, T0 } from '../simulation/fixture';

const NOT_FOUND = { kind: 'not_found' } as const;

/** One process: how far its wall clock is ahead of the truth, and how long its machine has slept. */
interface Machine {
  readonly name: string;
  aheadMs: number;
  sleptMs: number;
}

type Step =
  | { readonly kind: 'asks'; readonly by: 0 | 1; readonly answeredAfterMs: number }
  | { readonly kind: 'passes'; readonly ms: number }
  | { readonly kind: 'is_set'; readonly of: 0 | 1; readonly aheadMs: number }
  | { readonly kind: 'sleeps'; readonly of: 0 | 1; readonly ms: number };

const who = fc.constantFrom(0 as const, 1 as const);
const ms = fc.oneof(fc.constantFrom(0, 1, 500, PERMIT_MS, SETTLING_MS, SETTLING_MS + PERMIT_MS), fc.nat(90_000));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('asks' as const), by: who, answeredAfterMs: fc.constantFrom(0, 5, 9000) }),
  fc.record({ kind: fc.constant('asks' as const), by: who, answeredAfterMs: fc.constantFrom(0, 5, 9000) }),
  fc.record({ kind: fc.constant('passes' as const), ms }),
  fc.record({
    kind: fc.constant('is_set' as const),
    of: who,
    aheadMs: fc.constantFrom(-3_600_000, -20_000, 0, 20_000, 61_000, 3_600_000),
  }),
  fc.record({ kind: fc.constant('sleeps' as const), of: who, ms }),
);
/** After the first question was written (the permit lasts so long), and from there to the provider. */
const delays = fc.record({ leavesMs: fc.nat(PERMIT_MS), arrivesMs: fc.nat(SETTLING_MS - 1) });

/** Plays the steps; true where it ended as unpaid while the money request was still on its way. */
function isCalledUnpaidTooSoon(
  { STATES: states }: typeof Fixture,
  steps: readonly Step[],
  { leavesMs, arrivesMs }: { leavesMs: number; arrivesMs: number },
): boolean {
  const machines: Machine[] = [
    { name: 'one', aheadMs: 0, sleptMs: 0 },
    { name: 'two', aheadMs: 20_000, sleptMs: 0 },
  ];
  const story = states.sent();
  let truth = T0;
  let takenAt = Infinity;
  const as = ({ name, aheadMs, sleptMs }: Machine) => {
    story.now = truth + aheadMs;
    story.reading = { clock: name, ms: truth - T0 - sleptMs };
  };
  for (const one of steps) {
    if (one.kind === 'passes') truth += one.ms;
    else if (one.kind === 'is_set') (machines[one.of] as Machine).aheadMs = one.aheadMs;
    else if (one.kind === 'sleeps') {
      truth += one.ms;
      (machines[one.of] as Machine).sleptMs += one.ms;
    } else {
      const machine = machines[one.by] as Machine;
      as(machine);
      story.ask('op_1');
      if (takenAt === Infinity) takenAt = truth + leavesMs + arrivesMs;
      const inquiry = truth >= takenAt ? ({ kind: 'accepted', amountCents: 1000, voucher: null } as const) : NOT_FOUND;
      truth += one.answeredAfterMs;
      as(machine);
      story.answer('op_1', inquiry);
      if (story.redemption.status === 'failed') return truth < takenAt;
      if (story.redemption.status === 'confirmed') return false;
    }
  }
  return false;
}

const sequences = fc.array(step, { minLength: 2, maxLength: 14 });

test('two processes with wrong clocks call nothing unpaid before its time', () => {
  const fixture = { STATES } as typeof Fixture;
  fc.assert(
    fc.property(sequences, delays, (steps, late) => !isCalledUnpaidTooSoon(fixture, steps, late)),
    { numRuns: 6000 },
  );
});

test.each<[string, (original: typeof Settling) => Partial<typeof Settling>]>([
  [
    'the count of one process: measured by wall clocks instead',
    () => ({
      hasSettled: ({ notFoundSince, asks }, askId, settlingMs) => {
        const asked = asks.find((ask) => ask.id === askId);
        return asked !== undefined && notFoundSince !== null && asked.at - notFoundSince >= settlingMs + PERMIT_MS;
      },
    }),
  ],
  [
    'the time for which a permit lasts',
    ({ hasSettled }) => ({ hasSettled: (run, askId, settlingMs) => hasSettled(run, askId, settlingMs - PERMIT_MS) }),
  ],
])('taken away, this notices: %s', (_name, broken) => {
  const path = '../../src/core/redemption/settling/settling-time';
  let fixture: typeof Fixture | undefined;
  jest.isolateModules(() => {
    jest.doMock(path, () => {
      const original = jest.requireActual<typeof Settling>(path);
      return { ...original, ...broken(original) };
    });
    fixture = jest.requireActual<typeof Fixture>('../simulation/fixture');
  });
  jest.dontMock(path);
  const found = fc.check(
    fc.property(sequences, delays, (steps, late) => !isCalledUnpaidTooSoon(fixture as typeof Fixture, steps, late)),
    { numRuns: 20_000 },
  );
  expect(found.failed).toBe(true);
});

describe('one process after another', () => {
  const begun = () => {
    const story = STATES.inDoubt();
    story.answer('op_1', NOT_FOUND);
    return story;
  };

  test('each counts for itself, and the one that was there first is done first', () => {
    const story = begun();
    const first = story.reading;
    story.wait(SETTLING_MS / 2);
    story.reading = { clock: 'two', ms: 77 };
    story.ask('op_1');
    story.answer('op_1', NOT_FOUND);
    story.wait(SETTLING_MS / 2 + PERMIT_MS).ask('op_1');
    // The second one has heard it for half the time only, whatever the first one wrote down.
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('checking');
    story.reading = { clock: 'one', ms: (first?.ms ?? 0) + SETTLING_MS + PERMIT_MS };
    story.ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('not_paid');
  });

  test('a document of an older version, with a beginning alone: the run begins anew, and ends', () => {
    const story = begun();
    const { notFoundRun: _dropped, ...older } = story.operation('op_1');
    story.redemption = {
      ...story.redemption,
      operations: story.redemption.operations.map((each) => (each.id === 'op_1' ? older : each)),
    };
    story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('checking');
    expect(story.operation('op_1').notFoundSince).toBe(older.notFoundSince);
    story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('not_paid');
  });

  test('an older version next to this one breaks the run without knowing of readings: they count no more', () => {
    const story = begun();
    story.wait(1000);
    story.redemption = {
      ...story.redemption,
      operations: story.redemption.operations.map((each) =>
        each.id === 'op_1' ? { ...each, notFoundSince: story.now } : each,
      ),
    };
    story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('checking');
  });

  test('a question that nobody answered breaks it: for some providers it was the money request again', () => {
    const story = begun();
    story.wait(SETTLING_MS).ask('op_1');
    story.wait(PERMIT_MS).ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('checking');
    story.wait(SETTLING_MS + PERMIT_MS).ask('op_1');
    story.answer('op_1', NOT_FOUND);
    expect(story.redemption.outcome).toBe('not_paid');
  });

  test('somebody who counts nothing settles nothing by waiting', () => {
    const story = begun();
    story.reading = null;
    for (let asks = 0; asks < 3; asks += 1) {
      story.now += SETTLING_MS * 2;
      story.ask('op_1');
      story.answer('op_1', NOT_FOUND);
    }
    expect(story.redemption.outcome).toBe('checking');
  });
});
