// Lists of one account on MongoDB: so many under way at once, and where its pages are large one at a time, with rests. Others do not wait.
import { ListTurns } from '../../src/store/mongo/engine/list-turns';

/** Reads that end when they are told to. */
class Reads {
  readonly begun: string[] = [];
  readonly #ends = new Map<string, (rows: object[]) => void>();
  readonly #rests: (() => void)[] = [];
  nowMs = 0;
  readonly turns = new ListTurns(
    () => this.nowMs,
    (_ms, work) => this.#rests.push(work),
  );

  async begin(account: string, names: readonly string[]): Promise<void> {
    for (const name of names)
      void this.turns.during(account, () => {
        this.begun.push(name);
        return new Promise<object[]>((end) => this.#ends.set(name, end));
      });
    await settled();
  }

  async end(name: string, rows: object[]): Promise<void> {
    this.#ends.get(name)?.(rows);
    await settled();
  }

  async rested(): Promise<void> {
    for (const go of this.#rests.splice(0)) go();
    await settled();
  }
}

const settled = () => new Promise((next) => setImmediate(next));
const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index)}`);
const LARGE = Array.from({ length: 20 }, () => ({ text: 'x'.repeat(50_000) }));
const SMALL = [{ text: 'x' }];

test('small pages of an account are read eight at once, large ones one after the other with rests', async () => {
  const reads = new Reads();
  await reads.begin('one', names('a', 12));
  expect(reads.begun).toEqual(names('a', 8));
  for (const name of names('a', 4)) await reads.end(name, SMALL);
  expect(reads.begun).toEqual(names('a', 12));
  for (const name of names('a', 12).slice(4)) await reads.end(name, LARGE);

  // Its eight places rest; whoever else there is does not wait for that.
  await reads.begin('one', names('b', 3));
  await reads.begin('other', ['of somebody else']);
  expect(reads.begun.slice(12)).toEqual(['of somebody else']);
  await reads.rested();
  expect(reads.begun.slice(13)).toEqual(['b0']);
  await reads.end('b0', LARGE);
  expect(reads.begun.slice(14)).toEqual([]);
  await reads.rested();
  expect(reads.begun.slice(14)).toEqual(['b1']);
  await reads.end('b1', SMALL);
  await reads.end('b2', SMALL);

  // What was large once is not large for ever.
  reads.nowMs = 61_000;
  await reads.begin('one', names('c', 9));
  expect(reads.begun.slice(16)).toEqual(names('c', 8));
});

test('a read that fails gives its place back', async () => {
  const turns = new ListTurns(
    () => 0,
    () => undefined,
  );
  for (let tries = 0; tries < 20; tries += 1)
    await expect(turns.during('one', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  await expect(turns.during('one', () => Promise.resolve(SMALL))).resolves.toBe(SMALL);
});
