// Idempotency of POSTs that no redemption records: the first answer is stored, sealed, and given again.
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { answerRecord, IDEMPOTENCY_KEPT_MS, type StoredAnswer } from '../../core/stored-answers';
import { keyInUse, keyReused, scopeOf } from '../../core/use-cases/idempotency/idempotency';
import { Services } from '../../core/use-cases/services';
import { Faults } from '../input/validation';
import { TakesIdempotencyKey } from '../openapi/decorators';
import { callerOf } from '../request/caller';
import { canonicalJson } from './canonical-json';
import { readKeyHeader } from './idempotency-key';
import { UnansweredClaims } from './unanswered-claims';

/** This POST gives its first answer again to the same `Idempotency-Key`. */
export const StoredAnswerPost = () => applyDecorators(UseInterceptors(IdempotencyInterceptor), TakesIdempotencyKey());

/** What a key may be refused with on these routes. */
export const REPEATED = ['idempotency_key_reused', 'idempotency_key_in_use'] as const;

/**
 * Around the handler of a POST: claims the key, lets the handler run, stores its response. Without a key the handler
 * runs alone.
 */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  readonly #unanswered: UnansweredClaims;

  constructor(private readonly services: Services) {
    this.#unanswered = new UnansweredClaims(() => services.clock.elapsed());
  }

  /** Throws 400 for a malformed key, and `Refusal` idempotency_key_reused or idempotency_key_in_use. */
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const faults = new Faults();
    const key = readKeyHeader(request, faults);
    faults.refuse();
    if (key === undefined) return next.handle();
    const scope = scopeOf(this.services.sealer, callerOf(request), key);
    return of(await this.#answer(scope, request, http.getResponse<FastifyReply>(), next));
  }

  async #answer(scope: string, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const { sealer, store } = this.services;
    const claim = this.#claimFor(scope, request);
    const earlier = await this.#begin(claim, request);
    if (earlier) return this.#replay(earlier, reply);
    let body: unknown;
    try {
      body = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      // The call changed nothing, so there is nothing to repeat: the same key may be used for the corrected request.
      await store.storedAnswers.drop(claim);
      throw error;
    }
    const sealedBody = sealer.seal(JSON.stringify(body ?? null), answerRecord(scope));
    await store.storedAnswers.finish(claim, { status: reply.statusCode, sealedBody });
    return body;
  }

  /** The entry by which this request claims its scope. */
  #claimFor(scope: string, request: FastifyRequest): StoredAnswer {
    const { sealer, clock } = this.services;
    return { scope, requestDigest: sealer.requestDigest(textOf(request)), at: clock.dated(), answer: null };
  }

  /** Claims the scope (null), or finds the finished answer to the same request. Throws where the key is not free. */
  async #begin(claim: StoredAnswer, request: FastifyRequest): Promise<StoredAnswer | null> {
    const { clock, store } = this.services;
    const { storedAnswers } = store;
    const earlier = await storedAnswers.begin(claim);
    if (!earlier) return null;
    // The expiry may not have come by yet.
    const isOld = clock.aged() - earlier.at >= IDEMPOTENCY_KEPT_MS;
    if (isOld || (!earlier.answer && this.#unanswered.isAbandoned(earlier))) {
      await storedAnswers.drop(earlier);
      if ((await storedAnswers.begin(claim)) === null) return null;
      throw keyInUse();
    }
    const isSame = earlier.requestDigest === claim.requestDigest || this.#isFormerly(earlier, request);
    if (!isSame) throw keyReused();
    if (!earlier.answer) throw keyInUse();
    return earlier;
  }

  /** Whether a version before recorded this request: its retry must find it across the upgrade. */
  #isFormerly(earlier: StoredAnswer, request: FastifyRequest): boolean {
    const { sealer } = this.services;
    return formerTextsOf(request).some((text) => sealer.requestDigest(text) === earlier.requestDigest);
  }

  #replay(earlier: StoredAnswer, reply: FastifyReply): unknown {
    if (!earlier.answer) throw keyInUse();
    void reply.status(earlier.answer.status).header('Idempotent-Replayed', 'true');
    return JSON.parse(this.services.sealer.open(earlier.answer.sealedBody, answerRecord(earlier.scope))) as unknown;
  }
}

/**
 * What a request says, whichever way it is spelled: the order of fields, white space, `1500.0` for `1500`, an escaped character of
 * the address or of a text, no body for `{}`, another name of the same route do not count. The query is no part of it: none of these routes has one.
 */
function textOf({ method, routeOptions, params, body }: FastifyRequest): string {
  const route = routeOptions.url?.replace(OTHER_NAME, '/v1/');
  return canonicalJson({ method, route, params, body: body ?? {} });
}

/** What redemptions are called besides. */
const OTHER_NAME = /^(?:\/v1)?\/collect\//;

/** What versions up to 0.1.0 took for it: the address and the body as they were sent. */
function formerTextsOf({ method, url, body }: FastifyRequest): string[] {
  const address = url.replace(/\/(?=\?|$)/, '');
  const isEmpty = Object.keys(body ?? {}).length === 0;
  const bodies = isEmpty && !Array.isArray(body) ? ['null', '{}'] : [JSON.stringify(body)];
  return bodies.map((text) => `${method} ${address}\n${text}`);
}
