// One redemption as a row of a list.
import type { Redemption } from '../../api/documents';
import { words } from '../../language/language';
import { money } from '../../language/money';
import { sourceEnding, typeName } from '../../language/names';
import { Go } from '../../parts/link';
import { Moment } from '../../parts/moment';
import { Soft } from '../../parts/page';
import type { Column } from '../../parts/table';
import { OutcomeTag } from '../../parts/tag';

const { columns } = words.search;

/** What was taken, and what was asked where that is something else. */
function Amount({ redemption }: { redemption: Redemption }) {
  const { amount, redeemed_amount: taken, outcome } = redemption;
  if (outcome !== 'paid') return amount === 0 ? words.redemption.wholeValue : money(amount);
  return taken === amount ? (
    money(taken)
  ) : (
    <>
      {money(taken)} <Soft>/ {money(amount)}</Soft>
    </>
  );
}

function Back({ redemption }: { redemption: Redemption }) {
  const waiting = redemption.proposed_amount ?? 0;
  return (
    <>
      {redemption.reversed_amount > 0 ? money(redemption.reversed_amount) : waiting > 0 ? '' : '–'}
      {waiting > 0 ? <Soft> {words.search.waits(money(waiting))}</Soft> : null}
    </>
  );
}

export const COLUMNS: readonly Column<Redemption>[] = [
  {
    head: columns.time,
    cell: ({ id, created_at }) => (
      <Go to={`/redemptions/${id}`} row>
        <Moment at={created_at} />
      </Go>
    ),
  },
  { head: columns.type, cell: ({ type }) => typeName(type) },
  { head: columns.pin, cell: (redemption) => sourceEnding(redemption) },
  { head: columns.amount, figure: true, cell: (redemption) => <Amount redemption={redemption} /> },
  { head: columns.outcome, cell: ({ outcome }) => <OutcomeTag outcome={outcome} /> },
  { head: columns.back, figure: true, cell: (redemption) => <Back redemption={redemption} /> },
  { head: columns.terminal, cell: ({ redemption_options }) => redemption_options.terminal_id ?? '–' },
  { head: columns.reference, cell: ({ external_reference }) => external_reference ?? '–' },
];
