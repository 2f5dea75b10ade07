// A create that is followed until Vouch knows what became of it.
import {
  call,
  keyNamedBy,
  keyOf,
  type AnyOptions,
  type CallOptions,
  type Connection,
  type KeyOptions,
} from './transport/call.js';
import { Aborted, StillChecking, UnexpectedAnswer, VouchError } from './errors.js';
import { withoutSecretsOf } from './transport/secrets.js';
import type { Answer } from './transport/exchange.js';
import type { components } from './generated/api.js';

type Redemption = components['schemas']['Redemption'];
type CreateRequest = components['schemas']['CreateRedemptionRequest'];

/** `deadlineMs` is for the whole: the create, and the time until the outcome is known. Five minutes unless said otherwise. */
export type WaitOptions = CallOptions & KeyOptions;

const DEADLINE_MS = 5 * 60_000;
/** Where neither the answer nor the redemption says when to ask again. */
const ASK_AFTER_MS = 2_000;
const ASK_AT_LEAST_EVERY_MS = 30_000;

/**
 * Rejects with `StillChecking` where the outcome is not known in time. `readsById`: the credential reads a redemption whole by its id.
 * A publishable key does not see a change PIN there, so the create is repeated with its key, which answers the state as it is.
 */
export async function createAndWait(
  via: Connection,
  readsById: boolean,
  request: CreateRequest,
  options: WaitOptions = {},
): Promise<Redemption> {
  const { clock } = via;
  const endsAt = clock.now() + (options.deadlineMs ?? DEADLINE_MS);
  const idempotencyKey = keyOf(options, request);
  const isKeyNew = keyNamedBy(options, request) === undefined;
  const inTime = (): AnyOptions => ({ ...options, deadlineMs: Math.max(0, endsAt - clock.now()) });
  /** Once more at the very end, with time for an answer. */
  const atLast = (): AnyOptions => ({ ...options, deadlineMs: Math.max(1_000, endsAt - clock.now()) });
  const create = (more: AnyOptions) =>
    call(via, 'createRedemption', { ids: [], input: request }, { ...more, idempotencyKey, isKeyNew });
  let answer = await create(inTime());
  for (;;) {
    const redemption = answer.data as Redemption;
    if (redemption.outcome !== 'checking') return redemption;
    const left = endsAt - clock.now();
    if (left <= 0) throw new StillChecking(redemption, idempotencyKey, namedBy(answer, via, request));
    try {
      await clock.sleep(Math.min(askAfterMs(answer, redemption, clock.now()), left), options.signal);
      answer = await (readsById
        ? call(via, 'getRedemption', { ids: [redemption.id], input: undefined }, atLast())
        : create(atLast()));
      // Somebody on the way may mix up answers: what became of another one says nothing.
      if ((answer.data as Redemption).id !== redemption.id)
        throw new UnexpectedAnswer({ ...answer, requestId: namedBy(answer, via, request) });
    } catch (error) {
      if (!(error instanceof VouchError)) throw error;
      if (error instanceof Aborted) throw Object.assign(error, { idempotencyKey, mayHaveHappened: true });
      throw new StillChecking(redemption, idempotencyKey, error.requestId ?? namedBy(answer, via, request), error);
    }
  }
}

/** In a success nothing was looked for, and whoever named the request may have repeated what was sent. */
function namedBy({ requestId }: Answer, { headers }: Connection, request: CreateRequest): string | null {
  return requestId && withoutSecretsOf(headers, request)(requestId);
}

function askAfterMs({ retryAfterMs }: Answer, { next_check_at: nextCheckAt }: Redemption, now: number): number {
  const after = retryAfterMs ?? (nextCheckAt === null ? ASK_AFTER_MS : Date.parse(nextCheckAt) - now);
  return Math.min(ASK_AT_LEAST_EVERY_MS, Math.max(retryAfterMs ?? 250, after));
}
