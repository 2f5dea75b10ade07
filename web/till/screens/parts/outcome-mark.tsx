// An outcome in a row or on a card: icon, word and colour, the same as on its own screen.
import { Back, Clock, Cross, Half, Sent, Tick } from './icons';
import type { outcomeOf } from './outcome-of';
import { useWords } from './words';
import styles from './outcome-mark.module.css';

type Shown = ReturnType<typeof outcomeOf>;

const ICONS = {
  paid: Tick,
  partly_paid: Half,
  given_back: Back,
  not_paid: Cross,
  checking: Clock,
  never_arrived: Cross,
  sending: Sent,
  finding_out: Sent,
  unpaired: Clock,
} as const satisfies Record<Shown, unknown>;

export function OutcomeMark({ outcome }: { outcome: Shown }) {
  const words = useWords();
  const Icon = ICONS[outcome];
  const texts: Readonly<Record<Shown, string>> = {
    paid: words.outcome.paid,
    partly_paid: words.outcome.partlyPaid,
    given_back: words.outcome.givenBack,
    not_paid: words.outcome.notPaid,
    checking: words.outcome.checking,
    never_arrived: words.neverArrived.heading,
    sending: words.sending.heading,
    finding_out: words.finding.heading,
    unpaired: words.unpaired,
  };
  return (
    <strong className={styles['mark']} data-mark={outcome}>
      <Icon size="1.25em" />
      {texts[outcome]}
    </strong>
  );
}
