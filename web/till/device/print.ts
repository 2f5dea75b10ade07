// The printer, as a page has it: one job, drawn by the page, and a dialog. Whether paper came out nobody can tell.
import type { PrintJob } from './ports';

export interface Printer {
  /** Resolves once the dialog is over, by printing or by Cancel. A second job takes the place of the first. */
  readonly print: (job: PrintJob) => Promise<void>;
  /** What stands on the paper. It stays there after the dialog, until something else does, or `clear`. */
  readonly job: () => PrintJob | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** The page has drawn the job and fitted the paper to it. */
  readonly laidOut: () => void;
  /** Takes the paper away, with the PIN that may be on it. */
  readonly clear: () => void;
}

/** Prints by the browser: with its dialog, or without one where it was started with `--kiosk-printing`. */
export function browserPrinter(page: Window): Printer {
  const listeners = new Set<() => void>();
  let job: PrintJob | null = null;
  let end: (() => void) | null = null;
  const put = (next: PrintJob | null): void => {
    job = next;
    for (const listener of listeners) listener();
  };
  const finish = (): void => {
    end?.();
    end = null;
  };
  page.addEventListener('afterprint', finish);
  return {
    print: (next) =>
      new Promise((resolve) => {
        finish();
        end = resolve;
        put(next);
      }),
    job: () => job,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    laidOut: () => {
      if (end !== null) page.print();
    },
    clear: () => {
      finish();
      if (job !== null) put(null);
    },
  };
}
