// Rounds beside each other: while one commit is on its way, other calls are decided and written, unless they could spoil it.
import type { Changes } from '../../src/core/points/decide/changes';
import type { CommitResult } from '../../src/core/points/store';
import { redeem } from '../../src/core/points/use-cases/redemptions';
import { updateProgram } from '../../src/core/points/use-cases/setup';
import { MemoryStore } from './memory-store';
import { ASKER, give, participant, pointsOver, program } from './world';

/** Commits wait until they are let go, once `holding`. */
class Slow extends MemoryStore {
  holding = false;
  readonly held: { readonly participants: readonly string[]; readonly go: () => void }[] = [];

  override async commit(changes: Changes): Promise<CommitResult> {
    if (this.holding) {
      const participants = changes.books.map(({ change }) => change.book.participantId);
      await new Promise<void>((go) => this.held.push({ participants, go }));
    }
    return super.commit(changes);
  }

  /** Resolves once so many commits have begun since it began to hold them. */
  async begun(count: number): Promise<void> {
    while (this.held.length < count) await new Promise((next) => setImmediate(next));
  }
}

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((next) => setImmediate(next));
};

test('who has nothing to do with a commit does not wait for it; whoever has, and what changes a program, does', async () => {
  const store = new Slow();
  const points = pointsOver(store);
  const setting = await program(points);
  const names = Array.from({ length: 20 }, (_, index) => `customer-${String(index)}`);
  const [hot = '', ...others] = await Promise.all(names.map((name) => participant(points, name)));
  for (const who of [hot, ...others]) await give(points, setting, who, '10');
  store.holding = true;
  const answers: string[] = [];
  const buy = async (participantId: string, name: string) => {
    const what = { ...setting, participantId, amount: '6', description: 'x', holdReferenceId: null, managedBy: null };
    const answer = await redeem(points, ASKER, what, null).then(
      () => 'ok',
      (error: unknown) => (error as { readonly code: string }).code,
    );
    answers.push(`${name} ${answer}`);
  };

  const first = buy(hot, 'first');
  await store.begun(1);
  const second = buy(hot, 'second');
  // Fewer than are worth a commit of their own wait with it.
  const few = others.slice(0, 3).map((who) => buy(who, 'few'));
  await turns(20);
  expect(store.held).toHaveLength(1);
  const many = others.slice(3).map((who) => buy(who, 'many'));
  await store.begun(2);
  expect(store.held[1]?.participants).not.toContain(hot);
  expect(store.held[1]?.participants.length).toBeGreaterThanOrEqual(16);
  store.held[1]?.go();
  await Promise.all(many);
  expect(answers).toContain('many ok');
  expect(answers).not.toContain('first ok');

  // A program is changed by itself, and what comes after it is decided on what it left.
  const suspended = updateProgram(points, ASKER, setting.programId, { status: 'SUSPENDED' });
  const late = others.map((who) => buy(who, 'late'));
  store.holding = false;
  await turns(20);
  expect(answers.some((answer) => answer.startsWith('late'))).toBe(false);
  store.held[0]?.go();
  await Promise.all([first, second, ...few, ...many, suspended, ...late]);
  expect(answers).toContain('first ok');
  expect(answers).toContain('second insufficient_balance');
  expect(answers.filter((answer) => answer === 'late program_inactive')).toHaveLength(others.length);
});
