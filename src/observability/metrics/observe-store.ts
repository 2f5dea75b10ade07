// The store as the rest of the service sees it when it is observed: every call of a port goes through `around`.
import type { RedemptionEvent } from '../../core/events/event';
import { mapPorts, type Store } from '../../core/store';
import { wrapCalls, type CallWrapper } from '../../system/wrap-calls';
import type { Metrics } from './metrics';

/** The same store with `around` about every call of its ports. Pinging and closing go straight through. */
export function observeStore(store: Store, around: CallWrapper): Store {
  return mapPorts(store, (port, name) => wrapCalls(port, name, around));
}

/** Times every store call, and counts the events of every redemption write once it is durable. */
export function timing(metrics: Metrics): CallWrapper {
  return async (operation, args, call) => {
    const started = performance.now();
    let failed = true;
    try {
      const result = await call();
      failed = false;
      countEvents(metrics, operation, args, result);
      return result;
    } finally {
      metrics.storeCall({ operation, seconds: (performance.now() - started) / 1000, failed });
    }
  };
}

function countEvents(metrics: Metrics, operation: string, args: readonly unknown[], result: unknown): void {
  if (operation !== 'redemptions.insert' && operation !== 'redemptions.replace') return;
  if ((result as { kind?: unknown }).kind !== 'written') return;
  const events = args.at(-1) as readonly RedemptionEvent[];
  for (const event of events) metrics.event(event.type);
}
