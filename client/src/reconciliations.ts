// Statements of providers, compared with the books.
import { call, type CallOptions, type Connection, type KeyOptions, type Upload } from './transport/call.js';
import type { MakeMethod, Input, Result } from './method.js';

/** A file of a gigabyte takes its time. */
const UPLOAD_MS = 60 * 60_000;

export function reconciliationsOf(via: Connection, method: MakeMethod) {
  return {
    /**
     * Sends the file, whole or as a stream. Answers once all of it was checked; the comparison goes on: `retrieve` until `status` is no
     * longer `comparing`. Sent again under its key it is the same one; a stream is not sent again by itself.
     */
    create: createOf(via),
    /** Newest first. */
    list: method('listReconciliations'),
    retrieve: method('getReconciliation'),
    /** Where the statement and the books do not agree. */
    differences: method('listDifferences'),
  };
}

function createOf(via: Connection) {
  const create = async (
    file: Upload,
    terms: Input<'createReconciliation'>,
    options: CallOptions & KeyOptions = {},
  ): Promise<Result<'createReconciliation'>> => {
    const patience = { timeoutMs: UPLOAD_MS, deadlineMs: UPLOAD_MS };
    const answer = await call(
      via,
      'createReconciliation',
      { ids: [], input: terms, file },
      { ...patience, ...options },
    );
    return answer.data as Result<'createReconciliation'>;
  };
  // As the methods that are made of an operation are named.
  return Object.defineProperty(create, 'name', { value: 'createReconciliation' });
}
