// Whose doubts the resolver asks about first, where there are more than it takes at once, and who waits for slow answers.
import { StoreUnavailable } from '../../src/core/store-unavailable';
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Services } from '../../src/core/use-cases/services';
import { Resolver } from '../../src/jobs/resolver';
import { ResolverQueue } from '../../src/jobs/resolver-queue';
import { until } from '../crash/stage';
import { forEachEngine } from '../tools/engines';
import { sampleRedemption, T0 } from '../fixtures/redemption';
import { TestClock } from '../webhooks/world';

const HOUR = 3_600_000;

forEachEngine('the resolver', (open) => {
  it('lets accounts take turns: the many doubts of one are not the wait of others', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const doubt = (accountId: string, dueAt: number): Redemption => sampleRedemption({ accountId, dueAt });
    const alice = Array.from({ length: 30 }, (_, nth) => doubt('acc_alice', T0 + nth));
    const bob = [doubt('acc_bob', T0 + 1000), doubt('acc_bob', T0 + 2000)];
    for (const redemption of [...alice, ...bob]) await store.redemptions.insert(redemption, []);
    // What is worked on is read first; that this cannot be is written down with its name, and it stays due.
    const worked: string[] = [];
    const error = (line: { redemption_id: string }) => void worked.push(line.redemption_id);
    const services = { store, clock } as unknown as Services;
    const resolver = new Resolver(services, { everyMs: 1000, concurrency: 1, batch: 6 }, { error } as never);
    await resolver.runOnce();
    const [first, second, third, fourth] = alice.map(({ id }) => id);
    expect(worked).toEqual([first, bob[0]!.id, second, bob[1]!.id, third, fourth]);
    await resolver.stop();
    await drop();
  });

  it('does not let others wait for what one account has due, however much it is, and longer overdue', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const alice = Array.from({ length: 2_100 }, () => sampleRedemption({ accountId: 'acc_alice', dueAt: T0 }));
    const bob = ['one', 'two'].map((_, nth) => sampleRedemption({ accountId: 'acc_bob', dueAt: T0 + 1000 + nth }));
    await Promise.all([...alice, ...bob].map((redemption) => store.redemptions.insert(redemption, [])));
    const worked: string[] = [];
    const error = (line: { redemption_id: string }) => void worked.push(line.redemption_id);
    const due = jest.spyOn(store.redemptions, 'due');
    const services = { store, clock } as unknown as Services;
    const resolver = new Resolver(services, { everyMs: 1000, concurrency: 1 }, { error } as never);
    await resolver.runOnce();
    expect(worked).toHaveLength(100);
    expect([worked[1], worked[3]]).toEqual(bob.map(({ id }) => id));
    // What it is looked at costs as much as a batch, and not as much as is due.
    expect(due.mock.calls).toEqual([[clock.now(), 100]]);
    await resolver.stop();
    await drop();
  });

  it('does not let others wait for what takes long: an account fills the places but those kept for who has none', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const alice = Array.from({ length: 12 }, (_, nth) => sampleRedemption({ accountId: 'acc_alice', dueAt: T0 + nth }));
    for (const redemption of alice) await store.redemptions.insert(redemption, []);
    // Whatever is about Alice stands still until it is let go: as though a provider took its time.
    let letGo: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (letGo = resolve));
    const begun: string[] = [];
    const find = async (id: string) => {
      begun.push(id);
      if (alice.some((one) => one.id === id)) await answered;
      throw new Error('It cannot be read');
    };
    const redemptions = Object.create(store.redemptions, { find: { value: find } }) as typeof store.redemptions;
    const services = { store: { redemptions }, clock } as unknown as Services;
    const resolver = new Resolver(services, { everyMs: 5, concurrency: 8, batch: 6 }, {
      error: () => undefined,
    } as never);
    resolver.start();
    await until('Alice has as many places as she may', () => begun.length === 6);
    const bob = ['one', 'two', 'three'].map(() => sampleRedemption({ accountId: 'acc_bob', dueAt: T0 + 5000 }));
    for (const redemption of bob) await store.redemptions.insert(redemption, []);
    const ofBob = () => new Set(begun.slice(6).filter((id) => bob.some((one) => one.id === id)));
    await until('those of Bob are worked on', () => ofBob().size === 3);
    expect(begun.filter((id) => alice.some((one) => one.id === id))).toEqual(alice.slice(0, 6).map(({ id }) => id));
    // A stop waits for what is under way, and begins nothing.
    const stopped = resolver.stop();
    const before = begun.length;
    letGo();
    await stopped;
    expect(begun.length).toBe(before);
    await drop();
  });

  it('works once on each that a clock misdated, however long it waits, and on what else its account has due meanwhile', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const written = clock.now() + HOUR;
    const late = Array.from({ length: 40 }, () =>
      sampleRedemption({ accountId: 'acc_alice', updatedAt: written, dueAt: written + 5_000 }),
    );
    for (const redemption of late) await store.redemptions.insert(redemption, []);
    const looks = jest.spyOn(store.redemptions, 'due');
    const walks = jest.spyOn(store.redemptions, 'dueLater');
    const fill = jest.spyOn(ResolverQueue.prototype, 'fill');
    let letGo: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => (letGo = resolve));
    const begun: string[] = [];
    const find = async (id: string) => {
      begun.push(id);
      await answered;
      return null;
    };
    const redemptions = Object.create(store.redemptions, { find: { value: find } }) as typeof store.redemptions;
    const services = { store: { redemptions }, clock } as unknown as Services;
    const options = { everyMs: 5, concurrency: 8, batch: 20 };
    const resolver = new Resolver(services, options, { error: () => undefined } as never);
    const next = (what: string, { mock }: { mock: { calls: unknown[] } }, count: number) => {
      const before = mock.calls.length;
      return until(what, () => mock.calls.length >= before + count);
    };
    resolver.start();
    await until('a walk has found them', () => fill.mock.calls.length > 0);
    clock.pass(5_000);
    await until('Alice has as many places as she may', () => begun.length === 6);
    for (let minute = 0; minute < 10; minute += 1) {
      clock.pass(60_000);
      await next('another walk', walks, 1);
    }
    const fresh = sampleRedemption({ accountId: 'acc_alice', dueAt: T0, updatedAt: T0 });
    await store.redemptions.insert(fresh, []);
    await next('it was found', looks, 3);
    letGo();
    await until('all were worked on', () => new Set(begun).size === 41);
    await next('there is nothing left', looks, 3);
    await resolver.stop();
    expect(begun[6]).toBe(fresh.id);
    expect(begun.filter((id) => id !== fresh.id)).toHaveLength(40);
    expect(Math.max(...fill.mock.calls.map(([, misdated]) => misdated.length))).toBe(20);
    fill.mockRestore();
    await drop();
  });

  it('begins with those that a batch of misdated ones left out', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const written = clock.now() + HOUR;
    const late = [1, 2, 3].flatMap((step) =>
      ['a', 'b', 'c'].map((accountId, nth) =>
        sampleRedemption({ accountId, updatedAt: written, dueAt: written + 1000 * nth + step }),
      ),
    );
    for (const redemption of late) await store.redemptions.insert(redemption, []);
    const worked: (string | undefined)[] = [];
    jest.spyOn(store.redemptions, 'find').mockImplementation((id) => {
      worked.push(late.find((one) => one.id === id)?.accountId);
      return Promise.resolve(null);
    });
    const services = { store, clock } as unknown as Services;
    const options = { everyMs: 1000, concurrency: 1, batch: 2 };
    const resolver = new Resolver(services, options, { error: () => undefined } as never);
    await resolver.runOnce();
    clock.pass(5_000);
    for (let look = 0; look < 3; look += 1) await resolver.runOnce();
    expect(worked).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
    await drop();
  });

  it('works again on one that a clock misdated where that failed, without another walk', async () => {
    const { store, drop } = await open();
    const clock = new TestClock();
    const written = clock.now() + HOUR;
    const late = sampleRedemption({ updatedAt: written, dueAt: written + 5_000 });
    await store.redemptions.insert(late, []);
    const find = jest.spyOn(store.redemptions, 'find');
    find.mockRejectedValueOnce(new Error('It cannot be read')).mockResolvedValue(null);
    const services = { store, clock } as unknown as Services;
    const resolver = new Resolver(services, { everyMs: 1000, concurrency: 1 }, { error: () => undefined } as never);
    await resolver.runOnce();
    clock.pass(5_000);
    for (const times of [1, 2, 2]) {
      await resolver.runOnce();
      expect(find.mock.calls).toEqual(Array.from({ length: times }, () => [late.id]));
    }
    await drop();
  });
});

