// From a redemption of the core to a response: status code, headers, and who may see which secret.
import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../core/accounts/caller';
import { DECLINE_CODES } from '../../core/providers/outcome';
import {
  asAnswered,
  publicRedemption,
  publicReversal,
  type PublicRedemption,
  type PublicReversal,
  type Reveal,
} from '../../core/redemption/shown/present';
import type { Redemption, WithoutHistory } from '../../core/redemption/redemption';
import type { ShownRedemption } from '../../core/redemption/shown/shown';
import { isVisible } from '../../core/use-cases/access';
import type { Replayable } from '../../core/use-cases/create';
import type { Reversed } from '../../core/use-cases/reverse';
import { Services } from '../../core/use-cases/services';
import { PROBLEMS, retryAfter } from '../problems/problem';
import { etagOf } from '../request/etag';

/**
 * The wait that a 202 suggests where no next question is planned. The first step of the resolver's ladder is a few
 * seconds as well.
 */
const ASK_AGAIN_MS = 2000;

/**
 * One method a kind of response. Sets status and headers on `reply` and returns the body. A publishable key never
 * learns why a voucher was refused.
 */
@Injectable()
export class RedemptionResponses {
  constructor(private readonly services: Services) {}

  /**
   * Create: 201 once the outcome is known, paid or not, and 202 until then. Shows the change PIN: this caller redeemed, or
   * repeats the very request, which takes its idempotency key and the PIN that it presented.
   */
  created(done: Replayable, caller: Caller, reply: FastifyReply): PublicRedemption {
    return this.#written(done, caller, reply, 201, true, true);
  }

  /** Capture: 200, or 202 while the outcome is not known. Shows the change PIN. */
  captured(done: Replayable, caller: Caller, reply: FastifyReply): PublicRedemption {
    return this.#written(done, caller, reply, 200, true, isCreator(done.redemption, caller));
  }

  /** Reserve and cancel: 200, no secret. */
  changed(done: Replayable, caller: Caller, reply: FastifyReply): PublicRedemption {
    return this.#written(done, caller, reply, 200, false, isCreator(done.redemption, caller));
  }

  /**
   * GET by id, and recover. Shows the change PIN to a secret key, and to a terminal for as long as it sees its own. All visitors of a page share its publishable key, so that to know an id says
   * nothing about who is asking: the PIN is shown to the one who can repeat the create, with its idempotency key. People at the console
   * see it masked, whatever their role: to be shown one is an act of its own.
   */
  read(redemption: WithoutHistory, caller: Caller, reply: FastifyReply): PublicRedemption & OpenReviews {
    void reply.header('etag', etagOf(redemption.version));
    // A terminal recovers by its key what it cannot read by its id any more.
    const secret = !caller.publishable && !caller.user && isVisible(redemption, caller);
    const shown = this.#show(redemption, caller, secret, isCreator(redemption, caller));
    return caller.publishable ? shown : { ...shown, ...openReviews(redemption) };
  }

  /** PATCH: 200, no secret. */
  updated(redemption: Redemption, caller: Caller, reply: FastifyReply): PublicRedemption {
    void reply.header('etag', etagOf(redemption.version));
    return this.#show(redemption, caller, false, isCreator(redemption, caller));
  }

  /** One row of a list: never a secret. Only secret keys and terminals come here. */
  listed(redemption: ShownRedemption): PublicRedemption {
    return publicRedemption(redemption);
  }

  /** Reverse: 201, or 202 while the outcome is not known. Shows the refund PIN, but not to people. */
  reversed(done: Reversed, caller: Caller, reply: FastifyReply): PublicReversal {
    const { redemption, reversal } = done;
    const open = reversal.status === 'pending' || reversal.status === 'unknown';
    void reply.status(open ? 202 : 201);
    const operation = redemption.operations.find((candidate) => candidate.id === reversal.operationId);
    if (open) void reply.header('retry-after', this.#retryAfter(operation?.nextAskAt ?? null));
    if (done.replayed) void reply.header('idempotent-replayed', 'true');
    return publicReversal(redemption, reversal, this.#revealFor(redemption, caller));
  }

  /** Oldest first, with refund PINs, but not for people: only they and secret keys come here. */
  reversals(redemption: Redemption, caller: Caller): PublicReversal[] {
    const reveal = this.#revealFor(redemption, caller);
    return redemption.reversals.map((reversal) => publicReversal(redemption, reversal, reveal));
  }

  #written(
    done: Replayable,
    caller: Caller,
    reply: FastifyReply,
    status: number,
    secret: boolean,
    creator: boolean,
  ): PublicRedemption {
    const { replayed } = done;
    const redemption = replayed?.answer ? asAnswered(done.redemption, replayed.answer) : done.redemption;
    const checking = redemption.outcome === 'checking';
    void reply.status(checking ? 202 : status).header('etag', etagOf(redemption.version));
    if (replayed) void reply.header('idempotent-replayed', 'true');
    if (checking) void reply.header('retry-after', this.#retryAfter(redemption.dueAt));
    return this.#show(redemption, caller, secret, creator);
  }

  #show(redemption: WithoutHistory, caller: Caller, secret: boolean, creator: boolean): PublicRedemption {
    const shown = publicRedemption(redemption, secret ? this.#revealOf(redemption) : undefined, { creator });
    return caller.publishable ? discreet(shown) : shown;
  }

  #revealFor(redemption: Redemption, { user }: Caller): Reveal | undefined {
    return user ? undefined : this.#revealOf(redemption);
  }

  /**
   * Throws `KeyUnknown` for a PIN whose key is not here. To show it masked instead would look like an answer, and the caller
   * would not ask again.
   */
  #revealOf(redemption: WithoutHistory): Reveal {
    return (sealed) => this.services.sealer.open(sealed, redemption.id);
  }

  #retryAfter(dueAt: number | null): string {
    const now = this.services.clock.now();
    return retryAfter((dueAt ?? now + ASK_AGAIN_MS) - now);
  }
}

/**
 * Whether the caller is who sent the customer's phone number. A publishable key stands in a page that many share: it is shown it
 * only in the answer to the request that held it.
 */
function isCreator(redemption: WithoutHistory, caller: Caller): boolean {
  return !caller.publishable && redemption.createdBy === caller.keyId;
}

const DECLINES: ReadonlySet<string> = new Set(DECLINE_CODES);
/** The same for every reason, or it would tell them apart. */
const NEUTRAL_ADVICE = PROBLEMS.voucher_not_redeemable.advice;

/** For a client that cannot keep a secret: that a voucher was refused, and not why. It must not become an oracle for PINs. */
function discreet(shown: PublicRedemption): PublicRedemption {
  return {
    ...shown,
    last_error: neutral(shown.last_error),
    operations: shown.operations.map((operation) => ({ ...operation, error: neutral(operation.error) })),
  };
}

function neutral(error: PublicRedemption['last_error']): PublicRedemption['last_error'] {
  if (error === null) return null;
  const said = DECLINES.has(error.code)
    ? { code: 'voucher_not_redeemable', message: 'This voucher cannot be redeemed', advice: NEUTRAL_ADVICE }
    : { code: error.code, message: error.message };
  return { ...error, ...said, provider_code: null, provider_message: null };
}

interface OpenReviews {
  readonly open_reviews?: readonly string[];
}

/** Left out where there is none, which is nearly always. */
function openReviews({ reviews }: WithoutHistory): OpenReviews {
  const open = reviews.filter(({ closedAt }) => closedAt === null).map(({ id }) => id);
  return open.length > 0 ? { open_reviews: open } : {};
}
