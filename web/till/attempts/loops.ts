// Calls that go on until there is an answer, for as long as the page lives. Each repeats with the same key.
import { NoAnswer, type CallOptions, type CreateRedemptionRequest, type Vouch, type VouchError } from 'vouch-client';
import type { Attempt, Redemption } from '../sale/attempt';
import type { Report } from '../sale/events';
import type { VoucherType } from '../sale/entry/voucher-type';
import { redemptionOf } from './answers';
import { readFailure, type Asked } from './failures';
import type { TillClock } from '../device/ports';

/** Half a second, doubling to eight: between two rounds of the client, which has repeated by itself before. */
const FIRST_MS = 500;
const LONGEST_MS = 8_000;
/** Where the server does not say when it asks the provider next. */
const FOLLOW_MS = 2_000;
const FOLLOW_AT_LEAST_MS = 1_000;
/** Whoever asks to wait for longer is mostly something in front of the server, which may be back in a moment; and a customer waits. */
const ASK_AT_LEAST_EVERY_MS = 30_000;
/** Reading one that is due makes the server ask, so the till does not wait longer than a customer at the counter. */
const FOLLOW_AT_MOST_MS = 30_000;
/** The time of the server is rounded, and a question that is a moment early is not due yet. */
const MARGIN_MS = 250;

export interface Loop {
  readonly vouch: Pick<Vouch, 'redemptions' | 'terminals'>;
  readonly clock: TillClock;
  readonly signal: AbortSignal;
  readonly report: (report: Report) => void;
}

/** POST, with the key of the attempt, until it is known what became of it. */
export async function send(loop: Loop, attempt: Attempt, type: VoucherType): Promise<void> {
  const { key } = attempt;
  const { pin, phone, amountCents, reference } = attempt;
  if (pin === null || key === null) return;
  // Which types there are, and what each is known by, this server has said while the page runs: the compiler cannot know.
  const request = {
    type: type.id,
    source: { [type.pin.name]: pin, ...(type.phone && phone !== null ? { [type.phone.name]: phone } : {}) },
    ...(amountCents === null ? {} : { amount: amountCents, currency: type.currency }),
    // A voucher that is worth less pays a part, and the rest is paid by another.
    ...(amountCents !== null && type.partial ? { redemption_options: { partial: 'allow' as const } } : {}),
    ...(reference === null ? {} : { external_reference: reference }),
  } as CreateRedemptionRequest;
  await untilAnswered(loop, attempt, 'create', (options) =>
    loop.vouch.redemptions.create(request, { ...options, idempotencyKey: key }),
  );
}

/** Asks by the key alone. Where nothing came the key is burnt, so that nothing can come any more. */
export async function recover(loop: Loop, attempt: Attempt, key: string): Promise<void> {
  await untilAnswered(loop, attempt, 'question', (options) => loop.vouch.redemptions.recover(key, options));
}

/** Reads a redemption while its outcome is not known. */
export async function follow(
  loop: Loop,
  attempt: Attempt,
  redemptionId: string,
  afterMs: number | null,
): Promise<void> {
  let waitMs = afterMs;
  for (;;) {
    await loop.clock.rest(followMs(waitMs), loop.signal);
    const redemption = await untilAnswered(loop, attempt, 'read', (options) =>
      loop.vouch.redemptions.retrieve(redemptionId, options),
    );
    if (redemption?.outcome !== 'checking') return;
    waitMs = redemption.askAfterMs;
  }
}

/** A person waits for it. */
const AGAIN: CallOptions = { deadlineMs: 4_000, timeoutMs: 4_000 };

/** Once: what is known has to do where nobody answers. */
export async function readAgain(loop: Loop, attempt: Attempt, redemptionId: string): Promise<void> {
  const { vouch, signal, report } = loop;
  const { id } = attempt;
  try {
    const redemption = read(await vouch.redemptions.retrieve(redemptionId, { ...AGAIN, signal }));
    if (!isOf(redemption, attempt, 'read')) throw new NoAnswer('');
    report({ type: 'answered', id, redemption });
  } catch (error) {
    report({ type: 'failed', id, failure: readFailure(error, 'read').failure });
  }
}

function followMs(afterMs: number | null): number {
  const wanted = afterMs === null ? FOLLOW_MS : afterMs + MARGIN_MS;
  return Math.min(FOLLOW_AT_MOST_MS, Math.max(FOLLOW_AT_LEAST_MS, wanted));
}

type Call = (options: CallOptions) => ReturnType<Vouch['redemptions']['retrieve']>;

/** Undefined where it is over without an answer: that was reported. */
async function untilAnswered(loop: Loop, attempt: Attempt, asked: Asked, call: Call) {
  const { signal, report } = loop;
  const { id } = attempt;
  const ask = async (options: CallOptions) => {
    const redemption = read(await call(options));
    // Of another sale: the key is asked instead.
    if (!isOf(redemption, attempt, asked)) throw asked === 'create' ? new TypeError() : new NoAnswer('');
    return redemption;
  };
  const redemption = await patiently(loop, asked, ask, (failure) => {
    report({ type: 'failed', id, failure });
  });
  if (!redemption || signal.aborted) return undefined;
  report({ type: 'answered', id, redemption });
  return redemption;
}

function read(answer: Parameters<typeof redemptionOf>[0]): Redemption {
  try {
    return redemptionOf(answer);
  } catch {
    // What is no redemption says nothing.
    throw new NoAnswer('');
  }
}

/** Somebody on the way may mix up answers. What the server erased it cannot say, and a reference the shop may change later. */
function isOf(said: Redemption, attempt: Attempt, asked: Asked): boolean {
  const { redemption, typeId, amountCents, reference, lastFour } = attempt;
  return (
    said.typeId === typeId &&
    (amountCents === null || said.askedCents === amountCents) &&
    (said.lastFour === '' || said.lastFour === lastFour) &&
    (asked !== 'create' || said.reference === reference) &&
    (redemption === null || said.id === redemption.id)
  );
}

function stepMs(round: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(round, 6));
}

type Failed = (failure: ReturnType<typeof readFailure>['failure']) => void;

/** Calls until there is an answer, or something that is certain. Tells of everything else that comes on the way. */
export async function patiently<T>(
  { clock, signal }: Pick<Loop, 'clock' | 'signal'>,
  asked: Asked,
  call: (options: CallOptions) => Promise<T>,
  failed: Failed,
): Promise<T | undefined> {
  for (let round = 0; ; round++) {
    const onRepeat = (error: VouchError, waitMs: number): void => {
      failed(readFailure(error, 'question', clock.now() + waitMs).failure);
    };
    try {
      return await call({ signal, onRepeat });
    } catch (error) {
      if (signal.aborted) return undefined;
      const { failure, isOver, retryAfterMs } = readFailure(error, asked);
      const waitMs = Math.min(ASK_AT_LEAST_EVERY_MS, Math.max(retryAfterMs ?? 0, stepMs(round)));
      failed({ ...failure, retryAt: isOver ? null : clock.now() + waitMs });
      if (isOver) return undefined;
      await clock.rest(waitMs, signal);
    }
  }
}
