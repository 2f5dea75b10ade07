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
import { FILE_MS, fileOf } from './file';
import type { Once } from './records';
import { said, transport, vouchOf, type Mode } from './transport';

type Cursor = { readonly cursor?: string | undefined };
type Page = Cursor & { readonly limit?: number };

const { read, write } = transport;

export interface ReviewFilter {
  readonly status: 'open' | 'closed';
  readonly order: 'oldest' | 'newest';
  readonly reason?: Review['reason'] | undefined;
  readonly assigned_to?: string | undefined;
}

/** The list, as a file. */
const REVIEWS_FILE = { method: 'get', path: '/v1/reviews', input: 'query', key: false, mark: null } as const;

export function reviewsOf(mode: Mode) {
  const { reviews } = vouchOf(mode);
  return {
    list: (filter: ReviewFilter, { cursor, limit }: Page): Promise<ListOf<Review>> =>
      read((options) => reviews.list(said({ ...filter, cursor, limit }), options)),
    file: (filter: ReviewFilter): Promise<Blob> => fileOf(REVIEWS_FILE, { input: said({ ...filter }), mode }),
    summary: (): Promise<ReviewSummary> => read((options) => reviews.summary(options)),
    retrieve: (id: string): Promise<FullReview> => read((options) => reviews.retrieve(id, options)),
    judge: (id: string, body: VerdictRequest, { key, version }: Once): Promise<Review> =>
      write((options) => reviews.giveVerdict(id, body, { ...options, ifMatch: version }), key),
    assign: (id: string, user_id: string | null): Promise<Review> =>
      write((options) => reviews.assign(id, { user_id }, options)),
    note: (id: string, text: string): Promise<Review> => write((options) => reviews.note(id, { text }, options)),
  };
}

export interface DeliveryFilter {
  readonly status?: Delivery['status'] | undefined;
  readonly endpoint_id?: string | undefined;
  readonly redemption_id?: string | undefined;
}

export interface EndpointInput {
  readonly url?: string;
  readonly description?: string | null;
  readonly disabled?: boolean;
}

export function webhooksOf(mode: Mode) {
  const { webhookDeliveries: deliveries, webhookEndpoints: endpoints } = vouchOf(mode);
  return {
    deliveries: (filter: DeliveryFilter, { cursor, limit }: Page): Promise<ListOf<Delivery>> =>
      read((options) => deliveries.list(said({ ...filter, cursor, limit }), options)),
    retry: (id: string): Promise<Delivery> => write((options) => deliveries.retry(id, options)),
    endpoints: ({ cursor }: Cursor): Promise<ListOf<Endpoint>> =>
      read((options) => endpoints.list(said({ cursor }), options)),
    endpoint: (id: string): Promise<Endpoint> => read((options) => endpoints.retrieve(id, options)),
    create: (body: EndpointInput & { url: string }): Promise<EndpointWithSecret> =>
      write((options) => endpoints.create(body, options)),
    change: (id: string, body: EndpointInput): Promise<Endpoint> =>
      write((options) => endpoints.update(id, body, options)),
    rotate: (id: string): Promise<EndpointWithSecret> => write((options) => endpoints.rotateSecret(id, {}, options)),
    test: (id: string): Promise<Delivery> => write((options) => endpoints.test(id, options)),
  };
}

/** For a link on a page, so that it stands in no description. */
const DIFFERENCES_FILE = {
  method: 'get',
  path: '/v1/reconciliations/{id}/differences.csv',
  input: 'none',
  key: false,
  mark: null,
} as const;

interface Statement {
  readonly provider: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly statement: string;
}

export function reconciliationsOf(mode: Mode) {
  const { reconciliations } = vouchOf(mode);
  return {
    list: ({ cursor }: Cursor): Promise<ListOf<Reconciliation>> =>
      read((options) => reconciliations.list(said({ cursor }), options)),
    retrieve: (id: string): Promise<Reconciliation> => read((options) => reconciliations.retrieve(id, options)),
    differences: (id: string, { cursor }: Cursor): Promise<ListOf<Difference>> =>
      read((options) => reconciliations.differences(id, said({ cursor }), options)),
    differencesFile: (id: string): Promise<Blob> => fileOf(DIFFERENCES_FILE, { ids: [id], mode }),
    upload: (terms: Statement, content: Blob, key: string): Promise<Reconciliation> =>
      write((options) => reconciliations.create(content, said(terms), { ...options, deadlineMs: FILE_MS }), key),
  };
}

export function terminalsOf(mode: Mode) {
  const { terminals } = vouchOf(mode);
  return {
    list: ({ cursor }: Cursor): Promise<ListOf<Terminal>> =>
      read((options) => terminals.list(said({ cursor }), options)),
    create: (terminal_id: string, name: string): Promise<TerminalWithPairingCode> =>
      write((options) => terminals.create({ terminal_id, name }, options)),
    pair: (id: string): Promise<TerminalWithPairingCode> => write((options) => terminals.pair(id, options)),
    unlock: (id: string): Promise<Terminal> => write((options) => terminals.unlock(id, options)),
    revoke: (id: string): Promise<Terminal> => write((options) => terminals.revoke(id, options)),
  };
}
