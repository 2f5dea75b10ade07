// A thousand redemptions at once, an endpoint that fails at random, and several instances: nothing lost, nothing out of turn.
import { forEachEngine } from '../tools/engines';
import { Receiver } from './receiver';
import { STORY, TestClock, worldOn } from './world';
import { FULL } from '../tools/scale';

jest.setTimeout(300_000);

const INSTANCES = 3;

forEachEngine('hundreds of redemptions', (openStore) => {
  it('reach an endpoint that fails at random, each in its order', async () => {
    const { store, drop } = await openStore();
    // Fewer on MongoDB, because each write there is a round trip to a replica set.
    const redemptions = FULL ? 1000 : store.engine === 'sqlite' ? 500 : 200;
    const clock = new TestClock();
    const first = worldOn(store, { clock, random: Math.random });
    const others = Array.from({ length: INSTANCES - 1 }, () => worldOn(store, { shared: first, random: Math.random }));
    const instances = [first, ...others];
    const accepted = new Map<string, string[]>();
    const flaky = await Receiver.start((response, { event }) => {
      // One response in ten is a failure; each event gets through long before its ten attempts are over.
      if (Math.random() < 0.1) return void response.writeHead(500).end();
      const id = String(event.data['id']);
      const seen = accepted.get(id) ?? [];
      // A repetition of what was taken already is what "at least once" means.
      if (!seen.includes(event.type)) accepted.set(id, [...seen, event.type]);
      response.writeHead(204).end();
    });
    await first.endpoint({ url: flaky.url });
    const written = Promise.all(Array.from({ length: redemptions }, (_, n) => first.story(n % 2 === 0)));
    await Promise.all([written, ...instances.map(({ notifier }) => notifier.runOnce())]);
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(instances.map(({ notifier }) => notifier.runOnce()));
      const done = [...accepted.values()].filter((types) => types.length === STORY.length).length;
      if (done === redemptions) break;
      clock.pass(60 * 60_000);
    }
    expect(accepted.size).toBe(redemptions);
    const wrong = [...accepted.entries()].filter(([, types]) => types.join() !== STORY.join());
    expect(wrong).toEqual([]);
    // At least once, and not much more: leases keep the instances off each other's work.
    const failures = flaky.received.length - redemptions * STORY.length;
    expect(failures).toBeLessThan(redemptions * STORY.length * 0.3);
    await Promise.all(instances.map((instance) => instance.close()));
    expect(instances.flatMap(({ errors }) => errors)).toEqual([]);
    await flaky.stop();
    await drop();
  });
});
