// The store as the rest of the service sees it when it is observed: every call of a port goes through `around`.
import type { RedemptionEvent } from '../../core/events/event';
import type { Store } from '../../core/store';
import { wrapCalls, type CallWrapper } from '../../system/wrap-calls';
import type { Metrics } from './metrics';

const PORTS = ['redemptions', 'events', 'storedAnswers', 'accounts', 'findings', 'webhooks'] as const;

/** The same store with `around` about every call of its ports. Opening, closing and pinging go straight through. */
export function observeStore<S extends Store>(store: S, around: CallWrapper): S {
  const outer = wrapCalls(store, 'store', around, []);
  for (const port of PORTS) {
    let seen: { readonly inner: object; readonly outer: object } | null = null;
    // Read when asked for: a store has no ports before it is open.
    const get = () => {
      const inner = (store as unknown as Record<string, object>)[port];
      if (!inner) return inner;
      if (seen?.inner !== inner) seen = { inner, outer: wrapCalls(inner, port, around) };
      return seen.outer;
    };
    Object.defineProperty(outer, port, { get, enumerable: true, configurable: true });
  }
  return outer;
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
