// Calls about redemptions: to find them, read them, and give value back.
import type {
  ListOf,
  Proposal,
  Redemption,
  Reversal,
  ReversalTerms,
  SearchRequest,
  SearchResult,
  TimelineEntry,
  VoucherTypeList,
} from './documents';
import { transport, type Mode } from './transport';

type Cursor = { readonly cursor?: string | undefined };

/** What is sent once for each dialog that was opened, whatever happens to the connection. */
export interface Once {
  readonly key: string;
  /** The version of the redemption that was looked at. */
  readonly version: number;
}

export interface GiveBack {
  readonly amount: number;
  readonly reason: string;
}

/** A voucher that was issued, with its PIN: shown, and kept nowhere. */
export interface Revealed {
  readonly pin: string;
}

/** Calls of one mode. */
export function recordsOf(mode: Mode) {
  const at = (id: string) => `/redemptions/${encodeURIComponent(id)}`;
  return {
    /** Without words it is the list. A search is sent as a body: a PIN must not stand in an address. */
    search: async (request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> => {
      const { query, ...narrowing } = request;
      if (query !== '')
        return transport.call<SearchResult>('POST', '/redemptions/search', { mode, body: request, signal });
      const list = await transport.call<ListOf<Redemption>>('GET', '/redemptions', { mode, query: narrowing, signal });
      return { ...list, understood: [] };
    },
    retrieve: (id: string, signal?: AbortSignal) => transport.call<Redemption>('GET', at(id), { mode, signal }),
    timeline: (id: string) => transport.call<ListOf<TimelineEntry>>('GET', `${at(id)}/timeline`, { mode }),
    reversals: (id: string) =>
      transport.call<ListOf<Reversal>>('GET', `${at(id)}/reversals`, { mode, query: { limit: 100 } }),
    types: () => transport.call<VoucherTypeList>('GET', '/redemptions/types', { mode }),
    terms: (id: string) => transport.call<ReversalTerms>('GET', `${at(id)}/reversal_terms`, { mode }),
    reverse: (id: string, body: GiveBack, { key, version }: Once) =>
      transport.call<Reversal>('POST', `${at(id)}/reverse`, { mode, body, key, ifMatch: version }),
    propose: (id: string, body: GiveBack, { key, version }: Once) =>
      transport.call<Proposal>('POST', `${at(id)}/reversal_proposals`, { mode, body, key, ifMatch: version }),
    proposals: (status: string, { cursor }: Cursor) =>
      transport.call<ListOf<Proposal>>('GET', '/reversal_proposals', { mode, query: { status, cursor } }),
    approve: (id: string, { key, version }: Once) =>
      transport.call<Proposal>('POST', `/reversal_proposals/${id}/approve`, { mode, key, ifMatch: version }),
    reject: (id: string, note: string, { key, version }: Once) =>
      transport.call<Proposal>('POST', `/reversal_proposals/${id}/reject`, {
        mode,
        body: { note },
        key,
        ifMatch: version,
      }),
    reveal: (id: string, body: { voucher: 'change' | 'refund'; reversal_id?: string; reason: string }) =>
      transport.call<Revealed>('POST', `${at(id)}/reveal`, { mode, body }),
  };
}
