// One line under a field: what to do, or why what was typed is not taken. Read aloud when it changes.
import type { EntryFault } from '../../sale/state';
import { Warning } from '../parts/icons';
import { useWords } from '../parts/words';
import styles from './entry.module.css';

interface FaultProps {
  readonly id?: string;
  readonly fault: EntryFault | null;
  readonly otherwise: string;
  /** Its name, for a fault that names it. */
  readonly till?: string | undefined;
}

export function FaultLine({ id, fault, otherwise, till = '' }: FaultProps) {
  const words = useWords().voucher.faults;
  return (
    <p id={id} role="status" className={fault === null ? styles['hint'] : styles['fault']}>
      {fault === null ? (
        otherwise
      ) : (
        <>
          <Warning size="1.25em" />
          <span>{fault === 'paired' ? words.paired(till) : words[fault]}</span>
        </>
      )}
    </p>
  );
}
