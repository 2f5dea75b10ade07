// Many calls, one command: who shares it, who waits for the next one, and whom its failure concerns.
import { answersTo, SharedCommand } from '../../src/store/mongo/engine/shared-command';

interface Sent {
  readonly asks: readonly number[];
  answer(): void;
  fail(): void;
}

it('shares what is asked in one turn, never joins a command under way, and tells each its own fate', async () => {
  const sent: Sent[] = [];
  const command = new SharedCommand<number, number>(
    (asks) =>
      new Promise((resolve, reject) => {
        const settled = asks.map((ask) => (ask < 0 ? { error: new Error(`no ${String(ask)}`) } : { value: ask * 10 }));
        sent.push({ asks, answer: () => resolve(settled), fail: () => reject(new Error('lost')) });
      }),
  );
  const turn = () => new Promise((next) => setImmediate(() => setImmediate(next)));
  const asksOf = () => sent.map(({ asks }) => asks);

  const first = Promise.allSettled([1, -2, 3].map((ask) => command.call(ask)));
  await turn();
  expect(asksOf()).toEqual([[1, -2, 3]]);
  const second = Promise.allSettled([command.call(4)]);
  await turn();
  expect(asksOf()).toEqual([[1, -2, 3], [4]]);
  // Two are under way: what comes now waits, and goes together.
  const third = Promise.allSettled([command.call(5)]);
  await turn();
  const fourth = Promise.allSettled([command.call(6)]);
  await turn();
  expect(sent).toHaveLength(2);
  sent[1]?.fail();
  await turn();
  expect(asksOf()).toEqual([[1, -2, 3], [4], [5, 6]]);
  sent[0]?.answer();
  sent[2]?.answer();

  const rejected = (message: string) => ({ status: 'rejected', reason: new Error(message) });
  const fulfilled = (value: number) => ({ status: 'fulfilled', value });
  expect(await first).toEqual([fulfilled(10), rejected('no -2'), fulfilled(30)]);
  expect(await second).toEqual([rejected('lost')]);
  expect([...(await third), ...(await fourth)]).toEqual([fulfilled(50), fulfilled(60)]);

  // A crowd goes in portions.
  const crowd = Promise.all(Array.from({ length: 150 }, (_, ask) => command.call(ask)));
  await turn();
  expect(asksOf().map(({ length }) => length)).toEqual([3, 1, 2, 100, 50]);
  for (const { answer } of sent) answer();
  expect(await crowd).toHaveLength(150);
});

it('gives everyone who asked for the same a copy of his own', () => {
  const [one, nothing, other] = answersTo(['a', 'b', 'a'], [['a', { list: [1] }]]);
  expect([one, nothing, other]).toEqual([{ value: { list: [1] } }, { value: null }, { value: { list: [1] } }]);
  one?.value?.list.pop();
  expect(other?.value?.list).toEqual([1]);
});
