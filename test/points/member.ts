// A customer with very many lots, of an account of its own.
import { credit } from '../../src/core/points/book/credit';
import { OpenBook } from '../../src/core/points/book/open-book';
import { NO_CHANGES } from '../../src/core/points/decide/changes';
import { NO_READS } from '../../src/core/points/decide/rows';
import type { Asker } from '../../src/core/points/use-cases/ledger/ledger';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import { redeem } from '../../src/core/points/use-cases/redemptions';
import { SystemClock } from '../../src/system/clock';
import { ClockUuids } from '../../src/system/uuids';
import { participant, program, sha256, type Setting } from './world';

const uuids = new ClockUuids(new SystemClock());

export interface Member extends Setting {
  readonly asker: Asker;
  readonly participantId: string;
}

/** A customer of an account of its own, with so many lots of 1.00. */
export async function member(
  points: PointsServices,
  accountId: string,
  lots: number,
  who = 'one',
  expiresAt: number | null = null,
): Promise<Member> {
  const asker: Asker = { accountId, livemode: false, keyId: `key_of_${accountId}` };
  const { programId, assetId } = await program(points, 'LOT', false, asker);
  const participantId = await participant(points, who, asker);
  const { records } = await points.store.read({ ...NO_READS, ids: { books: [participantId] } });
  const [book] = records.books ?? [];
  if (!book) throw new Error('There is no book');
  const at = points.clock.now();
  const context = { at, dueBy: at, keyId: null, hash: sha256, nextId: () => uuids.next() };
  const open = new OpenBook({ book, lots: [], holds: [], lotsReadTo: () => null }, context);
  const from = { programId, kind: 'SYSTEM_ISSUANCE', detail: null } as const;
  const lot = { assetId, programId, mode: 'LOT', description: 'earned', referenceId: null } as const;
  for (let one = 0; one < lots; one += 1)
    credit(open, { ...lot, expiresAt, maturesAt: null, units: 100n, from, bucket: 'AVAILABLE' });
  await points.store.commit({ ...NO_CHANGES, books: [{ fromRev: book.rev, change: open.change() }] });
  return { asker, programId, assetId, participantId };
}

/** A redemption of so many points. */
export const take = (points: PointsServices, { asker, ...setting }: Member, amount: number) =>
  redeem(
    points,
    asker,
    { ...setting, amount: String(amount), description: 'x', holdReferenceId: null, managedBy: null },
    null,
  );
