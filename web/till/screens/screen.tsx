// Which screen is shown for a state. Nothing is decided here.
import type { AttemptScreen, State } from '../sale/state';
import { Checking } from './attempt/checking';
import { NeverArrived } from './attempt/never-arrived';
import { NotPaid } from './attempt/not-paid';
import { GivenBack } from './attempt/given-back';
import { Paid, PartlyPaid } from './attempt/paid';
import type { AboutAttempt } from './attempt/props';
import { FindingOut, Sending } from './attempt/waiting';
import { Amount } from './entry/amount';
import { Pairing } from './entry/pairing';
import { Voucher } from './entry/voucher';
import { LastSales } from './lists/last-sales';
import { Tray } from './lists/tray';
import { Frame } from './parts/frame';
import { OtherPage, PaidBefore, Starting } from './parts/notice';
import type { Send } from './parts/send';

interface TillProps {
  readonly state: State;
  readonly send: Send;
}

/** The screen with what is around it. */
export function Till({ state, send }: TillProps) {
  return (
    <Frame state={state} send={send}>
      <CurrentScreen state={state} send={send} />
    </Frame>
  );
}

function CurrentScreen({ state, send }: TillProps) {
  const { screen } = state;
  switch (screen.name) {
    case 'starting':
      return <Starting state={state} send={send} />;
    case 'other_page':
      return <OtherPage />;
    case 'pairing':
      return <Pairing screen={screen} send={send} />;
    case 'amount':
      return <Amount state={state} screen={screen} send={send} />;
    case 'voucher':
      return <Voucher key={screen.key} state={state} screen={screen} send={send} />;
    case 'paid_before':
      return <PaidBefore state={state} screen={screen} send={send} />;
    case 'tray':
      return <Tray state={state} send={send} />;
    case 'last_sales':
      return <LastSales state={state} screen={screen} send={send} />;
    default:
      return <AttemptScreenOf key={`${screen.name} ${screen.id}`} state={state} screen={screen} send={send} />;
  }
}

const ABOUT_ATTEMPT: Readonly<Record<AttemptScreen['name'], (about: AboutAttempt) => React.ReactNode>> = {
  sending: Sending,
  finding_out: FindingOut,
  never_arrived: NeverArrived,
  paid: Paid,
  partly_paid: PartlyPaid,
  given_back: GivenBack,
  not_paid: NotPaid,
  checking: Checking,
};

function AttemptScreenOf({ state, screen, send }: TillProps & { screen: AttemptScreen }) {
  const attempt = state.attempts[screen.id];
  const Shown = ABOUT_ATTEMPT[screen.name];
  return attempt && <Shown state={state} screen={screen} attempt={attempt} send={send} />;
}
