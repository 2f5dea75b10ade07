// The spans: request, use case, provider call, store call. Attributes come from fixed sets and our own ids; never a body, an
// address, an error's words or anything else that could hold a PIN.
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { OPERATION_NAMES, Providers, type ProviderGate } from '../../core/providers/gate';
import type { Redemption } from '../../core/redemption/redemption';
import type { Traits } from '../../core/providers/provider';
import { wrapCalls, type CallWrapper } from '../../system/wrap-calls';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set while traces are on. */
    span?: Span;
  }
}

const tracer = () => trace.getTracer('vouch');

/** Attributes: strings and numbers that are safe to show to anybody who may read traces. */
type Attributes = Readonly<Record<string, string | number | boolean>>;

/** Runs `work` inside a span. Costs next to nothing while traces are off. */
export async function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
  kind = SpanKind.INTERNAL,
): Promise<T> {
  return tracer().startActiveSpan(name, { kind, attributes: { ...attributes } }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      markFailed(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The class of an error says enough; its message may repeat what a caller sent. */
function markFailed(span: Span, error: unknown): void {
  const type = error instanceof Error ? error.constructor.name : typeof error;
  const refused = type === 'Refusal' || type === 'ProblemException';
  span.setAttribute('error.type', type);
  // A refusal is an answer, not a fault.
  if (!refused) span.setStatus({ code: SpanStatusCode.ERROR });
}

/** For a log line: the trace it belongs to, or nothing. */
export function traceFields(span: Span | undefined = trace.getActiveSpan()): { trace_id?: string; span_id?: string } {
  const ids = span?.spanContext();
  return ids ? { trace_id: ids.traceId, span_id: ids.spanId } : {};
}

/** One server span a request, child of the caller's `traceparent` where there is one. Call it before routes are added. */
export function traceRequests(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const parent = propagation.extract(ROOT_CONTEXT, request.headers);
    const method = request.method;
    const options = { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } };
    request.span = tracer().startSpan(method, options, parent);
    context.with(trace.setSpan(parent, request.span), done);
  });
  // Reading the body leaves the context behind: the socket's events run in one of their own.
  server.addHook('preHandler', (request, _reply, done) => {
    if (request.span) context.with(trace.setSpan(ROOT_CONTEXT, request.span), done);
    else done();
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { span } = request;
    if (span) {
      const route = request.is404 ? undefined : request.routeOptions.url;
      span.updateName(route === undefined ? request.method : `${request.method} ${route}`);
      if (route !== undefined) span.setAttribute('http.route', route);
      span.setAttribute('http.response.status_code', reply.statusCode);
      if (reply.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      span.end();
    }
    done();
  });
}

/** For `observeStore`: a span a call, where something is being traced. Background polling makes no traces of its own. */
export const storeSpans: CallWrapper = (operation, args, call) => {
  if (!trace.getActiveSpan()) return call();
  return inSpan(`store ${operation}`, storeAttributes(operation, args), call, SpanKind.CLIENT);
};

function storeAttributes(operation: string, args: readonly unknown[]): Attributes {
  const isWrite = operation === 'redemptions.insert' || operation === 'redemptions.replace';
  return { 'db.operation.name': operation, ...(isWrite ? { 'vouch.redemption_id': (args[0] as Redemption).id } : {}) };
}

/** The same providers with a span about every call. */
export class TracedProviders extends Providers {
  readonly #gates = new WeakMap<ProviderGate, ProviderGate>();

  constructor(private readonly inner: Providers) {
    super();
  }

  find(type: string, livemode: boolean): ProviderGate | null | undefined {
    const gate = this.inner.find(type, livemode);
    if (!gate) return gate;
    const known = this.#gates.get(gate);
    if (known) return known;
    const traced = wrapCalls(gate, gate.traits.provider, callSpans(gate.traits.provider, livemode), OPERATION_NAMES);
    this.#gates.set(gate, traced);
    return traced;
  }

  list(livemode: boolean): readonly Traits[] {
    return this.inner.list(livemode);
  }
}

function callSpans(provider: string, livemode: boolean): CallWrapper {
  return (operation, args, call) => {
    const attributes = {
      'vouch.provider': provider,
      'vouch.operation': operation.slice(provider.length + 1),
      'vouch.livemode': livemode,
      ...referenceOf(args[0]),
    };
    return inSpan(
      `provider ${operation}`,
      attributes,
      async (span) => {
        const outcome = await call();
        span.setAttribute('vouch.outcome', (outcome as { kind: string }).kind);
        return outcome;
      },
      SpanKind.CLIENT,
    );
  };
}

/** The reference is ours and names an operation: by it a trace is found in the provider's own records. */
function referenceOf(call: unknown): Attributes {
  const reference = (call as { reference?: unknown } | undefined)?.reference;
  return typeof reference === 'string' ? { 'vouch.reference': reference } : {};
}
