// What somebody says to give value back: how much, typed by hand, and why.
import { words } from '../../language/language';
import { money } from '../../language/money';
import { Choice, Field, FaultText } from '../../parts/field';
import styles from '../../parts/page.module.css';
import { REASONS, type Draft, type Faults } from './giving-back';

export function ReverseFields(props: { draft: Draft; onChange: (draft: Draft) => void; faults: Faults; left: number }) {
  const { draft, onChange, faults, left } = props;
  const { reverse } = words;
  return (
    <div className={styles['stack']}>
      <Field
        label={reverse.amount}
        hint={reverse.amountHint(money(left))}
        inputMode="decimal"
        value={draft.amount}
        onChange={(amount) => {
          onChange({ ...draft, amount });
        }}
        fault={faults.amount}
        autoFocus
      />
      <Choice
        label={reverse.reason}
        value={draft.reason}
        onChange={(reason) => {
          onChange({ ...draft, reason });
        }}
        options={[['', reverse.choose], ...REASONS.map((reason) => [reason, reverse.reasons[reason]] as const)]}
      />
      <FaultText>{faults.reason}</FaultText>
      <Field
        label={reverse.words}
        hint={reverse.wordsHint}
        lines={2}
        maxLength={400}
        value={draft.words}
        onChange={(text) => {
          onChange({ ...draft, words: text });
        }}
        fault={faults.words}
      />
    </div>
  );
}
