// An adapter behind its policies: what the core calls instead of the adapter.
import type { ProviderGate } from '../core/providers/gate';
import type { ProviderAdapter, ProviderHttp, Traits } from '../core/providers/provider';
import { CallPolicy, type PolicyLimits } from './policy';

/** The calls of a provider that have a policy each, as metrics name them. */
export const GATE_OPERATIONS = [
  'capture',
  'inquire_capture',
  'reserve',
  'lookup',
  'restore',
  'inquire_restore',
  'refund',
  'inquire_refund',
] as const;
export type GateOperation = (typeof GATE_OPERATIONS)[number];

/** The limits that an operator chooses. The deadline follows from the adapter's traits. */
export type GateLimits = Omit<PolicyLimits, 'deadlineMs'>;

/** Told after every call, for metrics. */
export type GateObserver = (call: {
  readonly provider: string;
  readonly operation: GateOperation;
  readonly outcome: string;
  readonly durationMs: number;
}) => void;

/** Above the adapter's own deadline, so that the adapter's more telling answer comes first. */
const DEADLINE_MARGIN_MS = 500;

/** See `ProviderGate`. A method that the adapter lacks is `unknown`, as every defect: check `can` first. */
export class PolicedGate implements ProviderGate {
  readonly traits: Traits;
  readonly can: ProviderGate['can'];
  readonly policies: Readonly<Record<GateOperation, CallPolicy>>;

  constructor(
    private readonly adapter: ProviderAdapter,
    private readonly http: () => ProviderHttp,
    limits: GateLimits,
    private readonly observe: GateObserver,
  ) {
    this.traits = adapter.traits;
    this.can = {
      reserve: adapter.reserve !== undefined,
      lookup: adapter.lookup !== undefined,
      restore: adapter.restore !== undefined,
      refund: adapter.refund !== undefined,
      inquireRefund: adapter.inquireRefund !== undefined,
    };
    const policy = (operation: GateOperation) =>
      new CallPolicy(`${this.traits.name} (${operation.replace('_', ' ')})`, {
        ...limits,
        deadlineMs: this.traits.timeoutMs + DEADLINE_MARGIN_MS,
      });
    this.policies = Object.fromEntries(GATE_OPERATIONS.map((operation) => [operation, policy(operation)])) as Record<
      GateOperation,
      CallPolicy
    >;
  }

  readonly claimOf: ProviderGate['claimOf'] = (source) => this.adapter.claimOf(source);

  hasRoom(): boolean {
    return this.policies.capture.hasRoom;
  }

  readonly capture: ProviderGate['capture'] = (call) =>
    this.#run('capture', () => this.adapter.capture({ ...call, http: this.http() }));

  readonly inquireCapture: ProviderGate['inquireCapture'] = (call) =>
    this.#run('inquire_capture', () => this.adapter.inquireCapture({ ...call, http: this.http() }));

  readonly reserve: ProviderGate['reserve'] = (call) =>
    this.#run('reserve', () => this.#method('reserve')({ ...call, http: this.http() }));

  readonly lookup: ProviderGate['lookup'] = (call) =>
    this.#run('lookup', () => this.#method('lookup')({ ...call, http: this.http() }));

  readonly restore: ProviderGate['restore'] = (call) =>
    this.#run('restore', () => this.#method('restore')({ ...call, http: this.http() }));

  readonly inquireRestore: ProviderGate['inquireRestore'] = (call) =>
    this.#run('inquire_restore', () => this.#method('inquireRestore')({ ...call, http: this.http() }));

  readonly refund: ProviderGate['refund'] = (call) =>
    this.#run('refund', () => this.#method('refund')({ ...call, http: this.http() }));

  readonly inquireRefund: ProviderGate['inquireRefund'] = (call) =>
    this.#run('inquire_refund', () => this.#method('inquireRefund')({ ...call, http: this.http() }));

  #method<K extends 'reserve' | 'lookup' | 'restore' | 'inquireRestore' | 'refund' | 'inquireRefund'>(
    name: K,
  ): NonNullable<ProviderAdapter[K]> {
    const method = this.adapter[name];
    if (!method) throw new Error(`${this.traits.name} has no ${name}`);
    return method.bind(this.adapter) as NonNullable<ProviderAdapter[K]>;
  }

  async #run<T extends { readonly kind: string }>(operation: GateOperation, call: () => Promise<T>) {
    const started = performance.now();
    const outcome = await this.policies[operation].run(call);
    this.observe({
      provider: this.traits.provider,
      operation,
      outcome: outcome.kind,
      durationMs: performance.now() - started,
    });
    return outcome;
  }
}
