// Whose doubts the resolver asks about first, where there are more than it takes at once.
import type { Redemption } from '../../src/core/redemption/redemption';
import type { Services } from '../../src/core/use-cases/services';
import { Resolver } from '../../src/jobs/resolver';
import { forEachEngine } from '../tools/engines';
import { sampleRedemption, T0 } from '../fixtures/redemption';
import { TestClock } from '../webhooks/world';

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
});
