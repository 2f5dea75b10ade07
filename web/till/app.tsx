// The till as one component: draws the state, hands on what a person does, and draws the slip that is printed.
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { PrintJob } from './device/ports';
import type { Printer } from './device/print';
import { languageOf } from './language/language';
import { PaperView } from './receipts/paper-view';
import { receiptOf } from './receipts/receipt';
import type { Act } from './sale/events';
import type { State } from './sale/state';
import { ScreenLanguage } from './screens/parts/words';
import { Till } from './screens/screen';
import './styles/tokens.css';
import './styles/base.css';

/** What runs the till: holds the state, and takes what happens. */
export interface TillStore {
  readonly getState: () => State;
  readonly subscribe: (listener: () => void) => () => void;
  readonly act: (act: Act) => void;
}

/** The whole page. */
export function App({ till, printer }: { till: TillStore; printer: Printer }) {
  const state = useSyncExternalStore(till.subscribe, till.getState);
  const language = languageOf(state.settings.language);
  const send = useCallback((act: Act) => till.act(act), [till]);
  useEffect(() => {
    document.documentElement.lang = language.tag;
    document.title = language.product;
  }, [language]);
  return (
    <ScreenLanguage value={language}>
      <Till state={state} send={send} />
      <Paper state={state} printer={printer} />
    </ScreenLanguage>
  );
}

function Paper({ state, printer }: { state: State; printer: Printer }) {
  const job = useSyncExternalStore(printer.subscribe, printer.job);
  const receipt = useMemo(() => job && receiptOf(job.redemption, job.copy, job.terminal, job.types), [job]);
  const wanted = job !== null && isAbout(state, job);
  useEffect(() => {
    if (!wanted) printer.clear();
  }, [wanted, printer]);
  if (receipt === null || !wanted) return null;
  return (
    <PaperView
      receipt={receipt}
      language={languageOf(job.settings.language)}
      width={job.settings.paperMm}
      onLaidOut={printer.laidOut}
    />
  );
}

/** Whether the screen still shows what the job is about. Once it does not, no PIN may be left in the page. */
function isAbout({ screen, attempts }: State, { redemption }: PrintJob): boolean {
  if (screen.name === 'last_sales') return screen.opened?.redemption.id === redemption.id;
  return 'id' in screen && attempts[screen.id]?.redemption?.id === redemption.id;
}
