// kill -9 between the change of state and the end of the delivery, in a process of its own: no event is lost.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Store } from '../../src/core/store';
import { openStore } from '../../src/store/open';
import { describeWithMongo, freshMongoUrl } from '../tools/mongod';
import { FULL } from '../tools/scale';
import { Receiver } from './receiver';
import { ACCOUNT, temporaryFolder, TestClock, worldOn } from './world';

jest.setTimeout(60_000);

const POINTS = [
  'after:redemptions.insert',
  'after:redemptions.replace',
  'before:events.relay',
  'after:events.relay',
  'before:webhooks.fanOut',
  'after:webhooks.fanOut',
  'before:webhooks.claim',
  'after:webhooks.claim',
  // Sent, and not written down: the receiver has to bear hearing it twice.
  'before:webhooks.replaceDeliveries',
  'after:webhooks.replaceDeliveries',
];

function runUntilKilled(url: string, point: string): Promise<NodeJS.Signals | null> {
  const child = spawn(
    process.execPath,
    ['--require', join(__dirname, '../crash/built-hook.cjs'), join(__dirname, 'crash-child.ts'), url, point],
    { stdio: 'inherit' },
  );
  return new Promise((resolve) => child.on('exit', (_code, signal) => resolve(signal)));
}

async function isWhole(url: string, point: string): Promise<void> {
  const receiver = await Receiver.start();
  try {
    const setUp = await openStore(url);
    await worldOn(setUp).endpoint({ url: receiver.url });
    await setUp.close();

    expect(await runUntilKilled(url, point)).toBe('SIGKILL');

    const store = await openStore(url);
    try {
      await everyEventIsHeard(store, receiver);
    } finally {
      await store.close();
    }
  } finally {
    await receiver.stop();
  }
}

async function everyEventIsHeard(store: Store, receiver: Receiver): Promise<void> {
  // Later than every lease of the dead process.
  const clock = new TestClock(Date.now() + 10 * 60_000);
  const world = worldOn(store, { clock });
  await world.notifier.runOnce();
  await world.close();
  const [redemption] = await store.redemptions.list({ accountId: ACCOUNT, livemode: false, limit: 2 });
  const { rows: events } = await store.events.list({ accountId: ACCOUNT, livemode: false, limit: 10 });
  expect(events).toHaveLength(redemption?.eventCount ?? -1);
  const heard = [...new Set(receiver.received.map(({ event }) => event.id))];
  const told = [...events].sort((a, b) => a.seq - b.seq).map(({ id }) => id);
  expect(heard).toEqual(told);
  expect(receiver.received.length - heard.length).toBeLessThanOrEqual(1);
}

describe('killed on sqlite', () => {
  it.each(POINTS.filter((point) => point !== 'before:events.relay'))('%s', async (point) => {
    const folder = temporaryFolder();
    await isWhole(`sqlite:${join(folder, 'vouch.db')}`, point);
    rmSync(folder, { recursive: true });
  });
});

/** At full size all; otherwise every other one, before and after in turn, and the one that SQLite does not have. */
const ON_MONGODB = POINTS.filter(
  (point, index) => FULL || index % 4 === 0 || index % 4 === 3 || point === 'before:events.relay',
);

describeWithMongo('killed on mongodb', () => {
  it.each(ON_MONGODB)('%s', async (point) => {
    await isWhole(await freshMongoUrl(), point);
  });
});
