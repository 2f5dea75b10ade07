// Reads that are shared: by those who ask for the same before it is sent, never with what was sent before they asked.
import { SharedRead } from '../../src/store/mongo/engine/shared-read';

function controlled() {
  const begun: { key: string; end: (answer: string) => void; fail: (error: Error) => void }[] = [];
  const reads = new SharedRead<string>();
  const ask = (key: string) =>
    reads.call(key, () => new Promise<string>((end, fail) => begun.push({ key, end, fail })));
  const turn = () => new Promise((next) => setImmediate(() => setImmediate(next)));
  return { begun, ask, turn };
}

test('the same question in one turn is one read, another question another', async () => {
  const { begun, ask, turn } = controlled();
  const answers = [ask('a'), ask('a'), ask('b')];
  await turn();
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b']);
  for (const { key, end } of begun) end(`of ${key}`);
  expect(await Promise.all(answers)).toEqual(['of a', 'of a', 'of b']);
});

test('who asks while a read is under way gets the next one, which sees what came in between', async () => {
  const { begun, ask, turn } = controlled();
  const first = ask('a');
  await turn();
  const later = [ask('a'), ask('a')];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.end('old');
  expect(await first).toBe('old');
  await turn();
  expect(begun).toHaveLength(2);
  begun[1]?.end('new');
  expect(await Promise.all(later)).toEqual(['new', 'new']);
});

test('a read that fails is told to those who shared it, and to nobody after them', async () => {
  const { begun, ask, turn } = controlled();
  const shared = [ask('a'), ask('a')].map((answer) => answer.catch((error: unknown) => String(error)));
  await turn();
  const next = ask('a');
  begun[0]?.fail(new Error('away'));
  expect(await Promise.all(shared)).toEqual(['Error: away', 'Error: away']);
  await turn();
  begun[1]?.end('back');
  expect(await next).toBe('back');
  const after = ask('a');
  await turn();
  begun[2]?.end('again');
  expect(await after).toBe('again');
});
