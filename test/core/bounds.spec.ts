// What a redemption may hold, and that nothing new begins in one that is full: whatever grows ends somewhere.
import {
  bytesOf,
  hasRoomFor,
  mayAsk,
  MOST,
  MOST_BYTES,
  MOST_OPERATIONS_TOLD,
  MOST_QUESTIONS,
  MOST_QUESTIONS_EACH,
} from '../../src/core/redemption/bounds/bounds';
import { publicRedemption, toldRedemption } from '../../src/core/redemption/shown/present';
import { sampleOperation, sampleRedemption } from '../fixtures/redemption';
import { wide, worstRedemption } from '../fixtures/worst-redemption';
import { accepted, reversal, STATES } from '../simulation/fixture';

jest.setTimeout(120_000);

/** Half of what MongoDB takes. */
const FAR_BELOW = 8 * 1024 * 1024;

test('the largest record there can be is far below what a database takes; an event carries none of what grows', () => {
  const { redemption, events } = worstRedemption();
  expect(bytesOf(JSON.stringify(redemption))).toBeLessThan(FAR_BELOW);
  // It is the worst: nothing of any kind may begin in it any more, and it is larger than what anything may begin in.
  for (const what of ['capture', 'reversal', 'update'] as const) expect(hasRoomFor(redemption, what)).toBe(false);
  expect(redemption.operations.some((operation) => mayAsk(redemption, operation))).toBe(false);
  expect(bytesOf(JSON.stringify(redemption))).toBeGreaterThan(MOST_BYTES);
  const told = events.map(({ data }) => data as ReturnType<typeof toldRedemption>);
  expect(Math.max(...told.map(({ operations }) => operations.length))).toBe(MOST_OPERATIONS_TOLD);
  expect(Math.max(...told.map((data) => bytesOf(JSON.stringify(data))))).toBeLessThan(100_000);
});

test('an ordinary redemption has room for all that is allowed, each counted by itself', () => {
  const story = STATES.confirmed();
  story.redemption = {
    ...story.redemption,
    redeemedCents: 1_000_000,
    amountCents: 1_000_000,
    metadata: { note: wide(500) },
  };
  for (let n = 0; hasRoomFor(story.redemption, 'reversal'); n += 1) {
    story.tell({ ...reversal(`op_r${String(n)}`, `rev_${String(n)}`, 10), reason: wide(500) } as never);
    // Failed ones count as well.
    story.answer(
      `op_r${String(n)}`,
      n % 2 ? accepted(10) : { kind: 'declined', code: 'provider_rejected', proof: 'record' },
    );
  }
  expect(story.redemption.reversals).toHaveLength(MOST.reversal);
  expect(hasRoomFor(story.redemption, 'update')).toBe(true);
  for (let n = 0; hasRoomFor(story.redemption, 'update'); n += 1)
    story.tell({ kind: 'updated', metadata: { n: String(n) } });
  expect(story.facts().filter((fact) => fact === 'updated')).toHaveLength(MOST.update);
});

test('questions end for one operation, and for all together; what is left of the doubt is a person’s', () => {
  const story = STATES.inDoubt();
  while (mayAsk(story.redemption, story.operation('op_1'))) {
    story.answer('op_1', { kind: 'unknown', reason: 'timeout' });
    story.wait(1).ask('op_1');
  }
  expect(story.operation('op_1').inquiries).toBe(MOST_QUESTIONS_EACH);
  expect(story.redemption.reviews).toEqual([]);
  story.answer('op_1', { kind: 'unknown', reason: 'timeout' });
  expect(story.redemption.reviews.map(({ reason }) => reason)).toEqual(['doubt_unresolved']);
  expect(story.redemption).toMatchObject({ outcome: 'checking', dueAt: null });

  const others = Array.from({ length: 5 }, () => sampleOperation({ status: 'failed', inquiries: MOST_QUESTIONS_EACH }));
  const fresh = sampleOperation();
  expect(mayAsk(sampleRedemption({ operations: [...others.slice(1), fresh] }), fresh)).toBe(true);
  expect(mayAsk(sampleRedemption({ operations: [...others, fresh] }), fresh)).toBe(false);
  expect(5 * MOST_QUESTIONS_EACH).toBe(MOST_QUESTIONS);
  // So a doubt that begins when all questions are used up is a person's at once.
  const late = STATES.reversing();
  late.redemption = { ...late.redemption, operations: [...others, ...late.redemption.operations] };
  late.answer('op_r1', { kind: 'unknown', reason: 'timeout' });
  expect(late.redemption.reviews.map(({ operationId }) => operationId)).toEqual(['op_r1']);
  expect(late.redemption.dueAt).toBeNull();
});

test('an event of many operations tells those that changed last, and how many it leaves out', () => {
  const operations = Array.from({ length: 15 }, (_, index) => sampleOperation({ updatedAt: index }));
  const few = sampleRedemption({ operations: operations.slice(0, MOST_OPERATIONS_TOLD) });
  expect(toldRedemption(few)).toEqual(publicRedemption(few));
  const [first, ...rest] = operations;
  if (!first) throw new Error('There are some');
  // The first of them is settled last: the event is about that one.
  const many = sampleRedemption({ operations: [{ ...first, updatedAt: 99 }, ...rest] });
  const told = toldRedemption(many);
  expect(told).toMatchObject({ operations_omitted: 5, id: many.id, metadata: many.metadata });
  expect(told.operations.map(({ id }) => id)).toEqual([first, ...operations.slice(6)].map(({ id }) => id));
});

test('bytes are counted as UTF-8 has them', () => {
  const texts = ['', 'abc', 'é', '漢', '🎟', 'aé漢🎟"\\\n', wide(500)];
  for (const text of texts) expect(bytesOf(text)).toBe(Buffer.byteLength(text));
});
