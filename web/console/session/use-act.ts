// Something that somebody sets going with a press: once, however often it is pressed, and with what went wrong kept to be shown.
import { useRef, useState } from 'react';

export interface Act {
  readonly isBusy: boolean;
  /** What the last run ended with; null where it went well, or has not ended. */
  readonly error: unknown;
  readonly run: (act: () => Promise<void>) => void;
  readonly clear: () => void;
}

export function useAct(): Act {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // A second press comes before the page has been drawn with the first: a state alone would let it through.
  const latch = useRef(false);
  const run = (act: () => Promise<void>): void => {
    if (latch.current) return;
    latch.current = true;
    setBusy(true);
    setError(null);
    act()
      .catch((thrown: unknown) => {
        setError(thrown);
      })
      .finally(() => {
        latch.current = false;
        setBusy(false);
      });
  };
  return { isBusy, error, run, clear: () => setError(null) };
}
