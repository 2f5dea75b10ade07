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
import { fileOf } from './file';
import { callPeople, said, transport, vouchOf, type Mode } from './transport';

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

/** Which voucher's PIN, and why. */
interface Wanted {
  readonly voucher: 'change' | 'refund';
  readonly reversal_id?: string;
  readonly reason: string;
}

/** What no key may do. To approve takes none either: whoever approves again finds what the first time began. */
const APPROVE = {
  method: 'post',
  path: '/v1/reversal_proposals/{id}/approve',
  input: 'none',
  key: false,
  mark: 'reversal',
  repeats: 'always',
} as const;
const REJECT = {
  method: 'post',
  path: '/v1/reversal_proposals/{id}/reject',
  input: 'body',
  key: false,
  mark: 'lapses_at',
} as const;

/** Whatever is asked for, as a file. */
const LIST_FILE = { method: 'get', path: '/v1/redemptions', input: 'query', key: false, mark: null } as const;
const SEARCH_FILE = { method: 'post', path: '/v1/redemptions/search', input: 'body', key: false, mark: null } as const;

const { read, write } = transport;

/** Calls of one mode. */
export function recordsOf(mode: Mode) {
  const { redemptions, reversalProposals } = vouchOf(mode);
  return {
    /** Without words it is the list. A search is sent as a body: a PIN must not stand in an address. */
    search: async (request: SearchRequest, signal?: AbortSignal): Promise<SearchResult> => {
      const { query, ...narrowing } = request;
      if (query !== '') return read((options) => redemptions.search(said(request), options), signal);
      const list = await read((options) => redemptions.list(said(narrowing), options), signal);
      return { ...list, understood: [] };
    },
    /** All that the same search finds. */
    searchFile: (request: SearchRequest): Promise<Blob> =>
      fileOf(request.query === '' ? LIST_FILE : SEARCH_FILE, { input: said({ ...request }), mode }),
    retrieve: (id: string, signal?: AbortSignal): Promise<Redemption> =>
      read((options) => redemptions.retrieve(id, options), signal),
    timeline: (id: string): Promise<ListOf<TimelineEntry>> => read((options) => redemptions.timeline(id, options)),
    reversals: (id: string): Promise<ListOf<Reversal>> =>
      read((options) => redemptions.reversals(id, { limit: 100 }, options)),
    types: (): Promise<VoucherTypeList> => read((options) => redemptions.types(options)),
    terms: (id: string): Promise<ReversalTerms> => read((options) => redemptions.reversalTerms(id, options)),
    reverse: (id: string, body: GiveBack, { key, version }: Once): Promise<Reversal> =>
      write((options) => redemptions.reverse(id, body, { ...options, ifMatch: version }), key),
    propose: (id: string, body: GiveBack, { key, version }: Once): Promise<Proposal> =>
      write((options) => redemptions.proposeReversal(id, body, { ...options, ifMatch: version }), key),
    proposals: (status: Proposal['status'], { cursor }: Cursor): Promise<ListOf<Proposal>> =>
      read((options) => reversalProposals.list(said({ status, cursor }), options)),
    proposal: (id: string): Promise<Proposal> => read((options) => reversalProposals.retrieve(id, options)),
    approve: (id: string, version: number): Promise<Proposal> =>
      write((options) => callPeople(APPROVE, { ids: [id], mode, ifMatch: version }, options)),
    reject: (id: string, note: string, version: number): Promise<Proposal> =>
      write((options) => callPeople(REJECT, { ids: [id], input: { note }, mode, ifMatch: version }, options)),
    reveal: (id: string, body: Wanted): Promise<Revealed> =>
      write((options) => redemptions.revealPin(id, body, options)),
  };
}
