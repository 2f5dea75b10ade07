// A provider as use cases see it, and the one table of what a provider can be asked. Implemented in src/providers/, around the
// adapters.
import type { Inquiry, ProviderOutcome } from './outcome';
import type { Permit } from './permit';
import type { Lookup, ProviderAdapter, Traits, TransportName } from './provider';

/** The methods of an adapter that call its provider. */
export type OperationName = Exclude<keyof ProviderAdapter, 'traits' | 'claimOf'>;
/** Those that an adapter may leave out. */
export type OptionalOperation = {
  [Name in OperationName]: undefined extends ProviderAdapter[Name] ? Name : never;
}[OperationName];

type Method<Name extends OperationName> = NonNullable<ProviderAdapter[Name]>;
type Answer<Name extends OperationName> = Awaited<ReturnType<Method<Name>>>;

interface Answers {
  readonly outcome: ProviderOutcome;
  readonly inquiry: Inquiry;
  readonly lookup: Lookup;
}
type Same<A, B> = [A, B] extends [B, A] ? true : false;

/** What holds for one operation with every provider. */
interface OperationRow<Name extends OperationName> {
  /** Its name in metrics, and with spaces in what people read. */
  readonly label: string;
  /** Whether the request takes value or gives some. An inquiry does not, but where `recovery` is `resend` it sends that request again. */
  readonly movesMoney: boolean;
  /** The optional method that an adapter needs for it. Null: every adapter has it. */
  readonly needs: Name extends OptionalOperation ? Name : null;
  readonly answers: {
    [Form in keyof Answers]: Same<Answer<Name>, Answers[Form]> extends true ? Form : never;
  }[keyof Answers];
  /** The operation whose fate it asks about. Null: it asks about none. */
  readonly asksAbout: OperationName | null;
  /** Whether the call carries the voucher's PIN. */
  readonly carriesPin: boolean;
}

/**
 * Every provider operation. The gates and the conformance suite are built from this table; the compiler compares it with
 * `ProviderAdapter`, so an operation cannot be left out.
 */
export const OPERATIONS = {
  capture: { label: 'capture', movesMoney: true, needs: null, answers: 'outcome', asksAbout: null, carriesPin: true },
  inquireCapture: {
    label: 'inquire_capture',
    movesMoney: false,
    needs: null,
    answers: 'inquiry',
    asksAbout: 'capture',
    carriesPin: true,
  },
  reserve: {
    label: 'reserve',
    movesMoney: false,
    needs: 'reserve',
    answers: 'outcome',
    asksAbout: null,
    carriesPin: true,
  },
  hold: { label: 'hold', movesMoney: true, needs: 'hold', answers: 'outcome', asksAbout: null, carriesPin: true },
  inquireHold: {
    label: 'inquire_hold',
    movesMoney: false,
    needs: 'inquireHold',
    answers: 'inquiry',
    asksAbout: 'hold',
    carriesPin: true,
  },
  release: {
    label: 'release',
    movesMoney: true,
    needs: 'release',
    answers: 'outcome',
    asksAbout: null,
    carriesPin: false,
  },
  lookup: { label: 'lookup', movesMoney: false, needs: 'lookup', answers: 'lookup', asksAbout: null, carriesPin: true },
  restore: {
    label: 'restore',
    movesMoney: true,
    needs: 'restore',
    answers: 'outcome',
    asksAbout: null,
    carriesPin: false,
  },
  inquireRestore: {
    label: 'inquire_restore',
    movesMoney: false,
    needs: 'inquireRestore',
    answers: 'inquiry',
    asksAbout: 'restore',
    carriesPin: false,
  },
  refund: {
    label: 'refund',
    movesMoney: true,
    needs: 'refund',
    answers: 'outcome',
    asksAbout: null,
    carriesPin: false,
  },
  inquireRefund: {
    label: 'inquire_refund',
    movesMoney: false,
    needs: 'inquireRefund',
    answers: 'inquiry',
    asksAbout: 'refund',
    carriesPin: false,
  },
} as const satisfies { readonly [Name in OperationName]: OperationRow<Name> };

/** The keys of `OPERATIONS`, in its order. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

export type OperationLabel = (typeof OPERATIONS)[OperationName]['label'];

/** One value for each operation. */
export function byOperation<Value>(valueOf: (name: OperationName) => Value): Readonly<Record<OperationName, Value>> {
  return Object.fromEntries(OPERATION_NAMES.map((name) => [name, valueOf(name)])) as Record<OperationName, Value>;
}

/**
 * An adapter's method without its transport, which the gate adds. No request of the call leaves without `permit`; absent: the
 * call needs none.
 */
type GateCalls = {
  readonly [Name in OperationName]: (
    call: Omit<Parameters<Method<Name>>[0], TransportName>,
    permit?: Permit,
  ) => Promise<Answer<Name>>;
};

/**
 * One provider as the core sees it: an adapter behind its policy (deadline, breaker, bulkhead). Never throws. Answers within
 * `traits.timeoutMs`. A breaker that is open for this account, or a bulkhead without room for it, is `not_sent`.
 */
export interface ProviderGate extends GateCalls {
  readonly traits: Traits;
  /**
   * What the adapter has of the operations that it may leave out. Without `inquireRefund` the provider cannot be asked what
   * became of a refund, and doubt about one goes to a person.
   */
  readonly can: Readonly<Record<OptionalOperation, boolean>>;
  /** Undefined where nothing keeps a source from being redeemed twice at once. */
  readonly claimOf: ProviderAdapter['claimOf'];
  /** False while as many captures are under way as the provider, or this account of it, is given: load is shed before anything is written. */
  hasRoom(accountId: string): boolean;
}

export abstract class Providers {
  /** Undefined for an unknown type; null where the type exists but is not set up for this mode. */
  abstract find(type: string, livemode: boolean): ProviderGate | null | undefined;
  /** Every type in registry order, as set up for this mode. */
  abstract list(livemode: boolean): readonly Traits[];
}
