// A disk with no room for anything new: calls that begin something are refused, and what a till is in the middle of is written, also where
// both came in one round.
import { balanceOf } from '../../src/core/points/book/book';
import type { Changes } from '../../src/core/points/decide/changes';
import type { CommitResult } from '../../src/core/points/store';
import { redeem } from '../../src/core/points/use-cases/redemptions';
import { findParticipant, setCashRate } from '../../src/core/points/use-cases/setup';
import { moveAtTill, settleAtTill } from '../../src/core/points/use-cases/till';
import { StoreUnavailable } from '../../src/core/store-unavailable';
import { MemoryStore } from './memory-store';
import { ASKER, give, participant, pointsOver, program } from './world';

class Disk extends MemoryStore {
  isFull = false;

  override async commit(changes: Changes, finishes = false): Promise<CommitResult> {
    return this.isFull && !finishes ? { kind: 'no_room' } : super.commit(changes);
  }
}

test('calls that share a round with a till are refused alone, and repeats are answered', async () => {
  const disk = new Disk();
  const points = pointsOver(disk);
  const setting = await program(points);
  await setCashRate(points, ASKER, { ...setting, cashRate: { currency: 'ZAR', cents: 100, units: '10' } });
  const who = await participant(points, 'one');
  await give(points, setting, who, '100');
  const known = await give(points, setting, who, '1', {}, 'known');
  const account = { ...setting, participantId: who };
  const base = { account, currency: 'ZAR', upTo: false, redemptionId: 'rdm_1' } as const;
  const held = { reference: 'hold', cents: 300 };
  await moveAtTill(points, ASKER, 'hold', { ...base, kind: 'hold', cents: 300, until: points.clock.now() + 60_000 });
  disk.isFull = true;

  const all = { ...setting, participantId: who, description: 'x', holdReferenceId: null, managedBy: null };
  const calls = await Promise.allSettled([
    give(points, setting, who, '50'),
    moveAtTill(points, ASKER, 'take', { ...base, kind: 'take', cents: 100, held: null }),
    redeem(points, ASKER, { ...all, amount: '1000' }, null),
    moveAtTill(points, ASKER, 'capture', { ...base, kind: 'take', cents: 300, held }),
    give(points, setting, who, '1', {}, 'known'),
    settleAtTill(points, ASKER, 'never came'),
    redeem(points, ASKER, { ...all, amount: '1' }, null),
  ]);
  const told = calls.map((one) => {
    if (one.status === 'fulfilled') return one.value;
    const error = one.reason as { readonly code?: string };
    return error instanceof StoreUnavailable ? 'unavailable' : error.code;
  });
  expect(told).toEqual([
    'unavailable',
    expect.objectContaining({ kind: 'moved', cents: 100 }),
    'insufficient_balance',
    expect.objectContaining({ kind: 'moved', cents: 300 }),
    { ...known, replayed: true, value: expect.anything() as unknown },
    { kind: 'never' },
    'unavailable',
  ]);
  const { available, held: left } = balanceOf(await findParticipant(points, ASKER, who), setting.assetId);
  expect([available, left]).toEqual([6_100n, 0n]);

  disk.isFull = false;
  await give(points, setting, who, '50');
});
