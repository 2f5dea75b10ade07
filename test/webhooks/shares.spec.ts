// Endpoints that work have a share of the process as well: where it has no time to spare, an account with twenty of them waits, and
// nobody else does.
import { Shares } from '../../src/webhooks/shares';
import { MOST_TIMES, SpareTime } from '../../src/webhooks/spare-time';
import { openSqlite } from '../tools/engines';
import { Receiver } from './receiver';
import { STORY, TestClock, worldOn } from './world';

const MANY = 1_000;

it('an account sends once for each event, and beyond that what there is time for', () => {
  const now = { ms: 0, worked: 0.9 };
  const spare = new SpareTime(
    () => now.ms,
    () => now.worked,
  );
  const shares = new Shares(
    () => now.ms,
    () => spare.times(),
  );
  const send = (account = 'acc_many'): number => {
    const grant = shares.take(account, MANY, false);
    for (let ended = 0; ended < grant.count; ended += 1) shares.end(grant);
    return grant.count;
  };
  /** In so many seconds, looked at often. */
  const sendFor = (seconds: number): number => {
    let sent = 0;
    for (const end = now.ms + seconds * 1000; now.ms < end; now.ms += 50) sent += send();
    return sent;
  };
  // A process that begins with time and has none left, then one that has none.
  sendFor(10);
  expect(sendFor(10)).toBe(500);
  shares.addEvents('acc_many', 100);
  expect(sendFor(10)).toBe(600);
  expect(send('acc_other')).toBe(10);
  // What never began is given back.
  const grant = shares.take('acc_third', 10, false);
  shares.unused(grant, 10);
  expect(send('acc_third')).toBe(10);
  // With time to spare it soon has all that can be under way at once.
  now.worked = 0.2;
  sendFor(1);
  expect([spare.times(), send()]).toEqual([MOST_TIMES, 64]);
});

it('what is held up is sent all the same, fifty a second', async () => {
  const { store, drop } = await openSqlite();
  const receiver = await Receiver.start();
  const clock = new TestClock();
  const world = worldOn(store, { clock, spare: () => 1 });
  try {
    for (let nth = 0; nth < 12; nth += 1) await world.endpoint({ url: receiver.url });
    await world.story(true);
    await world.notifier.runOnce();
    const before = clock.steady.elapsed();
    for (let nth = 0; nth < 4; nth += 1) await world.story(true);
    await world.notifier.runOnce();
    const rows = 12 * 5 * STORY.length;
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(5 * STORY.length);
    expect(receiver.received).toHaveLength(rows);
    // Of those of the four stories ten may go at once, and one for each event; then fifty a second.
    const heldUp = (rows * 4) / 5 - 10 - 4 * STORY.length;
    expect(clock.steady.elapsed() - before).toBeGreaterThanOrEqual((heldUp / 50) * 1000);
    expect(world.errors).toEqual([]);
  } finally {
    await world.close();
    await receiver.stop();
    await drop();
  }
});
