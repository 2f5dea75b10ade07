// How the rows of redemptions and events hold them: what is kept apart from the text of the document. Rows of older files hold all of
// it in that text.
import type { EventName, RedemptionEvent } from '../../core/events/event';
import type { History, Redemption } from '../../core/redemption/redemption';
import type { Kept } from './document-table';

/** Redemptions: the document without its history, so that lists read half as much. */
export const KEPT_REDEMPTION: Kept<Redemption> = {
  columns: 'document, history',
  textOf: (redemption) => JSON.stringify({ ...redemption, journal: undefined, idempotency: undefined }),
  read: ({ document, history }) => {
    const redemption = JSON.parse(String(document)) as Redemption;
    return typeof history === 'string' ? Object.assign(redemption, JSON.parse(history) as History) : redemption;
  },
};

/** What the column `history` holds. */
export function historyOf({ journal, idempotency }: History): string {
  return JSON.stringify({ journal, idempotency });
}

// Events of one write tell the same data: a sale that is taken at once has two.
let told: { readonly data: RedemptionEvent['data']; readonly text: string } | null = null;

function dataText(data: RedemptionEvent['data']): string {
  if (told?.data !== data) told = { data, text: JSON.stringify(data) };
  return told.text;
}

/** Events: what columns hold is not in the text as well, so that most pages have room for three rows of an ordinary sale, not two. */
export const KEPT_EVENT: Kept<RedemptionEvent> = {
  columns: 'id, type, created_at, account_id, livemode, redemption_id, document',
  textOf: ({ version, seq, data }) => `{"version":${String(version)},"seq":${String(seq)},"data":${dataText(data)}}`,
  read: (row) => ({
    id: String(row.id),
    type: row.type as EventName,
    createdAt: Number(row.created_at),
    accountId: String(row.account_id),
    livemode: row.livemode === 1,
    redemptionId: typeof row.redemption_id === 'string' ? row.redemption_id : null,
    ...(JSON.parse(String(row.document)) as Pick<RedemptionEvent, 'version' | 'seq' | 'data'>),
  }),
};
