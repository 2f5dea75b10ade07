// Printing from a result. A browser tells that the dialog is over, not whether paper came out of it: so the cashier is asked.
import type { Printing as Stage } from '../../sale/state';
import { Button } from '../parts/button';
import { Printer } from '../parts/icons';
import type { Send } from '../parts/send';
import { useWords } from '../parts/words';
import styles from './outcome.module.css';

interface PrintingProps {
  readonly stage: Stage;
  readonly send: Send;
  /** Before anything was printed: what Enter does, in words. */
  readonly next: string;
  /** The same once it was sent to the printer. */
  readonly printed?: string;
}

/** The buttons of a payment that is done: print, and on. */
export function PrintAndNext({ stage, send, next, printed }: PrintingProps) {
  const words = useWords();
  const print = () => send({ type: 'print' });
  const goOn = () => send({ type: 'go_on' });
  if (stage === 'none') {
    return (
      <>
        <Button icon={<Printer />} keycap="P" onPress={print}>
          {words.paid.print}
        </Button>
        <Button kind="main" keycap="Enter" onPress={goOn}>
          {next}
        </Button>
      </>
    );
  }
  return (
    <>
      <p className={styles['ask']} role="status">
        {stage === 'under_way' ? words.print.underWay : words.print.ask}
      </p>
      <Button kind="quiet" onPress={() => send({ type: 'leave_unprinted' })}>
        {words.print.without}
      </Button>
      <Button icon={<Printer />} keycap="P" onPress={print}>
        {words.print.again}
      </Button>
      <Button kind="main" keycap="Enter" onPress={goOn}>
        {printed ?? words.print.yes}
      </Button>
    </>
  );
}
