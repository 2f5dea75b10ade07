// Idempotency for POSTs that no redemption answers for: the first answer is stored, sealed, and given again.
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { lastValueFrom, of, type Observable } from 'rxjs';
import { Store } from '../../core/store';
import { IDEMPOTENCY_KEPT_MS, type StoredAnswer } from '../../core/stored-answers';
import { keyReused, scopeOf } from '../../core/use-cases/idempotency';
import { Clock, Sealer } from '../../core/values/ports';
import { ProblemException } from '../problems/problem';
import { callerOf } from '../request/caller';
import { KeysUnderWay, stillRunning } from './keys-in-flight';

const STORED_ANSWER = 'vouch:stored_answer';
export const IDEMPOTENCY_HEADER = 'Idempotency-Key';
/** 1 to 255 printable ASCII characters. */
const KEY = /^[\x20-\x7e]{1,255}$/;

/** None of these routes takes a minute: a claim that is older was left by a process that died. */
export const ABANDONED_AFTER_MS = 60_000;

/** This POST gives its first answer again to the same `Idempotency-Key`. */
export const StoredAnswerPost = () =>
  applyDecorators(SetMetadata(STORED_ANSWER, true), UseInterceptors(IdempotencyInterceptor));

/** The key of a request, undefined where there is none. Throws 400 where it is not a key. */
export function idempotencyKeyOf(request: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = request.headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given === 'string' && KEY.test(given)) return given;
  throw new ProblemException(400, 'validation_failed', 'The request has faults', {
    param: IDEMPOTENCY_HEADER,
    errors: [{ param: IDEMPOTENCY_HEADER, code: 'malformed', message: 'must be 1 to 255 printable ASCII characters' }],
  });
}

@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(
    private readonly store: Store,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly underWay: KeysUnderWay,
  ) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const key = idempotencyKeyOf(request);
    if (key === undefined) return next.handle();
    const scope = scopeOf(this.sealer, callerOf(request), key);
    return of(await this.underWay.hold(scope, 'stored_answer', () => this.#answer(scope, request, reply, next)));
  }

  async #answer(scope: string, request: FastifyRequest, reply: FastifyReply, next: CallHandler): Promise<unknown> {
    const earlier = await this.#begin(scope, request);
    if (earlier) return this.#replay(earlier, reply);
    let body: unknown;
    try {
      body = await lastValueFrom(next.handle(), { defaultValue: undefined });
    } catch (error) {
      // Nothing was made, so there is nothing to repeat: the same key may be used for the corrected request.
      await this.store.storedAnswers.abandon(scope);
      throw error;
    }
    const sealedBody = this.sealer.seal(JSON.stringify(body ?? null), recordOf(scope));
    await this.store.storedAnswers.finish(scope, { status: reply.statusCode, sealedBody });
    return body;
  }

  /** Claims the scope (null), or finds the finished answer to the same request. Throws where the key is not free. */
  async #begin(scope: string, request: FastifyRequest): Promise<StoredAnswer | null> {
    const address = request.url.replace(/\/(?=\?|$)/, '');
    const text = `${request.method} ${address}\n${JSON.stringify(request.body ?? null)}`;
    const at = this.clock.now();
    const entry: StoredAnswer = { scope, requestDigest: this.sealer.requestDigest(text), at, answer: null };
    // A key stands for one request, whichever route it came by first.
    if (await this.store.redemptions.findByIdempotency(scope)) throw keyReused();
    const earlier = await this.store.storedAnswers.begin(entry);
    if (!earlier) {
      // Once more: a redemption may have come in between, and keeps the key.
      if (!(await this.store.redemptions.findByIdempotency(scope))) return null;
      await this.store.storedAnswers.abandon(scope);
      throw keyReused();
    }
    const age = at - earlier.at;
    if (age >= IDEMPOTENCY_KEPT_MS || (!earlier.answer && age >= ABANDONED_AFTER_MS)) {
      await this.store.storedAnswers.abandon(scope);
      if ((await this.store.storedAnswers.begin(entry)) === null) return null;
      throw stillRunning();
    }
    if (earlier.requestDigest !== entry.requestDigest) throw keyReused();
    if (!earlier.answer) throw stillRunning();
    return earlier;
  }

  #replay(earlier: StoredAnswer, reply: FastifyReply): unknown {
    if (!earlier.answer) throw stillRunning();
    void reply.status(earlier.answer.status).header('Idempotent-Replayed', 'true');
    return JSON.parse(this.sealer.open(earlier.answer.sealedBody, recordOf(earlier.scope))) as unknown;
  }
}

function recordOf(scope: string): string {
  return `idempotency:${scope}`;
}
