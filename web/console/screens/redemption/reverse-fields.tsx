// What somebody says to give value back: how much, typed by hand, and why.
import { words } from '../../language/language';
import { money } from '../../language/money';
import { Choice, Field, FaultText } from '../../parts/field';
import styles from '../../parts/page.module.css';
import { REASONS, type Draft, type Faults } from './giving-back';

export function ReverseFields(props: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  faults: Faults;
  left: number;
  onSend: () => void;
}) {
  const { draft, onChange, faults, left, onSend } = props;
  const { reverse } = words;
  return (
    <div
      role="presentation"
      className={styles['stack']}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
          event.preventDefault();
          onSend();
        }
      }}
    >
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
