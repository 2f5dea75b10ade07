// What is due, written without anybody asking: by the job, and before lots are listed.
import { decideSettle } from '../decide/settle';
import type { Asker } from './ledger/ledger';
import { expecting } from './reads';
import type { PointsServices } from './services';

/** Settled one after another for one participant: more than a lifetime of lots has due at once. */
const MOST_WRITES = 1_000;

/** Writes everything that is due of a participant now, in as many writes as it takes. */
export async function settleParticipant(
  { ledger }: Pick<PointsServices, 'ledger'>,
  owner: Pick<Asker, 'accountId' | 'livemode'>,
  participantId: string,
): Promise<void> {
  for (let writes = 0; writes < MOST_WRITES; writes += 1) {
    const { value } = await ledger.submit<boolean>({
      asker: { ...owner, keyId: null },
      key: null,
      onlyDue: true,
      expects: expecting({ books: [participantId] }),
      decide: (rows, context) => decideSettle(participantId, rows, context),
      show: (rows, recordId, { dueBy }) => {
        const due = rows.find('books', participantId)?.nextDueAt ?? null;
        return recordId !== null && due !== null && due <= dueBy;
      },
    });
    if (!value) return;
  }
}
