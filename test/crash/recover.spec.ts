// Two servers on one MongoDB: one holds a redemption at every step of taking it, or of asking for it by its key, and dies there, while
// the other is asked what became of it.
import { BLU, ONE_VOUCHER, OTT } from '../api/world';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { expectStory } from './points';
import { Stage, until, type Server } from './stage';
import { FULL } from '../tools/scale';

const STEPS = ['write:confirm_requested', 'call.capture', 'write:confirm_answered', 'write:key_burnt'];
const POINTS = STEPS.flatMap((step) => [`${step}:before`, `${step}:after`]);
/** The two at which the order of the two calls is decided, and one of each other kind. */
const SHORT = [
  'write:confirm_requested:before',
  'write:confirm_requested:after',
  'call.capture:after',
  'write:key_burnt:before',
];

jest.setTimeout(120_000);

describeWithMongo('an attempt, and the question after it, in two processes', () => {
  let stage: Stage;
  let other: Server;
  beforeAll(async () => {
    stage = await Stage.open(await freshMongoUrl());
    other = await stage.start();
  });
  afterAll(() => stage.close());

  it.each(FULL ? POINTS : SHORT)('tell one story where the first dies at %s', async (point) => {
    const held = await stage.start();
    const vouchers = [ONE_VOUCHER, OTT, BLU].map((type) => stage.voucher(type, 'ok'));
    // One more than will come: they are all held there.
    await stage.tell(held, { dieAt: point, count: vouchers.length + 1, resolver: false });
    const burns = point.startsWith('write:key_burnt');
    const first = vouchers.map((voucher) => (burns ? stage.recover(held, voucher) : stage.redeem(held, voucher, 5000)));
    await until('all of them have come there', () => held.held() === vouchers.length);
    for (const [nth, voucher] of vouchers.entries()) {
      // While the first is held the second is told the truth of that moment, or to ask again; never anything that turns out wrong.
      const told = await stage.recover(other, voucher);
      if (nth === 0 && burns) {
        const made = await stage.redeem(other, voucher, 5000);
        expect(made?.code).toBe('idempotency_key_burnt');
      }
      expect(['not_received', 'idempotency_key_in_use', undefined]).toContain(told?.code);
    }
    await stage.kill(held);
    await Promise.all(first);
    for (const voucher of vouchers) await expectStory(stage, other, voucher);
  });
});
