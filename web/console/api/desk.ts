// Calls about the work at the desk: reviews, webhooks, statements, terminals.
import type {
  Delivery,
  Difference,
  Endpoint,
  EndpointWithSecret,
  FullReview,
  ListOf,
  Reconciliation,
  Review,
  ReviewSummary,
  Terminal,
  TerminalWithPairingCode,
  VerdictRequest,
} from './documents';
import type { Once } from './records';
import { transport, type Mode } from './transport';

type Cursor = { readonly cursor?: string | undefined };

export interface ReviewFilter {
  readonly status: 'open' | 'closed';
  readonly order: 'oldest' | 'newest';
  readonly reason?: string | undefined;
  readonly assigned_to?: string | undefined;
}

export function reviewsOf(mode: Mode) {
  return {
    list: (filter: ReviewFilter, { cursor, limit }: Cursor & { limit?: number }) =>
      transport.call<ListOf<Review>>('GET', '/reviews', { mode, query: { ...filter, cursor, limit } }),
    summary: () => transport.call<ReviewSummary>('GET', '/reviews/summary', { mode }),
    retrieve: (id: string) => transport.call<FullReview>('GET', `/reviews/${id}`, { mode }),
    judge: (id: string, body: VerdictRequest, { key, version }: Once) =>
      transport.call<Review>('POST', `/reviews/${id}/verdict`, { mode, body, key, ifMatch: version }),
    assign: (id: string, user_id: string | null) =>
      transport.call<Review>('POST', `/reviews/${id}/assign`, { mode, body: { user_id } }),
    note: (id: string, text: string) =>
      transport.call<Review>('POST', `/reviews/${id}/notes`, { mode, body: { text } }),
  };
}

export interface DeliveryFilter {
  readonly status?: string | undefined;
  readonly endpoint_id?: string | undefined;
  readonly redemption_id?: string | undefined;
}

export interface EndpointInput {
  readonly url?: string;
  readonly description?: string | null;
  readonly disabled?: boolean;
}

export function webhooksOf(mode: Mode) {
  const at = (id: string) => `/webhook_endpoints/${id}`;
  return {
    deliveries: (filter: DeliveryFilter, { cursor, limit }: Cursor & { limit?: number }) =>
      transport.call<ListOf<Delivery>>('GET', '/webhook_deliveries', { mode, query: { ...filter, cursor, limit } }),
    retry: (id: string) => transport.call<Delivery>('POST', `/webhook_deliveries/${id}/retry`, { mode }),
    endpoints: ({ cursor }: Cursor) =>
      transport.call<ListOf<Endpoint>>('GET', '/webhook_endpoints', { mode, query: { cursor } }),
    endpoint: (id: string) => transport.call<Endpoint>('GET', at(id), { mode }),
    create: (body: EndpointInput) => transport.call<EndpointWithSecret>('POST', '/webhook_endpoints', { mode, body }),
    change: (id: string, body: EndpointInput) => transport.call<Endpoint>('PATCH', at(id), { mode, body }),
    rotate: (id: string) => transport.call<EndpointWithSecret>('POST', `${at(id)}/rotate_secret`, { mode, body: {} }),
    test: (id: string) => transport.call<unknown>('POST', `${at(id)}/test`, { mode }),
  };
}

export function reconciliationsOf(mode: Mode) {
  return {
    list: ({ cursor }: Cursor) =>
      transport.call<ListOf<Reconciliation>>('GET', '/reconciliations', { mode, query: { cursor } }),
    retrieve: (id: string) => transport.call<Reconciliation>('GET', `/reconciliations/${id}`, { mode }),
    differences: (id: string, { cursor }: Cursor) =>
      transport.call<ListOf<Difference>>('GET', `/reconciliations/${id}/differences`, { mode, query: { cursor } }),
    differencesFile: (id: string) =>
      transport.download(`/reconciliations/${id}/differences.csv`, { mode, accept: 'text/csv' }),
    upload: (
      query: { provider: string; from: string | undefined; to: string | undefined; statement: string },
      content: Blob,
      key: string,
    ) =>
      transport.call<Reconciliation>('POST', '/reconciliations', {
        mode,
        query,
        key,
        file: { content, type: 'text/csv' },
      }),
  };
}

export function terminalsOf(mode: Mode) {
  const at = (id: string) => `/terminals/${id}`;
  return {
    list: ({ cursor }: Cursor) => transport.call<ListOf<Terminal>>('GET', '/terminals', { mode, query: { cursor } }),
    create: (terminal_id: string, name: string) =>
      transport.call<TerminalWithPairingCode>('POST', '/terminals', { mode, body: { terminal_id, name } }),
    pair: (id: string) => transport.call<TerminalWithPairingCode>('POST', `${at(id)}/pair`, { mode }),
    unlock: (id: string) => transport.call<Terminal>('POST', `${at(id)}/unlock`, { mode }),
    revoke: (id: string) => transport.call<Terminal>('POST', `${at(id)}/revoke`, { mode }),
  };
}
