// An adapter behind its policies: what the core calls instead of the adapter. Built once for each provider and mode, from the
// table of operations.
import {
  byOperation,
  OPERATIONS,
  type OperationLabel,
  type OperationName,
  type ProviderGate,
} from '../core/providers/gate';
import type { CallOwner } from '../core/providers/call-owner';
import type { Permit } from '../core/providers/permit';
import type { Over, ProviderAdapter, TransportName } from '../core/providers/provider';
import { CallPolicy, type PolicyLimits } from './circuit-breaker';

/** Those of every gate; how it goes with failures is a matter of the mode. */
export type GateLimits = Omit<PolicyLimits, 'deadlineMs' | 'failsForAll'>;

/** Told after every call, for metrics. */
export type GateObserver = (call: {
  readonly provider: string;
  readonly operation: OperationLabel;
  readonly outcome: string;
  readonly durationMs: number;
}) => void;

export interface PolicedGate extends ProviderGate {
  /** One policy an operation: a provider that cannot be asked may still take vouchers. */
  readonly policies: Readonly<Record<OperationName, CallPolicy>>;
}

/** Above the adapter's own deadline, so that the adapter's more telling answer comes first. */
const DEADLINE_MARGIN_MS = 500;

/** Any method of an adapter. Which call goes to which method is checked by the types of `ProviderGate`. */
type AnyMethod = (call: CallOwner, permit?: Permit) => Promise<{ readonly kind: string }>;

/**
 * Puts `adapter` behind one policy an operation. `transport` makes the transport of one call, for requests that may leave by its
 * permit; `observe` is told of each call.
 */
export function policedGate<T extends TransportName>(
  adapter: ProviderAdapter<T>,
  transport: (permit?: Permit) => Over<T>,
  limits: Omit<PolicyLimits, 'deadlineMs'>,
  observe: GateObserver,
): PolicedGate {
  const { traits } = adapter;
  const deadlineMs = traits.timeoutMs + DEADLINE_MARGIN_MS;
  const policies = byOperation((name) => {
    const title = `${traits.name} (${OPERATIONS[name].label.replace('_', ' ')})`;
    return new CallPolicy(title, { ...limits, deadlineMs });
  });
  const calls = byOperation((name): AnyMethod => {
    const method = methodOf(adapter, name);
    const policy = policies[name];
    const operation = OPERATIONS[name].label;
    return async (call, permit) => {
      const startedMs = performance.now();
      const outcome = await policy.run(call.accountId, () => method({ ...call, ...transport(permit) }));
      const durationMs = performance.now() - startedMs;
      observe({ provider: traits.provider, operation, outcome: outcome.kind, durationMs });
      return outcome;
    };
  });
  return {
    // Each method answers what the adapter's method of the same name answers, or what the policy says in its place.
    ...(calls as unknown as Pick<ProviderGate, OperationName>),
    traits,
    can: optionalOf(adapter),
    claimOf: adapter.claimOf?.bind(adapter),
    hasRoom: (accountId) => policies.capture.hasRoom(accountId),
    policies,
  };
}

/** Throws when it is called where the adapter lacks the method: the core asks `can` first, so that is a defect. */
function methodOf<T extends TransportName>(adapter: ProviderAdapter<T>, name: OperationName): AnyMethod {
  const method = adapter[name]?.bind(adapter) as AnyMethod | undefined;
  if (method) return method;
  return () => {
    throw new Error(`${adapter.traits.name} has no ${name}`);
  };
}

function optionalOf<T extends TransportName>(adapter: ProviderAdapter<T>): ProviderGate['can'] {
  const optional = Object.values(OPERATIONS).flatMap(({ needs }) => needs ?? []);
  return Object.fromEntries(optional.map((name) => [name, adapter[name] !== undefined])) as ProviderGate['can'];
}