it('tells once for each look that the store takes nothing, however much is due', async () => {
  const clock = new TestClock();
  const due = Array.from({ length: 30 }, (_, nth) => ({ id: `rdm_${String(nth)}`, accountId: 'acc_alice' }));
  const asked: string[] = [];
  const find = (id: string) => {
    asked.push(id);
    return Promise.reject(new StoreUnavailable(new Error('The disk is full')));
  };
  const redemptions = { due: () => Promise.resolve(due), dueLater: () => Promise.resolve([]), find };
  const told: string[] = [];
  const error = ({ redemption_id }: { redemption_id: string }) => void told.push(redemption_id);
  const services = { store: { redemptions }, clock } as unknown as Services;
  const resolver = new Resolver(services, { everyMs: 1000, concurrency: 2 }, { error } as never);
  for (const looks of [1, 2]) {
    await resolver.runOnce();
    // All of it is tried: what finishes something may go on where nothing can begin.
    expect([asked.length, told.length]).toEqual([looks * due.length, looks]);
  }
});

it('the places of the resolver: the account with the fewest goes first, and a quarter is kept for those that have none', () => {
  const queue = new ResolverQueue(4);
  const of = (accountId: string, count: number) =>
    Array.from({ length: count }, (_, nth) => ({ id: `${accountId}${String(nth)}`, accountId }));
  queue.fill(of('a', 5), []);
  const taken = [queue.take(), queue.take(), queue.take()];
  expect(taken.map((one) => one?.id)).toEqual(['a0', 'a1', 'a2']);
  expect(queue.take()).toBeUndefined();
  // What a newer look found, without those under way; and what the clock misdated.
  queue.fill([...of('a', 5).slice(3), ...of('b', 3)], [{ id: 'late', accountId: 'c', asOf: 7 }]);
  const first = queue.take();
  expect(first).toEqual({ id: 'late', accountId: 'c', asOf: 7 });
  expect(queue.take()).toBeUndefined();
  for (const one of taken) queue.end(one!);
  const more = [queue.take(), queue.take(), queue.take(), queue.take()].map((one) => one?.id);
  expect(more).toEqual(['b0', 'a3', undefined, undefined]);
  queue.end(first!);
  // Both have one: the one whose turn is longer ago.
  expect(queue.take()?.id).toBe('b1');
  expect([queue.underWay, queue.isEmpty]).toEqual([3, false]);
});

