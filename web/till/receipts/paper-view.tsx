// The slip that is printed next, laid out beside the screen and unseen. Only on paper it is seen, and then it alone.
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Language } from '../language/language';
import { loadEncoder } from './encoder';
import { fitPage, type PaperWidth } from './paper';
import type { Receipt } from './receipt';
import { Slip } from './slip';
import styles from './slip.module.css';

interface PaperViewProps {
  /** A new one is a new job, whatever is in it. */
  readonly receipt: Receipt;
  readonly language: Language;
  readonly width: PaperWidth;
  /** It is drawn, its code too, and the page is as long as it is. */
  readonly onLaidOut: () => void;
}

export function PaperView({ receipt, language, width, onLaidOut }: PaperViewProps) {
  const slip = useRef<HTMLDivElement>(null);
  // Drawn only once the code can be: printed a moment too early, it would be missing.
  const [drawn, draw] = useState<Receipt | null>(null);
  useEffect(() => {
    let gone = false;
    void loadEncoder().then(() => gone || draw(receipt));
    return () => {
      gone = true;
    };
  }, [receipt]);
  const told = useRef<Receipt | null>(null);
  useLayoutEffect(() => {
    if (slip.current === null || drawn === null) return;
    fitPage(slip.current, width);
    if (drawn !== receipt || told.current === receipt) return;
    told.current = receipt;
    onLaidOut();
  }, [drawn, receipt, width, onLaidOut]);
  return (
    <div data-paper className={styles['off']}>
      {drawn === receipt && (
        <div ref={slip} className={styles['paper']} data-width={width}>
          <Slip receipt={receipt} language={language} />
        </div>
      )}
    </div>
  );
}