it('the places of the resolver: who had a turn in an earlier look is behind who had none, though it was not in the last one', () => {
  const queue = new ResolverQueue(4);
  const one = (accountId: string) => ({ id: accountId, accountId });
  queue.fill([one('a'), one('b')], []);
  const first = queue.take();
  queue.end(first!);
  queue.fill([one('c')], []);
  queue.fill([one('a'), one('b')], []);
  expect([first?.id, queue.take()?.id]).toEqual(['a', 'b']);
});

it('the places of the resolver: what a clock misdated has turns as well, account by account, and with what else is due', () => {
  const queue = new ResolverQueue(8);
  const of = (accountId: string, count: number) =>
    Array.from({ length: count }, (_, nth) => ({ id: `${accountId}${String(nth)}`, accountId, asOf: 7 }));
  queue.fill([{ id: 'due', accountId: 'a' }], [...of('a', 3), ...of('b', 2)]);
  const taken = Array.from({ length: 6 }, () => queue.take()?.id);
  expect(taken).toEqual(['a0', 'b0', 'due', 'b1', 'a1', 'a2']);
  expect([queue.take(), queue.isEmpty]).toEqual([undefined, true]);
});

it('the places of the resolver: of one account what a clock misdated and what is due take turns over many looks', () => {
  const queue = new ResolverQueue(1);
  const taken = ['1', '2', '3', '4'].map((look) => {
    queue.fill([{ id: `due ${look}`, accountId: 'a' }], [{ id: `late ${look}`, accountId: 'a', asOf: 7 }]);
    const one = queue.take();
    queue.end(one!);
    return one?.id;
  });
  expect(taken).toEqual(['late 1', 'due 2', 'late 3', 'due 4']);
});
